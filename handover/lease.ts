import { IDLE_MS } from '../cases/secrecy.js';
import { type Agent, type Agents, LISTENING_WITHIN_MS } from './agents.js';
import { isTheirs, type Moves, notTheirs } from './moving.js';

/** An agent who is not heard of for so long has gone; their presence is written every half minute. */
export const LEASE_MS = LISTENING_WITHIN_MS;

interface Needs {
  moves: Moves;
  agents: Pick<Agents, 'seen'>;
  now: () => Date;
}

/** What an agent does holds their conversations a while longer. */
export function createLease({ moves, agents, now }: Needs) {
  const { cases } = moves;

  return {
    async present(agentId: string, listening = false): Promise<void> {
      if (!(await agents.seen(agentId, listening))) return;
      const leaseUntil = new Date(now().getTime() + LEASE_MS);
      await cases.updateMany(isTheirs({ id: agentId }), { $set: { 'handover.leaseUntil': leaseUntil } });
    },

    async say(handoverId: string, agent: Agent): Promise<{ conversationId: string; number: string; language: string }> {
      const found = await moves.seen(handoverId, agent);
      const at = now();
      const { matchedCount } = await cases.updateOne(
        { _id: found._id, ...isTheirs(agent) },
        {
          $set: {
            updatedAt: at,
            'handover.agentAt': at,
            'handover.idleAskedAt': null,
            'handover.leaseUntil': new Date(at.getTime() + LEASE_MS),
            ...(found.secrecy === 'strong' && { purgeAt: new Date(at.getTime() + IDLE_MS) }),
          },
        },
      );
      if (matchedCount === 0) throw notTheirs(await moves.seen(handoverId, agent), agent);
      return { conversationId: found.conversationId, number: found._id, language: found.language };
    },
  };
}
