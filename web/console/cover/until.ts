import { dayAt, momentOf, wallClockAt } from '../format.js';
import { now } from '../state/clock.js';

const LONGEST_DAYS = 31;
const DAY_MS = 24 * 60 * 60_000;

const longest = () => now.peek() + LONGEST_DAYS * DAY_MS;

/** What is lent is lent for a day, until somebody says otherwise. */
export const endOfToday = () => `${dayAt(now.peek())}T23:59`;
export const latest = () => wallClockAt(longest());

/** Whether it is a time to come, and not too far away. */
export function isAllowed(wallClock: string): boolean {
  if (!wallClock) return false;
  const moment = Date.parse(momentOf(wallClock));
  return moment > now.peek() && moment <= longest();
}
