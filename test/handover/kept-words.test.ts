import { putBack, saysSomething, setAside } from '../../handover/kept-words.js';

const keptOf = (text: string, language = 'sv', names: string[] = []) => setAside(text, { language, names }).kept;

describe('what a translator must leave alone', () => {
  it.each([
    ['telephones', 'ring 08-508 00 508 eller +46 70 123 45 67', ['08-508 00 508', '+46 70 123 45 67']],
    ['sums, shares and times', 'det kostar 1 234,50 kr, 25 % kl. 16.30', ['1 234,50', '25 %', '16.30']],
    ['dates and case numbers', 'KC-2026-000123 är från 2026-11-22', ['KC-2026-000123', '2026-11-22']],
    ['e-mail and links', 'till a.b@stockholm.se eller https://x.se/a?b=1.', ['a.b@stockholm.se', 'https://x.se/a?b=1']],
    ['what is filled in', 'ni får {{link.skola}} sedan', ['{{link.skola}}']],
    ['personal numbers as they are masked', 'numret är ******-****', ['******-****']],
    ['streets with their number', 'på storgatan 5 B och Karl Johans väg 12', ['storgatan 5 B', 'Karl Johans väg 12']],
    ['marks that were there before', 'skriv ⟦0⟧ här', ['⟦', '0', '⟧']],
  ])('takes out %s', (_what, text, kept) => {
    expect(keptOf(text)).toEqual(kept);
  });

  it.each([
    ['sv', 'I dag har Anna Berg och Fatima tid.', ['Anna Berg', 'Fatima']],
    ['pl', 'Czy mogą Państwo pomóc? Mieszka tu Kowalski.', ['Kowalski']],
    ['en', 'My name is Fatima Ali and I come on Monday.', ['Fatima Ali']],
    ['uk', 'Мене звати Олена Шевченко. Чи Ви тут?', ['Олена Шевченко']],
    ['ar', 'أنا Fatima Ali أسكن في Kista قرب المدرسة', ['Fatima Ali', 'Kista']],
  ])('takes out names by their capitals or letters (%s), and no polite "You"', (language, text, kept) => {
    expect(keptOf(text, language)).toEqual(kept);
  });

  it('takes out a known name at the beginning of a sentence, too, and no part of a longer word', () => {
    const names = ['Bo', 'Kista', 'Enskede-Årsta', 'A. (K|'];
    expect(keptOf('Bo ringer. Boende i Enskede-Årsta får svar.', 'sv', names)).toEqual(['Bo', 'Enskede-Årsta']);
  });

  it('takes no names out of what is written in capitals only', () => {
    expect(keptOf('HEJ JAG VILL PRATA')).toEqual([]);
  });

  it('knows when nothing is left to translate', () => {
    expect(saysSomething(setAside('08-508 00 508', { language: 'sv' }))).toBe(false);
    expect(saysSomething(setAside('ring 08-508 00 508', { language: 'sv' }))).toBe(true);
  });
});

describe('what was set aside', () => {
  const kept = ['Kista', '08-508 00 508'];

  it.each(['⟦1⟧ ثم ⟦0⟧', '⟦ 1 ⟧ ثم ⟦ 0 ⟧', '⟦١⟧ ثم ⟦٠⟧', '⟦۱⟧ ثم ⟦۰⟧'])('comes back to its marks: %s', (made) => {
    expect(putBack(made, kept)).toBe('08-508 00 508 ثم Kista');
  });

  it.each([
    ['missing', '⟦0⟧ ثم 7'],
    ['there twice', '⟦0⟧ ⟦0⟧ ⟦1⟧'],
    ['one that never was', '⟦0⟧ ⟦1⟧ ⟦2⟧'],
  ])('makes no translation when a mark is %s', (_how, made) => {
    expect(putBack(made, kept)).toBeUndefined();
  });

  it('makes every text whole again', () => {
    const text = 'Hej! Ring 08-508 00 508, fråga efter Anna Berg på Storgatan 5 ⟦1⟧ {{x}}.';
    const aside = setAside(text, { language: 'sv' });
    expect(aside.kept.length).toBeGreaterThan(3);
    expect(putBack(aside.text, aside.kept)).toBe(text);
  });
});
