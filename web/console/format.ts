import { now } from './state/clock.js';
import { city } from './state/session.js';
import { language, t, tOr } from './texts.js';

const zone = () => city.value?.timezone ?? 'Europe/Stockholm';
/** Swedish in Sweden, and English with the 24-hour clock the city works by. */
const locale = () => (language.value === 'sv' ? 'sv-SE' : 'en-GB');

const format = (time: string | number, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale(), { timeZone: zone(), ...options }).format(new Date(time));

export const clockTime = (time: string) => format(time, { hour: '2-digit', minute: '2-digit' });
export const dayOf = (time: string | number) => format(time, { weekday: 'long', day: 'numeric', month: 'long' });
const DATE: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };

/** The year only where it is another than this one. */
export const date = (time: string) => format(time, withYear(time, DATE));
export const dateTime = (time: string) => format(time, withYear(time, { ...DATE, hour: '2-digit', minute: '2-digit' }));

function withYear(time: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormatOptions {
  const year = (at: string | number) => format(at, { year: 'numeric' });
  return year(time) === year(now.peek()) ? options : { ...options, year: 'numeric' };
}

/** The city's date, YYYY-MM-DD. */
export const dayAt = (time: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone(), dateStyle: 'short' }).format(time);

export const dayFrom = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** The city's clock as a field for day and time holds it: YYYY-MM-DDTHH:MM. */
export const wallClockAt = (time: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone(), dateStyle: 'short', timeStyle: 'short' })
    .format(time)
    .replace(' ', 'T');

/** The moment at which the city's clock shows this. */
export function momentOf(wallClock: string): string {
  const shown = (at: number) => Date.parse(`${wallClockAt(at)}Z`);
  const asked = Date.parse(`${wallClock}Z`);
  const near = asked - (shown(asked) - asked);
  return new Date(near - (shown(near) - asked)).toISOString();
}

/** Days from one date to another; negative when that one is past. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
const DAY_MS = 24 * 60 * 60_000;

export type Wait = 'short' | 'long' | 'tooLong';
const LONG_MIN = 3;
const TOO_LONG_MIN = 10;

export const minutesSince = (since: string, now: number) => Math.max(0, Math.floor((now - Date.parse(since)) / 60_000));

export function waitOf(minutes: number): Wait {
  return minutes >= TOO_LONG_MIN ? 'tooLong' : minutes >= LONG_MIN ? 'long' : 'short';
}

export function ageOf(minutes: number): string {
  if (minutes < 1) return t('age.now');
  if (minutes < 60) return t('age.minutes', { count: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 24
    ? t('age.hours', { hours, minutes: minutes % 60 })
    : t('age.days', { count: Math.floor(hours / 24) });
}

/** One that the city does not answer in. */
export const OTHER_LANGUAGE = 'other';

/** The name of a citizen's language in the agent's own, as it is written in the middle of a sentence. */
export function languageInSentence(code: string): string {
  if (code === OTHER_LANGUAGE) return t('register.otherLanguage');
  // Browsers know few of the small languages by name.
  const known = tOr(`language.${code}`, '');
  if (known) return known;
  try {
    return new Intl.DisplayNames([locale()], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** The same where it stands alone. */
export function languageName(code: string): string {
  const name = languageInSentence(code);
  return name.charAt(0).toLocaleUpperCase(locale()) + name.slice(1);
}

export const percent = (share: number) => new Intl.NumberFormat(locale(), { style: 'percent' }).format(share);

/** "finska, somaliska och arabiska" */
export function listed(names: readonly string[]): string {
  return new Intl.ListFormat(locale(), { type: 'conjunction' }).format(names);
}

/** The robot writes Markdown; an agent reads its words, and where a link leads. */
export function withoutMarkup(text: string): string {
  return text.replace(/\*\*(.+?)\*\*/g, '$1').replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, '$1 ($2)');
}

/** Where the links of the robot's Markdown lead, each once, with the words it has first. */
export function linksIn(text: string): { words: string; address: string }[] {
  const found = [...text.matchAll(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g)];
  return found
    .map(([, words = '', address = '']) => ({ words, address }))
    .filter(({ address }, index, all) => all.findIndex((one) => one.address === address) === index);
}
