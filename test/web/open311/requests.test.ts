import { caseModel } from '../../../cases/case.js';
import { CITY } from '../../support/registry.js';
import { type Heard, locales, type Open311, say, startOpen311 } from '../../support/start-open311.js';

let open311: Open311;
beforeEach(async () => {
  open311 = await startOpen311();
});
afterEach(() => open311.close());

interface Shown {
  service_request_id: string;
  service_code: string;
  status: string;
  description: string;
}
const idsOf = ({ json }: Heard): string[] => json.map((one: Shown) => one.service_request_id);
const refusal = ({ status, json }: Heard) => [status, json[0].code, json[0].description];

/** Reports opened so many days ago, oldest first; their ids as others see them, newest first. */
async function reportsFrom(...daysAgo: number[]): Promise<string[]> {
  for (const days of daysAgo) {
    open311.clock.set(new Date(Date.parse('2026-11-18T09:00:00Z') - days * 86_400_000).toISOString());
    await open311.report();
  }
  open311.clock.set('2026-11-18T09:00:00Z');
  const ids: string[] = [];
  for (const days of [...daysAgo].reverse()) {
    const at = Date.parse('2026-11-18T09:00:00Z') - days * 86_400_000;
    const [from, to] = [at - 1000, at + 1000].map((time) => new Date(time).toISOString());
    ids.push(...idsOf(await open311.get(`requests.json?start_date=${from}&end_date=${to}`)));
  }
  return ids;
}

describe('a report as everybody sees it', () => {
  it('has the fields of the standard', async () => {
    await open311.report({
      details: {
        acuteDanger: 'no',
        location: {
          text: 'utanför Hornsgatan 5',
          address: 'Hornsgatan 5',
          position: { latitude: 59.3181, longitude: 18.0639 },
        },
        description: 'Lampan är <släckt> & sönder\nsedan i går.',
        wantsReply: 'no',
      },
    });
    const { status, json } = await open311.get('requests.json?locale=en');
    expect(status).toBe(200);
    expect(json).toEqual([
      {
        service_request_id: expect.stringMatching(/^[0-9a-f]{32}$/),
        status: 'open',
        status_notes: locales.say('en', 'open311.status.registered'),
        service_name: CITY.categories['UTE-BEL']?.title.en,
        service_code: 'UTE-BEL',
        description: 'Lampan är <släckt> & sönder\nsedan i går.',
        agency_responsible: CITY.boards.TRN?.en,
        service_notice: null,
        requested_datetime: '2026-11-18T09:00:00Z',
        updated_datetime: '2026-11-18T09:00:00Z',
        expected_datetime: null,
        address: 'Hornsgatan 5, Bromma',
        address_id: null,
        zipcode: null,
        lat: 59.3181,
        long: 18.0639,
        media_url: null,
      },
    ]);
    const { type, text } = await open311.get('requests.xml');
    expect(type).toBe('text/xml; charset=utf-8');
    expect(text).toContain('<service_requests><request><service_request_id>');
    expect(text).toContain('<description>Lampan är &lt;släckt&gt; &amp; sönder\nsedan i går.</description>');
    expect(text).toContain('<lat>59.3181</lat><long>18.0639</long><media_url/></request></service_requests>');
  });

  it('is answered alone by its id, in both formats, as a list of one', async () => {
    await open311.report();
    await open311.report();
    const all = await open311.get('requests.json');
    const [first] = idsOf(all);
    expect((await open311.get(`requests/${first}.json`)).json).toEqual([all.json[0]]);
    const { text } = await open311.get(`requests/${first}.xml`);
    expect(text.match(/<service_request_id>([^<]*)</g)).toEqual([`<service_request_id>${first}<`]);
  });

  it('is not found by its case number, by chance or by a broken id', async () => {
    const number = await open311.report();
    for (const id of [number, 'f'.repeat(32), '0', '1', 'x', '%00', '..%2f']) {
      const answer = await open311.get(`requests/${id}.json`);
      expect(refusal(answer)).toEqual([404, 404, say('open311.notFound.request')]);
    }
    const { json } = await open311.get(`requests.json?service_request_id=${number}`);
    expect(json).toEqual([]);
  });

  it('has an id from which neither number nor order can be told, the same every time', async () => {
    const numbers = [await open311.report(), await open311.report(), await open311.report()];
    const answers = [await open311.get('requests.json'), await open311.get('requests.json')];
    const [ids, again] = answers.map(idsOf);
    expect(again).toEqual(ids);
    expect(new Set(ids).size).toBe(3);
    for (const number of numbers) expect(answers[0]?.text).not.toContain(number);
    expect([...(ids ?? [])].sort().join()).not.toContain('2026');
    const beginnings = new Set(ids?.map((id) => id.slice(0, 8)));
    expect(beginnings.size).toBe(3);
  });

  it('is open until the case is closed, and says in plain words how it stands', async () => {
    const number = await open311.report();
    const agent = { kind: 'agent', id: 'a', name: 'Anna' } as const;
    const shown = async () => (await open311.get('requests.json')).json[0];
    await open311.registry.changeStatus(number, { to: 'in-progress', who: agent });
    expect(await shown()).toMatchObject({ status: 'open', status_notes: say('open311.status.inProgress') });
    await open311.registry.changeStatus(number, { to: 'answered', who: agent });
    expect(await shown()).toMatchObject({ status: 'open', status_notes: say('open311.status.answered') });
    open311.clock.pass(60);
    await open311.registry.changeStatus(
      number,
      { to: 'closed', who: agent },
      { set: { resolution: 'answered', closedAt: open311.clock.now() } },
    );
    open311.clock.pass(60);
    const resolution = CITY.resolutions.answered?.sv;
    expect(await shown()).toMatchObject({
      status: 'closed',
      status_notes: say('open311.status.closedAs', { resolution }),
      updated_datetime: '2026-11-18T10:00:00Z',
    });
    await open311.registry.changeStatus(number, { to: 'contested', who: agent });
    expect(await shown()).toMatchObject({ status: 'open', status_notes: say('open311.status.contested') });
  });
});

describe('the list', () => {
  it('is the last 90 days, newest first, when nothing is asked for', async () => {
    const [newest, older] = await reportsFrom(91, 89, 0);
    expect(idsOf(await open311.get('requests.json'))).toEqual([newest, older]);
  });

  it.each([
    ['start_date=2026-08-01T00:00:00Z&end_date=2026-08-31T00:00:00Z', [91, 89]],
    ['start_date=2026-08-20T00:00:00Z&end_date=2026-09-01T00:00:00Z', [89]],
    ['end_date=2026-08-20T00:00:00Z', [91]],
    ['start_date=2026-08-20T00:00:00Z', [89]],
    ['start_date=2026-11-18T10:00:00%2B01:00', [0]],
    ['start_date=2026-11-18T10:00:00+01:00', [0]],
    ['start_date=2026-11-18T10:00:01.5%2B01:00', []],
  ])('can be of a period (%s)', async (query, daysAgo) => {
    const order = [0, 89, 91];
    const ids = await reportsFrom(91, 89, 0);
    const wanted = order.filter((days) => daysAgo.includes(days)).map((days) => ids[order.indexOf(days)]);
    expect(idsOf(await open311.get(`requests.json?${query}`))).toEqual(wanted);
  });

  it.each([
    ['start_date=2026-01-01', 'invalid.date', { field: 'start_date' }],
    ['start_date=2026-01-01T00:00:00', 'invalid.date', { field: 'start_date' }],
    ['end_date=2026-02-30T00:00:00Z', 'invalid.date', { field: 'end_date' }],
    ['end_date=2026-02-01T25:00:00Z', 'invalid.date', { field: 'end_date' }],
    ['start_date=yesterday', 'invalid.date', { field: 'start_date' }],
    ['start_date=2026-02-01T00:00:00Z&end_date=2026-01-01T00:00:00Z', 'invalid.order', {}],
    ['start_date=2026-01-01T00:00:00Z&end_date=2026-04-02T00:00:00Z', 'invalid.span', { days: 90 }],
    ['status=pending', 'invalid.status', {}],
    ['page=0', 'invalid.whole', { field: 'page', max: 20000 }],
    ['page=two', 'invalid.whole', { field: 'page', max: 20000 }],
    ['page_size=1001', 'invalid.whole', { field: 'page_size', max: 1000 }],
    ['page_size=-1', 'invalid.whole', { field: 'page_size', max: 1000 }],
    ['page=21&page_size=1000', 'invalid.tooDeep', {}],
  ])('refuses %s and says why', async (query, key, values) => {
    const wanted = say(`open311.${key}`, { example: '2026-01-31T00:00:00Z', ...values });
    expect(refusal(await open311.get(`requests.json?${query}`))).toEqual([400, 400, wanted]);
    expect((await open311.get(`requests.xml?${query}`)).text).toContain('<errors><error><code>400</code><description>');
  });

  it('takes empty fields as if they were not there', async () => {
    await open311.report();
    const empty =
      'service_request_id=&service_code=&start_date=&end_date=&status=&page=&page_size=&extensions=&api_key=';
    expect((await open311.get(`requests.json?${empty}`)).json).toHaveLength(1);
  });

  it('can be of some services, with commas or repeated, and refuses those that are none', async () => {
    await open311.report();
    await open311.report({ category: 'UTE-KLO', form: 'klotter' });
    await open311.report({ category: 'UTE-PAR', form: 'park-trad' });
    const codes = async (query: string) =>
      (await open311.get(`requests.json?${query}`)).json.map((one: Shown) => one.service_code).sort();
    expect(await codes('service_code=UTE-KLO')).toEqual(['UTE-KLO']);
    expect(await codes('service_code=UTE-KLO,UTE-PAR')).toEqual(['UTE-KLO', 'UTE-PAR']);
    expect(await codes('service_code=UTE-KLO&service_code=UTE-BEL')).toEqual(['UTE-BEL', 'UTE-KLO']);
    for (const code of ['EKO-EB', 'NO-SUCH'])
      expect(refusal(await open311.get(`requests.json?service_code=UTE-KLO,${code}`))[0]).toBe(404);
  });

  it('can be of what is open or closed', async () => {
    const number = await open311.report();
    await open311.report();
    const who = { kind: 'system', id: '', name: '' } as const;
    await open311.registry.changeStatus(number, { to: 'closed', who });
    const states = async (query: string) =>
      (await open311.get(`requests.json?${query}`)).json.map((one: Shown) => one.status).sort();
    expect(await states('status=open')).toEqual(['open']);
    expect(await states('status=closed')).toEqual(['closed']);
    expect(await states('status=closed,open')).toEqual(['closed', 'open']);
    expect(await states('status=OPEN&status=closed')).toEqual(['closed', 'open']);
  });

  it('is paged without leaving anything out or showing it twice', async () => {
    for (let count = 0; count < 7; count++) await open311.report();
    const all = idsOf(await open311.get('requests.json'));
    const pages = [];
    for (const page of [1, 2, 3, 4]) pages.push(idsOf(await open311.get(`requests.json?page_size=3&page=${page}`)));
    expect(pages.map((page) => page.length)).toEqual([3, 3, 1, 0]);
    expect(pages.flat()).toEqual(all);
  });

  it('is of the named ids only, whatever else is asked for', async () => {
    const [newest, , oldest] = await reportsFrom(200, 100, 0);
    const query = `service_request_id=${oldest},${newest},unknown&status=closed&start_date=nonsense`;
    expect(idsOf(await open311.get(`requests.json?${query}`))).toEqual([newest, oldest]);
  });

  it('answers HEAD as GET, without a body', async () => {
    const { status, text } = await open311.send('requests.json', { method: 'HEAD' });
    expect([status, text]).toEqual([200, '']);
  });
});

describe('what stays inside', () => {
  it('shows no conversation that was handed over, nothing in another category and nothing disposed of', async () => {
    await open311.report({ form: '', details: {}, handover: true, conversationId: 'talks' });
    await open311.report({ category: 'MIL-BUL', form: 'buller' });
    await open311.report({ category: 'EKO-EB', form: 'ekonomiskt-bistand' });
    await open311.report({ category: 'PAR-FLY', form: 'fordonsflytt' });
    const cases = caseModel(open311.store.connection);
    for (const $set of [{ disposed: true }, { secrecy: 'strong' as const }])
      await cases.updateOne({ _id: await open311.report() }, { $set });
    expect((await open311.get('requests.json')).json).toEqual([]);
  });

  it('lets nothing of the person out, in any answer', async () => {
    const secret = [
      'Gunhild',
      'Testberg-Provstad',
      'gunhild@example.org',
      'granne@exempel.se',
      'granne (at) exempel.se',
      '+46701740605',
      '070-174 06 05',
      '0701740605',
      '08 123 456 78',
      '19900101-2385',
      '900101-2385',
      'ABC 123',
      'xyz12a',
      'hemlig anteckning',
      'conversation-of-gunhild',
    ];
    const number = await open311.report({
      conversationId: 'conversation-of-gunhild',
      subject: 'Gunhild ringde',
      reach: { phone: '0701740605', email: 'gunhild@example.org', name: 'Gunhild Testberg-Provstad' },
      note: 'hemlig anteckning',
      details: {
        acuteDanger: 'no',
        location: { text: 'hos Gunhild, ring 070-174 06 05', district: 'bromma' },
        description: [
          'Gunhilds lampa. Hälsa TESTBERG. Personnummer 19900101-2385 eller 900101-2385.',
          'Ring 070-174 06 05, 0701740605, +46 70 174 06 05 eller 08 123 456 78.',
          'Skriv till granne@exempel.se, granne (at) exempel.se eller gunhild@example.org.',
          'Bilen ABC 123 och xyz12a står i vägen sedan 2026-11-02 vid nummer 12.',
        ].join('\n'),
        wantsReply: 'yes',
        contactPhone: '+46701740605',
        contactEmail: 'gunhild@example.org',
        contactName: 'Gunhild Testberg-Provstad',
      },
    });
    await open311.registry.changeStatus(number, {
      to: 'in-progress',
      who: { kind: 'agent', id: 'agent-anna', name: 'Anna Handläggare' },
      why: 'hemlig anteckning',
    });
    const [id] = idsOf(await open311.get('requests.json'));
    const answers = await Promise.all(
      [
        'requests.json',
        'requests.xml',
        `requests/${id}.json`,
        `requests/${id}.xml`,
        'services.json',
        'discovery.xml',
      ].map((path) => open311.get(path)),
    );
    for (const { text } of answers) {
      for (const word of [...secret, number, 'Anna', 'agent-anna'])
        expect(text.toLowerCase()).not.toContain(word.toLowerCase());
    }
    const { description, address } = answers[0]?.json[0] ?? {};
    expect(description).toContain('sedan 2026-11-02 vid nummer 12.');
    expect(address).toBe('hos ***, ring ***, Bromma');
    expect(open311.logged.join('\n')).not.toContain('Gunhild');
  });
});
