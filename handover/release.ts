import type { QueryFilter } from 'mongoose';
import type { Case, TimelineEntry } from '../cases/case.js';
import { originsOf } from '../cases/status.js';
import type { Agent } from './agents.js';
import { staysOpen } from './closing.js';
import { entryBy, heardNoMore, inQueue, isTheirs, type Moves, notTheirs, SYSTEM } from './moving.js';
import { Refusal } from './refusal.js';

interface Needs {
  moves: Moves;
  now: () => Date;
}

/**
 * A conversation comes back from its agent into the queue, with the place it had. A case that is already with somebody
 * else stays with them: then only the conversation ends.
 */
export function createRelease({ moves, now }: Needs) {
  async function back(
    found: Case,
    expected: QueryFilter<Case>,
    { entry, toTell }: { entry: TimelineEntry; toTell: string },
  ): Promise<Case | null> {
    if (staysOpen(found)) {
      const ended = { ...entry, what: 'ended' };
      const set = await moves.over(found, entry.at);
      const still = { ...expected, ...heardNoMore(found), status: found.status };
      return moves.move(found, still, { set, entry: ended, toTell: 'ended' });
    }
    const origins = originsOf('waiting');
    return moves.move(
      found,
      { ...expected, status: { $in: origins } },
      { set: inQueue(found, entry.at), entry, toTell },
    );
  }

  return {
    back,

    /** The agent cannot go on, at the end of a shift for instance. @throws {Refusal} */
    async release(handoverId: string, agent: Agent): Promise<Case> {
      const found = await moves.seen(handoverId, agent);
      const entry = entryBy(agent, now(), 'released');
      const released = await back(found, isTheirs(agent), { entry, toTell: 'returned' });
      if (!released) throw notTheirs(await moves.seen(handoverId, agent), agent);
      return released;
    },

    /** Takes it from an agent who has not been heard of; null when they have been, after all. */
    async lapse(found: Case): Promise<Case | null> {
      const at = now();
      const { agentId, agentName } = found.handover;
      const gone: QueryFilter<Case> = { ...isTheirs({ id: agentId }), 'handover.leaseUntil': { $lte: at } };
      const entry = { at, who: SYSTEM, what: 'lapsed', data: { agent: agentName } };
      return back(found, gone, { entry, toTell: 'returned' });
    },

    /** A supervisor takes it from whoever has it. @throws {Refusal} */
    async takeBack(handoverId: string, supervisor: Agent): Promise<Case> {
      const found = await moves.seen(handoverId, supervisor);
      const entry = entryBy(supervisor, now(), 'taken-back', { agent: found.handover.agentName });
      const taken = await back(found, isTheirs({ id: found.handover.agentId }), { entry, toTell: 'returned' });
      if (!taken) throw new Refusal('conflict', 'nobody has this conversation');
      return taken;
    },
  };
}
