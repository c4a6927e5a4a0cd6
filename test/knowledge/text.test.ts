import { compoundParts, fold, foldedWords, gramsOf, stemmerOf, wordsOf } from '../../knowledge/text.js';

describe('the words of a text', () => {
  it.each([
    ['Öffnungszeiten, Müll?', ['öffnungszeiten', 'müll']],
    ['Får jag bygga 15 kvm?!', ['får', 'jag', 'bygga', '15', 'kvm']],
    ['كيف أقدم طلباً؟', ['كيف', 'أقدم', 'طلباً']],
    ['Як подати заяву?', ['як', 'подати', 'заяву']],
    ['…!?', []],
    ['', []],
  ])('are found in any script: %s', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('are the same whether å is one sign or two', () => {
    expect(wordsOf('ga\u030a')).toEqual(wordsOf('gå'));
  });
});

describe('accents', () => {
  it.each([
    ['förskola', 'forskola'],
    ['søppel', 'soppel'],
    ['straße', 'strasse'],
    ['łódź', 'lodz'],
    ['bygglov', 'bygglov'],
  ])('do not matter for finding: %s is %s', (word, folded) => {
    expect(fold(word)).toBe(folded);
  });
});

describe('stems', () => {
  it('bring the forms of a Swedish word together', () => {
    const stem = stemmerOf('sv');
    expect(stem('bilarna')).toBe(stem('bilar'));
  });

  it('bring the forms of an English word together', () => {
    const stem = stemmerOf('en');
    expect(stem('permits')).toBe(stem('permit'));
  });

  it('leave words alone in a language without a stemmer', () => {
    expect(stemmerOf('so')('carruurta')).toBe('carruurta');
  });
});

describe('letter groups', () => {
  it('are four letters long and know where a word begins and ends', () => {
    expect(gramsOf(['bygg'])).toEqual(['_byg', 'bygg', 'ygg_']);
  });

  it('keep a very short word whole', () => {
    expect(gramsOf(['ö'])).toEqual(['_ö_']);
  });
});

describe('compounds', () => {
  const words = new Set(['parkering', 'tillstand', 'stad', 'bostad', 'ko']);
  const isWord = (part: string) => words.has(part);

  it('are taken apart at the joining s', () => {
    expect(compoundParts('parkeringstillstand', isWord)).toEqual(['parkering', 'tillstand']);
  });

  it('stay whole when a part is no word of the articles', () => {
    expect(compoundParts('parkeringsbot', isWord)).toEqual([]);
  });

  it('stay whole when they are short', () => {
    expect(compoundParts('stadko', isWord)).toEqual([]);
  });
});

describe('other scripts', () => {
  it.each([
    ['й and ї are letters of their own, alone and in a sentence', 'мій їжак', ['мій', 'їжак']],
    ['the Ukrainian apostrophe is none', 'пʼять', ['п', 'ять']],
    ['Arabic letters that people write for each other are one', 'الإعانة مدرسة على', ['الاعانه', 'مدرسه', 'علي']],
    ['Persian keyboards write the same word', 'کودکستان می‌خواهم', ['كودكستان', 'ميخواهم']],
    ['digits have their value', '۱۲ ٣٤', ['12', '34']],
    ['vowel signs are left out', 'مَدْرَسَة', ['مدرسه']],
  ])('%s', (_what, text, words) => {
    expect(foldedWords(text)).toEqual(words);
  });
});
