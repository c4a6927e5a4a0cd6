import { apart, isolateLeftToRight } from '../../locales/bidi.js';

/** ⟨…⟩ stands for what is set apart. */
const shown = (text: string) => isolateLeftToRight(text).replaceAll('\u2068', '⟨').replaceAll('\u2069', '⟩');

describe('a text from right to left with Swedish in it', () => {
  it.each([
    [
      'a Swedish term',
      'الإعانة المالية (ekonomiskt bistånd) من المدينة',
      'الإعانة المالية (⟨ekonomiskt bistånd⟩) من المدينة',
    ],
    ['a phone number', 'اتصل على 08-651 00 00 الآن', 'اتصل على ⟨08-651 00 00⟩ الآن'],
    ['a case number', 'رقم الحالة **KC-2026-000123**.', 'رقم الحالة **⟨KC-2026-000123⟩**.'],
    ['an e-mail address', 'اكتب إلى vigsel@stockholm.se', 'اكتب إلى ⟨vigsel@stockholm.se⟩'],
    ['a full stop after it', 'شكراً Bromma.', 'شكراً ⟨Bromma⟩.'],
  ])('keeps the order of %s', (_what, text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it.each([
    ['a lone number', 'خلال 3 أشهر'],
    ['a decimal', 'حوالي 4.5 أمتار'],
    ['where a link leads', '[الموقع](https://start.stockholm/a-b)'],
    ['a written-out address', 'انظر https://start.stockholm/kontakt الآن'],
    ['the number of a line in a list', '1. افتح الصفحة\n2. اكتب'],
    ['a text without Latin letters', 'مرحباً بك'],
  ])('leaves %s as it is', (_what, text) => {
    expect(isolateLeftToRight(text)).toBe(text);
  });

  it('sets nothing apart twice', () => {
    const once = isolateLeftToRight('اتصل بـ Äldre direkt على 08-80 65 65');
    expect(isolateLeftToRight(once)).toBe(once);
  });

  it('sets the words of a link apart, not where it leads', () => {
    expect(shown('[Stockholm Vatten](https://a.se/b) هنا')).toBe('[⟨Stockholm Vatten⟩](https://a.se/b) هنا');
  });
});

describe('words of another language inside it', () => {
  it('keep the order of all their sentences, line by line', () => {
    const text = `كتبت: ${apart('Tack! Ring 08-651 00 00.\n\nHej då.')}`;
    expect(shown(text)).toBe('كتبت: ⟨Tack! Ring 08-651 00 00.⟩\n\n⟨Hej då.⟩');
  });
});
