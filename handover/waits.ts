import type { Connection } from 'mongoose';
import { type Case, caseModel } from '../cases/case.js';
import { cityTime } from '../cases/city-time.js';

/** How long others have waited: half of them up to `from` minutes, four of five up to `to`. */
export interface Wait {
  from: number;
  to: number;
}

interface Needs {
  db: Connection;
  timezone: string;
  now: () => Date;
}

const DAYS = 28;
const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;
/** Fewer than this say nothing about the next one. */
const FEWEST = 12;
const MOST = 2000;
/** Hours of the day that are alike. */
const NEAR_HOURS = 1;
/** A figure that changes slowly. */
const KNOWN_MS = 60_000;

type Measured = { language: string; openedAt: Date; handover: Pick<Case['handover'], 'since' | 'answeredAt'> };

/**
 * What a citizen may be told about waiting, from what was measured in the last four weeks: for the group, the hour of the
 * day and the language, or for group and hour in all languages when that is too little. Undefined when there is too
 * little altogether: no figure is better than a wrong one. What was sent on waited in another group's queue, too, and is
 * not counted.
 */
export function createWaits({ db, timezone, now }: Needs) {
  const cases = caseModel(db);
  const known = new Map<string, { at: number; wait: Promise<Wait | undefined> }>();

  async function measure(group: string, language: string): Promise<Wait | undefined> {
    const at = now();
    const measured = await cases
      .find(
        {
          group,
          'handover.answeredAt': { $gte: new Date(at.getTime() - DAYS * DAY_MS) },
          'handover.transfers': 0,
        },
        { language: 1, openedAt: 1, handover: 1 },
      )
      .sort({ 'handover.answeredAt': -1 })
      .limit(MOST)
      .lean<Measured[]>();
    const hour = cityTime(at, timezone).hour;
    const near = measured.filter((one) => {
      const apart = Math.abs(cityTime(beganOf(one), timezone).hour - hour);
      return Math.min(apart, 24 - apart) <= NEAR_HOURS;
    });
    const own = near.filter((one) => one.language === language);
    return intervalOf(own.length >= FEWEST ? own : near);
  }

  return (group: string, language: string): Promise<Wait | undefined> => {
    const key = `${group} ${language}`;
    const at = now().getTime();
    const before = known.get(key);
    if (before && at - before.at < KNOWN_MS) return before.wait;
    const wait = measure(group, language);
    known.set(key, { at, wait });
    wait.catch(() => known.delete(key));
    return wait;
  };
}

/** A case that came from another board has the place it had there, and waits here since it was opened. */
function beganOf({ openedAt, handover }: Measured): Date {
  return handover.since > openedAt ? handover.since : openedAt;
}

function intervalOf(measured: readonly Measured[]): Wait | undefined {
  if (measured.length < FEWEST) return undefined;
  const minutes = measured
    .map((one) => ((one.handover.answeredAt?.getTime() ?? 0) - beganOf(one).getTime()) / MINUTE_MS)
    .sort((a, b) => a - b);
  const at = (share: number) => Math.max(1, Math.ceil(minutes[Math.ceil(minutes.length * share) - 1] ?? 0));
  return { from: at(0.5), to: at(0.8) };
}
