import { withoutNames } from '../../knowledge/context.js';
import { findAnswer } from '../../knowledge/index.js';
import { halvesOf } from '../../knowledge/parts.js';
import { aSmallCity } from '../support/articles.js';

const places = ['Bromma', 'Norra Ängby', 'Rinkeby-Kista'];

describe('a question without the names of places', () => {
  it.each([
    ['när hämtas soporna i Bromma?', 'när hämtas soporna i ?'],
    ['Brommas bibliotek', ' bibliotek'],
    ['förskola norra angby tack', 'förskola  tack'],
    ['lampa i rinkeby kista', 'lampa i '],
    ['bygglov', 'bygglov'],
  ])('%s', (text, kept) => {
    expect(withoutNames(text, places)).toBe(kept);
  });

  it('is matched by what is left, and the place is no unknown word', () => {
    const city = aSmallCity();
    const { reasons, ranking } = findAnswer(city, { text: 'bygglov i Bromma', language: 'sv', ignore: places });
    expect(ranking[0]?.id).toBe('bygglov');
    expect(reasons.words.map(({ word }) => word)).toEqual(['bygglov', 'i']);
  });
});

describe('a message read as two questions', () => {
  it('is split after a question mark or at a joining word', () => {
    expect(halvesOf('när töms soptunnan? hur lång är kön', 'sv')).toEqual([['när töms soptunnan', 'hur lång är kön']]);
    expect(halvesOf('how long is the queue and when is it collected', 'en')).toHaveLength(1);
    expect(halvesOf('kiedy zabiorą śmieci i kto naprawia lampy', 'pl')).toHaveLength(1);
    expect(halvesOf('الزبالة ما انشالت والضو بالشارع مكسور', 'ar')).toContainEqual([
      'الزبالة ما انشالت',
      'الضو بالشارع مكسور',
    ]);
  });

  it('is never a long story, two keywords or two statements', () => {
    expect(halvesOf(`${'vi bor här '.repeat(12)} och hur lång är kön`, 'sv')).toEqual([]);
    expect(halvesOf('sopor och skräp', 'sv')).toEqual([]);
    expect(halvesOf('Lampan är trasig här. Det är mörkt ute.', 'sv')).toEqual([]);
  });
});
