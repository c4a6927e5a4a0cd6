import { closeCentres, startCentre, type TestAgent, type TestCentre } from '../../support/start-centre.js';

let centre: TestCentre;
let agent: TestAgent;
let api_key: string;
beforeAll(async () => {
  centre = await startCentre();
  agent = await centre.agent('anna', ['TRA']);
  const admin = await centre.agent('admina', [], { roles: ['admin'] });
  const made = await admin.post('/api/api-keys', { name: 'FixMyStreet' });
  api_key = String(made.body.key);
}, 120_000);
afterAll(closeCentres);

const JURISDICTION = 'stockholm.se';

/** The calls of FixMyStreet's client: XML, jurisdiction and key with every call, fields as a form. */
const client = {
  async get(path: string, params: Record<string, string> = {}) {
    const query = new URLSearchParams({ ...params, jurisdiction_id: JURISDICTION });
    const answer = await fetch(`${centre.url}/open311/v2/${path}?${query}`);
    return { status: answer.status, xml: await answer.text() };
  },
  async post(path: string, params: Record<string, string>) {
    const body = new URLSearchParams({ jurisdiction_id: JURISDICTION, api_key, ...params });
    const answer = await fetch(`${centre.url}/open311/v2/${path}`, { method: 'POST', body });
    return { status: answer.status, xml: await answer.text() };
  },
};

/** The text of every element of this name. */
function texts(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text]) => text ?? '');
}

const PROBLEM = {
  lat: '59.3181',
  long: '18.0639',
  email: 'karin.testberg@example.org',
  first_name: 'Karin',
  last_name: 'Testberg',
  phone: '070-174 06 05',
  description: `title:  Släckt gatlampa

detail: Lampan har varit släckt i en vecka. Hälsningar Karin

url: https://fixmystreet.example.org/report/17

Submitted via FixMyStreet
`,
};

describe('a client in the way of FixMyStreet', () => {
  it('reads the services and what they ask, sends a report, and follows it until it is closed', async () => {
    const services = await client.get('services.xml');
    expect(texts(services.xml, 'service_code')).toContain('UTE-BEL');

    const definition = await client.get('services/UTE-BEL.xml');
    const codes = texts(definition.xml, 'code');
    const required = texts(definition.xml, 'required');
    const asked = codes.filter((_, at) => required[at] === 'true');
    expect(asked).toEqual(['acuteDanger']);
    const options = texts(definition.xml, 'key');
    expect(options).toEqual(['yes', 'no']);

    const answers = Object.fromEntries(asked.map((code) => [`attribute[${code}]`, 'no']));
    const report = { ...PROBLEM, service_code: 'UTE-BEL', ...answers };
    const sent = await client.post('requests.xml', report);
    expect(sent.status).toBe(201);
    const [id = ''] = texts(sent.xml, 'service_request_id');
    expect(id).not.toBe('');
    expect(sent.xml).not.toContain('<token>');

    const listed = await client.get('requests.xml', {
      service_request_id: [id, 'somebody-elses'].join(','),
      extensions: 'true',
    });
    expect(texts(listed.xml, 'service_request_id')).toEqual([id]);
    expect(texts(listed.xml, 'status')).toEqual(['open']);
    expect(texts(listed.xml, 'lat')).toEqual(['59.3181']);
    expect(listed.xml).toContain('Lampan har varit släckt i en vecka.');
    expect(listed.xml).not.toMatch(/Karin|Testberg|example\.org<|174 06/);

    const { body } = await agent.get('/api/cases?q=0701740605');
    expect(body.items).toMatchObject([{ category: 'UTE-BEL', channel: 'open311', status: 'registered' }]);
    const number = body.items[0]?.number;
    const done = await agent.post(`/api/cases/${number}/close`, { resolution: 'answered', version: 1 });
    expect(done.status).toBe(200);
    const closed = await client.get(`requests/${id}.xml`);
    expect(texts(closed.xml, 'status')).toEqual(['closed']);
    expect(closed.xml).not.toContain(number);
  });

  it('asks for the reports of some services in a period, as its updates do', async () => {
    const now = Date.now();
    const hour = (hours: number) => new Date(now + hours * 3_600_000).toISOString().replace(/\.\d+/, '');
    const graffiti = { ...PROBLEM, service_code: 'UTE-KLO', description: 'Klotter på bron.' };
    await client.post('requests.xml', graffiti);
    const period = { start_date: hour(-1), end_date: hour(1) };
    const { xml } = await client.get('requests.xml', { ...period, service_code: 'UTE-KLO,UTE-SKR', status: 'open' });
    expect(texts(xml, 'service_code')).toEqual(['UTE-KLO']);
    expect(
      texts((await client.get('requests.xml', { ...period, status: 'closed', service_code: 'UTE-KLO' })).xml, 'status'),
    ).toEqual([]);
  });

  it('reads what was wrong, error by error', async () => {
    const { status, xml } = await client.post('requests.xml', { ...PROBLEM, service_code: 'UTE-BEL', api_key: 'old' });
    expect([status, texts(xml, 'code')]).toEqual([403, ['403']]);
    const wrong = await client.post('requests.xml', {
      ...PROBLEM,
      service_code: 'UTE-BEL',
      media_url: 'https://fixmystreet.example.org/photo/17.jpeg',
    });
    expect([wrong.status, texts(wrong.xml, 'description').length]).toEqual([400, 2]);
  });
});
