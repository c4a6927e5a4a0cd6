import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Problem } from './problem.js';
import { foldedWords } from './text.js';

/** An everyday word or phrase and the city's word for it, with the line an editor finds it on. */
export interface Synonym {
  said: string;
  meant: string;
  line: number;
}

/** Words of a question and what they stand for in the city's words, folded. */
export interface Meaning {
  said: string[];
  meant: string[];
  /** The latter as editors wrote it. */
  written: string;
}

/** Looks up the everyday words of a question. */
export type Meanings = (words: readonly string[]) => Meaning[];

/** The `synonyms/<language>.yaml` files of a knowledge directory, in a fixed order. */
export function synonymFiles(directory: string): { file: string; language: string }[] {
  const folder = join(directory, 'synonyms');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ file: join(folder, name), language: basename(name, '.yaml') }));
}

/** Reads one file of everyday words: `city word: [everyday word, another]`. What cannot be used is named and left out. */
export function readSynonyms(file: string): { synonyms: Synonym[]; problems: Problem[] } {
  const synonyms: Synonym[] = [];
  const problems: Problem[] = [];
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines });
  const lineOf = (node: unknown) =>
    lines.linePos((node as { range?: [number, number, number] } | null)?.range?.[0] ?? 0).line;
  const complain = (line: number, message: string) => problems.push({ file, line, level: 'error', message });
  for (const { pos, message } of document.errors)
    complain(lines.linePos(pos[0]).line, message.split('\n')[0] ?? 'is no valid YAML');
  if (!isMap(document.contents)) return { synonyms, problems };
  const first = new Map<string, number>();
  for (const { key, value } of document.contents.items) {
    const meant = isScalar(key) ? String(key.value) : '';
    if (!isSeq(value) || value.items.length === 0) {
      complain(lineOf(key), `"${meant}" needs a list of everyday words: "${meant || 'förskola'}: [dagis, daghem]"`);
      continue;
    }
    for (const item of value.items) {
      const said = isScalar(item) && typeof item.value === 'string' ? item.value : '';
      const [line, plain] = [lineOf(item), foldedWords(said).join(' ')];
      const before = first.get(plain);
      if (!plain) complain(line, `"${meant}" has an entry that is no word; put it into quotation marks or remove it`);
      else if (plain === foldedWords(meant).join(' ')) complain(line, `"${said}" means itself; remove it`);
      else if (before) complain(line, `"${said}" stands in line ${before} already; an everyday word has one meaning`);
      else {
        first.set(plain, line);
        synonyms.push({ said, meant, line });
      }
    }
  }
  return { synonyms, problems };
}

/**
 * Everyday phrases are found by their stems, so "p-boten" and "gatlyktorna" are; the longest phrase at a place counts
 * alone, and each meaning once.
 */
export function meaningsFrom(synonyms: readonly Synonym[], stem: (word: string) => string): Meanings {
  const meant = new Map<string, Omit<Meaning, 'said'>>();
  let longest = 0;
  for (const synonym of synonyms) {
    const words = foldedWords(synonym.said).map(stem);
    longest = Math.max(longest, words.length);
    meant.set(words.join(' '), { meant: foldedWords(synonym.meant), written: synonym.meant });
  }
  return (words) => {
    const stems = words.map(stem);
    const found = new Map<string, Meaning>();
    for (let at = 0; at < stems.length; ) {
      let length = Math.min(longest, stems.length - at);
      while (length > 0 && !meant.has(stems.slice(at, at + length).join(' '))) length--;
      const meaning = meant.get(stems.slice(at, at + length).join(' '));
      if (meaning) found.set(meaning.meant.join(' '), { said: words.slice(at, at + length), ...meaning });
      at += Math.max(1, length);
    }
    return [...found.values()];
  };
}
