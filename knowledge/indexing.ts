import type { Shape, TermIndex } from './bm25.js';
import type { WordTerms } from './dictionary.js';
import type { Steps } from './steps.js';

/** Texts as ranges of one long row of words. */
export interface Documents {
  words: Uint32Array;
  /** what each word of the row counts; 1 where nothing is said */
  weights?: Float32Array;
  starts: Uint32Array;
  ends: Uint32Array;
}

const DOCUMENTS_AT_ONCE = 100;
const TERMS_AT_ONCE = 500;

/** As exact as the table of rarities, so that a term without documents counts as one that is not in the table. */
function rarityOf(holders: number, size: number): number {
  return Math.fround(Math.log(1 + (size - holders + 0.5) / (holders + 0.5)));
}

/** Indexes documents by what `parts` says their words are made of. */
export function* indexSteps(documents: Documents, parts: WordTerms, terms: number, shape: Shape): Steps<TermIndex> {
  const size = documents.starts.length;
  const starts = new Uint32Array(terms + 1);
  const lengths = new Float64Array(size);
  const seenIn = new Int32Array(terms);
  for (let from = 0; from < size; from += DOCUMENTS_AT_ONCE) {
    countHolders(documents, parts, from, { starts, lengths, seenIn });
    yield;
  }
  const rarity = new Float32Array(terms);
  for (let term = 0; term < terms; term++) {
    rarity[term] = rarityOf(starts[term + 1] ?? 0, size);
    starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);
  }
  yield;
  const postings = starts[terms] ?? 0;
  const index: TermIndex = {
    size,
    starts,
    documents: new Uint32Array(postings),
    impacts: new Float32Array(postings),
    rarity,
    unseenRarity: rarityOf(0, size),
  };
  const next = starts.slice();
  seenIn.fill(0);
  yield;
  for (let from = 0; from < size; from += DOCUMENTS_AT_ONCE) {
    post(documents, parts, from, { index, next, seenIn });
    yield;
  }
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, size);
  const { saturation, lengthPenalty } = shape;
  const slowness = lengths.map(
    (length) => saturation * (1 - lengthPenalty + (lengthPenalty * length) / Math.max(1e-9, average)),
  );
  for (let from = 0; from < terms; from += TERMS_AT_ONCE) {
    weigh(index, from, slowness, saturation);
    yield;
  }
  return index;
}

interface Counts {
  /** for term t at t + 1: in how many documents it stands */
  starts: Uint32Array;
  lengths: Float64Array;
  /** the last document that a term was seen in, from 1 */
  seenIn: Int32Array;
}

function countHolders({ words, weights, starts, ends }: Documents, parts: WordTerms, from: number, counts: Counts) {
  const to = Math.min(starts.length, from + DOCUMENTS_AT_ONCE);
  for (let document = from; document < to; document++) {
    const end = ends[document] ?? 0;
    let length = 0;
    for (let place = starts[document] ?? 0; place < end; place++) {
      const word = words[place] ?? 0;
      const first = parts.starts[word] ?? 0;
      const last = parts.starts[word + 1] ?? 0;
      length += (weights ? (weights[place] ?? 0) : 1) * (last - first);
      for (let at = first; at < last; at++) {
        const term = parts.ids[at] ?? 0;
        if (counts.seenIn[term] === document + 1) continue;
        counts.seenIn[term] = document + 1;
        counts.starts[term + 1] = (counts.starts[term + 1] ?? 0) + 1;
      }
    }
    counts.lengths[document] = length;
  }
}

interface Posting {
  index: TermIndex;
  /** where a term's next posting goes */
  next: Uint32Array;
  seenIn: Int32Array;
}

/** Puts down which document holds how much of a term. */
function post({ words, weights, starts, ends }: Documents, parts: WordTerms, from: number, posting: Posting) {
  const { index, next, seenIn } = posting;
  const to = Math.min(starts.length, from + DOCUMENTS_AT_ONCE);
  for (let document = from; document < to; document++) {
    const end = ends[document] ?? 0;
    for (let place = starts[document] ?? 0; place < end; place++) {
      const word = words[place] ?? 0;
      const weight = weights ? (weights[place] ?? 0) : 1;
      const last = parts.starts[word + 1] ?? 0;
      for (let at = parts.starts[word] ?? 0; at < last; at++) {
        const term = parts.ids[at] ?? 0;
        let to = next[term] ?? 0;
        if (seenIn[term] === document + 1) index.impacts[to - 1] = (index.impacts[to - 1] ?? 0) + weight;
        else {
          seenIn[term] = document + 1;
          index.documents[to] = document;
          index.impacts[to++] = weight;
          next[term] = to;
        }
      }
    }
  }
}

/** Turns how much of a term there is into what that adds to the score. */
function weigh(
  { starts, documents, impacts, rarity }: TermIndex,
  from: number,
  slowness: Float64Array,
  saturation: number,
) {
  const to = Math.min(rarity.length, from + TERMS_AT_ONCE);
  for (let term = from; term < to; term++) {
    const worth = (rarity[term] ?? 0) * (saturation + 1);
    const end = starts[term + 1] ?? 0;
    for (let at = starts[term] ?? 0; at < end; at++) {
      const weight = impacts[at] ?? 0;
      impacts[at] = (worth * weight) / (weight + (slowness[documents[at] ?? 0] ?? 0));
    }
  }
}
