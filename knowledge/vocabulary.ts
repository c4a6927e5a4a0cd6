import type { Dictionary, WordTerms } from './dictionary.js';
import type { Steps } from './steps.js';
import { compoundParts, SHORTEST_COMPOUND, SHORTEST_PART } from './text.js';

/** The words that the articles of one language use now, and how those split each other. */
export interface Vocabulary {
  /** how often each word of the dictionary is used; a word that came later is not */
  uses: Uint32Array;
  /** each used word's stem and, of a compound, the stems of its parts */
  stems: WordTerms;
}

const MOST_STEMS_A_WORD = 3;
const AT_ONCE = 200;

const NO_WORDS: Vocabulary = {
  uses: new Uint32Array(),
  stems: { starts: new Uint32Array(1), ids: new Uint32Array() },
};

/** Counts the words; a word that comes or goes splits only those anew that begin or end like it. */
export function* vocabularySteps(
  dictionary: Dictionary,
  used: Uint32Array,
  before: Vocabulary = NO_WORDS,
): Steps<Vocabulary> {
  const { words } = dictionary;
  const size = words.length;
  const uses = new Uint32Array(size);
  for (const word of used) uses[word] = (uses[word] ?? 0) + 1;
  const isUsed = ({ uses }: Vocabulary, word: number) => (uses[word] ?? 0) > 0;
  const now: Vocabulary = {
    uses,
    stems: { starts: new Uint32Array(size + 1), ids: new Uint32Array(size * MOST_STEMS_A_WORD) },
  };
  const isWord = (part: string) => isUsed(now, dictionary.idOf(part));
  const heads = new Set<string>();
  const tails = new Set<string>();
  yield;
  for (const [id, word] of words.entries()) {
    if (isUsed(now, id) === isUsed(before, id) || word.length < SHORTEST_PART) continue;
    heads.add(word.slice(0, SHORTEST_PART));
    tails.add(word.slice(-SHORTEST_PART));
    if (id % AT_ONCE === 0) yield;
  }
  const splitsAsBefore = (id: number, word: string) =>
    isUsed(before, id) &&
    (word.length < SHORTEST_COMPOUND ||
      !(heads.has(word.slice(0, SHORTEST_PART)) || tails.has(word.slice(-SHORTEST_PART))));
  let end = 0;
  for (let id = 0; id < size; id++) {
    const word = words[id] ?? '';
    if (id % AT_ONCE === 0) yield;
    if (isUsed(now, id)) {
      if (splitsAsBefore(id, word)) {
        const last = before.stems.starts[id + 1] ?? 0;
        for (let at = before.stems.starts[id] ?? 0; at < last; at++) now.stems.ids[end++] = before.stems.ids[at] ?? 0;
      } else {
        now.stems.ids[end++] = dictionary.stemIdOf(id);
        for (const part of compoundParts(word, isWord))
          now.stems.ids[end++] = dictionary.stemIdOf(dictionary.idOf(part));
      }
    }
    now.stems.starts[id + 1] = end;
  }
  now.stems.ids = now.stems.ids.slice(0, end);
  return now;
}
