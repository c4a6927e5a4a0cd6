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
  /** all of them, one a line */
  lines(): string;
  of(text: string): number;
  add(text: string): number;
}

/** A dictionary as it can be written down: everything it took up, in this order, one word a line. */
export interface Taken {
  words: string;
  grams: string;
  stems: string;
  gramsOfWords: WordTerms;
  stemsOfWords: Uint32Array;
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
  taken(): Taken;
}

/** A row of numbers that only grows. */
interface Row {
  values: Uint32Array;
  length: number;
}

const SHORTEST_ROW = 1024;

function push(row: Row, value: number): void {
  if (row.length === row.values.length) {
    const larger = new Uint32Array(Math.max(SHORTEST_ROW, row.length * 2));
    larger.set(row.values);
    row.values = larger;
  }
  row.values[row.length++] = value;
}

function rowFrom(values: Uint32Array): Row {
  return { values, length: values.length };
}

function filled({ values, length }: Row): Uint32Array {
  return values.subarray(0, length);
}

function textsIn(lines: string): string[] {
  return lines === '' ? [] : lines.split('\n');
}

function numbering(lines: string): Numbering {
  const ids = new Map(textsIn(lines).map((text, id) => [text, id]));
  return {
    get size() {
      return ids.size;
    },
    lines: () => [...ids.keys()].join('\n'),
    of: (text) => ids.get(text) ?? NONE,
    add(text) {
      const id = ids.get(text) ?? ids.size;
      if (id === ids.size) ids.set(text, id);
      return id;
    },
  };
}

const NOTHING: Taken = {
  words: '',
  grams: '',
  stems: '',
  gramsOfWords: { starts: Uint32Array.of(0), ids: new Uint32Array() },
  stemsOfWords: new Uint32Array(),
};

/** A language's dictionary, which goes on from what one before it took up. */
export function createDictionary(language: string, before: Taken = NOTHING): Dictionary {
  const stem = stemmerOf(language);
  const [known, grams, stems] = [numbering(before.words), numbering(before.grams), numbering(before.stems)];
  const words = textsIn(before.words);
  const gramStarts = rowFrom(before.gramsOfWords.starts);
  const gramIds = rowFrom(before.gramsOfWords.ids);
  const stemIds = rowFrom(before.stemsOfWords);
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
    taken: () => ({
      words: known.lines(),
      grams: grams.lines(),
      stems: stems.lines(),
      gramsOfWords: { starts: filled(gramStarts), ids: filled(gramIds) },
      stemsOfWords: filled(stemIds),
    }),
  };
}
