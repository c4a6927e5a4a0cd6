import { type DateWords, daysIn, monthIn, timeIn } from '../../../dialogs/fields/dates.js';
import en from '../../../locales/en/reading.json';
import sv from '../../../locales/sv/reading.json';

const WORDS = { sv, en } as unknown as Record<'sv' | 'en', DateWords>;
/** A Sunday. */
const today = '2026-11-22';
const days = (language: 'sv' | 'en', text: string, past = true) =>
  daysIn(text, WORDS[language], { today, past }).map(({ day }) => day);

describe('a day in a citizen’s words', () => {
  it.each<['sv' | 'en', string, string]>([
    ['sv', 'lampan är trasig sedan tre veckor', '2026-11-01'],
    ['sv', 'i går kväll', '2026-11-21'],
    ['sv', 'igår', '2026-11-21'],
    ['sv', 'i forrgar', '2026-11-20'],
    ['sv', 'för två dagar sedan', '2026-11-20'],
    ['sv', 'for tva dagar sen, sedan 2 dagar', '2026-11-20'],
    ['sv', 'det har varit så i 3 månader', '2026-08-22'],
    ['sv', 'för en timme sedan', '2026-11-22'],
    ['sv', 'i måndags', '2026-11-16'],
    ['sv', 'sedan i söndags', '2026-11-15'],
    ['sv', 'den 5 december', '2025-12-05'],
    ['sv', '5/12', '2025-12-05'],
    ['sv', '21/11', '2026-11-21'],
    ['sv', '3 mars 2025', '2025-03-03'],
    ['sv', '2026-11-03', '2026-11-03'],
    ['sv', 'förra veckan', '2026-11-15'],
    ['sv', 'i morse vid 7', '2026-11-22'],
    ['en', 'it has been dark for three weeks', '2026-11-01'],
    ['en', 'since last Tuesday', '2026-11-17'],
    ['en', 'yesterday evening', '2026-11-21'],
    ['en', 'a couple of days ago', '2026-11-20'],
    ['en', 'November 3rd', '2026-11-03'],
    ['en', '3 November 2025', '2025-11-03'],
  ])('%s: "%s" has been', (language, text, day) => {
    expect(days(language, text)[0]).toBe(day);
  });

  it.each<['sv' | 'en', string, string]>([
    ['sv', 'på måndag', '2026-11-23'],
    ['sv', 'nästa söndag', '2026-11-29'],
    ['sv', 'den 5 december', '2026-12-05'],
    ['sv', '1 januari', '2027-01-01'],
    ['sv', 'om två veckor', '2026-12-06'],
    ['sv', 'i morgon', '2026-11-23'],
    ['sv', 'så snart som möjligt', '2026-11-22'],
    ['en', 'next Friday', '2026-11-27'],
    ['en', 'in 2 months', '2027-01-22'],
    ['en', '29 February', '2028-02-29'],
  ])('%s: "%s" is to come', (language, text, day) => {
    expect(days(language, text, false)[0]).toBe(day);
  });

  it('reads two days in their order', () => {
    expect(days('sv', 'från 1 december till 15 december', false)).toEqual(['2026-12-01', '2026-12-15']);
    expect(days('en', 'between 2026-12-01 and 2026-12-15', false)).toEqual(['2026-12-01', '2026-12-15']);
  });

  it.each([
    '31/2',
    '30 februari',
    '45/12',
    'ingen aning',
    'Storgatan 5',
    'ring 070-123 45 67',
    '',
  ])('finds no day in "%s"', (text) => {
    expect(days('sv', text)).toEqual([]);
  });
});

describe('a time of day', () => {
  it.each([
    ['i morse kl 7', '07:00'],
    ['klockan 14.30', '14:30'],
    ['07:30', '07:30'],
    ['vid 23:05 ungefär', '23:05'],
  ])('"%s"', (text, time) => expect(timeIn(text, WORDS.sv)).toBe(time));

  it.each([
    ['at 3 pm', '15:00'],
    ['12 am', '00:00'],
    ['around 9', '09:00'],
  ])('"%s"', (text, time) => expect(timeIn(text, WORDS.en)).toBe(time));

  it.each(['5/12', '2026-11-03', 'Storgatan 5', '25:00', '3 mars'])('is not in "%s"', (text) => {
    expect(timeIn(text, WORDS.sv)).toBeUndefined();
  });
});

describe('a month', () => {
  it.each([
    ['hon är född i mars 2024', '2024-03'],
    ['03/2024', '2024-03'],
    ['2024-3', '2024-03'],
    ['maj 2025', '2025-05'],
  ])('"%s"', (text, month) => expect(monthIn(text, WORDS.sv)).toBe(month));

  it.each(['mars', '2024', 'två år'])('is not in "%s"', (text) => expect(monthIn(text, WORDS.sv)).toBeUndefined());
});
