import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArticles } from '../../knowledge/articles.js';
import { buildRanker } from '../../knowledge/ranker.js';
import { questionTerms, scoreArticles } from '../../knowledge/ranking.js';
import { meaningsFrom, readSynonyms, synonymFiles } from '../../knowledge/synonyms.js';
import { fold, gramsOf, stemmerOf, wordsOf } from '../../knowledge/text.js';
import { anArticle, KNOWLEDGE } from '../support/articles.js';

function aFile(text: string): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'synonyms-')), 'synonyms');
  mkdirSync(folder);
  const file = join(folder, 'sv.yaml');
  writeFileSync(file, text);
  return file;
}

const complaints = (text: string) =>
  readSynonyms(aFile(text)).problems.map(({ line, message }) => `${line} ${message}`);

describe('everyday words', () => {
  const synonyms = readSynonyms(
    aFile('förskola: [dagis]\nparkeringsanmärkning: [lapp på rutan, böter, p-bot]\n'),
  ).synonyms;
  const meaningsOf = meaningsFrom(synonyms, stemmerOf('sv'));
  const means = (words: string[]) => meaningsOf(words).flatMap(({ meant }) => meant);

  it('mean the city’s words, inflected and without dots as well', () => {
    expect(means(['hur', 'far', 'vi', 'dagis'])).toEqual(['forskola']);
    expect(means(['p', 'boten'])).toEqual(['parkeringsanmarkning']);
  });

  it('may be several words in a row', () => {
    expect(means(['lapp', 'pa', 'rutan'])).toEqual(['parkeringsanmarkning']);
    expect(means(['lapp', 'i', 'rutan'])).toEqual([]);
  });

  it('find an article that uses only the city’s word', () => {
    const articles = [
      anArticle({ id: 'forskola', title: 'Förskola' }),
      anArticle({ id: 'parkering', title: 'Parkeringsanmärkning' }),
    ];
    const score = (some: typeof synonyms) => {
      const ranker = buildRanker(articles, 'sv', some);
      return [...scoreArticles(ranker, questionTerms(ranker, 'böter')).fused];
    };
    const [forskola = 0, parkering = 0] = score(synonyms);
    expect(parkering).toBeGreaterThan(forskola);
    expect(score([])).toEqual([0, 0]);
  });
});

describe('a file of everyday words', () => {
  it.each([
    ['förskola: dagis\n', '1 "förskola" needs a list of everyday words: "förskola: [dagis, daghem]"'],
    ['a: [b]\nc:\n  - d\n  - B\n', '4 "B" stands in line 1 already; an everyday word has one meaning'],
    ['förskola: [Förskola]\n', '1 "Förskola" means itself; remove it'],
    ['förskola: [dagis, "?"]\n', '1 "förskola" has an entry that is no word; put it into quotation marks or remove it'],
  ])('is told what is wrong and in which line: %j', (text, complaint) => {
    expect(complaints(text)).toEqual([complaint]);
  });

  it('keeps what is right when a line is broken', () => {
    const { synonyms, problems } = readSynonyms(aFile('förskola: [dagis]\nsopor: skräp\n'));
    expect(synonyms.map(({ said }) => said)).toEqual(['dagis']);
    expect(problems).toHaveLength(1);
  });

  it('says something when it is no YAML at all', () => {
    expect(complaints('förskola: [dagis\n').length).toBeGreaterThan(0);
  });
});

describe.each(synonymFiles(KNOWLEDGE))('the shipped everyday words ($language)', ({ file, language }) => {
  const { synonyms, problems } = readSynonyms(file);

  it('have no faults and are at least sixty', () => {
    expect(problems).toEqual([]);
    expect(new Set(synonyms.map(({ meant }) => meant)).size).toBeGreaterThanOrEqual(60);
  });

  it('lead to words that the articles use', () => {
    const articles = readArticles(KNOWLEDGE).filter((article) => article.language === language);
    const { dictionary } = buildRanker(articles, language);
    const used = (word: string) => gramsOf([word]).some((gram) => dictionary.grams.of(gram) >= 0);
    const unused = synonyms.filter(({ meant }) => !wordsOf(meant).map(fold).every(used));
    expect(unused.map(({ meant }) => meant)).toEqual([]);
  });
});
