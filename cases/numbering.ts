import type { Model } from 'mongoose';
import type { Case } from './case.js';

export function numberOf(year: number, sequence: number): string {
  return `KC-${year}-${String(sequence).padStart(6, '0')}`;
}

export function sequenceOf(number: string): number {
  return Number(number.slice(number.lastIndexOf('-') + 1));
}

/** The next number of the year: the highest there is and one more, so that the sequence has no holes. */
export async function nextNumber(cases: Model<Case>, year: number): Promise<string> {
  const prefix = `KC-${year}-`;
  const last = await cases
    .findOne({ _id: { $gt: prefix, $lt: `${prefix}~` } }, { _id: 1 })
    .sort({ _id: -1 })
    .lean();
  return numberOf(year, last ? sequenceOf(last._id) + 1 : 1);
}

/**
 * The case numbers that a searched text may mean: a whole number, its beginning, or only its last digits.
 * Undefined when it looks like none.
 */
export function numberRange(text: string, year: number): { from: string; to: string } | undefined {
  const typed = text.trim().toUpperCase().replace(/\s+/g, '');
  if (/^KC(-\d{0,4}(-\d{0,6})?)?$/.test(typed)) return { from: typed, to: `${typed}~` };
  if (/^\d{4}-\d{1,6}$/.test(typed)) return { from: `KC-${typed}`, to: `KC-${typed}~` };
  if (/^\d{1,6}$/.test(typed)) {
    const number = numberOf(year, Number(typed));
    return { from: number, to: `${number}~` };
  }
  return undefined;
}

/** Runs one after the other what must not race for the same number within this process. */
export function createLine(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}
