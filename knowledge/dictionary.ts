import { foldedWords, gramsOf, stemmerOf } from './text.js';

/** In place of a number where there is none. */
export const NONE = -1;

/** What words are made of, by their numbers: the terms of word w stand at starts[w] … starts[w + 1]. */
export interface WordTerms {
  starts: Uint32Array;
  ids: Uint32Array;
}

/** Strings and their numbers, in the order in which they came. */
interface Numbering {
  readonly size: number;
  of(text: string): number;
  add(text: string): number;
}

/**
 * The words of one language's articles, each taken apart once and known by its number from then on. It only grows, so
 * that any number of indexes, old and new, can share it.
 */
export interface Dictionary {
  words: readonly string[];
  /** the number of a folded word, or none */
  idOf(word: string): number;
  /** the words of a text by number, new ones taken up */
  read(text: string): number[];
  grams: Numbering;
  stems: Numbering;
  gramsOfWords(): WordTerms;
  /** the stem's number for a word's number */
  stemIdOf(word: number): number;
  stem(word: string): string;
}

/** A row of numbers that only grows. */
interface Row {
  values: Uint32Array;
  length: number;
}

function push(row: Row, value: number): void {
  if (row.length === row.values.length) {
    const larger = new Uint32Array(row.length * 2);
    larger.set(row.values);
    row.values = larger;
  }
  row.values[row.length++] = value;
}

function newRow(...values: number[]): Row {
  const row = { values: new Uint32Array(1024), length: 0 };
  for (const value of values) push(row, value);
  return row;
}

function numbering(): Numbering {
  const ids = new Map<string, number>();
  return {
    get size() {
      return ids.size;
    },
    of: (text) => ids.get(text) ?? NONE,
    add(text) {
      const id = ids.get(text) ?? ids.size;
      if (id === ids.size) ids.set(text, id);
      return id;
    },
  };
}

export function createDictionary(language: string): Dictionary {
  const stem = stemmerOf(language);
  const [known, grams, stems] = [numbering(), numbering(), numbering()];
  const words: string[] = [];
  const [gramStarts, gramIds, stemIds] = [newRow(0), newRow(), newRow()];
  const take = (word: string) => {
    const id = known.add(word);
    if (id < words.length) return id;
    words.push(word);
    for (const gram of gramsOf([word])) push(gramIds, grams.add(gram));
    push(gramStarts, gramIds.length);
    push(stemIds, stems.add(stem(word)));
    return id;
  };
  return {
    words,
    idOf: known.of,
    read: (text) => foldedWords(text).map(take),
    grams,
    stems,
    gramsOfWords: () => ({ starts: gramStarts.values, ids: gramIds.values }),
    stemIdOf: (word) => stemIds.values[word] ?? NONE,
    stem,
  };
}
