/**
 * A count, a length of time, a share, a day or a time of day, as data: each language writes it in its own way, so that a
 * number is changed once. Days are YYYY-MM-DD, YYYY-MM (a month) or MM-DD (every year); times HH:MM.
 */
export type Measure =
  | { number: number; unit?: Unit }
  | { from: number; to: number; unit?: Unit }
  | { date: string }
  | { time: string };

const UNITS = ['hour', 'day', 'week', 'month', 'year', 'percent'] as const;
type Unit = (typeof UNITS)[number];

const DATE = /^(?:\d{4}-\d{2}(?:-\d{2})?|\d{2}-\d{2})$/;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const KEYS: readonly string[] = ['number', 'from', 'to', 'unit', 'date', 'time'];

export function isMeasure(value: unknown): value is Measure {
  if (typeof value !== 'object' || value === null) return false;
  const { number, from, to, unit, date, time } = value as Record<string, unknown>;
  if (!Object.keys(value).every((key) => KEYS.includes(key))) return false;
  if (unit !== undefined && !(UNITS as readonly unknown[]).includes(unit)) return false;
  if (typeof date === 'string') return DATE.test(date) && !Number.isNaN(dayOf(date).getTime());
  if (typeof time === 'string') return TIME.test(time);
  return typeof number === 'number' || (typeof from === 'number' && typeof to === 'number' && from < to);
}

/** Western digits and the common calendar everywhere; English as the city writes it, the day before the month. */
function tagOf(language: string): string {
  return `${language === 'en' ? 'en-GB' : language}-u-ca-gregory-nu-latn`;
}

export function writeMeasure(measure: Measure, language: string): string {
  const tag = tagOf(language);
  if ('date' in measure) return new Intl.DateTimeFormat(tag, styleOf(measure.date)).format(dayOf(measure.date));
  if ('time' in measure) return measure.time;
  const { unit } = measure;
  const format = new Intl.NumberFormat(tag, unit && { style: 'unit', unit, unitDisplay: 'long' });
  return 'number' in measure ? format.format(measure.number) : format.formatRange(measure.from, measure.to);
}

/** Without its unit, for a sentence whose grammar wants the word in another form. Only counts have one. */
export function numberOf(measure: Measure, language: string): string | undefined {
  if ('date' in measure || 'time' in measure) return undefined;
  return writeMeasure({ ...measure, unit: undefined } as Measure, language);
}

function dayOf(date: string): Date {
  const whole = /^\d{2}-\d{2}$/.test(date) ? `2024-${date}` : date.length === 7 ? `${date}-01` : date;
  return new Date(`${whole}T00:00:00Z`);
}

function styleOf(date: string): Intl.DateTimeFormatOptions {
  const style = { month: 'long', timeZone: 'UTC' } as const;
  if (date.length === 7) return { ...style, year: 'numeric' };
  return date.length === 5 ? { ...style, day: 'numeric' } : { ...style, day: 'numeric', year: 'numeric' };
}
