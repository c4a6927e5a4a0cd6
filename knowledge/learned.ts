import type { TermIndex, TermWeights } from './bm25.js';

/**
 * A softmax regression from the words of the "asked as" to their articles. It errs differently from the search, so
 * where both name the same article the bot may be surer than either alone. Trained in a blink when the articles load.
 */
export interface Learned {
  articles: number;
  /** feature × articles */
  weights: Float32Array;
  grams: TermIndex;
  stems: TermIndex;
}

/** A text as features: ids and their weights, brought to one length. */
interface Features {
  ids: number[];
  values: number[];
}

const GRAM_WEIGHT = 0.6;
const STEM_WEIGHT = 1.5;
/** How sharp the softmax can get with a text's length normalised. */
const SCALE = 8;
const ROUNDS = 3;
const RATE = 0.1;
/** An example that is already this certain teaches nothing. */
const LEARNT = 0.98;
/** Beyond this many weights the training would be felt at the start; the search does without. */
const MOST_WEIGHTS = 6_000_000;
const LEAST_EXAMPLES_AN_ARTICLE = 2;

function addFeatures(
  features: Features,
  terms: TermWeights,
  index: TermIndex,
  kind: { weight: number; from: number },
): number {
  let square = 0;
  for (const [term, count] of terms) {
    const id = index.terms.get(term);
    const rarity = id === undefined ? index.unseenRarity : (index.rarity[id] ?? 0);
    const value = kind.weight * rarity * (1 + Math.log(count));
    square += value * value;
    if (id === undefined) continue;
    const holders = (index.starts[id + 1] ?? 0) - (index.starts[id] ?? 0);
    if (holders < 2) continue;
    features.ids.push(kind.from + id);
    features.values.push(value);
  }
  return square;
}

function featuresOf(grams: TermWeights, stems: TermWeights, indexes: Pick<Learned, 'grams' | 'stems'>): Features {
  const features: Features = { ids: [], values: [] };
  const square =
    addFeatures(features, grams, indexes.grams, { weight: GRAM_WEIGHT, from: 0 }) +
    addFeatures(features, stems, indexes.stems, { weight: STEM_WEIGHT, from: indexes.grams.terms.size });
  const scale = SCALE / (Math.sqrt(square) || 1);
  features.values = features.values.map((value) => value * scale);
  return features;
}

/** Probabilities of the articles, written into `into`. */
function softmax({ weights, articles }: Learned, { ids, values }: Features, into: Float32Array): Float32Array {
  into.fill(0);
  for (let nth = 0; nth < ids.length; nth++) {
    const from = (ids[nth] ?? 0) * articles;
    const value = values[nth] ?? 0;
    for (let at = 0; at < articles; at++) into[at] = (into[at] ?? 0) + value * (weights[from + at] ?? 0);
  }
  let top = Number.NEGATIVE_INFINITY;
  for (const score of into) if (score > top) top = score;
  let sum = 0;
  for (let at = 0; at < articles; at++) {
    const share = Math.exp((into[at] ?? 0) - top);
    into[at] = share;
    sum += share;
  }
  for (let at = 0; at < articles; at++) into[at] = (into[at] ?? 0) / sum;
  return into;
}

export interface TrainingSet {
  articles: number;
  /** phrasing → position of its article */
  owners: Uint32Array;
  grams: readonly TermWeights[];
  stems: readonly TermWeights[];
  gramIndex: TermIndex;
  stemIndex: TermIndex;
}

/** Always the same order, so that the same articles give the same answers. */
function* shuffled(size: number): Generator<number> {
  const order = Uint32Array.from({ length: size }, (_none, at) => at);
  let seed = 7;
  for (let at = size - 1; at > 0; at--) {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    const other = seed % (at + 1);
    const kept = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = kept;
  }
  yield* order;
}

/** Trains by AdaGrad; nothing comes back where there are too few phrasings to learn from, or too many to be quick. */
export function learn({ articles, owners, grams, stems, gramIndex, stemIndex }: TrainingSet): Learned | undefined {
  const size = (gramIndex.terms.size + stemIndex.terms.size) * articles;
  if (owners.length < articles * LEAST_EXAMPLES_AN_ARTICLE || articles < 2 || size > MOST_WEIGHTS) return undefined;
  const learned: Learned = { articles, weights: new Float32Array(size), grams: gramIndex, stems: stemIndex };
  const squares = new Float32Array(size).fill(1e-4);
  const examples = grams.map((terms, at) => featuresOf(terms, stems[at] ?? new Map(), learned));
  const shares = new Float32Array(articles);
  for (let round = 0; round < ROUNDS; round++)
    for (const nth of shuffled(examples.length)) {
      const example = examples[nth];
      const owner = owners[nth] ?? 0;
      if (!example) continue;
      softmax(learned, example, shares);
      if ((shares[owner] ?? 0) > LEARNT) continue;
      shares[owner] = (shares[owner] ?? 0) - 1;
      descend(learned.weights, squares, example, shares);
    }
  return learned;
}

function descend(weights: Float32Array, squares: Float32Array, { ids, values }: Features, errors: Float32Array): void {
  for (let nth = 0; nth < ids.length; nth++) {
    const from = (ids[nth] ?? 0) * errors.length;
    const value = values[nth] ?? 0;
    for (let at = 0; at < errors.length; at++) {
      const gradient = value * (errors[at] ?? 0);
      if (gradient > -1e-4 && gradient < 1e-4) continue;
      const square = (squares[from + at] ?? 0) + gradient * gradient;
      squares[from + at] = square;
      weights[from + at] = (weights[from + at] ?? 0) - (RATE * gradient) / Math.sqrt(square);
    }
  }
}

/** How likely each article is for a question, by what was learnt. */
export function likelihoods(learned: Learned, grams: TermWeights, stems: TermWeights): Float32Array {
  return softmax(learned, featuresOf(grams, stems, learned), new Float32Array(learned.articles));
}
