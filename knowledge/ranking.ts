import type { Article } from './articles.js';
import { addTerms, buildIndex, scoreAll, type TermIndex, type TermWeights } from './bm25.js';
import { type Learned, learn, likelihoods } from './learned.js';
import { type Meanings, meaningsFrom, type Synonym } from './synonyms.js';
import { compoundParts, fold, gramsOf, stemmerOf, wordsOf } from './text.js';

/** How an article's fields count. People ask in words like those of earlier askers, seldom in those of the answer. */
const FIELD_WEIGHTS = { askedAs: 1, title: 2, answer: 1 };
const ARTICLE_SHAPE = { saturation: 1.2, lengthPenalty: 0.75 };
const PHRASING_SHAPE = { saturation: 1.5, lengthPenalty: 0.75 };

/** What each of the four views of a question adds to an article's score. */
export interface Mix {
  articleGrams: number;
  articleStems: number;
  phrasingGrams: number;
  phrasingStems: number;
}
export const MIX: Mix = { articleGrams: 0.45, articleStems: 0.2, phrasingGrams: 0.25, phrasingStems: 0.15 };

/** What the second nearest phrasing of an article counts beside the nearest. */
const SECOND_PHRASING = 0.8;

/** What the city's word for an everyday word counts beside the words the citizen used. */
const SYNONYM_WEIGHT = 0.3;

const PHRASINGS_TO_TRUST = 200;
const MOST_LEARNED = 0.3;

/** Everything needed to rank the articles of one language. */
export interface Ranker {
  language: string;
  ids: readonly string[];
  articles: readonly Article[];
  /** the words of all fields, folded, and how often they are used */
  words: ReadonlyMap<string, number>;
  articleGrams: TermIndex;
  articleStems: TermIndex;
  phrasingGrams: TermIndex;
  phrasingStems: TermIndex;
  phrasings: readonly string[];
  /** phrasing → position of its article */
  phrasingOwner: Uint32Array;
  /** article id → position */
  placeOf: ReadonlyMap<string, number>;
  /** nothing where the phrasings are too few */
  learned: Learned | undefined;
  stem: (word: string) => string;
  /** the city's words for everyday words */
  meanings: Meanings;
}

/** A question taken apart for one ranker. */
export interface QuestionTerms {
  words: readonly string[];
  grams: TermWeights;
  stems: TermWeights;
  /** the city's words for the everyday words among them */
  hintGrams: TermWeights;
  hintStems: TermWeights;
}

/** The four views' scores, one number an article each: shares of what the question could reach at most. */
export interface Scores {
  fused: Float32Array;
  articleGrams: Float32Array;
  articleStems: Float32Array;
  phrasingGrams: Float32Array;
  /** what was learnt from the phrasings, 0 … 1; nothing where they are too few */
  likelihood: Float32Array | undefined;
  /** the phrasing that came closest for each article */
  nearest: Int32Array;
}

function stemsOf(
  words: readonly string[],
  stem: (word: string) => string,
  isWord: (part: string) => boolean,
): string[] {
  return words.flatMap((word) => [stem(word), ...compoundParts(word, isWord).map(stem)]);
}

function foldedWords(text: string): string[] {
  return wordsOf(text).map(fold);
}

export function buildRanker(articles: readonly Article[], language: string, synonyms: readonly Synonym[] = []): Ranker {
  const stem = stemmerOf(language);
  const fields = articles.map((article) => ({
    askedAs: article.askedAs.map(foldedWords),
    title: foldedWords(article.title),
    answer: foldedWords(article.answer),
  }));
  const words: TermWeights = new Map();
  for (const { askedAs, title, answer } of fields)
    for (const field of [...askedAs, title, answer]) addTerms(words, field, 1);
  const isWord = (part: string) => words.has(part);
  const weigh = (split: (words: readonly string[]) => string[]) => (field: (typeof fields)[number]) => {
    const weights: TermWeights = new Map();
    for (const phrasing of field.askedAs) addTerms(weights, split(phrasing), FIELD_WEIGHTS.askedAs);
    addTerms(weights, split(field.title), FIELD_WEIGHTS.title);
    addTerms(weights, split(field.answer), FIELD_WEIGHTS.answer);
    return weights;
  };
  const splitStems = (some: readonly string[]) => stemsOf(some, stem, isWord);
  const phrasings = fields.flatMap(({ askedAs, title }, owner) => {
    const texts = articles[owner]?.askedAs ?? [];
    const all = askedAs.map((phrasing, at) => ({ owner, text: texts[at] ?? '', words: phrasing }));
    return title.length ? [...all, { owner, text: articles[owner]?.title ?? '', words: title }] : all;
  });
  const once = (split: (words: readonly string[]) => string[]) =>
    phrasings.map((phrasing) => {
      const weights: TermWeights = new Map();
      addTerms(weights, split(phrasing.words), 1);
      return weights;
    });
  const grams = once(gramsOf);
  const stems = once(splitStems);
  const gramIndex = buildIndex(grams, PHRASING_SHAPE);
  const stemIndex = buildIndex(stems, PHRASING_SHAPE);
  const owners = Uint32Array.from(phrasings, ({ owner }) => owner);
  return {
    language,
    ids: articles.map(({ id }) => id),
    placeOf: new Map(articles.map(({ id }, place) => [id, place])),
    learned: learn({ articles: articles.length, owners, grams, stems, gramIndex, stemIndex }),
    articles,
    words,
    articleGrams: buildIndex(fields.map(weigh(gramsOf)), ARTICLE_SHAPE),
    articleStems: buildIndex(fields.map(weigh(splitStems)), ARTICLE_SHAPE),
    phrasingGrams: gramIndex,
    phrasingStems: stemIndex,
    phrasings: phrasings.map(({ text }) => text),
    phrasingOwner: owners,
    stem,
    meanings: meaningsFrom(synonyms, stem),
  };
}

/** Long stories have their point at the end; what lies further back only costs time. */
const MOST_WORDS = 300;

export function questionTerms(ranker: Ranker, text: string): QuestionTerms {
  const words = foldedWords(text).slice(-MOST_WORDS);
  const meant = ranker.meanings(words).filter((word) => !words.includes(word));
  const weigh = (terms: readonly string[], weight: number) => {
    const weights: TermWeights = new Map();
    addTerms(weights, terms, weight);
    return weights;
  };
  const stems = (some: readonly string[]) => stemsOf(some, ranker.stem, (part) => ranker.words.has(part));
  return {
    words,
    grams: weigh(gramsOf(words), 1),
    stems: weigh(stems(words), 1),
    hintGrams: weigh(gramsOf(meant), SYNONYM_WEIGHT),
    hintStems: weigh(stems(meant), SYNONYM_WEIGHT),
  };
}

/** Scores every article for a question in all four views and fuses them. */
export function scoreArticles(ranker: Ranker, question: QuestionTerms, mix: Mix = MIX): Scores {
  const { grams, stems, hintGrams, hintStems } = question;
  const size = ranker.ids.length;
  const articleGrams = scoreAll(ranker.articleGrams, grams, ARTICLE_SHAPE.saturation, hintGrams);
  const articleStems = scoreAll(ranker.articleStems, stems, ARTICLE_SHAPE.saturation, hintStems);
  const byGrams = scoreAll(ranker.phrasingGrams, grams, PHRASING_SHAPE.saturation, hintGrams);
  const byStems = scoreAll(ranker.phrasingStems, stems, PHRASING_SHAPE.saturation, hintStems);
  const phrasingGrams = new Float32Array(size);
  const nearest = new Int32Array(size).fill(-1);
  const best = new Float32Array(size);
  const second = new Float32Array(size);
  for (let phrasing = 0; phrasing < byGrams.length; phrasing++) {
    const owner = ranker.phrasingOwner[phrasing] ?? 0;
    const score = mix.phrasingGrams * (byGrams[phrasing] ?? 0) + mix.phrasingStems * (byStems[phrasing] ?? 0);
    if (score > (best[owner] ?? 0)) {
      second[owner] = best[owner] ?? 0;
      best[owner] = score;
      nearest[owner] = phrasing;
      phrasingGrams[owner] = byGrams[phrasing] ?? 0;
    } else if (score > (second[owner] ?? 0)) second[owner] = score;
  }
  const fused = new Float32Array(size);
  for (let at = 0; at < size; at++)
    fused[at] =
      mix.articleGrams * (articleGrams[at] ?? 0) +
      mix.articleStems * (articleStems[at] ?? 0) +
      (best[at] ?? 0) +
      SECOND_PHRASING * (second[at] ?? 0);
  const likelihood = ranker.learned && likelihoods(ranker.learned, grams, stems);
  if (likelihood) addLearned(fused, likelihood, ranker);
  return { fused, likelihood, articleGrams, articleStems, phrasingGrams, nearest };
}

/** The more phrasings an article has, the more what was learnt from them counts beside the search. */
function addLearned(fused: Float32Array, likelihood: Float32Array, { phrasings, ids }: Ranker): void {
  const share = Math.min(MOST_LEARNED, phrasings.length / ids.length / PHRASINGS_TO_TRUST);
  let top = 0;
  for (const score of fused) if (score > top) top = score;
  for (let at = 0; at < fused.length; at++) fused[at] = (fused[at] ?? 0) + top * share * (likelihood[at] ?? 0);
}

/** What a word tells: its rarity, so "jag" and "the" hardly count. */
export function contentOf(ranker: Ranker, word: string): number {
  const term = ranker.articleStems.terms.get(ranker.stem(word));
  return term === undefined ? ranker.articleStems.unseenRarity : (ranker.articleStems.rarity[term] ?? 0);
}
