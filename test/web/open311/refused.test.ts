import { type Open311, problems, REPORT, say, startOpen311, whyRefused } from '../../support/start-open311.js';

let open311: Open311;
let api_key: string;
beforeEach(async () => {
  open311 = await startOpen311();
  api_key = await open311.keyFor('FixMyStreet');
});
afterEach(() => open311.close());

describe('a report that cannot be taken', () => {
  const malmo = { lat: '55.605', long: '13.0038' };
  const without = (...names: string[]) =>
    Object.fromEntries(Object.entries(REPORT).filter(([name]) => !names.includes(name)));

  it.each<[string, Record<string, string>, string[]]>([
    ['no place', without('address_string'), [say('open311.invalid.noPlace')]],
    ['half a position', { ...without('address_string'), lat: '59.3' }, [say('open311.invalid.position')]],
    ['a position of words', { ...REPORT, lat: 'here', long: 'there' }, [say('open311.invalid.position')]],
    ['a position off the globe', { ...REPORT, lat: '159.3', long: '18' }, [say('open311.invalid.position')]],
    ['a position in Malmö', { ...REPORT, ...malmo }, [`lat, long: ${say('form.invalid.far')}`]],
    [
      'an address in Malmö',
      { ...REPORT, address_string: 'Rosengård, Malmö' },
      [`address_string: ${say('form.invalid.outside', { municipality: 'Malmö' })}`],
    ],
    [
      'an address without end',
      { ...REPORT, address_string: 'x'.repeat(501) },
      [`address_string: ${say('form.invalid.long', { max: 500 })}`],
    ],
    ['no description', without('description'), [`description: ${whyRefused('missing', 'description')}`]],
    [
      'too short a description',
      { ...REPORT, description: 'hej' },
      [`description: ${whyRefused('short', 'description', { min: 10 })}`],
    ],
    [
      'too long a description',
      { ...REPORT, description: 'x'.repeat(2001) },
      [`description: ${whyRefused('long', 'description', { max: 2000 })}`],
    ],
    ['a phone number of letters', { ...REPORT, phone: 'ring mig' }, [`phone: ${whyRefused('phone', 'contactPhone')}`]],
    ['an e-mail address without @', { ...REPORT, email: 'karin' }, [`email: ${whyRefused('email', 'contactEmail')}`]],
    ['a picture elsewhere', { ...REPORT, media_url: 'https://example.org/a.jpg' }, [say('open311.invalid.media')]],
    ['no service', without('service_code'), [say('open311.invalid.noService')]],
  ])('is refused with the reason: %s', async (_, fields, wanted) => {
    const sent = await open311.post({ ...fields, api_key });
    expect([sent.status, problems(sent)]).toEqual([400, wanted]);
    expect(await open311.cases()).toEqual([]);
    expect(await open311.contacts()).toEqual([]);
  });

  it('hears everything that is wrong at once, in XML too', async () => {
    const wrong = { ...REPORT, description: 'hej', phone: 'x', media_url: 'http://x', api_key };
    expect(problems(await open311.post(wrong))).toHaveLength(3);
    const { status, text } = await open311.post(wrong, { path: 'requests.xml' });
    expect(status).toBe(400);
    expect(text.match(/<error><code>400<\/code>/g)).toHaveLength(3);
  });

  it.each(['EKO-EB', 'MIL-BUL', 'NO-SUCH'])('is for no service: %s', async (service_code) => {
    const sent = await open311.post({ ...REPORT, service_code, api_key });
    expect([sent.status, problems(sent)]).toEqual([404, [say('open311.notFound.service', { code: service_code })]]);
  });

  it('is for another city', async () => {
    const sent = await open311.post({ ...REPORT, jurisdiction_id: 'city.gov', api_key });
    expect([sent.status, await open311.cases()]).toEqual([404, []]);
  });

  it.each([
    ['multipart/form-data; boundary=x', '--x--', 415],
    ['application/xml', '<a/>', 415],
    ['application/json', '{', 400],
    ['application/json', '["a"]', 400],
    ['application/json', '{"attribute": "no"}', 400],
    ['application/x-www-form-urlencoded', 'description='.padEnd(300_000, 'x'), 413],
  ])('is not readable: %s', async (type, body, status) => {
    const answer = await open311.send('requests.json', { method: 'POST', headers: { 'content-type': type }, body });
    expect([answer.status, answer.json]).toEqual([status, [{ code: status, description: expect.any(String) }]]);
  });
});
