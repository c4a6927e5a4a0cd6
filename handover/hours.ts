import { cityTime } from '../cases/city-time.js';
import type { Hours } from '../city/index.js';

export interface Opening {
  open: boolean;
  /** When it opens next; absent while it is open and when no opening is known. */
  opensAt?: Date;
}

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Longer than any holiday closing: beyond that nobody is told a day. */
const DAYS_AHEAD = 120;

/**
 * Whether the hours of a group, or of its desk at a centre, include an instant. A group without hours is always within
 * hours. Public holidays are closed unless a dated exception says otherwise; eves such as 24 December are ordinary days
 * unless an exception closes them. An exception of the group holds at a centre with hours of its own, too, unless that
 * has one for the same day.
 */
export function isOpen(hours: Hours, group: string, at: Date, centre = ''): Opening {
  if (!Object.hasOwn(hours.groups, group)) return { open: true };
  const today = cityTime(at, hours.timezone).day;
  let opensAt: Date | undefined;
  // Yesterday's last interval may reach over midnight.
  for (let offset = -1; offset <= DAYS_AHEAD && !opensAt; offset++) {
    for (const { from, to } of intervalsOn(hours, { group, centre, day: dayAfter(today, offset) })) {
      if (from <= at && at < to) return { open: true };
      if (from > at && (!opensAt || from < opensAt)) opensAt = from;
    }
  }
  return { open: false, ...(opensAt && { opensAt }) };
}

function intervalsOn(
  { timezone, groups }: Hours,
  { group, centre, day }: { group: string; centre: string; day: string },
): { from: Date; to: Date }[] {
  const all = groups[group];
  const own = all?.centres?.[centre];
  const weekday = WEEKDAYS[new Date(`${day}T00:00Z`).getUTCDay()] ?? 'sun';
  const exception = own?.exceptions[day] ?? all?.exceptions[day];
  const written = exception ?? (isHoliday(day) ? [] : ((own ?? all)?.hours[weekday] ?? []));
  return written.map((interval) => {
    const [from = 0, to = 0] = interval.split('-').map(minutesOf);
    return { from: instantOf(day, from, timezone), to: instantOf(day, to > from ? to : to + 24 * 60, timezone) };
  });
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The instant at which the city's clock shows these minutes of this day; in the hour that a spring night skips, later. */
export function instantOf(day: string, minutes: number, timezone: string): Date {
  const wall = Date.parse(`${day}T00:00Z`) + minutes * MINUTE_MS;
  const first = wall - aheadOfUtc(wall, timezone);
  return new Date(wall - aheadOfUtc(first, timezone));
}

function aheadOfUtc(instant: number, timezone: string): number {
  const { day, minute } = cityTime(new Date(instant), timezone);
  return Date.parse(`${day}T00:00Z`) + minute * MINUTE_MS - Math.floor(instant / MINUTE_MS) * MINUTE_MS;
}

const holidays = new Map<string, ReadonlySet<string>>();

function isHoliday(day: string): boolean {
  const year = day.slice(0, 4);
  let days = holidays.get(year);
  if (!days) {
    days = publicHolidays(Number(year));
    holidays.set(year, days);
  }
  return days.has(day);
}

function publicHolidays(year: number): ReadonlySet<string> {
  // Loaded when the first group has hours: it takes 25 MB, and a city without hours needs none of it.
  const Holidays = require('date-holidays') as typeof import('date-holidays').default;
  const all = new Holidays('SE').getHolidays(year);
  return new Set(all.filter(({ type }) => type === 'public').map(({ date }) => date.slice(0, 10)));
}
