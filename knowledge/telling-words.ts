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

/** A language's articles, as far as its words go. */
interface Used {
  language: string;
  uses(word: string): number;
}

const LATIN = /^\p{Script=Latin}+$/u;
/** Languages whose own script is another, and which people without its keyboard write in Latin letters. */
const TYPED_IN_LATIN = new Set(['ar', 'fa', 'uk']);

/** Which language a word tells: one of the telling words, or one that only a language seldom typed in Latin letters has. */
export function tellsFrom(telling: TellingWords, all: readonly Used[]): (word: string) => string | undefined {
  const transliterated = all.filter(({ language }) => TYPED_IN_LATIN.has(language));
  return (word) => {
    const told = telling.get(word);
    if (told || !LATIN.test(word)) return told;
    return transliterated.find((own) => {
      const uses = own.uses(word);
      return uses > 0 && all.every((other) => other === own || other.uses(word) < uses);
    })?.language;
  };
}

/** The language that several of a text's words tell; nothing when they are few among others. */
export function languageTold(text: string, tells: (word: string) => string | undefined): string | undefined {
  const words = wordsOf(text);
  const counts = new Map<string, number>();
  for (const word of words) {
    const language = tells(word);
    if (language) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return first && first[1] >= LEAST_WORDS && first[1] >= words.length * LEAST_SHARE ? first[0] : undefined;
}
