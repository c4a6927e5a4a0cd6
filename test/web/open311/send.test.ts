import { CITY } from '../../support/registry.js';
import {
  idOf,
  locales,
  type Open311,
  problems,
  REPORT,
  say,
  startOpen311,
  whyRefused,
} from '../../support/start-open311.js';

let open311: Open311;
let api_key: string;
beforeEach(async () => {
  open311 = await startOpen311();
  api_key = await open311.keyFor('FixMyStreet');
});
afterEach(() => open311.close());

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
    const [opened, ...others] = await open311.cases();
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
    expect(await open311.contacts()).toMatchObject([
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
    expect((await open311.cases())[0]?.language).toBe('en');
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
    expect((await open311.cases())[0]?.details).toMatchObject({
      acuteDanger: 'no',
      poleNumber: '4711',
      wantsReply: 'no',
    });
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
    const [opened] = await open311.cases();
    expect(JSON.stringify(opened)).not.toMatch(/2385|\u200b|\u202e/);
  });

  it('keeps who reported it anonymous when nothing is given', async () => {
    await open311.post({ ...REPORT, api_key });
    expect(await open311.cases()).toMatchObject([
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
    for (const { details } of await open311.cases()) expect(details).toMatchObject({ acuteDanger: 'no' });
  });

  it('are kept by the city’s clock', async () => {
    const observed = { 'attribute[observedAt]': '2026-07-01T23:30:00Z', 'attribute[acuteDanger]': 'no' };
    await open311.post({ ...lamp, api_key, ...observed });
    expect((await open311.cases())[0]?.details).toMatchObject({ observedAt: '2026-07-02T01:30' });
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
    expect(problems(sent)).toEqual([`${name}: ${whyRefused(code, field, values)}`]);
    expect(await open311.cases()).toEqual([]);
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
