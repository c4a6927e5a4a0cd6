import type { Model } from 'mongoose';
import { readable } from '../cases/access.js';
import type { Case, HandoverState, ReachedBy } from '../cases/case.js';
import type { Agent } from './agents.js';
import { isFor, type Working } from './claim.js';
import { isTheirs, type Moves } from './moving.js';
import { centreOf, type Offer, offersFor } from './routing.js';

/** A handover as the console's queue shows it. */
export interface HandoverItem {
  id: string;
  caseNumber: string;
  group: string;
  category: string;
  language: string;
  /** Nobody writes that language here: whoever takes it brings an interpreter. */
  interpreter: boolean;
  since: Date;
  /** Place in the queue of its group, from 1; 0 when it is not waiting. */
  position: number;
  state: Case['handover']['state'];
  secrecy: Case['secrecy'];
  district: string;
  agentId: string;
  agentName: string;
  /** The centre that is local to the citizen; '' when none is. */
  centre: string;
  /** The desks it is offered to now, while it waits, and why others than its own. */
  offers: Offer[];
  /** Id of somebody it is offered to first; '' for nobody. */
  wanted: string;
  /** Until then it is kept for them; null when it is not. */
  keptUntil: Date | null;
  /** 0 none, 1 the group, 2 the supervisors have been told that nobody answers. */
  alarm: number;
  reachBy: ReachedBy;
  transfers: number;
  /** What the citizen is asked about: the category that would take it to another board; '' when they are not. */
  asked: string;
  /** Who wrote last, while an agent has it. */
  citizenAt: Date | null;
  agentAt: Date | null;
}

/** Where a waiting citizen is told to be. */
export interface Waiter extends Pick<Case, 'conversationId' | 'language' | 'channel' | 'category' | 'secrecy'> {
  number: string;
  position: number;
  /** Whoever has an earlier one is before them. */
  since: Date;
  reachBy: ReachedBy;
}

interface Needs {
  moves: Moves;
  atWork: () => Promise<Working>;
  now: () => Date;
}

/** A longer list helps nobody choose; `more` says that there is one. */
export const SHOWN = 500;

export interface Listed {
  items: HandoverItem[];
  /** Not all are in it. */
  more: boolean;
}

/** Who waits where, and who has what: the lists that people look at. */
export function createPlaces({ moves, atWork, now }: Needs) {
  const { cases } = moves;

  const inOrder = { 'handover.since': 1, _id: 1 } as const;

  /** Those of a state inside the walls, the oldest first. */
  async function listed(state: HandoverState, agent: Agent): Promise<{ found: Case[]; more: boolean }> {
    const found = await cases
      .find({ $and: [{ 'handover.state': state }, readable(agent, now())] })
      .sort(inOrder)
      .limit(SHOWN + 1)
      .lean<Case[]>();
    return { found: found.slice(0, SHOWN), more: found.length > SHOWN };
  }

  /** With their places, which count everybody who waits for the group. */
  function placed(found: readonly Case[], work: Working): HandoverItem[] {
    const places = new Map<string, number>();
    return found.map((one) => {
      const position = (places.get(one.group) ?? 0) + 1;
      places.set(one.group, position);
      return itemOf(one, { position, work });
    });
  }

  return {
    async queueOf(group: string): Promise<Waiter[]> {
      const waiting = await cases.find({ 'handover.state': 'waiting', group }).sort(inOrder).lean<Case[]>();
      return waiting.map(
        ({ _id, conversationId, language, channel, category, secrecy, handover: { since, reachBy } }, index) => ({
          conversationId,
          number: _id,
          language,
          channel,
          category,
          secrecy,
          since,
          reachBy,
          position: index + 1,
        }),
      );
    },

    async waiting(agent: Agent): Promise<Listed> {
      const [{ found, more }, work] = await Promise.all([listed('waiting', agent), atWork()]);
      const items = placed(found, work);
      const at = centreOf(work.organisation, agent);
      if (at === '' || agent.roles.includes('supervisor')) return { items, more };
      const offered = items.filter(
        ({ offers }, index) => isFor(found[index] as Case, agent) || offers.some(({ centre }) => centre === at),
      );
      return { items: offered, more };
    },

    async mine(agent: Agent): Promise<HandoverItem[]> {
      const found = await cases.find(isTheirs(agent)).sort({ _id: 1 }).lean<Case[]>();
      return found.map((one) => itemOf(one, { position: 0 }));
    },

    async all(agent: Agent): Promise<Listed> {
      const [waiting, taken, work] = await Promise.all([listed('waiting', agent), listed('accepted', agent), atWork()]);
      return {
        items: [...placed(waiting.found, work), ...taken.found.map((one) => itemOf(one, { position: 0 }))],
        more: waiting.more || taken.more,
      };
    },

    async get(handoverId: string, agent: Agent): Promise<{ item: HandoverItem; case: Case; owned: boolean }> {
      const found = await moves.seen(handoverId, agent);
      const { state, agentId } = found.handover;
      const work = state === 'waiting' ? await atWork() : undefined;
      return {
        item: itemOf(found, { position: await positionOf(cases, found), ...(work && { work }) }),
        case: found,
        owned: state === 'accepted' && agentId === agent.id,
      };
    },
  };
}

/** From 1, in the queue of its group; 0 when it does not wait. */
export async function positionOf(cases: Model<Case>, { _id, group, handover }: Case): Promise<number> {
  const { state, since } = handover;
  if (state !== 'waiting') return 0;
  const inQueue = { 'handover.state': 'waiting', group } as const;
  const ahead = await cases.countDocuments({
    $or: [
      { ...inQueue, 'handover.since': { $lt: since } },
      { ...inQueue, 'handover.since': since, _id: { $lt: _id } },
    ],
  });
  return ahead + 1;
}

export function itemOf(found: Case, { position, work }: { position: number; work?: Working }): HandoverItem {
  const { _id, group, category, language, secrecy, district, handover } = found;
  const { id, since, queuedAt, state, agentId, agentName, centre, wanted, alarm, reachBy, transfers } = handover;
  return {
    id,
    caseNumber: _id,
    group,
    category,
    language,
    interpreter: found.interpreter === true,
    since,
    position,
    state,
    secrecy,
    district,
    agentId,
    agentName,
    centre,
    offers: work ? offersFor({ group, centre, secrecy, since: queuedAt }, work) : [],
    wanted,
    keptUntil: handover.keptUntil.getTime() > 0 ? handover.keptUntil : null,
    alarm,
    reachBy,
    transfers,
    asked: handover.asked?.category ?? '',
    citizenAt: handover.citizenAt,
    agentAt: handover.agentAt,
  };
}
