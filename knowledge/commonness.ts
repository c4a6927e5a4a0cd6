import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Article } from './articles.js';
import { foldedWords, stemmerOf } from './text.js';

/** Stem → share of the city's topics that people ask about with it: "jag" nearly 1, "bygglov" nearly 0. */
export type Commonness = ReadonlyMap<string, number>;

const FILE = 'common-words.json';
/** What fewer topics share may be what one of them is about. */
const LEAST_SHARE = 0.05;

/** What the city's own phrasings tell of how people ask, whatever they ask about. */
export function commonnessOf(articles: readonly Article[], language: string): Record<string, number> {
  const stem = stemmerOf(language);
  const own = articles.filter((article) => article.language === language);
  const users = new Map<string, number>();
  for (const { askedAs } of own) {
    const stems = new Set(askedAs.flatMap(foldedWords).map(stem));
    for (const one of stems) users.set(one, (users.get(one) ?? 0) + 1);
  }
  const shares = [...users].map(([one, count]) => [one, Math.round((count / own.length) * 100) / 100] as const);
  return Object.fromEntries(shares.filter(([, share]) => share >= LEAST_SHARE).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function readCommonness(directory: string): (language: string) => Commonness {
  const file = join(directory, FILE);
  const shares: Record<string, Record<string, number>> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const maps = new Map(Object.entries(shares).map(([language, own]) => [language, new Map(Object.entries(own))]));
  const none = new Map<string, number>();
  return (language) => maps.get(language) ?? none;
}
