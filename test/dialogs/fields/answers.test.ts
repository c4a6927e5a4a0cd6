import type { FormField } from '../../../city/index.js';
import { readAnswer } from '../../../dialogs/fields/answers.js';
import type { Reading } from '../../../dialogs/fields/reading.js';
import { city, locales } from '../../support/talk-to.js';

/** A Sunday. */
const TODAY = '2026-11-22';
const reading = (language: string): Reading => ({ language, today: TODAY, city, locales });
const fields = new Map([...city.forms.values()].flatMap((form) => form.fields.map((field) => [field.name, field])));

function read(name: string, text: string, language: string, over: Partial<FormField> = {}) {
  const field = fields.get(name);
  if (!field) throw new Error(`no form asks for ${name}`);
  return readAnswer({ ...field, ...over }, text, reading(language));
}

type Case = [language: 'sv' | 'en', name: string, text: string, value: unknown];

describe('an answer that is understood', () => {
  it.each<Case>([
    ['sv', 'schoolOrPreschool', ' Björkens förskola ', 'Björkens förskola'],
    ['sv', 'description', 'Lampan blinkar hela natten.', 'Lampan blinkar hela natten.'],
    ['sv', 'acuteDanger', 'ja tack', 'yes'],
    ['en', 'acuteDanger', 'nope', 'no'],
    ['sv', 'district', 'Vällingby', 'hasselby-vallingby'],
    ['sv', 'district', 'spånga-tensta', 'jarva'],
    ['en', 'district', 'in Bromma', 'bromma'],
    ['sv', 'disturbanceType', 'grannens fläkt... nej, musik', undefined],
    ['sv', 'disturbanceType', 'det är musik', 'music'],
    ['en', 'faultType', 'the bin was not emptied', 'missedCollection'],
    ['sv', 'grade', 'hon går i åk 4', '4'],
    ['sv', 'grade', '7', '7'],
    ['en', 'grade', 'preschool class', 'F'],
    ['sv', 'childBirthYearMonth', 'mars 2024', '2024-03'],
    ['en', 'childBirthYearMonth', '03/2024', '2024-03'],
    ['sv', 'observedAt', 'i måndags kl 7', '2026-11-16T07:00'],
    ['en', 'observedAt', 'two weeks ago', '2026-11-08'],
    ['sv', 'desiredStart', 'om två veckor', '2026-12-06'],
    ['sv', 'desiredStart', 'snarast', '2026-11-22'],
    ['en', 'eventDate', '5 June 2027', '2027-06-05'],
    ['sv', 'period', 'från 1 juni till 15 juni', { from: '2027-06-01', to: '2027-06-15' }],
    ['en', 'period', '2027-06-01 to 2027-06-15', { from: '2027-06-01', to: '2027-06-15' }],
    ['sv', 'contactPhone', 'ring 070-174 06 50 efter fem', '+46701740650'],
    ['en', 'contactPhone', '+46 (0)70 174 06 51', '+46701740651'],
    ['sv', 'contactEmail', 'Namn@Exempel.se', 'namn@exempel.se'],
    ['sv', 'areaM2', '1 200,5 kvm', 1200.5],
    ['sv', 'areaM2', 'tolv', 12],
    ['sv', 'orgNumber', '2120000142', '212000-0142'],
    ['sv', 'vehicleReg', 'abc 12d', 'ABC12D'],
    ['sv', 'noticeNumber', '1234 5678-90', '1234567890'],
    ['sv', 'location', 'vid Odenplan', { text: 'vid Odenplan' }],
    [
      'sv',
      'address',
      'Storgatan 5, Bromma',
      { text: 'Storgatan 5, Bromma', address: 'Storgatan 5', district: 'bromma' },
    ],
    ['en', 'callbackLanguage', 'svenska', 'sv'],
    ['sv', 'callbackWindow', 'på eftermiddagen', 'afternoon'],
  ])('%s: %s "%s"', (language, name, text, value) => {
    const found = read(name, text, language);
    if (value === undefined) expect(found).toHaveProperty('choose');
    else expect(found).toEqual({ value });
  });

  it('may name several options where several are asked', () => {
    expect(read('disturbanceType', 'musik och fläkt', 'sv', { type: 'choices' })).toEqual({
      value: ['music', 'ventilation'],
    });
  });

  it('may be a time', () => {
    expect(read('observedAt', 'halv, nej kl. 14.30', 'sv', { type: 'time' })).toEqual({ value: '14:30' });
  });
});

describe('a yes or a no with more behind it', () => {
  it.each([
    ['sv', 'ja, kablarna hänger', 'yes'],
    ['sv', 'nej det är lugnt', 'no'],
    ['sv', 'inte farligt', 'no'],
    ['fi', 'ei oo vaarallinen', 'no'],
    ['ar', 'لا مو خطر', 'no'],
    ['ar', 'نعم خطر كتير', 'yes'],
    ['fa', 'نه خطرناک نیست', 'no'],
    ['so', 'maya khatar ma aha', 'no'],
    ['pl', 'tak bardzo', 'yes'],
    ['pl', 'nie jest niebezpiecznie', 'no'],
    ['es', 'no es peligroso', 'no'],
    ['uk', 'не небезпечно', 'no'],
    ['uk', 'так дуже', 'yes'],
    ['tr', 'yok tehlikeli degil', 'no'],
  ])('%s: "%s" is %s', (language, text, value) => expect(read('acuteDanger', text, language)).toEqual({ value }));

  it.each([
    ['es', 'no es seguro'],
    ['pl', 'nie jest bezpiecznie'],
    ['sv', 'ja vet inte'],
    ['sv', 'ja det står en man där borta vid'],
  ])('%s: "%s" is neither', (language, text) => {
    expect(read('acuteDanger', text, language)).toEqual({ fault: { code: 'option' } });
  });

  it('is not taken where an answer ends the form', () => {
    expect(read('safeToContact', 'ja men han är här', 'sv')).toEqual({ fault: { code: 'option' } });
    expect(read('safeToContact', 'ja', 'sv')).toEqual({ value: 'yes' });
  });
});

describe('an answer that cannot be taken', () => {
  it.each<[language: 'sv' | 'en', name: string, text: string, code: string]>([
    ['sv', 'description', 'trasig', 'short'],
    ['sv', 'schoolOrPreschool', 'x'.repeat(101), 'long'],
    ['sv', 'caseNumber', 'jag hittar det ej!', 'pattern'],
    ['sv', 'acuteDanger', 'kanske', 'option'],
    ['en', 'district', 'somewhere north', 'option'],
    ['sv', 'district', 'Malmö', 'outside'],
    ['sv', 'grade', '12', 'option'],
    ['sv', 'childBirthYearMonth', '13/2024', 'date'],
    ['sv', 'childBirthYearMonth', 'mars 2031', 'late'],
    ['sv', 'observedAt', '31 februari 2026', 'date'],
    ['sv', 'observedAt', 'om två veckor', 'late'],
    ['en', 'observedAt', '2 May 2019', 'early'],
    ['sv', 'desiredStart', '2020-01-01', 'early'],
    ['sv', 'eventDate', '2035-01-01', 'late'],
    ['sv', 'period', '1 juni', 'date'],
    ['sv', 'period', 'från 2027-06-15 till 2027-06-01', 'order'],
    ['sv', 'contactPhone', 'noll sju noll', 'phone'],
    ['en', 'contactPhone', '12', 'phone'],
    ['sv', 'contactEmail', 'namn(at)exempel', 'email'],
    ['sv', 'areaM2', 'ganska stor', 'kind'],
    ['sv', 'areaM2', '0', 'low'],
    ['sv', 'areaM2', '99999', 'high'],
    ['sv', 'orgNumber', '212000-0143', 'organisation'],
    ['sv', 'orgNumber', 'vet inte', 'organisation'],
    ['sv', 'vehicleReg', 'en röd Volvo', 'plate'],
    ['sv', 'noticeNumber', '12a456', 'digits'],
    ['sv', 'noticeNumber', '123', 'short'],
    ['sv', 'location', 'Rosengård i Malmö', 'outside'],
    ['sv', 'location', '?', 'place'],
    ['sv', 'address', 'vid Odenplan', 'address'],
    ['sv', 'photo', 'jag har ingen', 'kind'],
  ])('%s: %s "%s" is refused: %s', (language, name, text, code) => {
    expect(read(name, text, language)).toMatchObject({ fault: { code } });
  });

  it('names the municipality a place lies in', () => {
    expect(read('location', 'Storgatan 5, Solna', 'sv')).toEqual({
      fault: { code: 'outside', values: { municipality: 'Solna' } },
    });
  });
});

describe('an answer that has to be asked about', () => {
  it('is a district with a slip of the keyboard', () => {
    expect(read('district', 'Skärhollmen', 'sv')).toEqual({ choose: ['skarholmen'] });
  });

  it('is a place between two districts: the place is kept', () => {
    const found = read('location', 'bron mellan Farsta och Skarpnäck', 'sv');
    expect(found).toMatchObject({ place: { text: 'bron mellan Farsta och Skarpnäck' } });
    expect('districts' in found && [...found.districts].sort()).toEqual(['farsta', 'skarpnack']);
  });

  it('is a district where a spot was asked for', () => {
    expect(read('location', 'i Bromma', 'sv')).toEqual({ vague: { text: 'i Bromma', district: 'bromma' } });
  });
});
