import type { DetailRules } from '../../cases/details.js';
import type { City } from '../../city/index.js';
import { type Locales, plainly } from '../../locales/index.js';
import type { DateWords } from './dates.js';

/** A language's words for what people answer: locales/<language>/reading.json. */
export interface ReadingWords extends DateWords {
  near: string[];
  stops: string[];
  anonymous: string[];
  reply: string[];
  options: Record<string, Record<string, string[]>>;
  grade: string[];
  preschoolClass: string[];
  area: string[];
  pole: string[];
}

/** What is needed to read an answer in a language. */
export interface Reading {
  language: string;
  /** the city's date, `YYYY-MM-DD` */
  today: string;
  city: City;
  locales: Locales;
}

/** Citizens of every language use the city's words beside their own. */
const CITY_LANGUAGE = 'sv';

export function wordsOf({ language, locales }: Reading): ReadingWords[] {
  const languages = [...new Set([language, CITY_LANGUAGE, ...locales.live])];
  return languages.map((one) => locales.file(one, 'reading') as unknown as ReadingWords);
}

export function rulesFor({ today, city, locales }: Reading): DetailRules {
  return {
    today,
    districts: city.districts.map(({ code }) => code),
    languages: locales.languages.map(({ code }) => code),
  };
}

/** Whether a text has a phrase as whole words. */
export function says(text: string, phrase: string): boolean {
  return ` ${plainly(text)} `.includes(` ${plainly(phrase)} `);
}
