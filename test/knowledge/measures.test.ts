import { isMeasure, type Measure, numberOf, writeMeasure } from '../../knowledge/measure.js';

const plain = (text: string | undefined) => text?.replace(/[\u00a0\u202f]/g, ' ');

describe('a fact that is a measure', () => {
  const months: Measure = { number: 3, unit: 'month' };

  it.each([
    ['sv', '3 månader'],
    ['en', '3 months'],
    ['fi', '3 kuukautta'],
    ['ar', '3 أشهر'],
    ['fa', '3 ماه'],
    ['pl', '3 miesiące'],
    ['es', '3 meses'],
    ['uk', '3 місяці'],
    ['tr', '3 ay'],
  ])('is written with the number’s own form of the word in %s, and with western digits', (language, text) => {
    expect(plain(writeMeasure(months, language))).toBe(text);
  });

  it('gives the bare number for a sentence that wants another form of the word', () => {
    expect(numberOf(months, 'fa')).toBe('3');
    expect(numberOf({ from: 1, to: 5, unit: 'year' }, 'ar')).toBe('1–5');
    expect(numberOf({ date: '2026-01-01' }, 'sv')).toBeUndefined();
  });

  it.each<[Measure, string, string]>([
    [{ from: 1, to: 5, unit: 'year' }, 'sv', '1–5 år'],
    [{ number: 3, unit: 'percent' }, 'en', '3 per cent'],
    [{ date: '2026-01-01' }, 'sv', '1 januari 2026'],
    [{ date: '2026-01-01' }, 'en', '1 January 2026'],
    [{ date: '2026-01-01' }, 'fa', '1 ژانویهٔ 2026'],
    [{ date: '2030-09' }, 'sv', 'september 2030'],
    [{ date: '03-01' }, 'en', '1 March'],
    [{ time: '06:00' }, 'ar', '06:00'],
  ])('is written as the language does: %j in %s', (measure, language, text) => {
    expect(plain(writeMeasure(measure, language))).toBe(text);
  });

  it.each([
    { number: '3' },
    { number: 3, unit: 'fortnight' },
    { from: 5, to: 1 },
    { date: '2026-13-01' },
    { date: 'soon' },
    { time: '25:00' },
    { sv: 'tre månader' },
    {},
    null,
  ])('is refused when it says nothing: %j', (value) => {
    expect(isMeasure(value)).toBe(false);
  });
});
