import type { QueryFilter } from 'mongoose';
import { type Case, NO_DAY } from '../cases/case.js';
import { originsOf } from '../cases/status.js';
import type { Working } from './claim.js';
import { staysOpen } from './closing.js';
import { HUB, heardNoMore, isTheirs, type Moves, SYSTEM } from './moving.js';
import { availability } from './routing.js';

type Looked = Pick<Case, '_id' | 'group' | 'secrecy' | 'handover'>;

interface Needs {
  moves: Moves;
  atWork: () => Promise<Working>;
  lapse(found: Case): Promise<Case | null>;
  now: () => Date;
}

const MINUTE_MS = 60_000;
/** Somebody who signs out and in again has not been away. */
const NOBODY_AFTER_MINUTES = 1;
/** How an agent says that the citizen did not reply; the program says it the same way. */
const NO_ANSWER = 'no-answer';

/**
 * What falls due in the conversations that wait or have an agent: an agent who has gone, an alarm, a citizen who has
 * fallen silent. All of it stands in the records: whoever looks next, in whatever process, goes on.
 */
export function createCare({ moves, atWork, lapse, now }: Needs) {
  const { cases } = moves;

  async function whole({ _id }: Looked): Promise<Case | null> {
    return cases.findById(_id).lean<Case>();
  }

  const passed = (since: Date | null, minutes: number, at: Date) =>
    since !== null && at.getTime() - since.getTime() >= minutes * MINUTE_MS;

  // Each is decided on the record as it was looked at, and holds only while that is how it stands.

  async function raise(found: Looked, alarm: number): Promise<void> {
    const one = await whole(found);
    if (!one) return;
    const { queuedAt } = found.handover;
    const entry = { at: now(), who: SYSTEM, what: 'alarm', data: { told: alarm === 1 ? 'group' : 'supervisor' } };
    const expected = {
      'handover.state': 'waiting' as const,
      'handover.queuedAt': queuedAt,
      'handover.alarm': { $lt: alarm },
    };
    await moves.move(one, expected, { set: { 'handover.alarm': alarm }, entry });
  }

  /** Complaint 1: whoever waits is told when there is nobody left to answer, and when there is somebody again. */
  async function watchDesk(found: Looked, work: Working): Promise<void> {
    const { centre, queuedAt, wanted, keptUntil, nobodyAt, nobodyTold } = found.handover;
    if (wanted === HUB && keptUntil > work.at) return;
    const { group, secrecy } = found;
    const { open } = availability({ group, centre, secrecy, since: queuedAt }, work);
    const still = { 'handover.state': 'waiting' as const, 'handover.queuedAt': queuedAt };
    if (open && nobodyTold) {
      const set = { 'handover.nobodyAt': null, 'handover.nobodyTold': false };
      await tellWaiting(found, { ...still, 'handover.nobodyTold': true }, { set, toTell: 'attended' });
    } else if (open !== !nobodyAt) {
      await cases.updateOne({ _id: found._id, ...still }, { $set: { 'handover.nobodyAt': open ? null : work.at } });
    } else if (!open && !nobodyTold && passed(nobodyAt, NOBODY_AFTER_MINUTES, work.at)) {
      const set = { 'handover.nobodyTold': true };
      await tellWaiting(found, { ...still, 'handover.nobodyTold': { $ne: true } }, { set, toTell: 'unattended' });
    }
  }

  async function tellWaiting(
    found: Looked,
    expected: QueryFilter<Case>,
    news: { set: Record<string, unknown>; toTell: string },
  ): Promise<void> {
    const one = await whole(found);
    // What happened before is told first.
    if (one && !one.handover.toTell) await moves.move(one, { ...expected, 'handover.toTell': '' }, news);
  }

  async function ask(found: Looked): Promise<void> {
    const one = await whole(found);
    if (!one) return;
    const { agentId, citizenAt, agentAt } = found.handover;
    const expected = {
      ...isTheirs({ id: agentId }),
      'handover.citizenAt': citizenAt,
      'handover.agentAt': agentAt,
      'handover.idleAskedAt': null,
    };
    await moves.move(one, expected, { set: { 'handover.idleAskedAt': now() }, toTell: 'idle' });
  }

  /** The matter stays findable, and the citizen may come back to it; nobody is asked whether they were content. */
  async function end(found: Looked): Promise<void> {
    const one = await whole(found);
    if (!one) return;
    const at = now();
    const { agentId, idleAskedAt } = found.handover;
    const stays = staysOpen(one);
    await moves.move(
      one,
      {
        ...isTheirs({ id: agentId }),
        'handover.idleAskedAt': idleAskedAt,
        ...heardNoMore(found),
        ...(!stays && { status: { $in: originsOf('closed') } }),
      },
      {
        set: {
          ...(await moves.over(one, at)),
          ...(!stays && { status: 'closed', resolution: NO_ANSWER, closedAt: at, dueOn: NO_DAY }),
          ...(one.secrecy === 'strong' && { purgeAt: at }),
        },
        entry: { at, who: SYSTEM, what: stays ? 'ended' : 'closed', data: { resolution: NO_ANSWER } },
        toTell: 'idle-closed',
      },
    );
  }

  async function lookAfter(one: Looked, work: Working): Promise<unknown> {
    const { at } = work;
    const { alarm, idle } = work.organisation.desks;
    const { state, queuedAt, leaseUntil, citizenAt, agentAt, idleAskedAt, reachBy } = one.handover;
    if (state === 'waiting') {
      const late = (minutes: number) => passed(queuedAt, minutes, at);
      const due = late(alarm.supervisorAfterMinutes) ? 2 : late(alarm.groupAfterMinutes) ? 1 : 0;
      if (due > one.handover.alarm) await raise(one, due);
      return watchDesk(one, work);
    }
    if (leaseUntil <= at) {
      const found = await whole(one);
      return found && lapse(found);
    }
    if (idleAskedAt) return passed(idleAskedAt, idle.closeAfterMinutes, at) && end(one);
    const silent = agentAt && citizenAt && agentAt > citizenAt && passed(agentAt, idle.askAfterMinutes, at);
    return reachBy === 'chat' && silent && ask(one);
  }

  /** @throws when some could not be looked after; the others have been */
  return async (): Promise<void> => {
    const [work, open] = await Promise.all([
      atWork(),
      cases
        .find({ 'handover.state': { $in: ['waiting', 'accepted'] } }, { group: 1, secrecy: 1, handover: 1 })
        .lean<Looked[]>(),
    ]);
    const failures: unknown[] = [];
    for (const one of open) await lookAfter(one, work).catch((error) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'some conversations could not be looked after');
  };
}
