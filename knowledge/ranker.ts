import type { Article } from './articles.js';
import { type TermIndex, worthOf } from './bm25.js';
import type { Commonness } from './commonness.js';
import { createDictionary, type Dictionary, type Taken } from './dictionary.js';
import { type FollowUps, NO_FOLLOW_UPS } from './follow-ups.js';
import { type Documents, indexSteps } from './indexing.js';
import { type Learned, type Lesson, lessonSteps, movedTo } from './learned.js';
import { type ReadArticle, type ReadWords, readWords, type Shelf, shelve } from './reading.js';
import { atOnce, type Steps } from './steps.js';
import { type Meanings, meaningsFrom, type Synonym } from './synonyms.js';
import { compoundParts } from './text.js';
import { train } from './training.js';
import { type Vocabulary, vocabularySteps } from './vocabulary.js';
import { ARTICLE_SHAPE, FIELD_WEIGHTS, PHRASING_SHAPE } from './weights.js';

/** A language's words: shared by all that is ever built for it. */
export interface Lexicon {
  language: string;
  dictionary: Dictionary;
  /** the city's words for everyday words */
  meanings: Meanings;
  commonness: Commonness;
  followUps: FollowUps;
}

/** What the words of a question are looked up in. */
export interface Indexes {
  vocabulary: Vocabulary;
  articleGrams: TermIndex;
  articleStems: TermIndex;
  phrasingGrams: TermIndex;
  phrasingStems: TermIndex;
}

/** Everything needed to rank the articles of one language. */
export interface Ranker extends Lexicon, Indexes {
  ids: readonly string[];
  read: readonly ReadArticle[];
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

interface WordLists {
  synonyms?: readonly Synonym[] | undefined;
  commonness?: Commonness;
  followUps?: FollowUps;
}

export function lexiconOf(
  language: string,
  { synonyms = [], commonness = new Map(), followUps = NO_FOLLOW_UPS }: WordLists = {},
  taken?: Taken,
): Lexicon {
  const dictionary = createDictionary(language, taken);
  return { language, dictionary, commonness, followUps, meanings: meaningsFrom(synonyms, dictionary.stem) };
}

export function buildRanker(articles: readonly Article[], language: string, synonyms: readonly Synonym[] = []): Ranker {
  return taughtAtOnce(atOnce(rankerSteps(articles, lexiconOf(language, { synonyms }))));
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
  const indexes = {
    vocabulary,
    articleGrams: yield* indexSteps(shelf.articles, grams, gramCount, ARTICLE_SHAPE),
    articleStems: yield* indexSteps(shelf.articles, stems, stemCount, ARTICLE_SHAPE),
    phrasingGrams: yield* indexSteps(shelf.phrasings, grams, gramCount, PHRASING_SHAPE),
    phrasingStems: yield* indexSteps(shelf.phrasings, stems, stemCount, PHRASING_SHAPE),
  };
  const ranker = assembled(lexicon, { read, shelf, indexes });
  return { ...ranker, learned: before?.learned && movedTo(before.learned, ranker.placeOf) };
}

interface Indexed {
  read: readonly ReadArticle[];
  shelf: Shelf;
  indexes: Indexes;
}

function assembled(lexicon: Lexicon, { read, shelf, indexes }: Indexed): Ranker {
  const ids = read.map(({ article }) => article.id);
  return {
    ...lexicon,
    ...indexes,
    ids,
    placeOf: new Map(ids.map((id, place) => [id, place])),
    read,
    phrasings: shelf.texts,
    phrasingDocuments: shelf.phrasings,
    phrasingOwner: shelf.owners,
    learned: undefined,
    isTaught: false,
  };
}

/** What indexing and learning gave for some articles, without what stands in these themselves. */
export interface Prepared {
  taken: Taken;
  read: readonly ReadWords[];
  indexes: Indexes;
  learned: Learned | undefined;
}

export function preparedFrom(ranker: Ranker): Prepared {
  const { dictionary, read, learned } = ranker;
  const { vocabulary, articleGrams, articleStems, phrasingGrams, phrasingStems } = ranker;
  return {
    taken: dictionary.taken(),
    read: read.map(({ words, ends }) => ({ words, ends })),
    indexes: { vocabulary, articleGrams, articleStems, phrasingGrams, phrasingStems },
    learned,
  };
}

/** The ranker of the same articles again, by a lexicon that goes on from what was taken up. */
export function rankerFrom(
  { read, indexes, learned }: Prepared,
  articles: readonly Article[],
  lexicon: Lexicon,
): Ranker {
  const again = read.flatMap((words, at) => {
    const article = articles[at];
    return article ? [{ ...words, article }] : [];
  });
  const ranker = assembled(lexicon, { read: again, shelf: shelve(again, FIELD_WEIGHTS), indexes });
  return { ...ranker, learned, isTaught: true };
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

/** What a word tells: its rarity, so "jag" and "the" hardly count. */
export function contentOf(ranker: Ranker, word: string): number {
  return worthOf(ranker.articleStems, stemIdOf(ranker, word));
}
