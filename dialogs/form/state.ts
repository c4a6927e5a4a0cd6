import type { Detail, Details, FileRef, Period, Place } from '../../cases/details.js';
import type { Form, FormField } from '../../city/index.js';
import { dateLanguage } from '../../locales/index.js';
import { optionLabel } from '../fields/answers.js';
import type { Reading } from '../fields/reading.js';
import type { Matter, Turn } from '../turn.js';

/** A form that somebody is filling in. Plain JSON: it goes on where it stopped, after a day and after a restart. */
export interface FormState {
  topic: string;
  details: Record<string, Detail>;
  /** fields the citizen has passed over */
  passed: string[];
  /** fields in the order in which they were answered, for going back */
  trail: string[];
  /** the field that is being asked; '' at the summary */
  field: string;
  /** answers in a row that could not be taken */
  tries: number;
  lastAt: string;
  /** a place that was told, while its district is asked */
  place: Place | null;
  /** where it is has just been told: what is reported there already is looked for before the form asks on */
  looks?: boolean;
  /** the place that was looked for last, as JSON */
  looked?: string;
  /** somebody else's report has been offered, and the next question not been asked yet */
  offers?: boolean;
  /** the field at which an error of ours came in between */
  stumbled?: string;
  /** what it is about: a question in between is another contact, and the form's own goes on afterwards */
  matter: Matter;
}

export function readingOf(turn: Turn): Reading {
  const { services, talk } = turn;
  const { city, locales } = services;
  return { city, locales, language: talk.language, today: services.today(turn.at) };
}

/** The form somebody is filling in, and how far they are. @throws when there is none */
export function openForm(turn: Turn): { form: Form; state: FormState } {
  const state = turn.talk.form;
  const form = state && turn.services.city.forms.get(state.topic);
  if (!form) throw new Error('no form is open');
  return { form, state };
}

export function fieldOf(form: Form, name: string): FormField {
  const found = form.fields.find((field) => field.name === name);
  if (!found) throw new Error(`${form.id} has no field ${name}`);
  return found;
}

export function labelOf(turn: Turn, field: FormField): string {
  return turn.services.locales.say(turn.talk.language, `form.field.${field.name}.label`);
}

export function dayText(day: string, language: string): string {
  const [date = '', time] = day.split('T');
  const shown = new Intl.DateTimeFormat(dateLanguage(language), { dateStyle: 'long', timeZone: 'UTC' });
  const text = shown.format(new Date(`${date}T12:00:00Z`));
  return time ? `${text} ${time}` : text;
}

function monthText(month: string, language: string): string {
  const shown = new Intl.DateTimeFormat(dateLanguage(language), { year: 'numeric', month: 'long', timeZone: 'UTC' });
  return shown.format(new Date(`${month}-15T12:00:00Z`));
}

/** A day, or a month where only that is asked for. */
export function dateText(date: string, language: string): string {
  return /^\d{4}-\d{2}$/.test(date) ? monthText(date, language) : dayText(date, language);
}

/** A Swedish mobile number, or one of Stockholm, as people write it; others as they are stored. */
function phoneText(phone: string): string {
  return phone
    .replace(/^\+46(7\d)(\d{3})(\d{2})(\d{2})$/, '0$1-$2 $3 $4')
    .replace(/^\+468(\d{3})(\d{2,3})(\d{2})$/, '08-$1 $2 $3')
    .replace(/^\+468(\d{2})(\d{2})(\d{2})$/, '08-$1 $2 $3');
}

/** An answer as the citizen reads it. */
export function valueText(turn: Turn, field: FormField, value: Detail): string {
  const reading = readingOf(turn);
  const { language, city, locales } = reading;
  switch (field.type) {
    case 'choice':
    case 'yes-no':
      return optionLabel(field, String(value), reading);
    case 'choices':
      return (value as string[]).map((code) => optionLabel(field, code, reading)).join(', ');
    case 'date':
    case 'date-time':
      return dayText(String(value), language);
    case 'year-month':
      return monthText(String(value), language);
    case 'period': {
      const { from, to } = value as Period;
      return `${dayText(from, language)} – ${dayText(to, language)}`;
    }
    case 'location': {
      const { text, address, district, position } = value as Place;
      const name = city.districts.find(({ code }) => code === district)?.name;
      const shared = position && locales.say(language, 'form.place.shared', { ...position });
      const where = text || address || (shared ?? '');
      return name && !where.includes(name) ? `${where} (${name})` : where;
    }
    case 'photo':
      return (value as FileRef[]).map((file) => file.name).join(', ');
    case 'phone':
      return phoneText(String(value));
    case 'registration-number':
      return String(value).replace(/^([A-Z]{3})(\w{3})$/, '$1 $2');
    default:
      return String(value);
  }
}

/** What is known so far, as lines of label and value. */
export function linesOf(turn: Turn, form: Form, details: Details): { field: FormField; text: string }[] {
  return form.fields.flatMap((field) => {
    const value = details[field.name];
    if (value === undefined) return [];
    const text = turn.services.locales.say(turn.talk.language, 'form.summary.line', {
      label: labelOf(turn, field),
      value: valueText(turn, field, value),
    });
    return [{ field, text }];
  });
}

/** A form that has just begun. */
export function newForm(turn: Turn, topic: string, details: Record<string, Detail>, matter: Matter): FormState {
  const lastAt = turn.at.toISOString();
  return { topic, details, passed: [], trail: [], field: '', tries: 0, lastAt, place: null, matter };
}

/** The place of a report that has not been looked for yet among those there are. */
export function placeToLookUp(form: Form, { details, looked }: FormState): Place | undefined {
  const where = form.report && form.fields.find(({ type }) => type === 'location');
  const place = where ? (details[where.name] as Place | undefined) : undefined;
  return place && JSON.stringify(place) !== looked ? place : undefined;
}

/** How the citizen can be reached, out of the answers. */
export function reachFrom(details: Details): { phone?: string; email?: string; name?: string } {
  const { contactPhone, callbackPhone, contactEmail, contactName } = details;
  const phone = contactPhone ?? callbackPhone;
  return {
    ...(phone !== undefined && { phone: String(phone) }),
    ...(contactEmail !== undefined && { email: String(contactEmail) }),
    ...(contactName !== undefined && { name: String(contactName) }),
  };
}
