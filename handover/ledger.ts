import type { Connection } from 'mongoose';
import { type Case, caseModel, type TimelineEntry } from '../cases/case.js';
import { cityTime } from '../cases/city-time.js';
import { instantOf } from './hours.js';

/** Why a conversation was answered at another centre than the citizen's own; `given`: somebody chose the agent. */
export const LOANS = ['closed', 'empty', 'slow', 'given'] as const;
export type Loan = (typeof LOANS)[number];

/** What one centre has answered for another today. */
export interface Lent {
  /** The centre whose citizens they were. */
  from: string;
  /** The centre whose agents answered. */
  to: string;
  why: Loan;
  conversations: number;
  minutes: number;
}

export interface Ledger {
  since: Date;
  lent: Lent[];
}

interface Needs {
  db: Connection;
  groups: readonly string[];
  timezone: string;
  now: () => Date;
}

type Answered = Pick<Case, 'timeline' | 'handover'>;
type Stretch = Pick<Lent, 'from' | 'to' | 'why'> & { begin: Date; end: Date };

/** What ends the time that an agent has a conversation. */
const ENDS = ['released', 'lapsed', 'taken-back', 'transferred', 'to-bot', 'ended', 'closed'];
const MINUTE_MS = 60_000;
/** Boards are asked for whenever anything moves; a day's cases are read less often. */
const KNOWN_MS = 15_000;

/** What centres lent each other since the city's midnight, from the timelines of the cases answered since then. */
export function createLedger({ db, groups, timezone, now }: Needs) {
  const cases = caseModel(db);
  let known: { at: number; ledger: Promise<Ledger> } | undefined;

  async function read(at: Date): Promise<Ledger> {
    const since = instantOf(cityTime(at, timezone).day, 0, timezone);
    const answered = await cases
      .find({ group: { $in: [...groups] }, 'handover.answeredAt': { $gte: since } }, { timeline: 1, handover: 1 })
      .lean<Answered[]>();
    const sums = new Map<string, Lent>();
    for (const { from, to, why, begin, end } of answered.flatMap((one) => stretchesOf(one, at))) {
      const key = `${from} ${to} ${why}`;
      const sum = sums.get(key) ?? { from, to, why, conversations: 0, minutes: 0 };
      sum.conversations += 1;
      sum.minutes += (end.getTime() - begin.getTime()) / MINUTE_MS;
      sums.set(key, sum);
    }
    const lent = [...sums.values()].map((sum) => ({ ...sum, minutes: Math.round(sum.minutes) }));
    return { since, lent: lent.sort((a, b) => b.minutes - a.minutes || b.conversations - a.conversations) };
  }

  return (): Promise<Ledger> => {
    const at = now();
    if (known && Math.abs(at.getTime() - known.at) < KNOWN_MS) return known.ledger;
    known = { at: at.getTime(), ledger: read(at) };
    known.ledger.catch(() => {
      known = undefined;
    });
    return known.ledger;
  };
}

function stretchesOf({ timeline, handover }: Answered, at: Date): Stretch[] {
  const open = handover.state === 'accepted' ? at : (handover.closedAt ?? at);
  const overflown = timeline.flatMap((entry, index) => {
    const { from, centre, why } = entry.data as { from?: string; centre?: string; why?: Loan };
    if (entry.what !== 'claimed' || !from || !centre || !why) return [];
    return [{ from, to: centre, why, begin: entry.at, end: endAfter(timeline, index) ?? open }];
  });
  const { centre, servedBy, overflow, acceptedAt } = handover;
  const given = overflow === '' && acceptedAt && centre && servedBy && centre !== servedBy;
  if (!given) return overflown;
  return [...overflown, { from: centre, to: servedBy, why: 'given', begin: acceptedAt, end: open }];
}

const endAfter = (timeline: readonly TimelineEntry[], index: number): Date | undefined =>
  timeline.slice(index + 1).find(({ what }) => ENDS.includes(what))?.at;
