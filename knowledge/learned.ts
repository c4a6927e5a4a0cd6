import { holdersOf, type TermIndex, type Terms, worthOf } from './bm25.js';
import { NONE, type WordTerms } from './dictionary.js';
import type { Documents } from './indexing.js';
import type { Steps } from './steps.js';
import { softmax, type Trained, type TrainingSet } from './training.js';

/**
 * A softmax regression from the words of the "asked as" to their articles. It errs differently from the search, so
 * where both name the same article the bot may be surer than either alone.
 */
export interface Learned extends Features {
  weights: Trained;
  /** the articles it was trained for */
  ids: readonly string[];
  /** their positions now; none for one that is gone */
  places: readonly number[];
}

/** Which terms count, and for how much: only one that two phrasings share can teach anything. */
interface Features {
  grams: Kind;
  stems: Kind;
}

interface Kind {
  /** how much terms of this kind count */
  weight: number;
  /** term → feature, or none */
  features: Int32Array;
  rarity: Float32Array;
  unseenRarity: number;
}

const GRAM_WEIGHT = 0.6;
const STEM_WEIGHT = 1.5;
/** How sharp the softmax can get with a text's length normalised. */
const SCALE = 3;
/** Beyond this many weights the training takes too long and the memory too much; the search does without. */
const MOST_WEIGHTS = 6_000_000;
const LEAST_EXAMPLES_AN_ARTICLE = 2;
const EXAMPLES_AT_ONCE = 20;

/** What there is to learn from. */
export interface Phrasings {
  ids: readonly string[];
  documents: Documents;
  owners: Uint32Array;
  grams: { parts: WordTerms; index: TermIndex };
  stems: { parts: WordTerms; index: TermIndex };
}

export interface Lesson {
  set: TrainingSet;
  /** What was learnt, once the set is trained. */
  learned(weights: Trained): Learned;
}

/** Prepares a training; there is none where the phrasings are too few to learn from, or too many to be quick. */
export function* lessonSteps({ ids, documents, owners, grams, stems }: Phrasings): Steps<Lesson | undefined> {
  const articles = ids.length;
  if (owners.length < articles * LEAST_EXAMPLES_AN_ARTICLE || articles < 2) return undefined;
  const [gramFeatures, sharedGrams] = numbered(grams.index, 0);
  const [stemFeatures, features] = numbered(stems.index, sharedGrams);
  if (features * articles > MOST_WEIGHTS) return undefined;
  const kinds: Features = {
    grams: kindOf(grams.index, GRAM_WEIGHT, gramFeatures),
    stems: kindOf(stems.index, STEM_WEIGHT, stemFeatures),
  };
  const starts = new Uint32Array(owners.length + 1);
  const [all, values]: [number[], number[]] = [[], []];
  for (let example = 0; example < owners.length; example++) {
    if (example % EXAMPLES_AT_ONCE === 0) yield;
    const found = featuresOf(termsOf(documents, example, grams.parts), termsOf(documents, example, stems.parts), kinds);
    for (const id of found.ids) all.push(id);
    for (const value of found.values) values.push(value);
    starts[example + 1] = all.length;
  }
  const set = { articles, features, owners: owners.slice(), starts };
  return {
    set: { ...set, ids: Uint32Array.from(all), values: Float64Array.from(values) },
    learned: (weights) => ({ ...kinds, weights, ids, places: ids.map((_id, at) => at) }),
  };
}

function kindOf({ rarity, unseenRarity }: TermIndex, weight: number, features: Int32Array): Kind {
  return { weight, features, rarity, unseenRarity };
}

function numbered(index: TermIndex, from: number): [Int32Array, number] {
  let next = from;
  const features = new Int32Array(index.rarity.length).map((_none, term) =>
    holdersOf(index, term) < 2 ? NONE : next++,
  );
  return [features, next];
}

/** The terms of one document, in the order in which they come. */
function termsOf({ words, starts, ends }: Documents, document: number, parts: WordTerms): Terms {
  const weights = new Map<number, number>();
  for (let place = starts[document] ?? 0; place < (ends[document] ?? 0); place++) {
    const word = words[place] ?? 0;
    for (let at = parts.starts[word] ?? 0; at < (parts.starts[word + 1] ?? 0); at++) {
      const term = parts.ids[at] ?? 0;
      weights.set(term, (weights.get(term) ?? 0) + 1);
    }
  }
  return { ids: [...weights.keys()], weights: [...weights.values()] };
}

/** A text as features and their values, brought to one length. */
function featuresOf(grams: Terms, stems: Terms, kinds: Features): { ids: number[]; values: number[] } {
  const ids: number[] = [];
  const values: number[] = [];
  let square = 0;
  for (const [terms, kind] of [
    [grams, kinds.grams],
    [stems, kinds.stems],
  ] as const)
    for (let nth = 0; nth < terms.ids.length; nth++) {
      const term = terms.ids[nth] ?? NONE;
      const value = kind.weight * worthOf(kind, term) * (1 + Math.log(terms.weights[nth] ?? 1));
      square += value * value;
      const feature = kind.features[term] ?? NONE;
      if (feature === NONE) continue;
      ids.push(feature);
      values.push(value);
    }
  const scale = SCALE / (Math.sqrt(square) || 1);
  return { ids, values: values.map((value) => value * scale) };
}

/** The same for articles that have changed since; a new one has nothing until it is learnt anew. */
export function movedTo(learned: Learned, placeOf: ReadonlyMap<string, number>): Learned {
  return { ...learned, places: learned.ids.map((id) => placeOf.get(id) ?? NONE) };
}

/** How likely each of so many articles is for a question, by what was learnt. */
export function likelihoods(learned: Learned, grams: Terms, stems: Terms, articles: number): Float32Array {
  const { weights, places } = learned;
  const shares = softmax(weights, featuresOf(grams, stems, learned), new Float32Array(places.length));
  const moved = new Float32Array(articles);
  for (let at = 0; at < shares.length; at++) {
    const place = places[at] ?? NONE;
    if (place !== NONE) moved[place] = shares[at] ?? 0;
  }
  return moved;
}
