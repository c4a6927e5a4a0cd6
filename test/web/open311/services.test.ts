import { CITY } from '../../support/registry.js';
import { locales, type Open311, startOpen311 } from '../../support/start-open311.js';

let open311: Open311;
beforeAll(async () => {
  open311 = await startOpen311({ publicUrl: 'https://kontakt.example.org' });
});
afterAll(() => open311.close());

const JSON_TYPE = 'application/json; charset=utf-8';
const XML_TYPE = 'text/xml; charset=utf-8';

describe('GET discovery', () => {
  it('says where the interface is and in which formats it answers', async () => {
    const { status, type, json } = await open311.get('discovery.json', { 'accept-language': 'en' });
    expect([status, type]).toEqual([200, JSON_TYPE]);
    expect(json).toEqual({
      changeset: '2026-11-18T09:00:00Z',
      contact: locales.say('en', 'open311.contact', { city: CITY.name.en }),
      key_service: locales.say('en', 'open311.keyService'),
      endpoints: [
        {
          specification: 'http://wiki.open311.org/GeoReport_v2',
          url: `${open311.url}/open311/v2`,
          changeset: '2026-11-18T09:00:00Z',
          type: 'production',
          formats: ['text/xml', 'application/json'],
        },
      ],
    });
  });

  it('says the same in XML', async () => {
    const { status, type, text } = await open311.get('discovery.xml');
    expect([status, type]).toEqual([200, XML_TYPE]);
    expect(text).toMatch(/^<\?xml version="1.0" encoding="utf-8"\?>\n<discovery><changeset>2026-11-18T09:00:00Z</);
    expect(text).toContain('<endpoints><endpoint><specification>http://wiki.open311.org/GeoReport_v2</specification>');
    expect(text).toContain('<formats><format>text/xml</format><format>application/json</format></formats>');
  });
});

describe('GET services', () => {
  it('lists the public categories and no others', async () => {
    const { status, json } = await open311.get('services.json');
    const shown = Object.keys(CITY.categories).filter((code) => CITY.categories[code]?.public);
    expect(status).toBe(200);
    expect(json.map((service: { service_code: string }) => service.service_code)).toEqual(shown);
    expect(shown).toContain('UTE-BEL');
    expect(shown).not.toContain('EKO-EB');
  });

  it.each(['sv', 'en'] as const)('names them in the language asked for (%s)', async (language) => {
    const { json } = await open311.get(`services.json?locale=${language}`);
    const lamp = json.find((service: { service_code: string }) => service.service_code === 'UTE-BEL');
    expect(lamp).toEqual({
      service_code: 'UTE-BEL',
      service_name: CITY.categories['UTE-BEL']?.title[language],
      description: locales.say(language, 'open311.service', { board: CITY.boards.TRN?.[language] }),
      metadata: true,
      type: 'realtime',
      keywords: CITY.categories['UTE-BEL']?.title[language === 'sv' ? 'en' : 'sv'],
      group: CITY.groups.TRA?.name[language],
    });
  });

  it('listens to the browser when nobody asks for a language, and speaks Swedish otherwise', async () => {
    const name = async (path: string, accept: string) =>
      (await open311.get(path, { 'accept-language': accept })).json[0].service_name;
    const first = Object.values(CITY.categories).find((category) => category.public)?.title;
    expect(await name('services.json', 'de, en;q=0.8, sv;q=0.5')).toBe(first?.en);
    expect(await name('services.json?locale=sv', 'en')).toBe(first?.sv);
    expect(await name('services.json?locale=tlh', 'de')).toBe(first?.sv);
  });

  it('says that a service asks for more only when it does', async () => {
    const { json } = await open311.get('services.json');
    const metadata = Object.fromEntries(
      json.map((service: { service_code: string; metadata: boolean }) => [service.service_code, service.metadata]),
    );
    expect(metadata).toMatchObject({ 'UTE-BEL': true, 'UTE-KLO': false });
  });

  it.each([
    ['services.xml', 'application/json', XML_TYPE],
    ['services.json', 'text/xml', JSON_TYPE],
    ['services', 'application/xml', XML_TYPE],
    ['services', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', XML_TYPE],
    ['services', 'application/json, text/xml', JSON_TYPE],
    ['services', '*/*', JSON_TYPE],
  ])('answers %s to a caller who accepts %s as %s', async (path, accept, type) => {
    expect((await open311.get(path, { accept })).type).toBe(type);
  });

  it('answers as XML what it answers as JSON', async () => {
    const { text } = await open311.get('services.xml?locale=en');
    const { json } = await open311.get('services.json?locale=en');
    expect(text.match(/<service>/g)).toHaveLength(json.length);
    for (const service of json) expect(text).toContain(`<service_code>${service.service_code}</service_code>`);
    expect(text).toMatch(
      /<services><service>.*<metadata>true<\/metadata><type>realtime<\/type>.*<\/service><\/services>/,
    );
  });
});

describe('GET services/{service_code}', () => {
  it('asks what the guided form asks, but for what the standard has fields of its own', async () => {
    const { status, json } = await open311.get('services/UTE-BEL.json?locale=en');
    expect(status).toBe(200);
    expect(json.service_code).toBe('UTE-BEL');
    expect(json.attributes.map(({ code }: { code: string }) => code)).toEqual([
      'acuteDanger',
      'poleNumber',
      'observedAt',
    ]);
    expect(json.attributes[0]).toEqual({
      variable: true,
      code: 'acuteDanger',
      datatype: 'singlevaluelist',
      required: true,
      datatype_description: locales.say('en', 'form.field.acuteDanger.example'),
      order: 1,
      description: locales.say('en', 'form.field.acuteDanger.ask'),
      values: [
        { key: 'yes', name: locales.say('en', 'form.option.yesNo.yes') },
        { key: 'no', name: locales.say('en', 'form.option.yesNo.no') },
      ],
    });
    expect(json.attributes[1]).toMatchObject({ datatype: 'string', required: false, order: 2, values: [] });
    expect(json.attributes[2]).toMatchObject({ datatype: 'datetime', required: false, order: 3 });
  });

  it('says the same in XML', async () => {
    const { type, text } = await open311.get('services/UTE-BEL.xml');
    expect(type).toBe(XML_TYPE);
    expect(text).toContain('<service_definition><service_code>UTE-BEL</service_code><attributes><attribute>');
    expect(text).toMatch(/<variable>true<\/variable><code>acuteDanger<\/code><datatype>singlevaluelist<\/datatype>/);
    expect(text).toMatch(/<values><value><key>yes<\/key><name>Ja<\/name><\/value><value><key>no<\/key>/);
  });

  it.each(['NO-SUCH', 'EKO-EB', 'constructor', '__proto__'])('knows no service %s', async (code) => {
    const { status, json } = await open311.get(`services/${code}.json`);
    expect(status).toBe(404);
    expect(json).toEqual([{ code: 404, description: locales.say('sv', 'open311.notFound.service', { code }) }]);
  });
});

describe('the jurisdiction', () => {
  it.each([
    'services.json',
    'requests.json',
    'services/UTE-BEL.json',
    'discovery.json',
  ])('is this city, named or not, for %s', async (path) => {
    for (const id of ['', CITY.jurisdiction, CITY.jurisdiction.toUpperCase()])
      expect((await open311.get(`${path}?jurisdiction_id=${id}`)).status).toBe(200);
    const { status, json } = await open311.get(`${path}?jurisdiction_id=city.gov`);
    expect(status).toBe(404);
    expect(json[0].description).toContain(CITY.jurisdiction);
  });

  it('of another city is refused in XML as well', async () => {
    const { status, type, text } = await open311.get('services.xml?jurisdiction_id=%3Cb%3E%22%26');
    expect([status, type]).toEqual([404, XML_TYPE]);
    expect(text).toMatch(/^<\?xml [^>]*>\n<errors><error><code>404<\/code><description>.*<\/error><\/errors>\n$/);
    expect(text).toContain('&lt;b&gt;&quot;&amp;');
  });
});

describe('what is not there', () => {
  it.each([
    ['GET', 'nothing.json', 404],
    ['GET', 'services.csv', 404],
    ['GET', 'tokens/123.json', 404],
    ['PUT', 'requests.json', 405],
    ['DELETE', 'services.json', 405],
  ])('is refused in the shape of the standard (%s %s)', async (method, path, code) => {
    const { status, json } = await open311.send(path, { method });
    expect(status).toBe(code);
    expect(json).toEqual([{ code, description: expect.any(String) }]);
  });

  it('is refused to a busy address too, with the time to wait', async () => {
    const busy = await startOpen311({ perMinute: 2 });
    await busy.get('services.json');
    await busy.get('services.json');
    const { status, text, headers } = await busy.get('services.xml');
    expect([status, Number(headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect(text).toContain('<errors><error><code>429</code>');
    await busy.close();
  });
});
