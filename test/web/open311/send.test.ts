import { caseModel } from '../../../cases/case.js';
import { contactModel } from '../../../cases/contact.js';
import { CITY } from '../../support/registry.js';
import { type Heard, locales, type Open311, REPORT, startOpen311 } from '../../support/start-open311.js';

let open311: Open311;
let api_key: string;
beforeEach(async () => {
  open311 = await startOpen311();
  ({ key: api_key } = await open311.keys.add({ name: 'FixMyStreet', perMinute: 600, by: 'admin' }));
});
afterEach(() => open311.close());

const say = (key: string, values?: object) => locales.say('sv', key, { ...values });
const why = (code: string, field: string, values: object = {}) =>
  say(`form.invalid.${code}`, { ...values, example: say(`form.field.${field}.example`) });
const problems = ({ json }: Heard): string[] => json.map(({ description }: { description: string }) => description);
const idOf = ({ json }: Heard): string => json[0].service_request_id;
const cases = () => caseModel(open311.store.connection).find({}).sort({ _id: 1 }).lean();
const contacts = () => contactModel(open311.store.connection).find({}).lean();

describe('sending a report', () => {
  it('registers a case and a contact like every inquiry, and gives the id at once', async () => {
    const sent = await open311.post({
      ...REPORT,
      api_key,
      jurisdiction_id: CITY.jurisdiction,
      lat: '59.3181',
      long: '18.0639',
      email: 'Karin@Example.org',
      phone: '070-174 06 05',
      first_name: 'Karin',
      last_name: 'Testberg',
      account_id: 'account-77',
      device_id: 'device-78',
    });
    expect(sent.status).toBe(201);
    expect(sent.json).toEqual([
      {
        service_request_id: expect.stringMatching(/^[0-9a-f]{32}$/),
        service_notice: say('open311.notice', { board: CITY.boards.TRN?.sv }),
        account_id: null,
      },
    ]);
    const [opened, ...others] = await cases();
    expect(others).toEqual([]);
    expect(opened).toMatchObject({
      status: 'registered',
      channel: 'open311',
      category: 'UTE-KLO',
      group: 'TRA',
      board: 'TRN',
      district: 'sodermalm',
      language: 'sv',
      form: 'klotter',
      reason: 'report',
      subject: CITY.categories['UTE-KLO']?.title.sv,
      reach: { phone: '+46701740605', email: 'karin@example.org', name: 'Karin Testberg' },
      details: {
        location: {
          text: 'Hornsgatan 5, Södermalm',
          address: 'Hornsgatan 5',
          position: { latitude: 59.3181, longitude: 18.0639 },
          district: 'sodermalm',
        },
        description: REPORT.description,
        wantsReply: 'yes',
        contactPhone: '+46701740605',
        contactEmail: 'karin@example.org',
        contactName: 'Karin Testberg',
      },
    });
    expect(JSON.stringify(opened)).not.toMatch(/account-77|device-78/);
    expect(await contacts()).toMatchObject([
      { channel: 'open311', category: 'UTE-KLO', outcome: 'registered', caseNumber: opened?._id, reason: 'report' },
    ]);
    const { json } = await open311.get(`requests/${idOf(sent)}.json`);
    expect(json[0]).toMatchObject({ service_code: 'UTE-KLO', address: 'Hornsgatan 5, Södermalm', lat: 59.3181 });
  });

  it('answers in XML, and in the language asked for', async () => {
    const { status, type, text } = await open311.post({ ...REPORT, api_key }, { path: 'requests.xml?locale=en' });
    expect([status, type]).toEqual([201, 'text/xml; charset=utf-8']);
    expect(text).toMatch(
      /<service_requests><request><service_request_id>[0-9a-f]{32}<\/service_request_id><service_notice>[^<]+<\/service_notice><account_id\/><\/request><\/service_requests>/,
    );
    expect(text).toContain(locales.say('en', 'open311.notice', { board: CITY.boards.TRN?.en }));
    expect((await cases())[0]?.language).toBe('en');
  });

  it('takes JSON as well', async () => {
    const { status } = await open311.send('requests.json', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        api_key,
        service_code: 'UTE-BEL',
        lat: 59.3181,
        long: 18.0639,
        description: REPORT.description,
        attribute: { acuteDanger: 'no', poleNumber: 4711 },
        email: null,
      }),
    });
    expect(status).toBe(201);
    expect((await cases())[0]?.details).toMatchObject({ acuteDanger: 'no', poleNumber: '4711', wantsReply: 'no' });
  });

  it('says whom to ring when the report says that somebody is in danger', async () => {
    const danger = { 'attribute[acuteDanger]': 'yes' };
    const { json } = await open311.post({ ...REPORT, service_code: 'UTE-BEL', api_key, ...danger });
    expect(json[0].service_notice).toContain('[phone.emergency]');
    expect(json[0].service_notice).toContain('[phone.trafikFelanmalan]');
  });

  it('keeps no personal number and no character that nobody sees', async () => {
    const description = 'Ägaren är 19900101-2385, och 900101\u200b-2385 också.\u202e Bokstäver på väggen.';
    await open311.post({ ...REPORT, api_key, description, address_string: 'Hornsgatan 5, 900101-2385' });
    const [opened] = await cases();
    expect(JSON.stringify(opened)).not.toMatch(/2385|\u200b|\u202e/);
  });

  it('keeps who reported it anonymous when nothing is given', async () => {
    await open311.post({ ...REPORT, api_key });
    expect(await cases()).toMatchObject([
      { reach: { phone: '', email: '', name: '' }, details: { wantsReply: 'no' }, district: 'sodermalm' },
    ]);
  });
});

describe('the answers of the form', () => {
  const lamp = { ...REPORT, service_code: 'UTE-BEL' };

  it('are taken as clients send them, one or a list of one', async () => {
    for (const name of ['attribute[acuteDanger]', 'attribute[acuteDanger][]', 'attribute[acuteDanger][0]']) {
      const { status } = await open311.post({ ...lamp, api_key, description: `${name} släckt`, [name]: 'no' });
      expect(status).toBe(201);
    }
    for (const { details } of await cases()) expect(details).toMatchObject({ acuteDanger: 'no' });
  });

  it('are kept by the city’s clock', async () => {
    const observed = { 'attribute[observedAt]': '2026-07-01T23:30:00Z', 'attribute[acuteDanger]': 'no' };
    await open311.post({ ...lamp, api_key, ...observed });
    expect((await cases())[0]?.details).toMatchObject({ observedAt: '2026-07-02T01:30' });
  });

  it.each([
    ['a missing one', {}, 'attribute[acuteDanger]', 'missing', 'acuteDanger', {}],
    ['an unknown option', { acuteDanger: 'maybe' }, 'attribute[acuteDanger]', 'option', 'acuteDanger', {}],
    [
      'a day that does not exist',
      { acuteDanger: 'no', observedAt: '2026-02-30' },
      'attribute[observedAt]',
      'date',
      'observedAt',
      {},
    ],
    [
      'a day to come',
      { acuteDanger: 'no', observedAt: '2027-02-01' },
      'attribute[observedAt]',
      'late',
      'observedAt',
      { day: '2026-11-18' },
    ],
    [
      'too long a text',
      { acuteDanger: 'no', poleNumber: 'x'.repeat(21) },
      'attribute[poleNumber]',
      'long',
      'poleNumber',
      { max: 20 },
    ],
  ])('are refused with the reason: %s', async (_, answers, name, code, field, values) => {
    const attributes = Object.fromEntries(Object.entries(answers).map(([key, value]) => [`attribute[${key}]`, value]));
    const sent = await open311.post({ ...lamp, api_key, ...attributes });
    expect(sent.status).toBe(400);
    expect(problems(sent)).toEqual([`${name}: ${why(code, field, values)}`]);
    expect(await cases()).toEqual([]);
  });

  it('are refused when the service does not ask for them, or asks for one only', async () => {
    const sent = await open311.post([
      ...Object.entries({ ...lamp, api_key }),
      ['attribute[acuteDanger]', 'no'],
      ['attribute[acuteDanger]', 'yes'],
      ['attribute[contactPhone]', '0701740605'],
      ['attribute[__proto__]', 'x'],
    ] as [string, string][]);
    expect(problems(sent)).toEqual(
      expect.arrayContaining([
        say('open311.invalid.oneValue', { code: 'acuteDanger' }),
        say('open311.invalid.attribute', { code: 'contactPhone' }),
        say('open311.invalid.attribute', { code: '__proto__' }),
      ]),
    );
  });
});

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
    ['no description', without('description'), [`description: ${why('missing', 'description')}`]],
    [
      'too short a description',
      { ...REPORT, description: 'hej' },
      [`description: ${why('short', 'description', { min: 10 })}`],
    ],
    [
      'too long a description',
      { ...REPORT, description: 'x'.repeat(2001) },
      [`description: ${why('long', 'description', { max: 2000 })}`],
    ],
    ['a phone number of letters', { ...REPORT, phone: 'ring mig' }, [`phone: ${why('phone', 'contactPhone')}`]],
    ['an e-mail address without @', { ...REPORT, email: 'karin' }, [`email: ${why('email', 'contactEmail')}`]],
    ['a picture elsewhere', { ...REPORT, media_url: 'https://example.org/a.jpg' }, [say('open311.invalid.media')]],
    ['no service', without('service_code'), [say('open311.invalid.noService')]],
  ])('is refused with the reason: %s', async (_, fields, wanted) => {
    const sent = await open311.post({ ...fields, api_key });
    expect([sent.status, problems(sent)]).toEqual([400, wanted]);
    expect(await cases()).toEqual([]);
    expect(await contacts()).toEqual([]);
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
    expect([sent.status, await cases()]).toEqual([404, []]);
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

describe('the key', () => {
  it.each([
    ['no key', '', 'open311.key.missing'],
    ['a wrong key', 'not-a-key', 'open311.key.wrong'],
  ])('is needed to send: %s', async (_, key, reason) => {
    const sent = await open311.post({ ...REPORT, ...(key && { api_key: key }) });
    expect([sent.status, sent.json]).toEqual([403, [{ code: 403, description: say(reason) }]]);
    expect(await cases()).toEqual([]);
  });

  it('may stand in the address, and no longer works once it is taken away', async () => {
    const path = `requests.json?api_key=${api_key}`;
    expect((await open311.post(REPORT, { path })).status).toBe(201);
    const [kept] = await open311.keys.list();
    expect(await open311.keys.remove(kept?.id ?? '')).toBe(true);
    expect((await open311.post(REPORT, { path })).status).toBe(403);
    expect(open311.logged.join('\n')).not.toContain(api_key);
  });

  it('has a limit of its own', async () => {
    const { key } = await open311.keys.add({ name: 'Slow', perMinute: 2, by: 'admin' });
    const statuses = [];
    for (let count = 0; count < 3; count++)
      statuses.push((await open311.post({ ...REPORT, description: `Klotter nummer ${count}`, api_key: key })).status);
    expect(statuses).toEqual([201, 201, 429]);
    expect((await open311.post({ ...REPORT, api_key })).status).toBe(201);
  });

  it('is not needed to read', async () => {
    expect((await open311.get('requests.json')).status).toBe(200);
  });
});

describe('a report that is sent again', () => {
  it('is the same report for ten minutes, and a new one after', async () => {
    const first = idOf(await open311.post({ ...REPORT, api_key }));
    open311.clock.pass(9);
    expect(idOf(await open311.post({ ...REPORT, api_key }))).toBe(first);
    open311.clock.pass(2);
    expect(idOf(await open311.post({ ...REPORT, api_key }))).not.toBe(first);
    expect([(await cases()).length, (await contacts()).length]).toEqual([2, 2]);
  });

  it('is another report when place, words, service or sender differ', async () => {
    const other = await open311.keys.add({ name: 'Other', perMinute: 60, by: 'admin' });
    const ids = [];
    for (const fields of [
      REPORT,
      { ...REPORT, address_string: 'Hornsgatan 7' },
      { ...REPORT, description: 'Små röda bokstäver på hela väggen.' },
      { ...REPORT, service_code: 'UTE-SKR' },
      { ...REPORT, api_key: other.key },
    ])
      ids.push(idOf(await open311.post({ api_key, ...fields })));
    expect(new Set(ids).size).toBe(5);
  });

  it('under the same Idempotency-Key is the same report, however much later', async () => {
    const headers = { 'idempotency-key': 'fms-4711' };
    const first = idOf(await open311.post({ ...REPORT, api_key }, { headers }));
    open311.clock.pass(60 * 24 * 7);
    expect(idOf(await open311.post({ ...REPORT, api_key }, { headers }))).toBe(first);
    const another = { headers: { 'idempotency-key': 'fms-4712' } };
    expect(idOf(await open311.post({ ...REPORT, api_key }, another))).not.toBe(first);
    const other = await open311.keys.add({ name: 'Other', perMinute: 60, by: 'admin' });
    expect(idOf(await open311.post({ ...REPORT, api_key: other.key }, { headers }))).not.toBe(first);
    const long = await open311.post({ ...REPORT, api_key }, { headers: { 'idempotency-key': 'x'.repeat(201) } });
    expect([long.status, problems(long)]).toEqual([400, [say('open311.invalid.idempotencyKey', { max: 200 })]]);
  });

  it('ten times at the same moment is one case', async () => {
    const sent = await Promise.all(Array.from({ length: 10 }, () => open311.post({ ...REPORT, api_key })));
    expect(new Set(sent.map(idOf)).size).toBe(1);
    expect(await cases()).toHaveLength(1);
  });
});

describe('a report that tells of an emergency', () => {
  const CRY = 'Det brinner hemma, Zebragatan';
  const told = (kind: string, language = 'sv') => [
    locales
      .say(language, `emergency.${kind}`, { emergency: '[phone.emergency]', kvinnofrid: '[phone.kvinnofrid]' })
      .replaceAll('**', ''),
    locales.say(language, 'emergency.notTaken'),
  ];
  const everything = async () => {
    const models = Object.values(open311.store.connection.models);
    return JSON.stringify(await Promise.all(models.map((model) => model.find({}).lean())));
  };

  it.each([
    ['description', { description: CRY }],
    ['place', { address_string: CRY }],
    ['name', { first_name: CRY }],
    ['answers', { 'attribute[since]': CRY }],
    ['words, hidden from a reader by invisible characters', { description: 'Det brin\u200bner hemma, Zebragatan' }],
    ['words, with everything else missing', { service_code: '', address_string: '', description: CRY }],
  ])('in its %s is answered with whom to ring, and nothing of it is kept but that it happened', async (_where, said) => {
    const sent = await open311.post({ ...REPORT, ...said, api_key, email: 'karin@example.org' });
    expect(sent.status).toBe(400);
    expect(sent.json.map(({ code }: { code: number }) => code)).toEqual([400, 400]);
    expect(problems(sent)).toEqual(told('danger'));
    expect(await cases()).toEqual([]);
    expect(await contacts()).toMatchObject([
      { channel: 'open311', outcome: 'emergency', category: CITY.categoryOf('akut-112'), caseNumber: '' },
    ]);
    expect(await everything()).not.toMatch(/Zebragatan|karin@/);
    expect(open311.logged.join('\n')).not.toMatch(/Zebragatan|karin@/);
  });

  it('is answered in its own language, in XML too, and of violence the contact has strong secrecy', async () => {
    const sent = await open311.post(
      { ...REPORT, api_key, description: 'I am scared of my husband' },
      { path: 'requests.xml' },
    );
    expect(sent.status).toBe(400);
    expect(sent.text).toContain('<errors><error><code>400</code>');
    expect(sent.text).toContain(escaped(told('violence', 'en')[0] ?? ''));
    expect(await contacts()).toMatchObject([{ outcome: 'emergency', secrecy: 'strong', language: 'en' }]);
  });

  it('is not searched for without a key: nobody fills the register from outside', async () => {
    expect((await open311.post({ ...REPORT, description: CRY })).status).toBe(403);
    expect(await contacts()).toEqual([]);
  });
});

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll("'", '&apos;');
