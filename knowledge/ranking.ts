import type { Article } from './articles.js';
import { scoreAll, type TermIndex, type Terms, worthOf } from './bm25.js';
import { createDictionary, type Dictionary } from './dictionary.js';
import { type Documents, indexSteps } from './indexing.js';
import { type Learned, type Lesson, lessonSteps, likelihoods, movedTo } from './learned.js';
import { type ReadArticle, readWords, shelve } from './reading.js';
import { atOnce, type Steps } from './steps.js';
import { type Meanings, meaningsFrom, type Synonym } from './synonyms.js';
import { compoundParts, foldedWords, gramsOf } from './text.js';
import { train } from './training.js';
import { type Vocabulary, vocabularySteps } from './vocabulary.js';

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

/** A language's words: shared by all that is ever built for it. */
export interface Lexicon {
  language: string;
  dictionary: Dictionary;
  /** the city's words for everyday words */
  meanings: Meanings;
}

/** Everything needed to rank the articles of one language. */
export interface Ranker extends Lexicon {
  ids: readonly string[];
  read: readonly ReadArticle[];
  vocabulary: Vocabulary;
  articleGrams: TermIndex;
  articleStems: TermIndex;
  phrasingGrams: TermIndex;
  phrasingStems: TermIndex;
  phrasings: readonly string[];
  phrasingDocuments: Documents;
  /** phrasing → position of its article */
  phrasingOwner: Uint32Array;
  /** article id → position */
  placeOf: ReadonlyMap<string, number>;
  /** nothing where the phrasings are too few */
  learned: Learned | undefined;
  /** whether that was learnt from these very articles */
  isTaught: boolean;
}

/** A question taken apart for one ranker. */
export interface QuestionTerms {
  words: readonly string[];
  grams: Terms;
  stems: Terms;
  /** the city's words for the everyday words among them */
  hintGrams: Terms;
  hintStems: Terms;
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

export function lexiconOf(language: string, synonyms: readonly Synonym[] = []): Lexicon {
  const dictionary = createDictionary(language);
  return { language, dictionary, meanings: meaningsFrom(synonyms, dictionary.stem) };
}

export function buildRanker(articles: readonly Article[], language: string, synonyms: readonly Synonym[] = []): Ranker {
  return taughtAtOnce(atOnce(rankerSteps(articles, lexiconOf(language, synonyms))));
}

/** Indexes the articles of one language; what was read, split and learnt before is taken over. */
export function* rankerSteps(articles: readonly Article[], lexicon: Lexicon, before?: Ranker): Steps<Ranker> {
  const { dictionary } = lexicon;
  const readBefore = new Map(before?.read.map((one) => [one.article, one]));
  const read: ReadArticle[] = [];
  for (const article of articles) {
    const known = readBefore.get(article);
    read.push(known ?? readWords(article, dictionary));
    if (!known) yield;
  }
  const shelf = shelve(read, FIELD_WEIGHTS);
  yield;
  const vocabulary = yield* vocabularySteps(dictionary, shelf.articles.words, before?.vocabulary);
  const [grams, stems] = [dictionary.gramsOfWords(), vocabulary.stems];
  const [gramCount, stemCount] = [dictionary.grams.size, dictionary.stems.size];
  const placeOf = new Map(articles.map(({ id }, place) => [id, place]));
  return {
    ...lexicon,
    ids: articles.map(({ id }) => id),
    placeOf,
    read,
    vocabulary,
    articleGrams: yield* indexSteps(shelf.articles, grams, gramCount, ARTICLE_SHAPE),
    articleStems: yield* indexSteps(shelf.articles, stems, stemCount, ARTICLE_SHAPE),
    phrasingGrams: yield* indexSteps(shelf.phrasings, grams, gramCount, PHRASING_SHAPE),
    phrasingStems: yield* indexSteps(shelf.phrasings, stems, stemCount, PHRASING_SHAPE),
    phrasings: shelf.texts,
    phrasingDocuments: shelf.phrasings,
    phrasingOwner: shelf.owners,
    learned: before?.learned && movedTo(before.learned, placeOf),
    isTaught: false,
  };
}

/** What a ranker's phrasings have to teach. */
export function lessonFor(ranker: Ranker): Steps<Lesson | undefined> {
  return lessonSteps({
    ids: ranker.ids,
    documents: ranker.phrasingDocuments,
    owners: ranker.phrasingOwner,
    grams: { parts: ranker.dictionary.gramsOfWords(), index: ranker.phrasingGrams },
    stems: { parts: ranker.vocabulary.stems, index: ranker.phrasingStems },
  });
}

export function taughtAtOnce(ranker: Ranker): Ranker {
  const lesson = atOnce(lessonFor(ranker));
  return { ...ranker, learned: lesson?.learned(train(lesson.set)), isTaught: true };
}

/** How often the articles use a folded word. */
export function usesOf({ dictionary, vocabulary }: Ranker, word: string): number {
  return vocabulary.uses[dictionary.idOf(word)] ?? 0;
}

/** A folded word and, of a compound of the articles' words, its parts. */
export function partsOf(ranker: Ranker, word: string): string[] {
  return [word, ...compoundParts(word, (part) => usesOf(ranker, part) > 0)];
}

export function stemIdOf({ dictionary }: Ranker, word: string): number {
  return dictionary.stems.of(dictionary.stem(word));
}

/** Long stories have their point at the end; what lies further back only costs time. */
const MOST_WORDS = 300;
/** What is longer is no word. */
const LONGEST_WORD = 60;

export function questionTerms(ranker: Ranker, text: string): QuestionTerms {
  const { stems, grams, stem } = ranker.dictionary;
  const words = foldedWords(text)
    .slice(-MOST_WORDS)
    .map((word) => word.slice(0, LONGEST_WORD));
  const meant = ranker.meanings(words).filter((word) => !words.includes(word));
  const stemsOf = (some: readonly string[]) => some.flatMap((word) => partsOf(ranker, word).map(stem));
  return {
    words,
    grams: termsFrom(gramsOf(words), grams.of, 1),
    stems: termsFrom(stemsOf(words), stems.of, 1),
    hintGrams: termsFrom(gramsOf(meant), grams.of, SYNONYM_WEIGHT),
    hintStems: termsFrom(stemsOf(meant), stems.of, SYNONYM_WEIGHT),
  };
}

function termsFrom(terms: readonly string[], idOf: (term: string) => number, weight: number): Terms {
  const weights = new Map<string, number>();
  for (const term of terms) weights.set(term, (weights.get(term) ?? 0) + weight);
  return { ids: Array.from(weights.keys(), idOf), weights: [...weights.values()] };
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
  const likelihood = ranker.learned && likelihoods(ranker.learned, grams, stems, size);
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
  return worthOf(ranker.articleStems, stemIdOf(ranker, word));
}
