import { type Detail, type DetailFault, detailFault, optionsOf, type Place } from '../../cases/details.js';
import { readEmail } from '../../cases/reach.js';
import type { FormField } from '../../city/index.js';
import { plainly } from '../../locales/index.js';
import { reachIn } from '../hear-reach.js';
import { daysIn, monthIn, timeIn } from './dates.js';
import { placeIn } from './places.js';
import { type Reading, type ReadingWords, rulesFor, says, wordsOf } from './reading.js';

export type Read =
  | { value: Detail }
  | { fault: DetailFault }
  /** the words fit several options */
  | { choose: readonly string[] }
  /** a place whose district is not clear */
  | { place: Place; districts: readonly string[] }
  /** a district and nothing more, where somebody is to find the spot */
  | { vague: Place };

/** What an option is called to the citizen. */
export function optionLabel(field: FormField, code: string, { language, city, locales }: Reading): string {
  if (field.options === 'districts') return city.districts.find((district) => district.code === code)?.name ?? code;
  if (field.options === 'languages') return locales.languages.find((one) => one.code === code)?.name ?? code;
  const name = field.type === 'yes-no' ? 'yesNo' : field.name;
  return locales.say(language, `form.option.${name}.${code}`);
}

function firstOf<T>(words: readonly ReadingWords[], find: (words: ReadingWords) => T | undefined): T | undefined {
  for (const one of words) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The options a text names by their label or by words of theirs. */
export function optionsIn(field: FormField, text: string, reading: Reading): string[] {
  const codes = optionsOf(field, rulesFor(reading));
  const exact = codes.find((code) => plainly(optionLabel(field, code, reading)) === plainly(text));
  if (exact !== undefined) return [exact];
  const words = wordsOf(reading).map(({ options }) => options[field.name] ?? {});
  return codes.filter((code) => words.some((byCode) => (byCode[code] ?? []).some((phrase) => says(text, phrase))));
}

function gradeIn(text: string, words: readonly ReadingWords[]): string | undefined {
  const bare = /^\s*([fF1-9])\s*$/.exec(text)?.[1]?.toUpperCase();
  if (bare) return bare;
  if (words.some(({ preschoolClass }) => preschoolClass.some((phrase) => says(text, phrase)))) return 'F';
  return firstOf(words, ({ grade }) =>
    ['1', '2', '3', '4', '5', '6', '7', '8', '9'].find((n) => grade.some((one) => says(text, one.replace('{n}', n)))),
  );
}

function readChoice(field: FormField, text: string, reading: Reading): Read {
  const { locales, city } = reading;
  if (field.type === 'yes-no') {
    // What ends the form is taken only from a plain answer: "yes, but he is here" is none.
    const answer =
      locales.yesOrNo(text, field.ends ? undefined : reading.language) ?? optionsIn(field, text, reading)[0];
    return answer ? { value: answer } : { fault: { code: 'option' } };
  }
  if (field.name === 'grade') {
    const grade = gradeIn(text, wordsOf(reading));
    return grade ? { value: grade } : { fault: { code: 'option' } };
  }
  if (field.options === 'districts') {
    const { districts, misspelt, outside } = city.whereIn(text);
    if (outside) return { fault: { code: 'outside', values: { municipality: outside } } };
    const [only] = districts;
    if (only && districts.length === 1 && !misspelt) return { value: only };
    return districts.length > 0 ? { choose: districts } : { fault: { code: 'option' } };
  }
  if (field.options === 'languages') {
    const [named] = locales.meaning(text).filter(({ command }) => command === 'name');
    if (named) return { value: named.language };
  }
  const found = optionsIn(field, text, reading);
  if (field.type === 'choices') return found.length > 0 ? { value: found } : { fault: { code: 'option' } };
  const [only] = found;
  if (only !== undefined && found.length === 1) return { value: only };
  return found.length > 1 ? { choose: found } : { fault: { code: 'option' } };
}

/** Numbers as digits with comma or point, or one of the first twelve as a word. */
function numberIn(text: string, words: readonly ReadingWords[]): number | undefined {
  const digits = /\d+(?:[ \u00a0]\d{3})*(?:[.,]\d+)?/.exec(text)?.[0];
  if (digits) return Number(digits.replace(/\s/g, '').replace(',', '.'));
  return firstOf(words, ({ numbers }) => {
    const found = Object.entries(numbers).find(([, names]) => names.some((name) => says(text, name)));
    return found && Number(found[0]);
  });
}

/** A plate in a text, as it is stored; ordinary plates only, own ones are too much like words. */
export function plateIn(text: string): string | undefined {
  const found = /(?<![\p{L}\p{N}])([a-hj-pr-uw-z]{3})[\s-]?(\d{2}[\da-hj-npr-uw-z])(?![\p{L}\p{N}])/iu.exec(text);
  return found ? `${found[1]}${found[2]}`.toUpperCase() : undefined;
}

export function organisationIn(text: string): string | undefined {
  const [, first, last] = /(?<!\d)(\d{6})-?(\d{4})(?!\d)/.exec(text) ?? [];
  return first && `${first}-${last}`;
}

/** The value of a text for a type that needs no list of options; undefined when there is none in it. */
function valueIn(field: FormField, text: string, reading: Reading): Detail | undefined {
  const words = wordsOf(reading);
  const asked = { today: reading.today, past: field.to === 'today' };
  const days = () => firstOf(words, (one) => daysIn(text, one, asked)[0]);
  switch (field.type) {
    case 'date':
      return days()?.day;
    case 'date-time': {
      const day = days()?.day;
      const time = firstOf(words, (one) => timeIn(text, one));
      return day && time ? `${day}T${time}` : day;
    }
    case 'time':
      return firstOf(words, (one) => timeIn(text, one));
    case 'year-month':
      return firstOf(words, (one) => monthIn(text, one));
    case 'period': {
      const found = firstOf(words, (one) => {
        const all = daysIn(text, one, asked);
        return all.length > 1 ? all : undefined;
      });
      return found && { from: found[0]?.day ?? '', to: found[1]?.day ?? '' };
    }
    case 'phone':
      return reachIn(text).phone;
    case 'email':
      return reachIn(text).email ?? readEmail(text);
    case 'number':
      return numberIn(text, words);
    case 'org-number':
      return organisationIn(text);
    case 'registration-number':
      return plateIn(text) ?? text.trim().toUpperCase();
    case 'digits':
      return text.replace(/[\s-]/g, '');
    default:
      return text.trim();
  }
}

const NONE: Partial<Record<FormField['type'], DetailFault['code']>> = {
  phone: 'phone',
  email: 'email',
  'org-number': 'organisation',
  date: 'date',
  'date-time': 'date',
  'year-month': 'date',
  period: 'date',
};

function isDistrictAlone(text: string, { city }: Reading): boolean {
  const said = plainly(text).replace(/^(i|in) /, '');
  return city.districts.some(({ name, aliases }) => [name, ...aliases].some((one) => plainly(one) === said));
}

function readPlace(field: FormField, text: string, reading: Reading): Read {
  const found = placeIn(text, reading, { whole: true });
  if (found.outside) return { fault: { code: 'outside', values: { municipality: found.outside } } };
  const fault = detailFault(field, found.place, rulesFor(reading));
  if (fault || !found.place || !/[\p{L}\p{N}]{2}/u.test(text)) return { fault: fault ?? { code: 'place' } };
  if (isDistrictAlone(text, reading)) return { vague: found.place };
  const { districts, misspelt } = reading.city.whereIn(text);
  return misspelt || districts.length > 1 ? { place: found.place, districts } : { value: found.place };
}

/** The citizen's answer to the question for one field. */
export function readAnswer(field: FormField, text: string, reading: Reading): Read {
  if (['choice', 'choices', 'yes-no'].includes(field.type)) return readChoice(field, text, reading);
  if (field.type === 'location') return readPlace(field, text, reading);
  const value = valueIn(field, text, reading);
  if (value === undefined) return { fault: { code: NONE[field.type] ?? 'kind' } };
  const fault = detailFault(field, value, rulesFor(reading));
  return fault ? { fault } : { value };
}
