import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fold, foldedWords } from './text.js';

/** How a language asks further about what it was just told, each as a test of a folded word. */
export interface FollowUps {
  /** asks for a price, and tells it in an answer */
  price(word: string): boolean;
  /** stands for what was said before: "it" */
  back(word: string): boolean;
  /** asks without saying about what: "when", "how much", "which papers are needed" */
  asks(word: string): boolean;
}

const FILE = 'follow-ups.json';
type Lists = Record<keyof FollowUps, string[]>;

/** A word of the list, or one of a kind: `avgift*`, `*maksu*`. */
function among(patterns: readonly string[]): (word: string) => boolean {
  const words = new Set(patterns.filter((one) => !one.includes('*')).map(fold));
  const kinds = patterns
    .filter((one) => one.includes('*'))
    .map((one) => new RegExp(`^${fold(one).replaceAll('*', '.*')}$`, 'u'));
  return (word) => words.has(word) || kinds.some((kind) => kind.test(word));
}

/** Arabic writes "and" together with the next word. */
function withoutAnd(word: string): string {
  return word.length > 2 ? word.replace(/^و/, '') : word;
}

function followUpsFrom({ price, back, asks }: Lists): FollowUps {
  const [isPrice, pointsBack, asking] = [among(price), among(back), among(asks)];
  const either = (test: (word: string) => boolean) => (word: string) => test(word) || test(withoutAnd(word));
  return { price: either(isPrice), back: either(pointsBack), asks: either(asking) };
}

export const NO_FOLLOW_UPS = followUpsFrom({ price: [], back: [], asks: [] });

export function readFollowUps(directory: string): (language: string) => FollowUps {
  const file = join(directory, FILE);
  const lists: Record<string, Lists> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const known = new Map(Object.entries(lists).map(([language, own]) => [language, followUpsFrom(own)]));
  return (language) => known.get(language) ?? NO_FOLLOW_UPS;
}

/** Whether any word of a text is one. */
export function tellsAny(text: string, test: (word: string) => boolean): boolean {
  return foldedWords(text).some(test);
}
