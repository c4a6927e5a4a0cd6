/** Terms by number, each once, and how much of each there is; a negative number is a term that no document has. */
export interface Terms {
  ids: ArrayLike<number>;
  weights: ArrayLike<number>;
}

/**
 * A ranking index over plain typed arrays. All that can be known before the question is computed once:
 * `impacts` holds what a posting adds to its document's score.
 */
export interface TermIndex {
  size: number;
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

/** What a term is worth; one that came to the dictionary after this index is unseen. */
export function worthOf({ rarity, unseenRarity }: Pick<TermIndex, 'rarity' | 'unseenRarity'>, term: number): number {
  return rarity[term] ?? unseenRarity;
}

/** How many documents have a term. */
export function holdersOf({ starts }: TermIndex, term: number): number {
  const end = starts[term + 1];
  return term < 0 || end === undefined ? 0 : end - (starts[term] ?? 0);
}

/**
 * Each document's share of the question's own maximum, 0 … about 1. `hints` are terms the question only implies: they
 * speak for a document that has them and against none that does not.
 */
export function scoreAll(index: TermIndex, question: Terms, saturation: number, hints?: Terms): Float32Array {
  const scores = new Float32Array(index.size);
  let maximum = 0;
  for (let nth = 0; nth < question.ids.length; nth++)
    maximum += (question.weights[nth] ?? 0) * worthOf(index, question.ids[nth] ?? 0);
  addPostings(index, question, scores);
  if (hints) addPostings(index, hints, scores);
  const scale = maximum > 0 ? 1 / (maximum * (saturation + 1)) : 0;
  for (let document = 0; document < scores.length; document++) scores[document] = (scores[document] ?? 0) * scale;
  return scores;
}

function addPostings({ starts, documents, impacts }: TermIndex, { ids, weights }: Terms, scores: Float32Array): void {
  for (let nth = 0; nth < ids.length; nth++) {
    const term = ids[nth] ?? 0;
    const weight = weights[nth] ?? 0;
    const end = term < 0 ? 0 : (starts[term + 1] ?? 0);
    for (let at = starts[term] ?? 0; at < end; at++) {
      const document = documents[at] ?? 0;
      scores[document] = (scores[document] ?? 0) + weight * (impacts[at] ?? 0);
    }
  }
}

/** Whether a document holds a term; a term's documents stand in rising order. */
export function holds({ starts, documents }: TermIndex, term: number, document: number): boolean {
  if (term < 0) return false;
  let low = starts[term] ?? 0;
  let high = (starts[term + 1] ?? 0) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = documents[middle] ?? 0;
    if (found === document) return true;
    if (found < document) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
