import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wordsOf } from './text.js';

/** Word → the language it tells. */
export type TellingWords = ReadonlyMap<string, string>;

const LEAST_WORDS = 2;
const LEAST_SHARE = 1 / 3;

/** The everyday words by which a language is told that has too few texts for the model. */
export function readTellingWords(directory: string): TellingWords {
  const file = join(directory, 'telling-words.json');
  const words: Record<string, string[]> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return new Map(Object.entries(words).flatMap(([language, own]) => own.map((word) => [word, language] as const)));
}

/** The language that several of a text's words tell; nothing when they are few among others. */
export function languageTold(text: string, telling: TellingWords): string | undefined {
  const words = wordsOf(text);
  const counts = new Map<string, number>();
  for (const word of words) {
    const language = telling.get(word);
    if (language) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return first && first[1] >= LEAST_WORDS && first[1] >= words.length * LEAST_SHARE ? first[0] : undefined;
}
