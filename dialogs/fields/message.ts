import { type Detail, type Details, detailFault } from '../../cases/details.js';
import type { FormField } from '../../city/index.js';
import { reachIn } from '../hear-reach.js';
import { optionsIn, organisationIn, plateIn } from './answers.js';
import { daysIn, monthIn, timeIn } from './dates.js';
import { placeIn } from './places.js';
import { type Reading, type ReadingWords, rulesFor, says, wordsOf } from './reading.js';

type Finder = (field: FormField, text: string, reading: Reading, words: readonly ReadingWords[]) => Detail | undefined;

function some(words: readonly ReadingWords[], text: string, phrases: (words: ReadingWords) => readonly string[]) {
  return words.some((one) => phrases(one).some((phrase) => says(text, phrase)));
}

/** The first day in a text that the field may have: "tripped on Monday, call me tomorrow". */
function dayIn(field: FormField, text: string, reading: Reading, words: readonly ReadingWords[]): string | undefined {
  const asked = { today: reading.today, past: field.to === 'today', unasked: true };
  const days = words.flatMap((one) => daysIn(text, one, asked).map(({ day }) => day));
  return days.find((day) => !detailFault(field, day, rulesFor(reading)));
}

function numberAt(text: string, words: readonly string[], order: 'before' | 'after'): string | undefined {
  const names = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const number =
    order === 'before' ? `(\\d+(?:[.,]\\d+)?)\\s*(?:${names})` : `(?:${names})\\.?\\s*([a-z]{0,3}-?\\d[\\d-]*)`;
  return new RegExp(`(?<![\\p{L}\\d])${number}(?![\\p{L}\\d])`, 'iu').exec(text)?.[1];
}

/** Fields that mean something of their own in a story, whatever their type. */
const BY_NAME: Record<string, Finder> = {
  wantsReply(_field, text, _reading, words) {
    if (some(words, text, ({ anonymous }) => anonymous)) return 'no';
    return reachOf(text) || some(words, text, ({ reply }) => reply) ? 'yes' : undefined;
  },
  areaM2(_field, text, _reading, words) {
    const found = numberAt(
      text,
      words.flatMap(({ area }) => area),
      'before',
    );
    return found === undefined ? undefined : Number(found.replace(',', '.'));
  },
  poleNumber: (_field, text, _reading, words) =>
    numberAt(
      text,
      words.flatMap(({ pole }) => pole),
      'after',
    ),
  grade(_field, text, _reading, words) {
    if (some(words, text, ({ preschoolClass }) => preschoolClass)) return 'F';
    const grades = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
    return grades.find((n) => some(words, text, ({ grade }) => grade.map((one) => one.replace('{n}', n))));
  },
};

const BY_TYPE: Partial<Record<FormField['type'], Finder>> = {
  'long-text': (_field, text, reading) => withoutReach(text, reading),
  location: (_field, text, reading) => placeIn(text, reading).place,
  phone: (_field, text) => reachIn(text).phone,
  email: (_field, text) => reachIn(text).email,
  'registration-number': (_field, text) => plateIn(text),
  'org-number': (_field, text) => organisationIn(text),
  'year-month': (_field, text, _reading, words) => words.map((one) => monthIn(text, one)).find(Boolean),
  date: dayIn,
  'date-time'(field, text, reading, words) {
    const day = dayIn(field, text, reading, words);
    const time = words.map((one) => timeIn(text, one)).find(Boolean);
    return day && time ? `${day}T${time}` : day;
  },
  choice(field, text, reading) {
    if (field.options === 'districts') {
      const { districts, misspelt } = reading.city.whereIn(text);
      return districts.length === 1 && !misspelt ? districts[0] : undefined;
    }
    if (field.options === 'languages') return undefined;
    const found = optionsIn(field, text, reading);
    return found.length === 1 ? found[0] : undefined;
  },
};

const reachPatterns = new WeakMap<readonly ReadingWords[], RegExp>();

/** A number or address with the words that only lead to it. */
function reachPattern(words: readonly ReadingWords[]): RegExp {
  let pattern = reachPatterns.get(words);
  if (!pattern) {
    const leads = words.flatMap(({ reachBy }) => reachBy);
    const before = leads.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
    const reach = '[^\\s@<>()]+@[^\\s@<>()]+\\.\\p{L}{2,}|\\+?\\(?\\d[\\d\\s()/.-]{5,}\\d';
    pattern = new RegExp(`[\\s,;:.–-]*(?<!\\p{L})(?:(?:${before})[:.,]?\\s+)*(${reach})[.,;]?`, 'giu');
    reachPatterns.set(words, pattern);
  }
  return pattern;
}

/** A story without the number or address in it, and without what only leads to it: "you can call me on …". */
export function withoutReach(text: string, reading: Reading): string {
  const kept = /[@\d]/.test(text) ? withoutFound(text, reachPattern(wordsOf(reading))) : text;
  return kept.replace(/ {2,}/g, ' ').trim();
}

function withoutFound(text: string, found: RegExp): string {
  return text.replace(found, (all, given: string) => (reachOf(given) ? ' ' : all));
}

/** "Ikamet park" is a street to nobody but a Swede: elsewhere two small words are one only with a number. */
function streetFor(text: string, { city, language }: Reading): string {
  const { text: name = '', number } = city.whereIn(text).street ?? {};
  const isCertain = number || language === 'sv' || !name.includes(' ') || /^\p{Lu}/u.test(name);
  return isCertain ? name : '';
}

/** What a message is about: without the street and the number to call, which say nothing of the topic or the language. */
export function aboutWhat(text: string, reading: Reading): string {
  const street = streetFor(text, reading);
  const rest = withoutReach(street ? text.replace(street, ' ') : text, reading);
  return /\p{L}{2}/u.test(rest) ? rest : text;
}

function reachOf(text: string): string | undefined {
  const { phone, email } = reachIn(text);
  return phone ?? email;
}

/**
 * What a message tells by itself of the fields a form asks for: only what is certain, for it is not asked again.
 * The summary shows it, and each of it can be corrected there.
 */
export function readMessage(fields: readonly FormField[], text: string, reading: Reading): Details {
  const words = wordsOf(reading);
  const rules = rulesFor(reading);
  const found: Record<string, Detail> = {};
  for (const field of fields) {
    const find = BY_NAME[field.name] ?? BY_TYPE[field.type];
    const value = find?.(field, text, reading, words);
    if (value !== undefined && !detailFault(field, value, rules)) found[field.name] = value;
  }
  return found;
}
