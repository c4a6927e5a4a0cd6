import { groupsOf } from '../cases/access.js';
import type { Case } from '../cases/case.js';
import { originsOf } from '../cases/status.js';
import { isDuplicateKey } from '../store/index.js';
import type { Agent, AtDesk } from './agents.js';
import { LEASE_MS } from './lease.js';
import { entryBy, HUB, type Moves } from './moving.js';
import { Refusal } from './refusal.js';
import { type AtWork, centreOf, type Offer, offersFor } from './routing.js';

export type Working = AtWork & { agents: readonly AtDesk[] };

interface Needs {
  moves: Moves;
  atWork: () => Promise<Working>;
  now: () => Date;
}

/** Whether an agent answers for the group. Whoever only covers for a desk is given its secret cases by a supervisor. */
export function answersFor(
  { group, secrecy, assignedTo }: Pick<Case, 'group' | 'secrecy' | 'assignedTo'>,
  agent: Agent,
  at: Date,
): boolean {
  const groups = secrecy === 'strong' && assignedTo !== agent.id ? agent.groups : groupsOf(agent, at);
  return agent.roles.includes('agent') && groups.includes(group);
}

/** Whether it is offered to this very person. What is secret is so only when somebody gave it to them. */
export function isFor({ handover, secrecy, assignedTo }: Case, { id }: Pick<Agent, 'id'>): boolean {
  return handover.wanted === id && (secrecy !== 'strong' || assignedTo === id);
}

/** The desk at which an agent of the group may take it now. @throws {Refusal} saying why there is none */
export function offerFor(found: Case, agent: Agent, work: Working): Offer {
  const { handover, group, secrecy } = found;
  const at = centreOf(work.organisation, agent);
  if (isFor(found, agent)) return { centre: at, why: '' };
  const { wanted, keptUntil, centre, queuedAt } = handover;
  const waitsFor = wanted !== agent.id && (wanted === HUB || work.agents.some(({ id }) => id === wanted));
  const kept = waitsFor && keptUntil > work.at;
  if (kept) throw new Refusal('elsewhere', 'it is kept for somebody else for a while');
  if (at === '') return { centre: '', why: '' };
  const offer = offersFor({ group, centre, secrecy, since: queuedAt }, work).find((one) => one.centre === at);
  if (!offer) throw new Refusal('elsewhere', 'it is offered to another desk first');
  return offer;
}

/** What a handover is that somebody has taken. */
export function takenBy(
  { id, name }: Pick<Agent, 'id' | 'name'>,
  { handover: { answeredAt } }: Case,
  { at, ...more }: { at: Date; holder: string; servedBy: string; overflow: string; leaseUntil: Date },
): Record<string, unknown> {
  const taken = {
    ...more,
    state: 'accepted',
    agentId: id,
    agentName: name,
    acceptedAt: at,
    answeredAt: answeredAt ?? at,
    wanted: '',
    keptUntil: new Date(0),
    citizenAt: at,
    idleAskedAt: null,
    alarm: 0,
  };
  const fields = Object.entries(taken).map(([name, value]) => [`handover.${name}`, value]);
  return { status: 'in-progress', assignedTo: id, ...Object.fromEntries(fields) };
}

/**
 * Taking a conversation over: one database operation, so that of two who press at once one gets it. That nobody has more
 * than they may is held by the same write: each conversation of an agent has a number, and no two have the same.
 */
export function createClaim({ moves, atWork, now }: Needs) {
  const { cases } = moves;

  async function freeNumbers(agent: Agent, most: number | undefined, number: string): Promise<string[]> {
    if (!most) return [`${agent.id}#${number}`];
    const held = await cases
      .find({ 'handover.agentId': agent.id, 'handover.state': 'accepted' }, { handover: 1 })
      .lean<{ handover: { holder: string } }[]>();
    const taken = new Set(held.map(({ handover }) => handover.holder));
    if (taken.size >= most) return [];
    return Array.from({ length: most }, (_, n) => `${agent.id}#${n + 1}`).filter((holder) => !taken.has(holder));
  }

  async function take(found: Case, agent: Agent, { offer, holder }: { offer: Offer; holder: string }) {
    const at = now();
    const { centre } = found.handover;
    const why = offer.why && offer.centre !== centre ? offer.why : '';
    return moves.move(
      found,
      {
        'handover.state': 'waiting',
        version: found.version,
        status: { $in: originsOf('in-progress') },
      },
      {
        set: takenBy(agent, found, {
          at,
          holder,
          servedBy: agent.centre,
          overflow: why,
          leaseUntil: new Date(at.getTime() + LEASE_MS),
        }),
        entry: entryBy(agent, at, 'claimed', why ? { from: centre, centre: agent.centre, why } : {}),
        toTell: 'accepted',
      },
    );
  }

  /** @throws {Refusal} */
  return async (handoverId: string, agent: Agent): Promise<Case> => {
    for (;;) {
      const found = await moves.seen(handoverId, agent);
      const { state, agentId } = found.handover;
      if (state === 'accepted' && agentId === agent.id) return found;
      const work = await atWork();
      if (!answersFor(found, agent, work.at)) throw new Refusal('not-yours', 'this answer group is not yours');
      if (state !== 'waiting')
        throw new Refusal('conflict', state === 'accepted' ? 'somebody else has it' : `the handover is ${state}`);
      const offer = offerFor(found, agent, work);
      const most = agent.capacity || work.organisation.desks.capacity;
      const [holder] = await freeNumbers(agent, most, found._id);
      if (!holder) throw new Refusal('full', `you have ${most} conversations already`);
      try {
        const claimed = await take(found, agent, { offer, holder });
        if (claimed) return claimed;
      } catch (error) {
        // The same agent, on another tab, took the number in the meantime.
        if (!isDuplicateKey(error)) throw error;
      }
    }
  };
}
