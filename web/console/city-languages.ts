import { languageName } from './format.js';
import { city } from './state/session.js';
import { language as own } from './texts.js';

export interface NamedLanguage {
  code: string;
  name: string;
}

const byName = (codes: readonly { code: string }[]): NamedLanguage[] =>
  codes.map(({ code }) => ({ code, name: languageName(code) })).sort((a, b) => a.name.localeCompare(b.name, own.value));

/** Those the city answers in, in the order of the agent's own alphabet. */
export const servedLanguages = (): NamedLanguage[] => byName(city.value?.languages ?? []);

/** The same and those that only people speak here. */
export function spokenLanguages(): NamedLanguage[] {
  const { languages = [], languagesByPerson = [] } = city.value ?? {};
  return byName([...languages, ...languagesByPerson]);
}

/** What somebody of a language without texts is written to in; the language itself for all others. */
export const readsOf = (code: string): string =>
  city.value?.languagesByPerson.find((one) => one.code === code)?.reads ?? code;

const isRightToLeft = (code: string): boolean =>
  city.value?.languages.some((one) => one.code === code && one.dir === 'rtl') ?? false;

const RIGHT_TO_LEFT = /\p{Script=Arabic}|\p{Script=Hebrew}/u;

/**
 * Which way a text of a language runs. Arabic that begins with a Swedish name runs from the right all the same; a Swedish
 * message in an Arabic conversation does not.
 */
export const directionOf = (code: string, text = ''): 'rtl' | 'auto' =>
  isRightToLeft(code) && (!text.trim() || RIGHT_TO_LEFT.test(text)) ? 'rtl' : 'auto';
