import type { Form, FormField } from '../city/index.js';
import { readEmail, readPhone } from './reach.js';

/** Where something is: at least one of address, landmark and position. */
export interface Place {
  /** as the citizen wrote or chose it */
  text: string;
  address?: string;
  /** WGS 84 */
  position?: { latitude: number; longitude: number };
  district?: string;
}

export interface Period {
  from: string;
  to: string;
}

/** A file the citizen sent, in the order in which it came. */
export interface FileRef {
  id: string;
  name: string;
  type: string;
}

/**
 * What a citizen answered: codes of options, `YYYY-MM-DD`, `HH:MM`, `YYYY-MM-DDTHH:MM`, `YYYY-MM`, E.164 numbers, and
 * for yes and no the words `yes` and `no`.
 */
export type Detail = string | number | readonly string[] | Place | Period | readonly FileRef[];

/** The answers of one form by the names of its fields. */
export type Details = Readonly<Record<string, Detail>>;

/** Why an answer cannot be taken: the end of a sentence's key, and what the sentence names. */
export interface DetailFault {
  code:
    | 'missing'
    | 'kind'
    | 'short'
    | 'long'
    | 'pattern'
    | 'option'
    | 'date'
    | 'early'
    | 'late'
    | 'order'
    | 'phone'
    | 'email'
    | 'plate'
    | 'organisation'
    | 'digits'
    | 'low'
    | 'high'
    | 'place'
    | 'address'
    | 'vague'
    | 'far'
    | 'files'
    | 'photo'
    | 'outside';
  values?: Record<string, string | number>;
}

/** What a check needs to know besides the field. */
export interface DetailRules {
  /** the city's date, `YYYY-MM-DD` */
  today: string;
  districts: readonly string[];
  languages: readonly string[];
}

const LONGEST_TEXT = 200;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const PLATE = /^[A-HJ-PR-UW-Z]{3}[0-9]{2}[0-9A-HJ-NPR-UW-Z]$/;
const OWN_PLATE = /^[A-ZÅÄÖ0-9 ]{2,7}$/;

/** The codes a choice may have. */
export function optionsOf({ type, options }: FormField, { districts, languages }: DetailRules): readonly string[] {
  if (type === 'yes-no') return ['yes', 'no'];
  if (options === 'districts') return districts;
  if (options === 'languages') return languages;
  return options ?? [];
}

/** A day such as `today` or `-12 months`, as a date. */
export function dayOf(rule: string, today: string): string {
  const [, count, unit] = /^([+-]\d+) (days|months|years)$/.exec(rule) ?? [];
  const day = new Date(`${today}T00:00:00Z`);
  if (unit === 'days') day.setUTCDate(day.getUTCDate() + Number(count));
  if (unit === 'months') day.setUTCMonth(day.getUTCMonth() + Number(count));
  if (unit === 'years') day.setUTCFullYear(day.getUTCFullYear() + Number(count));
  return day.toISOString().slice(0, 10);
}

/** A day that the calendar has: 29 February only in a leap year. */
export function isDay(text: string): boolean {
  return DAY.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true;
}

function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** The last digit of an organisation number follows from the others (Luhn). */
function isOrganisation(number: string): boolean {
  if (!/^\d{2}[2-9]\d{3}-\d{4}$/.test(number)) return false;
  const sum = [...number.replace('-', '')].reduce((total, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

function textFault({ min = 1, max = LONGEST_TEXT, pattern }: FormField, text: string): DetailFault | undefined {
  const { length } = text.trim();
  if (length < min) return { code: 'short', values: { min } };
  if (length > max) return { code: 'long', values: { max } };
  return pattern && !new RegExp(pattern, 'u').test(text.trim()) ? { code: 'pattern' } : undefined;
}

/** `day` may be a month: it is compared as far as it goes. */
function dayFault({ from, to }: FormField, day: string, today: string): DetailFault | undefined {
  const earliest = from && dayOf(from, today).slice(0, day.length);
  const latest = to && dayOf(to, today).slice(0, day.length);
  if (earliest && day < earliest) return { code: 'early', values: { day: earliest } };
  return latest && day > latest ? { code: 'late', values: { day: latest } } : undefined;
}

function numberFault({ min, max }: FormField, value: number): DetailFault | undefined {
  if (!Number.isFinite(value)) return { code: 'kind' };
  if (min !== undefined && value < min) return { code: 'low', values: { min } };
  return max !== undefined && value > max ? { code: 'high', values: { max } } : undefined;
}

function stringFault(field: FormField, value: string, rules: DetailRules): DetailFault | undefined {
  const { today } = rules;
  switch (field.type) {
    case 'text':
    case 'long-text':
      return textFault(field, value);
    case 'choice':
    case 'yes-no':
      return optionsOf(field, rules).includes(value) ? undefined : { code: 'option' };
    case 'date':
      return isDay(value) ? dayFault(field, value, today) : { code: 'date' };
    case 'date-time': {
      const [day = '', time] = value.split('T');
      return isDay(day) && (time === undefined || isTime(time)) ? dayFault(field, day, today) : { code: 'date' };
    }
    case 'time':
      return isTime(value) ? undefined : { code: 'kind' };
    case 'year-month':
      return isDay(`${value}-01`) ? dayFault(field, value, today) : { code: 'date' };
    case 'phone':
      return readPhone(value) === value ? undefined : { code: 'phone' };
    case 'email':
      return readEmail(value) === value ? undefined : { code: 'email' };
    case 'registration-number':
      return PLATE.test(value) || OWN_PLATE.test(value) ? undefined : { code: 'plate' };
    case 'org-number':
      return isOrganisation(value) ? undefined : { code: 'organisation' };
    case 'digits':
      return /^\d+$/.test(value) ? textFault(field, value) : { code: 'digits' };
    default:
      return { code: 'kind' };
  }
}

function isPlace(value: object): value is Place {
  const { text, position } = value as Partial<Place>;
  const { latitude = 0, longitude = 0 } = position ?? {};
  return typeof text === 'string' && text.length <= 500 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
}

function objectFault(field: FormField, value: object, rules: DetailRules): DetailFault | undefined {
  if (field.type === 'choices') {
    const known = optionsOf(field, rules);
    const all = Array.isArray(value) && value.length > 0 && value.every((one) => known.includes(one));
    return all ? undefined : { code: 'option' };
  }
  if (field.type === 'photo') {
    const { max = 1 } = field;
    return Array.isArray(value) && value.length <= max ? undefined : { code: 'files', values: { max } };
  }
  if (field.type === 'location') {
    if (!isPlace(value) || !(value.text.trim() || value.position)) return { code: 'place' };
    return field.precise && !value.address && !value.position ? { code: 'address' } : undefined;
  }
  if (field.type === 'period') {
    const { from = '', to = '' } = value as Partial<Period>;
    if (!isDay(from) || !isDay(to)) return { code: 'date' };
    if (from > to) return { code: 'order' };
    return dayFault(field, from, rules.today) ?? dayFault(field, to, rules.today);
  }
  return { code: 'kind' };
}

/** Why a field cannot have this answer, whoever gives it: the citizen, an agent, or another system. */
export function detailFault(field: FormField, value: unknown, rules: DetailRules): DetailFault | undefined {
  if (typeof value === 'string') return stringFault(field, value, rules);
  if (typeof value === 'number' && field.type === 'number') return numberFault(field, value);
  if (typeof value === 'object' && value !== null) return objectFault(field, value, rules);
  return { code: 'kind' };
}

/** Whether a form asks for a field at all, after what has been answered. */
export function applies({ when = {}, unless }: FormField, details: Details): boolean {
  if (unless !== undefined && details[unless] !== undefined) return false;
  return Object.entries(when).every(([name, answer]) => details[name] === answer);
}

/** The fields still to be asked, in order; those the citizen has passed over, or may add later, are not asked. */
export function openFields({ fields }: Form, details: Details, passed: readonly string[] = []): FormField[] {
  return fields.filter(
    (field) =>
      details[field.name] === undefined && !field.later && !passed.includes(field.name) && applies(field, details),
  );
}

/** Answers that an earlier one has made meaningless: no phone number is kept of somebody who wants no reply. */
export function appliedDetails({ fields }: Form, details: Details): Details {
  const kept: Record<string, Detail> = {};
  for (const field of fields) {
    const value = details[field.name];
    const { unless: _unless, ...rules } = field;
    if (value !== undefined && applies(rules, kept)) kept[field.name] = value;
  }
  return kept;
}

/** Everything wrong with the answers of a finished form, by field; required answers that are missing too. */
export function detailFaults(form: Form, details: Details, rules: DetailRules): Map<string, DetailFault> {
  const faults = new Map<string, DetailFault>();
  for (const field of form.fields) {
    const value = details[field.name];
    const missing = value === undefined && field.required && applies(field, details);
    const fault = value === undefined ? undefined : detailFault(field, value, rules);
    if (missing) faults.set(field.name, { code: 'missing' });
    if (fault) faults.set(field.name, fault);
  }
  for (const name of Object.keys(details))
    if (!form.fields.some((field) => field.name === name)) faults.set(name, { code: 'kind' });
  return faults;
}
