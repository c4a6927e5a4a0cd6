import { isDay } from '../../cases/details.js';
import { fold } from '../../knowledge/text.js';

/** A language's words for days and times: locales/<language>/reading.json. */
export interface DateWords {
  months: Record<string, string[]>;
  weekdays: Record<string, string[]>;
  /** days from today → what people call that day */
  days: Record<string, string[]>;
  /** today for somebody who wants something, no day for somebody who tells what has been */
  soon: string[];
  units: Record<Unit, string[]>;
  numbers: Record<string, string[]>;
  ago: string[];
  /** ago for somebody who tells what has been: "not emptied in three weeks" */
  within: string[];
  ahead: string[];
  clock: string[];
}
type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year' | 'halfYear';

/** A day that a text names, and where. */
export interface FoundDay {
  /** `YYYY-MM-DD` */
  day: string;
  from: number;
  to: number;
}

interface Asked {
  /** the city's date */
  today: string;
  /** "Monday" and "5 December" without a year lie behind us; otherwise they lie ahead */
  past: boolean;
  /** nobody has been asked for a day: one that was last nearly a year ago is rather the one to come */
  unasked?: boolean;
}

interface Rule {
  pattern: RegExp;
  /** undefined where the calendar has no such day */
  read(found: RegExpExecArray, asked: Asked): string | undefined;
}

const rulesOf = new WeakMap<DateWords, Rule[]>();

function escaped(text: string): string {
  return fold(text.toLowerCase()).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function anyOf(words: readonly string[]): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|');
}

function whole(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, 'gu');
}

function keyOf(table: Record<string, readonly string[]>, word: string): string {
  return Object.entries(table).find(([, words]) => words.some((one) => fold(one.toLowerCase()) === word))?.[0] ?? '';
}

function moved(today: string, count: number, unit: Unit): string {
  const day = new Date(`${today}T12:00:00Z`);
  if (unit === 'minute') day.setUTCMinutes(day.getUTCMinutes() + count);
  if (unit === 'hour') day.setUTCHours(day.getUTCHours() + count);
  if (unit === 'day') day.setUTCDate(day.getUTCDate() + count);
  if (unit === 'week') day.setUTCDate(day.getUTCDate() + 7 * count);
  if (unit === 'month') day.setUTCMonth(day.getUTCMonth() + count);
  if (unit === 'halfYear') day.setUTCMonth(day.getUTCMonth() + 6 * count);
  if (unit === 'year') day.setUTCFullYear(day.getUTCFullYear() + count);
  return day.toISOString().slice(0, 10);
}

function written(year: string | number, month: string | number, day: string | number): string | undefined {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isDay(text) ? text : undefined;
}

/** Months after which few still tell of a day without naming its year. */
const LONGEST_TOLD = 9;

/** A day without a year: the last one there was, or the next one to come. */
function nearest(month: string, day: string, { today, past, unasked = false }: Asked): string | undefined {
  const year = Number(today.slice(0, 4));
  const days = [year - 1, year, year + 1, year + 2, year + 3, year + 4].map((one) => written(one, month, day));
  const fitting = days.filter((one) => one !== undefined && (past ? one <= today : one >= today));
  if (!past) return fitting[0];
  const last = fitting.at(-1);
  return last && unasked && last < moved(today, -LONGEST_TOLD, 'month') ? undefined : last;
}

function yearOf(text: string): string {
  return text.length === 2 ? `20${text}` : text;
}

function makeRules(words: DateWords): Rule[] {
  const month = anyOf(Object.values(words.months).flat());
  const units = anyOf(Object.values(words.units).flat());
  const count = `(\\d{1,3}|${anyOf(Object.values(words.numbers).flat())})`;
  const distance = (templates: readonly string[]) =>
    whole(
      [...templates]
        .sort((a, b) => b.length - a.length)
        .map((one) => escaped(one).replace('\\{n\\}', count).replace('\\{unit\\}', `(${units})`))
        .join('|'),
    );
  const away =
    (sign: 1 | -1): Rule['read'] =>
    (found, { today }) => {
      const [number = '', unit = ''] = found.slice(1).filter(Boolean);
      const amount = /^\d/.test(number) ? Number(number) : Number(keyOf(words.numbers, number));
      return moved(today, sign * amount, keyOf(words.units, unit) as Unit);
    };
  return [
    { pattern: whole('(\\d{4})-(\\d{1,2})-(\\d{1,2})'), read: ([, y = '', m = '', d = '']) => written(y, m, d) },
    {
      pattern: whole('(\\d{1,2})[/.](\\d{1,2})(?:[/. -]+(\\d{4}|\\d{2}))?'),
      read: ([, d = '', m = '', y], asked) => (y ? written(yearOf(y), m, d) : nearest(m, d, asked)),
    },
    {
      pattern: whole(`(\\d{1,2})(?::?[a-z]{1,2})?\\.? (?:of )?(${month})\\.?(?: (\\d{4}))?`),
      read([, d = '', name = '', y], asked) {
        const m = keyOf(words.months, name);
        return y ? written(y, m, d) : nearest(m, d, asked);
      },
    },
    {
      pattern: whole(`(${month})\\.? (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?`),
      read([, name = '', d = '', y], asked) {
        const m = keyOf(words.months, name);
        return y ? written(y, m, d) : nearest(m, d, asked);
      },
    },
    { pattern: distance(words.ago), read: away(-1) },
    {
      pattern: distance(words.within),
      read: (found, asked) => (asked.past ? away(-1)(found, asked) : undefined),
    },
    { pattern: distance(words.ahead), read: away(1) },
    {
      pattern: whole(`(${anyOf(Object.values(words.days).flat())})`),
      read: ([, name = ''], { today }) => moved(today, Number(keyOf(words.days, name)), 'day'),
    },
    { pattern: whole(anyOf(words.soon)), read: (_found, { today, past }) => (past ? undefined : today) },
    {
      pattern: whole(`(${anyOf(Object.values(words.weekdays).flat())})`),
      read([, name = ''], { today, past }) {
        const weekday = Number(keyOf(words.weekdays, name)) % 7;
        const now = new Date(`${today}T00:00:00Z`).getUTCDay();
        const ahead = (weekday - now + 7) % 7 || 7;
        return moved(today, past ? ahead - 7 || -7 : ahead, 'day');
      },
    },
  ];
}

/** The days a text names, in the order of the text. */
export function daysIn(text: string, words: DateWords, asked: Asked): FoundDay[] {
  const rules = rulesOf.get(words) ?? makeRules(words);
  rulesOf.set(words, rules);
  const folded = fold(text.toLowerCase());
  const found: FoundDay[] = [];
  for (const { pattern, read } of rules)
    for (const match of folded.matchAll(pattern)) {
      const [from, to] = [match.index, match.index + match[0].length];
      if (found.some((other) => from < other.to && other.from < to)) continue;
      const day = read(match as unknown as RegExpExecArray, asked);
      if (day) found.push({ day, from, to });
    }
  return found.sort((a, b) => a.from - b.from);
}

/** A time of day such as "kl 7", "14.30" after a clock word, "07:30" or "3 pm", as `HH:MM`. */
export function timeIn(text: string, { clock }: Pick<DateWords, 'clock'>): string | undefined {
  const folded = fold(text.toLowerCase());
  const pattern = new RegExp(
    `(?<![\\p{N}.:/-])(?:(?<clock>${anyOf(clock)})\\s*)?(?<hour>[01]?\\d|2[0-3])(?:(?<sign>[:.])(?<minute>[0-5]\\d))?\\s*(?<half>am|pm)?(?![\\p{N}\\p{L}.:/-]\\p{N}?)`,
    'gu',
  );
  for (const { groups = {} } of folded.matchAll(pattern)) {
    const { clock: said, hour = '', sign, minute = '00', half } = groups;
    if (!said && sign !== ':' && !half) continue;
    const hours = (Number(hour) % (half ? 12 : 24)) + (half === 'pm' ? 12 : 0);
    return `${String(hours).padStart(2, '0')}:${minute}`;
  }
  return undefined;
}

/** A month such as "mars 2024", "03/2024" or "2024-03", as `YYYY-MM`. */
export function monthIn(text: string, words: DateWords): string | undefined {
  const folded = fold(text.toLowerCase());
  const name = new RegExp(`(${anyOf(Object.values(words.months).flat())})\\.? (\\d{4})`, 'u').exec(folded);
  if (name) return `${name[2]}-${keyOf(words.months, name[1] ?? '').padStart(2, '0')}`;
  const [, year, month] = /(?<!\d)(\d{4})[-/. ](\d{1,2})(?!\d)/.exec(folded) ?? [];
  if (year && month) return `${year}-${month.padStart(2, '0')}`;
  const [, first, after] = /(?<!\d)(\d{1,2})[-/. ](\d{4})(?!\d)/.exec(folded) ?? [];
  return first && after ? `${after}-${first.padStart(2, '0')}` : undefined;
}
