import fc from 'fast-check';
import { maskDeep, maskPersonalNumbers } from '../../bot/masking.js';

/** Numbers that the population register hands out for tests only, and one made by its rule. */
function withControlDigit(nine: string): string {
  const sum = [...nine].reduce((total, digit, place) => {
    const product = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (product > 9 ? product - 9 : product);
  }, 0);
  return `${nine}${(10 - (sum % 10)) % 10}`;
}
const TEN = withControlDigit('850101123');
const SIX = TEN.slice(0, 6);
const FOUR = TEN.slice(6);

describe('personal numbers', () => {
  it.each([
    `${SIX}-${FOUR}`,
    `${SIX}${FOUR}`,
    `19${SIX}-${FOUR}`,
    `19${SIX}${FOUR}`,
    `${SIX}+${FOUR}`,
    `${SIX} ${FOUR}`,
    `${SIX} - ${FOUR}`,
    `19 ${SIX.slice(0, 2)} ${SIX.slice(2, 4)} ${SIX.slice(4)} ${FOUR}`,
    `1985-01-01-${FOUR}`,
    `${SIX}–${FOUR}`,
    `${SIX}.${FOUR}`,
    `(${SIX})${FOUR}`,
  ])('are hidden however they are written: %s', (spelling) => {
    const masked = maskPersonalNumbers(`mitt nummer är ${spelling}, tack`);
    expect(masked).not.toMatch(/\d/);
    expect(masked).toMatch(/^mitt nummer är [*\s\-–+.()]+, tack$/);
  });

  it('are hidden when they are co-ordination numbers', () => {
    const number = withControlDigit('701063239');
    expect(maskPersonalNumbers(`nr ${number.slice(0, 6)}-${number.slice(6)}`)).toBe('nr ******-****');
  });

  it('are hidden in Arabic and Persian digits', () => {
    const arabic = [...TEN].map((digit) => String.fromCodePoint(0x660 + Number(digit))).join('');
    const persian = [...TEN].map((digit) => String.fromCodePoint(0x6f0 + Number(digit))).join('');
    expect(maskPersonalNumbers(arabic)).toBe('**********');
    expect(maskPersonalNumbers(persian)).toBe('**********');
  });

  it.each([
    '08-651 00 00',
    '070-123 45 67',
    'KC-2026-000123',
    '121 07 Stockholm',
    '212000-0142',
    '850101-1234567',
    '2026-11-21',
  ])('leave other numbers alone: %s', (text) => expect(maskPersonalNumbers(text)).toBe(text));

  it.each([
    '070-123 45 69',
    '0701234569',
    '070 1234569',
    '08-121 89 876',
  ])('are not what a telephone number is: %s', (phone) => {
    expect(maskPersonalNumbers(`ring ${phone}`)).toBe(`ring ${phone}`);
  });

  it.each([
    '070123-4569',
    '20070123-4569',
    '200701234569',
    '07 01 23 4569',
  ])('of the young are hidden, too: %s', (number) => {
    expect(maskPersonalNumbers(number)).not.toMatch(/\d/);
  });

  it('are found beside other digits', () => {
    expect(maskPersonalNumbers(`lgh 12 ${SIX}-${FOUR}`)).toBe('lgh 12 ******-****');
    expect(maskPersonalNumbers(`${SIX}-${FOUR}, 19${SIX}-${FOUR} 070-123 45 67`)).toBe(
      '******-****, ********-**** 070-123 45 67',
    );
  });

  it('leave a number with the wrong control digit alone', () => {
    const wrong = `${SIX}-${FOUR.slice(0, 3)}${(Number(FOUR[3]) + 1) % 10}`;
    expect(maskPersonalNumbers(wrong)).toBe(wrong);
  });

  it('are hidden inside values of buttons and forms', () => {
    expect(maskDeep({ a: [{ b: `${SIX}-${FOUR}` }], c: 3, [TEN]: Number(TEN), d: null })).toEqual({
      a: [{ b: '******-****' }],
      c: 3,
      '**********': 0,
      d: null,
    });
  });

  it('are found in any sentence, and the rest of the sentence stays', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zåäö ]{0,30}$/), fc.stringMatching(/^[a-zåäö ]{0,30}$/), (before, after) => {
        expect(maskPersonalNumbers(`${before}x${SIX}-${FOUR}x${after}`)).toBe(`${before}x******-****x${after}`);
      }),
    );
  });
});
