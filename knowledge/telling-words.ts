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

/** A language as its articles use it. */
interface Used {
  language: string;
  words: Iterable<string>;
  uses(word: string): number;
}

const LATIN = /^\p{Script=Latin}+$/u;
/** Languages whose own script is another, and which people without its keyboard write in Latin letters. */
const TYPED_IN_LATIN = new Set(['ar', 'fa', 'uk']);

/** The telling words with those that only the articles of a language use that is seldom typed in Latin letters. */
export function withTransliterated(telling: TellingWords, all: readonly Used[]): TellingWords {
  const more = new Map(telling);
  for (const own of all) {
    if (!TYPED_IN_LATIN.has(own.language)) continue;
    for (const word of own.words) {
      const uses = LATIN.test(word) ? own.uses(word) : 0;
      const isOwn = uses > 0 && all.every((other) => other === own || other.uses(word) < uses);
      if (isOwn && !more.has(word)) more.set(word, own.language);
    }
  }
  return more;
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
