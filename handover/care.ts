import type { Case } from '../cases/case.js';
import { originsOf } from '../cases/status.js';
import type { Organisation } from '../city/organisation.js';
import { staysOpen } from './closing.js';
import { type Moves, SYSTEM } from './moving.js';

type Looked = Pick<Case, '_id'> & { handover: Case['handover'] };

interface Needs {
  moves: Moves;
  organisation: () => Promise<Organisation>;
  lapse(found: Case): Promise<Case | null>;
  now: () => Date;
}

const MINUTE_MS = 60_000;
/** How an agent says that the citizen did not reply; the program says it the same way. */
const NO_ANSWER = 'no-answer';

/**
 * What falls due in the conversations that wait or have an agent: an agent who has gone, an alarm, a citizen who has
 * fallen silent. All of it stands in the records: whoever looks next, in whatever process, goes on.
 */
export function createCare({ moves, organisation, lapse, now }: Needs) {
  const { cases } = moves;

  async function whole({ _id }: Looked): Promise<Case | null> {
    return cases.findById(_id).lean<Case>();
  }

  const passed = (since: Date | null, minutes: number, at: Date) =>
    since !== null && at.getTime() - since.getTime() >= minutes * MINUTE_MS;

  async function raise(found: Looked, alarm: number): Promise<void> {
    const one = await whole(found);
    if (!one) return;
    const entry = { at: now(), who: SYSTEM, what: 'alarm', data: { told: alarm === 1 ? 'group' : 'supervisor' } };
    const expected = { 'handover.state': 'waiting' as const, 'handover.alarm': { $lt: alarm } };
    await moves.move(one, expected, { set: { 'handover.alarm': alarm }, entry });
  }

  async function ask(found: Looked): Promise<void> {
    const one = await whole(found);
    if (!one) return;
    const { agentId, citizenAt } = one.handover;
    const expected = {
      'handover.state': 'accepted' as const,
      'handover.agentId': agentId,
      'handover.citizenAt': citizenAt,
    };
    await moves.move(
      one,
      { ...expected, 'handover.idleAskedAt': null },
      { set: { 'handover.idleAskedAt': now() }, toTell: 'idle' },
    );
  }

  /** The matter stays findable, and the citizen may come back to it; nobody is asked whether they were content. */
  async function end(found: Looked): Promise<void> {
    const one = await whole(found);
    if (!one) return;
    const at = now();
    const { agentId, idleAskedAt, heardSeq } = one.handover;
    const stays = staysOpen(one);
    await moves.move(
      one,
      {
        'handover.state': 'accepted',
        'handover.agentId': agentId,
        'handover.idleAskedAt': idleAskedAt,
        'handover.heardSeq': heardSeq,
        ...(!stays && { status: { $in: originsOf('closed') } }),
      },
      {
        set: {
          ...(await moves.over(one, at)),
          'handover.state': 'closed',
          ...(!stays && { status: 'closed', resolution: NO_ANSWER, closedAt: at }),
          ...(one.secrecy === 'strong' && { purgeAt: at }),
        },
        entry: { at, who: SYSTEM, what: stays ? 'ended' : 'closed', data: { resolution: NO_ANSWER } },
        toTell: 'idle-closed',
      },
    );
  }

  return async (): Promise<void> => {
    const at = now();
    const [{ desks }, open] = await Promise.all([
      organisation(),
      cases.find({ 'handover.state': { $in: ['waiting', 'accepted'] } }, { handover: 1 }).lean<Looked[]>(),
    ]);
    const { alarm, idle } = desks;
    for (const one of open) {
      const { state, queuedAt, leaseUntil, citizenAt, agentAt, idleAskedAt, reachBy } = one.handover;
      if (state === 'waiting') {
        const due = passed(queuedAt, alarm.supervisorAfterMinutes, at)
          ? 2
          : passed(queuedAt, alarm.groupAfterMinutes, at)
            ? 1
            : 0;
        if (due > one.handover.alarm) await raise(one, due);
      } else if (leaseUntil <= at) {
        const found = await whole(one);
        if (found) await lapse(found);
      } else if (passed(idleAskedAt, idle.closeAfterMinutes, at)) {
        await end(one);
      } else if (
        reachBy === 'chat' &&
        !idleAskedAt &&
        agentAt &&
        citizenAt &&
        agentAt > citizenAt &&
        passed(agentAt, idle.askAfterMinutes, at)
      ) {
        await ask(one);
      }
    }
  };
}
