import { signal } from '@preact/signals';
import en from '../../locales/en/console.json';
import sv from '../../locales/sv/console.json';
import { preference } from './state/preferences.js';

type Texts = typeof sv;
type Leaves<T, Before extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Before}${K}` : Leaves<T[K], `${Before}${K}.`>;
}[keyof T & string];
type WithoutPlural<K extends string> = K extends `${infer Stem}_${'one' | 'other'}` ? Stem : K;

/** A sentence of `locales/<language>/console.json`; a missing or misspelt one does not compile. */
export type Key = WithoutPlural<Leaves<Texts>>;
export type Language = 'sv' | 'en';

const texts: Record<Language, Texts> = { sv, en };
const names: Record<Language, string> = { sv: 'Svenska', en: 'English' };
export const languages = Object.keys(texts) as Language[];

function firstLanguage(): Language {
  const wanted = [preference('language'), ...navigator.languages].map((tag) => tag.slice(0, 2));
  return languages.find((language) => language === wanted.find((tag) => tag in texts)) ?? 'sv';
}

/** The agent's own language; every text on the screen follows it. */
export const language = signal<Language>(firstLanguage());

export const nameOfLanguage = (code: Language): string => names[code];

function lookUp(path: string): string | undefined {
  let found: unknown = texts[language.value];
  for (const part of path.split('.')) found = (found as Record<string, unknown> | undefined)?.[part];
  return typeof found === 'string' ? found : undefined;
}

/** The sentence of a key. `count` chooses between `_one` and `_other`. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  const form = typeof values.count === 'number' ? new Intl.PluralRules(language.value).select(values.count) : '';
  const text = (form && (lookUp(`${key}_${form}`) ?? lookUp(`${key}_other`))) || lookUp(key) || key;
  return filledIn(text, values);
}

/** For words that come from the server: its own text when we know none. */
export function tOr(key: string, fallback: string, values: Record<string, string | number> = {}): string {
  const known = lookUp(key);
  return known === undefined ? fallback : filledIn(known, values);
}

function filledIn(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}
