import { cityTime } from '../../cases/city-time.js';
import {
  appliedDetails,
  type Detail,
  type DetailRules,
  type Details,
  detailFaults,
  type Place,
} from '../../cases/details.js';
import { type Reach, readEmail, readPhone } from '../../cases/reach.js';
import type { City, FormField } from '../../city/index.js';
import type { Given } from './given.js';
import { attributesOf, type Service } from './services.js';
import { refused, type Wording } from './wording.js';

const LONGEST_ADDRESS = 500;

/** What becomes of a report that was sent. */
export interface Report {
  details: Details;
  reach: Reach;
  district: string;
}

interface Needs {
  service: Service;
  city: Pick<City, 'timezone' | 'districtIn' | 'whereIn' | 'covers'>;
  rules: DetailRules;
  wording: Pick<Wording, 'say'>;
  /** Takes away what is never kept: characters nobody sees, and personal numbers. */
  clean: (text: string) => string;
}

interface Reading extends Needs {
  given: Given;
  /** Notes a problem and goes on, so that all are told at once. */
  wrong(problem: string): void;
}

/** What our forms call otherwise than the standard. */
const STANDARD: Readonly<Record<string, string>> = {
  location: 'address_string',
  address: 'address_string',
  description: 'description',
  contactPhone: 'phone',
  contactEmail: 'email',
  contactName: 'first_name',
};

/**
 * Reads a report as the form of its service takes it.
 * @throws {HttpError} 400 with everything that is wrong with it, for a person to read
 */
export function readReport(given: Given, needs: Needs): Report {
  const problems: string[] = [];
  const reading = { ...needs, given, wrong: (problem: string) => void problems.push(problem) };
  const place = placeFrom(reading);
  const reach = reachFrom(reading);
  const details = detailsFrom(reading, place, reach);
  checkDetails(reading, details);
  if (given.field('media_url')) problems.push(needs.wording.say('open311.invalid.media'));
  if (problems.length > 0) throw refused(400, ...problems);
  return { details, reach, district: String(details.district ?? place?.district ?? '') };
}

function positionFrom({ given, wrong, wording: { say }, city }: Reading): Place['position'] {
  const [lat, long] = ['lat', 'long'].map(given.field);
  if (!lat && !long) return undefined;
  const [latitude, longitude] = [Number(lat || Number.NaN), Number(long || Number.NaN)];
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
    wrong(say('open311.invalid.position'));
    return undefined;
  }
  const position = { latitude, longitude };
  if (!city.covers(position)) wrong(`lat, long: ${say('form.invalid.far')}`);
  return position;
}

function placeFrom(reading: Reading): Place | undefined {
  const { given, wrong, wording, city, clean } = reading;
  const { say } = wording;
  const position = positionFrom(reading);
  const text = clean(given.field('address_string'));
  const { outside, street } = city.whereIn(text);
  const district = city.districtIn(text);
  if (!text && !given.field('lat') && !given.field('long')) wrong(say('open311.invalid.noPlace'));
  if (text.length > LONGEST_ADDRESS) wrong(`address_string: ${say('form.invalid.long', { max: LONGEST_ADDRESS })}`);
  if (outside && !position) wrong(`address_string: ${say('form.invalid.outside', { municipality: outside })}`);
  if (!text && !position) return undefined;
  return {
    text: text.slice(0, LONGEST_ADDRESS),
    ...(street?.number && { address: street.text }),
    ...(position && { position }),
    ...(district && { district }),
  };
}

function reachFrom({ given, wrong, wording: { say }, clean }: Reading): Reach {
  const written = { phone: given.field('phone'), email: given.field('email') };
  const read = { phone: readPhone(written.phone), email: readEmail(written.email) };
  for (const [name, field] of [['phone', 'contactPhone'] as const, ['email', 'contactEmail'] as const]) {
    if (!written[name] || read[name]) continue;
    wrong(`${name}: ${say(`form.invalid.${name}`, { example: say(`form.field.${field}.example`) })}`);
  }
  const name = clean(`${given.field('first_name')} ${given.field('last_name')}`).trim();
  return { phone: read.phone ?? '', email: read.email ?? '', name: name.slice(0, 100) };
}

function detailsFrom(reading: Reading, place: Place | undefined, reach: Reach): Details {
  const { given, service, clean } = reading;
  const { form } = service;
  const places = form.fields.filter(({ type }) => type === 'location').map(({ name }) => [name, place]);
  const told: Record<string, Detail | undefined> = {
    ...Object.fromEntries(places),
    district: place?.district,
    ...answersFrom(reading),
    description: clean(given.field('description')),
    wantsReply: reach.phone || reach.email ? 'yes' : 'no',
    contactPhone: reach.phone,
    contactEmail: reach.email,
    contactName: reach.name,
  };
  const answered = Object.entries(told).filter((one): one is [string, Detail] => one[1] !== undefined && one[1] !== '');
  return appliedDetails(form, Object.fromEntries(answered));
}

function answersFrom({ given, service, wrong, wording: { say }, city, clean }: Reading): Record<string, Detail> {
  const fields = new Map(attributesOf(service.form).map((field) => [field.name, field]));
  const answers: Record<string, Detail> = {};
  for (const [code, values] of given.attributes) {
    const field = fields.get(code);
    const [first = '', ...more] = values.map(clean);
    if (!field) wrong(say('open311.invalid.attribute', { code: clean(code) }));
    else if (field.type === 'choices') answers[code] = [first, ...more];
    else if (more.length > 0) wrong(say('open311.invalid.oneValue', { code }));
    else answers[code] = answerFrom(field, first, city.timezone);
  }
  return answers;
}

/** An answer as our forms keep it; what cannot be read is left as it is, and refused by the form. */
function answerFrom({ type }: FormField, text: string, timezone: string): Detail {
  switch (type) {
    case 'number':
      return /^-?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : text;
    case 'date':
      return cityMoment(text, timezone).slice(0, 10);
    case 'date-time':
      return cityMoment(text, timezone);
    case 'phone':
      return readPhone(text) ?? text;
    case 'email':
      return readEmail(text) ?? text;
    case 'registration-number':
      return text.replace(/[\s-]/g, '').toUpperCase();
    default:
      return text;
  }
}

/** A moment with its time zone as calendar and clock in the city show it; anything else as it is. */
function cityMoment(text: string, timezone: string): string {
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/.test(text)) return text;
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return text;
  const { day, minute } = cityTime(at, timezone);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${day}T${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

function checkDetails({ service: { form }, rules, wording: { say }, wrong }: Reading, details: Details): void {
  for (const [name, { code, values }] of detailFaults(form, details, rules)) {
    const isPlace = form.fields.some((field) => field.name === name && field.type === 'location');
    if (isPlace && code === 'missing') continue;
    const example = say(`form.field.${name}.example`);
    wrong(`${STANDARD[name] ?? `attribute[${name}]`}: ${say(`form.invalid.${code}`, { ...values, example })}`);
  }
}
