import type { DetailRules } from '../../cases/details.js';
import type { City } from '../../city/index.js';
import { type Locales, plainly } from '../../locales/index.js';
import type { DateWords } from './dates.js';

/** A language's words for what people answer: locales/<language>/reading.json. */
export interface ReadingWords extends DateWords {
  /** words before a place: "outside" */
  near: string[];
  /** words that a place may have inside: "the corner of A and B" */
  joins: string[];
  /** what places are: "playground"; also at the end of longer words */
  spots: string[];
  /** capitalised or not, no place by themselves */
  nowhere: string[];
  /** words that end a place */
  stops: string[];
  anonymous: string[];
  /** what stands before a number or an address: "you can call me on" */
  reachBy: string[];
  reply: string[];
  /** "I do not know" as a whole answer */
  unknown: string[];
  /** how questions begin */
  asks: string[];
  /** other words for a field than its label */
  fields: Record<string, string[]>;
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

/** Citizens of every language use the city's words beside their own, and English ones. Of ten together too many mean two things. */
const EVERYBODYS = ['sv', 'en'];

const wordsFor = new WeakMap<Locales, Map<string, readonly ReadingWords[]>>();

export function wordsOf({ language, locales }: Reading): readonly ReadingWords[] {
  const known = wordsFor.get(locales) ?? new Map<string, readonly ReadingWords[]>();
  wordsFor.set(locales, known);
  const words = known.get(language) ?? readWords(language, locales);
  known.set(language, words);
  return words;
}

function readWords(language: string, locales: Locales): readonly ReadingWords[] {
  const languages = [...new Set([language, ...EVERYBODYS])];
  return languages.map((one) => locales.file(one, 'reading') as unknown as ReadingWords);
}

export function rulesFor({ today, city, locales }: Reading): DetailRules {
  return {
    today,
    districts: city.districts.map(({ code }) => code),
    languages: locales.languages.map(({ code }) => code),
  };
}

/** The languages' phrases, plain: a few hundred, asked for with every message. */
const plainPhrases = new Map<string, string>();
/** The text asked about last: all phrases are looked for in one text before the next comes. */
let last = { text: '', said: '  ' };

/** Whether a text has a phrase as whole words. */
export function says(text: string, phrase: string): boolean {
  if (last.text !== text) last = { text, said: ` ${plainly(text)} ` };
  let wanted = plainPhrases.get(phrase);
  if (wanted === undefined) {
    wanted = ` ${plainly(phrase)} `;
    plainPhrases.set(phrase, wanted);
  }
  return last.said.includes(wanted);
}
