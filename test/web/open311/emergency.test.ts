import { CITY } from '../../support/registry.js';
import { locales, type Open311, problems, REPORT, startOpen311 } from '../../support/start-open311.js';

let open311: Open311;
let api_key: string;
beforeEach(async () => {
  open311 = await startOpen311();
  api_key = await open311.keyFor('FixMyStreet');
});
afterEach(() => open311.close());

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll("'", '&apos;');

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
    expect(await open311.cases()).toEqual([]);
    expect(await open311.contacts()).toMatchObject([
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
    expect(await open311.contacts()).toMatchObject([{ outcome: 'emergency', secrecy: 'strong', language: 'en' }]);
  });

  it('is not searched for without a key: nobody fills the register from outside', async () => {
    expect((await open311.post({ ...REPORT, description: CRY })).status).toBe(403);
    expect(await open311.contacts()).toEqual([]);
  });
});
