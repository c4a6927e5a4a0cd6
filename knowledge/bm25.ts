/** Term → how much of it a document holds. Fields count by their weight. */
export type TermWeights = Map<string, number>;

/**
 * A ranking index over plain typed arrays. All that can be known before the question is computed once:
 * `impacts` holds what a posting adds to its document's score.
 */
export interface TermIndex {
  size: number;
  terms: Map<string, number>;
  /** postings of term t: starts[t] … starts[t + 1] */
  starts: Uint32Array;
  documents: Uint32Array;
  impacts: Float32Array;
  /** what a term is worth, for the question's own maximum */
  rarity: Float32Array;
  unseenRarity: number;
}

export interface Shape {
  /** how soon repeating a word stops helping */
  saturation: number;
  /** how much a long document pays for its length, 0 to 1 */
  lengthPenalty: number;
}

export function addTerms(weights: TermWeights, terms: Iterable<string>, weight: number): void {
  for (const term of terms) weights.set(term, (weights.get(term) ?? 0) + weight);
}

function rarityOf(holders: number, size: number): number {
  return Math.log(1 + (size - holders + 0.5) / (holders + 0.5));
}

export function buildIndex(documents: readonly TermWeights[], { saturation, lengthPenalty }: Shape): TermIndex {
  const size = documents.length;
  const terms = new Map<string, number>();
  const holders: number[] = [];
  const lengths = new Float64Array(size);
  documents.forEach((weights, document) => {
    for (const [term, weight] of weights) {
      const id = terms.get(term) ?? terms.size;
      if (id === terms.size) terms.set(term, id);
      holders[id] = (holders[id] ?? 0) + 1;
      lengths[document] = (lengths[document] ?? 0) + weight;
    }
  });
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, size);
  const starts = new Uint32Array(terms.size + 1);
  for (let id = 0; id < terms.size; id++) starts[id + 1] = (starts[id] ?? 0) + (holders[id] ?? 0);
  const rarity = Float32Array.from(holders, (count) => rarityOf(count, size));
  const postings = starts[terms.size] ?? 0;
  const index: TermIndex = {
    size,
    terms,
    starts,
    documents: new Uint32Array(postings),
    impacts: new Float32Array(postings),
    rarity,
    unseenRarity: rarityOf(0, size),
  };
  const next = starts.slice();
  documents.forEach((weights, document) => {
    const length = 1 - lengthPenalty + (lengthPenalty * (lengths[document] ?? 0)) / Math.max(1e-9, average);
    for (const [term, weight] of weights) {
      const id = terms.get(term) ?? 0;
      const at = next[id] ?? 0;
      next[id] = at + 1;
      index.documents[at] = document;
      index.impacts[at] = ((rarity[id] ?? 0) * weight * (saturation + 1)) / (weight + saturation * length);
    }
  });
  return index;
}

/**
 * Each document's share of the question's own maximum, 0 … about 1. `hints` are terms the question only implies: they
 * speak for a document that has them and against none that does not.
 */
export function scoreAll(
  index: TermIndex,
  question: TermWeights,
  saturation: number,
  hints?: TermWeights,
): Float32Array {
  const scores = new Float32Array(index.size);
  let maximum = 0;
  for (const [term, weight] of question) {
    const id = index.terms.get(term);
    maximum += weight * (id === undefined ? index.unseenRarity : (index.rarity[id] ?? 0));
    addPostings(index, id, weight, scores);
  }
  if (hints) for (const [term, weight] of hints) addPostings(index, index.terms.get(term), weight, scores);
  const scale = maximum > 0 ? 1 / (maximum * (saturation + 1)) : 0;
  for (let document = 0; document < scores.length; document++) scores[document] = (scores[document] ?? 0) * scale;
  return scores;
}

function addPostings(index: TermIndex, id: number | undefined, weight: number, scores: Float32Array): void {
  if (id === undefined) return;
  const end = index.starts[id + 1] ?? 0;
  for (let at = index.starts[id] ?? 0; at < end; at++) {
    const document = index.documents[at] ?? 0;
    scores[document] = (scores[document] ?? 0) + weight * (index.impacts[at] ?? 0);
  }
}

/** Whether a document holds a term; a term's documents stand in rising order. */
export function holds(index: TermIndex, term: string, document: number): boolean {
  const id = index.terms.get(term);
  if (id === undefined) return false;
  let low = index.starts[id] ?? 0;
  let high = (index.starts[id + 1] ?? 0) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = index.documents[middle] ?? 0;
    if (found === document) return true;
    if (found < document) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
