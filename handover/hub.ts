import type { QueryFilter } from 'mongoose';
import type { Case } from '../cases/case.js';
import { IDLE_MS, NEVER } from '../cases/secrecy.js';
import { originsOf } from '../cases/status.js';
import type { Agent } from './agents.js';
import { takenBy, type Working } from './claim.js';
import type { Desk } from './desk.js';
import type { Opening } from './hours.js';
import { entryBy, HUB, heardNoMore, isTheirs, type Moves, SYSTEM } from './moving.js';
import { createRelease } from './release.js';
import { availability, localCentre } from './routing.js';

/** Why the hub no longer has a conversation: it said so, it did not answer in time, or it cannot be reached. */
export type WhyBack = 'failed' | 'unanswered' | 'unreachable';

/** How the hub says that a conversation is over; what it leaves out is as the case has it. */
export interface HubClosing {
  resolution: string;
  category: string;
}

interface Needs {
  moves: Moves;
  desk: Pick<Desk, 'atWork' | 'close'>;
  now: () => Date;
}

const MINUTE_MS = 60_000;
const ANSWERED = 'answered';
const ATTEMPTS = 5;

/** Whether the hub has a conversation, or has been asked and may still take it. */
export function isAtHub({ handover }: Pick<Case, 'handover'>, at: Date): boolean {
  const { state, agentId, wanted, keptUntil } = handover;
  if (state === 'accepted') return agentId === HUB;
  return state === 'waiting' && wanted === HUB && keptUntil > at;
}

/**
 * The name of one stay of a conversation at the hub. The hub knows it as the conversation: what it says too late about
 * an earlier stay then means nothing.
 */
export function stayOf({ handover }: Pick<Case, 'handover'>): string {
  return `${handover.id}.${handover.queuedAt.getTime()}`;
}

/** The hub as the desk knows whoever ends a conversation: by id and name, and let through the walls as it was let in. */
function hubAs(name: string): Agent {
  return {
    id: HUB,
    username: HUB,
    name,
    roles: ['supervisor'],
    groups: [],
    languages: [],
    boards: [],
    cover: [],
    centre: '',
    capacity: 0,
    presence: 'off',
    presenceReason: '',
    seenAt: new Date(0),
    listening: false,
    mustChange: false,
    active: true,
  };
}

/** What the city's own agent desk does with a conversation, as moves of the same one record that our agents move. */
export function createHubDesk({ moves, desk, now }: Needs) {
  const { cases } = moves;
  const { back } = createRelease({ moves, now });

  const during = ({ handover: { queuedAt } }: Case): QueryFilter<Case> => ({ 'handover.queuedAt': queuedAt });
  const waits: QueryFilter<Case> = { 'handover.state': 'waiting', 'handover.wanted': HUB };

  /** The case of a stay, as long as the hub has it. */
  async function at(stay: string): Promise<Case | undefined> {
    const id = stay.slice(0, stay.lastIndexOf('.'));
    const found = await cases.findOne({ 'handover.id': id }).lean<Case>();
    return found && stayOf(found) === stay && isAtHub(found, now()) ? found : undefined;
  }

  /** Null when it is too late for that. */
  async function accept(found: Case, name: string): Promise<Case | null> {
    const time = now();
    if (found.handover.state === 'accepted') return found;
    const taken = await moves.move(
      found,
      {
        ...waits,
        ...during(found),
        'handover.keptUntil': { $gt: time },
        status: { $in: originsOf('in-progress') },
      },
      {
        set: takenBy({ id: HUB, name }, found, {
          at: time,
          holder: `${HUB}#${found._id}`,
          servedBy: '',
          overflow: '',
          leaseUntil: NEVER,
        }),
        entry: entryBy({ id: HUB, name }, time, 'claimed'),
        toTell: 'accepted',
      },
    );
    if (taken) return taken;
    // Two of its messages at once: one of them has taken it.
    const other = await at(stayOf(found));
    return other?.handover.state === 'accepted' ? other : null;
  }

  /** Nobody answers, here or there: the case stays registered, and the citizen is told what else they can do. */
  async function giveUp(waiting: Case, why: WhyBack): Promise<void> {
    const unclaimed = { 'handover.state': 'waiting', ...during(waiting) } as const;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const found = await cases.findOne({ _id: waiting._id, ...unclaimed }).lean<Case>();
      if (!found || (await registered(found, { ...unclaimed, ...heardNoMore(found) }, why))) return;
    }
  }

  async function registered(found: Case, expected: QueryFilter<Case>, why: WhyBack): Promise<Case | null> {
    const time = now();
    return moves.move(
      found,
      { ...expected, status: { $in: originsOf('registered') } },
      {
        set: {
          ...(await moves.over(found, time)),
          status: 'registered',
          'handover.wanted': '',
          'handover.keptUntil': new Date(0),
        },
        entry: { at: time, who: SYSTEM, what: 'hub-failed', data: { why } },
        toTell: 'nobody',
      },
    );
  }

  return {
    at,
    accept,

    /** Whose minutes they are: as long the hub may take to answer, and as long it may be out of reach. */
    async patience(): Promise<number> {
      return (await desk.atWork()).organisation.desks.alarm.supervisorAfterMinutes * MINUTE_MS;
    },

    /** With a desk of its own the city answers whenever the hours say so. */
    async availability(group: string, district: string, secrecy: Case['secrecy']): Promise<Opening> {
      const work: Working = { ...(await desk.atWork()), present: () => new Set(['']) };
      const centre = localCentre(work.organisation, group, district);
      return availability({ group, centre, secrecy, since: work.at }, work);
    },

    /** Keeps a waiting conversation for the hub. */
    keep(found: Case, until: Date): Promise<Case | null> {
      const set = { 'handover.wanted': HUB, 'handover.keptUntil': until };
      return moves.move(found, { 'handover.state': 'waiting', ...during(found) }, { set });
    },

    /** Whether the hub may write to the citizen now; noted as its agent's sign of life. */
    async say({ _id, secrecy }: Case): Promise<boolean> {
      const time = now();
      const { matchedCount } = await cases.updateOne(
        { _id, ...isTheirs({ id: HUB }) },
        {
          $set: {
            updatedAt: time,
            'handover.agentAt': time,
            'handover.idleAskedAt': null,
            ...(secrecy === 'strong' && { purgeAt: new Date(time.getTime() + IDLE_MS) }),
          },
        },
      );
      return matchedCount > 0;
    },

    /** @throws {Refusal} when the resolution or the category is none of the city's */
    async close(found: Case, { resolution = ANSWERED, category = found.category }: Partial<HubClosing>): Promise<void> {
      const { id, agentName } = found.handover;
      await desk.close(id, hubAs(agentName), { resolution, category });
    },

    /**
     * The hub does not go on. The conversation comes into our own queue, with its place; when nobody of ours is there
     * either, it is not left waiting.
     */
    async giveBack(found: Case, why: WhyBack): Promise<void> {
      const time = now();
      const { group, secrecy, handover } = found;
      const entry = { at: time, who: SYSTEM, what: 'hub-failed', data: { why } };
      const { open } = availability({ group, centre: handover.centre, secrecy, since: time }, await desk.atWork());
      if (handover.state === 'waiting') {
        const set = { 'handover.wanted': '', 'handover.keptUntil': new Date(0) };
        if (open) await moves.move(found, { ...waits, ...during(found) }, { set, entry });
        else await giveUp(found, why);
        return;
      }
      const expected = { ...isTheirs({ id: HUB }), ...during(found) };
      const waiting = await back(found, expected, { entry, toTell: 'returned' });
      if (waiting?.handover.state === 'waiting' && !open) await giveUp(waiting, why);
    },

    /** What the hub has now, and what it has not answered in time. */
    async held(): Promise<{ here: Case[]; unanswered: Case[] }> {
      const time = now();
      const [waiting, taken] = await Promise.all([
        cases.find(waits).lean<Case[]>(),
        cases.find(isTheirs({ id: HUB })).lean<Case[]>(),
      ]);
      return {
        here: [...waiting, ...taken].filter((found) => isAtHub(found, time)),
        // Kept with no end is not kept: who had it before is only offered it first.
        unanswered: waiting.filter(({ handover: { keptUntil } }) => keptUntil <= time && keptUntil > new Date(0)),
      };
    },
  };
}

export type HubDesk = ReturnType<typeof createHubDesk>;
