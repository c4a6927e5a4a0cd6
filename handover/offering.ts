import type { Case } from '../cases/case.js';
import type { Agent } from './agents.js';
import type { Working } from './claim.js';
import { entryBy, type Moves } from './moving.js';
import { Refusal } from './refusal.js';

/** How long it is kept for somebody it was given to before anybody of the desk may take it. */
export const KEPT_MS = 3 * 60_000;

interface Needs {
  moves: Moves;
  atWork: () => Promise<Working>;
}

/** A supervisor keeps a waiting conversation for an agent. */
export function createOffer({ moves, atWork }: Needs) {
  return async (handoverId: string, supervisor: Agent, agentId: string): Promise<Case> => {
    const [found, work] = await Promise.all([moves.seen(handoverId, supervisor), atWork()]);
    const agent = work.agents.find(({ id }) => id === agentId);
    if (!agent?.groups.includes(found.group)) throw new Refusal('closed', 'this agent is not at work in the group');
    const entry = entryBy(supervisor, work.at, 'offered', { agent: agent.name });
    const set = {
      'handover.wanted': agentId,
      'handover.keptUntil': new Date(work.at.getTime() + KEPT_MS),
      // What is secret is given to a person by this, and opens to nobody else.
      assignedTo: agentId,
    };
    const offered = await moves.move(found, { 'handover.state': 'waiting' }, { set, entry });
    if (!offered) throw new Refusal('conflict', 'it does not wait any more');
    return offered;
  };
}
