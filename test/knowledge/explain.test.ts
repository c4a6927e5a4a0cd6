import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Explanation, findAnswer, type Knowledge, knowledgeOf, type Question } from '../../knowledge/index.js';
import { liveKnowledge } from '../../knowledge/live.js';
import { anArticle, aSmallCity, FIVE_TOPICS, IN_ENGLISH, KNOWLEDGE } from '../support/articles.js';

const city = aSmallCity();

function why(text: string, more: Partial<Question> = {}, knowledge: Knowledge = city): Explanation {
  const question = { text, language: 'sv', ...more };
  return knowledge.explain(question, findAnswer(knowledge, question));
}

/** Where the first article, or another, has a word: "title by stem". */
function placesOf({ articles }: Explanation, word: string, article = articles[0]?.article): string[] {
  const found = articles.find((one) => one.article === article)?.words.find((one) => one.word === word);
  return (found?.fields ?? []).map(({ field, by }) => `${field} by ${by}`);
}

const unknownIn = ({ articles }: Explanation) =>
  (articles[0]?.words ?? []).filter(({ known }) => !known).map(({ word }) => word);

describe('why an article was found', () => {
  it('names each word as it was written, once, and the fields it stands in', () => {
    const found = why('Får jag bygga? Får jag söka LOV?');
    expect(found.articles[0]?.article).toBe('bygglov');
    expect(found.articles[0]?.words.map(({ word }) => word)).toEqual(['får', 'jag', 'bygga', 'söka', 'lov']);
    expect(placesOf(found, 'bygga')).toEqual(['asked-as by stem', 'answer by stem']);
    expect(placesOf(found, 'söka')).toEqual(['title by stem']);
  });

  it('knows an inflected word by its stem', () => {
    expect(placesOf(why('bygger ett plank'), 'bygger')).toContain('asked-as by stem');
  });

  it('knows a word by a part of a compound, in the question or in the article', () => {
    const articles = [
      anArticle({
        id: 'tillstand',
        title: 'Tillstånd för parkering',
        askedAs: ['får jag ett tillstånd'],
        answer: 'Ja.',
      }),
      anArticle({ id: 'sand', title: 'Sand', askedAs: ['var finns sand'], answer: 'Här.' }),
    ];
    const knowledge = knowledgeOf(articles, { directory: KNOWLEDGE });
    const found = why('parkeringstillstånd', {}, knowledge);
    expect(placesOf(found, 'parkeringstillstånd', 'tillstand')).toEqual(['asked-as by compound', 'title by compound']);
  });

  it('knows a misspelt word by its letters', () => {
    const found = why('biblioteeket');
    expect(found.articles[0]?.article).toBe('bibliotek');
    expect(placesOf(found, 'biblioteeket')).toEqual([]);
    expect(placesOf(why('handläggningenn'), 'handläggningenn', 'bygglov')).toEqual(['answer by letters']);
  });

  it('says which words no article knows, and never of one that it has found somewhere', () => {
    expect(unknownIn(why('bygglov för qwxyz'))).toEqual(['qwxyz']);
    expect(why('bygglov för qwxyz').articles[0]?.parts.unknown).toBeGreaterThan(0.3);
    expect(unknownIn(why('bygglov för altan'))).toEqual([]);
  });

  it('gives the first three articles, each with its own nearest phrasing', () => {
    const { articles } = why('hur lång tid tar bygglovet');
    expect(articles).toHaveLength(3);
    expect(articles[0]).toMatchObject({ article: 'bygglov', nearest: 'hur lång tid tar bygglovet' });
    const own = FIVE_TOPICS.find(({ id }) => id === articles[1]?.article);
    expect([...(own?.askedAs ?? []), own?.title]).toContain(articles[1]?.nearest);
  });

  it('takes the confidence apart into shares from 0 to 1, the nearest phrasing among them', () => {
    const question = { text: 'hur lång tid tar bygglovet', language: 'sv' };
    const finding = findAnswer(city, question);
    const { confidence, articles } = city.explain(question, finding);
    expect(confidence).toBe(finding.confidence);
    const [first] = articles;
    expect(first?.parts).toMatchObject({ unknown: finding.reasons.unknownShare, lead: finding.reasons.margin });
    for (const { parts } of articles)
      for (const part of Object.values(parts)) {
        expect(part).toBeGreaterThanOrEqual(0);
        expect(part).toBeLessThanOrEqual(1);
      }
    expect(first?.parts.nearest).toBeGreaterThan(articles[1]?.parts.nearest ?? 1);
  });

  it('says nothing of what was learnt where nothing was', () => {
    const [one] = FIVE_TOPICS;
    const knowledge = knowledgeOf(one ? [one] : [], { directory: KNOWLEDGE });
    expect(why('söka dagis', {}, knowledge).articles[0]?.parts).not.toHaveProperty('learnt');
  });

  it('leaves out names that say where and not what', () => {
    const [first] = why('bygglov i Bromma', { ignore: ['Bromma'] }).articles;
    expect(first?.words.map(({ word }) => word)).toEqual(['bygglov', 'i']);
  });

  it('finds words of another language in the articles of that language', () => {
    const found = why('bygglov for my deck');
    expect(found.articles[0]?.article).toBe('bygglov');
    expect(placesOf(found, 'deck')).toEqual(['asked-as by stem']);
  });

  it('explains a question in a language without articles by those there are', () => {
    const found = why('building permit bitte', { language: 'de' });
    expect(found.articles[0]?.article).toBe('bygglov');
    expect(placesOf(found, 'permit')).toEqual(['asked-as by stem', 'title by stem', 'answer by stem']);
    expect(found.articles[0]?.nearest).not.toBe('');
  });

  it.each([
    ['nothing', ''],
    ['signs only', '?!'],
    ['one endless word', 'x'.repeat(20_000)],
    ['one word again and again', 'qwxyz '.repeat(3000)],
  ])('has an answer to %s', (_, text) => {
    for (const { words } of why(text).articles) expect(words.every(({ fields }) => fields.length === 0)).toBe(true);
  });

  it('is the same each time, and the same from the knowledge that runs', () => {
    const text = 'hur söker jag dagis och bygglov';
    expect(why(text)).toEqual(why(text));
    expect(why(text, {}, liveKnowledge(city))).toEqual(why(text));
    const again = knowledgeOf([...FIVE_TOPICS, ...IN_ENGLISH], { directory: KNOWLEDGE });
    expect(why(text, {}, again)).toEqual(why(text));
  });
});

describe('an everyday word', () => {
  const directory = mkdtempSync(join(tmpdir(), 'explain-'));
  mkdirSync(join(directory, 'synonyms'));
  writeFileSync(join(directory, 'synonyms', 'sv.yaml'), 'belysning: [lyse, lampjävel på stolpe]\n');
  for (const name of ['language-model.bin', 'gate.json', 'common-words.json'])
    symlinkSync(join(KNOWLEDGE, name), join(directory, name));
  const knowledge = knowledgeOf(FIVE_TOPICS, { directory });
  afterAll(() => rmSync(directory, { recursive: true }));

  it('is shown with what it stands for, as it was written', () => {
    expect(why('trasigt Lyse', {}, knowledge).synonyms).toEqual([{ said: 'lyse', meant: 'belysning' }]);
    expect(why('lampjävel på stolpe', {}, knowledge).synonyms).toEqual([
      { said: 'lampjävel på stolpe', meant: 'belysning' },
    ]);
    expect(why('trasig lampa', {}, knowledge).synonyms).toEqual([]);
  });

  it('counts as known and stands where its meaning does', () => {
    const found = why('lyse', {}, knowledge);
    expect(unknownIn(found)).toEqual([]);
    expect(placesOf(found, 'lyse', 'belysning')).toEqual(['asked-as by synonym']);
  });
});
