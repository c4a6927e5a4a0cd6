import { join } from 'node:path';
import { signsOfEmergency } from '../../dialogs/emergency-signs.js';
import { loadLocales } from '../../locales/index.js';

const locales = loadLocales(join(__dirname, '..', '..', 'locales'));
const signs = signsOfEmergency(
  locales.live.map((language) => ({ language, signs: locales.file(language, 'emergency-signs') })),
);

describe('signs of emergency', () => {
  it.each([
    ['min man slår mig', 'violence'],
    ['MIN MAN SLAR MIG!!', 'violence'],
    ['hej, jag undrar en sak. min sambo blir arg och slår mig ibland', 'violence'],
    ['my husband hits me', 'violence'],
    ['jag vågar inte gå hem', 'violence'],
    ['jag vill ta livet av mig', 'selfHarm'],
    ['I want to kill myself', 'selfHarm'],
    ['jag orkar inte leva längre', 'selfHarm'],
    ['det brinner i trapphuset', 'danger'],
    ['hjälp det brinner', 'danger'],
    ['någon här är medvetslös', 'danger'],
    ['Help, there is a fire', 'danger'],
    ['mitt barn är försvunnet', 'missingChild'],
    ['min dotter har försvunnit från förskolan', 'missingChild'],
    ['my son is missing since this morning', 'missingChild'],
    ['jag kommer skada mig själv', 'selfHarm'],
    ['min dotter kom inte hem från skolan', 'missingChild'],
    ['jag blir hotad till livet', 'violence'],
    ['my husband is hitting me and the kids', 'violence'],
  ])('"%s" is one of %s', (text, kind) => expect(signs(text)?.kind).toBe(kind));

  it.each([
    'hur söker jag förskola',
    'lampan på gatan är trasig',
    'jag är orolig för grannens barn',
    'min bil är borta',
    'jag dör av skratt åt snöröjningen',
    'grannen slår på trumma hela natten',
    'bänken i parken är förstörd',
    'How do I pay my parking fine?',
    'självmordsprevention kurs för skolpersonal',
    'hur anmäler jag ett dödsfall',
  ])('"%s" is none', (text) => expect(signs(text)).toBeUndefined());
});

describe('how a sign is written', () => {
  const seen = signsOfEmergency([
    {
      language: 'xx',
      signs: {
        danger: ['smoke in|under the … roof*'],
        selfHarm: ['cannot go on $'],
        missingChild: ['^ my son is gone'],
      },
    },
  ]);

  it.each([
    ['smoke under the old red roofs', 'danger'],
    ['smoke in the roof', 'danger'],
    ['I cannot go on', 'selfHarm'],
    ['I cannot go on. Please answer', 'selfHarm'],
    ['my son is gone since noon', 'missingChild'],
    ['Please help! My son is gone', 'missingChild'],
  ])('"%s" is %s', (text, kind) => expect(seen(text)?.kind).toBe(kind));

  it.each([
    'smoke over the roof',
    'smoke in the very old red brick roof',
    'I cannot go on with this form',
    'the dog of my son is gone',
  ])('"%s" is none', (text) => expect(seen(text)).toBeUndefined());
});
