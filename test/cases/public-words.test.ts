import { maskPersonalNumbers } from '../../bot/masking.js';
import { publicWords } from '../../cases/public-words.js';

const shown = (text: string, names: string[] = []) => publicWords(text, { mask: maskPersonalNumbers, names });

describe('a citizen’s words as everybody may read them', () => {
  it.each([
    'Lampan vid Hornsgatan 5, 118 20 Stockholm är släckt.',
    'Hålet är 30 cm djupt och 2,5 m brett, sedan 2026-11-02.',
    'Stolpe 4711 mellan nummer 12 och 14, buss 123.',
    'Klottret säger "ACAB" – 10 meter långt!',
  ])('stay as they are: %s', (text) => expect(shown(text)).toBe(text));

  it.each([
    ['Ring 070-174 06 05 tack', 'Ring *** tack'],
    ['ring 0701740605', 'ring ***'],
    ['+46 (0)70 174 06 05.', '***.'],
    ['0046701740605', '***'],
    ['08/123 456 78', '***'],
    ['٠٧٠١٧٤٠٦٠٥', '***'],
    ['skriv till a.b-c@mail.example.org!', 'skriv till ***!'],
    ['karin (at) exempel.se', '***'],
    ['karin @ exempel.se', '***'],
    ['bilen ABC123 och ABC 12D', 'bilen *** och ***'],
  ])('lose ways to reach somebody and plates: %s', (text, left) => expect(shown(text)).toBe(left));

  it('lose personal numbers in any spelling', () => {
    expect(shown('född 20070123-4569 eller 070123 4569')).not.toMatch(/\d/);
  });

  it('lose the names that were given with them, also as part of a sentence', () => {
    expect(shown('Hälsningar Gunhild, GUNHILDS mamma Testberg', ['Gunhild Testberg'])).toBe(
      'Hälsningar ***, *** mamma ***',
    );
    expect(shown('Bo bor på Annagatan', ['Bo Anna'])).toBe('Bo bor på Annagatan');
    expect(shown('a+b (c)', ['(c) .*+?'])).toBe('a+b ***');
  });
});
