import type { Connection, QueryFilter, UpdateQuery } from 'mongoose';
import { groupsOf, readable } from '../cases/access.js';
import { type Case, caseModel, type TimelineEntry } from '../cases/case.js';
import type { Registry } from '../cases/registry.js';
import { IDLE_MS } from '../cases/secrecy.js';
import { originsOf } from '../cases/status.js';
import type { City } from '../city/index.js';
import type { Agent, Agents } from './agents.js';
import { type Closing, closingUpdate, isSameClosing, staysOpen } from './closing.js';
import { isOpen, type Opening } from './hours.js';
import { Refusal } from './refusal.js';

/** A handover as the console's queue shows it. */
export interface HandoverItem {
  id: string;
  caseNumber: string;
  group: string;
  category: string;
  language: string;
  since: Date;
  /** Place in the queue of its group, from 1; 0 when it is not waiting. */
  position: number;
  state: Case['handover']['state'];
  secrecy: Case['secrecy'];
  district: string;
  agentId: string;
  agentName: string;
}

/** Whoever speaks in a conversation besides the citizen. */
export type Owner =
  | { kind: 'bot' }
  | { kind: 'queue'; number: string; handoverId: string; group: string; position: number }
  | { kind: 'agent'; number: string; handoverId: string; agentId: string; agentName: string };

export interface Desk {
  /** Contract: the hours say so and somebody of the group is signed in. */
  availability(group: string): Promise<Opening>;
  ownerOf(conversationId: string): Promise<Owner>;
  /** Everybody who waits for a group, in order: for telling them their places. */
  queueOf(group: string): Promise<{ conversationId: string; number: string; language: string; position: number }[]>;
  /** Without any wall, for telling consoles that something changed: all that are open, or the one asked for. */
  open(handoverId?: string): Promise<Case[]>;
  waiting(agent: Agent): Promise<HandoverItem[]>;
  mine(agent: Agent): Promise<HandoverItem[]>;
  /** @throws {Refusal} `not-found`, also when the agent may not see it */
  get(handoverId: string, agent: Agent): Promise<{ item: HandoverItem; case: Case; owned: boolean }>;
  /** One database operation: of two who press at once, one gets it. @throws {Refusal} */
  claim(handoverId: string, agent: Agent): Promise<HandoverItem & { conversationId: string }>;
  /** Says where an agent's message goes, and only to its owner. @throws {Refusal} */
  say(handoverId: string, agent: Agent): Promise<{ conversationId: string; number: string; language: string }>;
  /** @throws {Refusal} */
  close(
    handoverId: string,
    agent: Agent,
    closing: Closing,
  ): Promise<{ conversationId: string; number: string; group: string }>;
  /** The citizen leaves the queue; the case stays. Undefined when nobody waits in this conversation. */
  leave(conversationId: string): Promise<{ number: string; group: string } | undefined>;
}

interface Needs {
  db: Connection;
  registry: Pick<Registry, 'keepContact'>;
  agents: Pick<Agents, 'signedIn'>;
  city: Pick<City, 'hours' | 'categories' | 'resolutions' | 'timezone'>;
  now: () => Date;
  bus: { publish(event: { what: string; id: string }): void };
  /** Where the transcript of a case ends. */
  log?: { last(conversationId: string): Promise<number> };
}

const QUEUE_SHOWN = 500;
const ATTEMPTS = 5;

export function createDesk({ db, registry, agents, city, now, bus, log }: Needs): Desk {
  const cases = caseModel(db);

  function changed({ _id, handover }: Case): void {
    bus.publish({ what: 'handovers', id: handover.id });
    bus.publish({ what: 'cases', id: _id });
  }

  async function positionOf({ _id, group, handover }: Case): Promise<number> {
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

  async function seen(handoverId: string, agent: Agent): Promise<Case> {
    const found = await cases.findOne({ $and: [{ 'handover.id': handoverId }, readable(agent, now())] }).lean<Case>();
    if (!found || found.handover.state === 'none') throw new Refusal('not-found', 'there is no such handover');
    return found;
  }

  /** Why an agent may not act in a handover that is not theirs. */
  function notTheirs({ handover }: Case, agent: Agent): Refusal {
    if (handover.state !== 'accepted') return new Refusal('conflict', `the handover is ${handover.state}`);
    if (handover.agentId !== agent.id) return new Refusal('not-yours', 'somebody else has this conversation');
    return new Refusal('conflict', 'the handover changed, try again');
  }

  /** Compare-and-set: changes the handover only in the state and with the owner that the filter names. */
  async function move(found: Case, expected: QueryFilter<Case>, update: UpdateQuery<Case>): Promise<Case | null> {
    const moved = await cases
      .findOneAndUpdate({ _id: found._id, ...expected }, update, { returnDocument: 'after' })
      .lean<Case>();
    if (moved) changed(moved);
    return moved;
  }

  async function queue(filter: { group: string } | Record<string, never>, agent?: Agent): Promise<Case[]> {
    const walls = agent ? [readable(agent, now())] : [];
    return cases
      .find({ $and: [{ 'handover.state': 'waiting', ...filter }, ...walls] })
      .sort({ 'handover.since': 1, _id: 1 })
      .limit(QUEUE_SHOWN)
      .lean<Case[]>();
  }

  return {
    async availability(group) {
      const hours = isOpen(city.hours, group, now());
      if (!hours.open) return hours;
      return { open: await agents.signedIn(group) };
    },

    async ownerOf(conversationId) {
      // Asked in every turn, and nearly always answered by no document: straight to the index.
      const found = await cases.collection.findOne<Case>({ 'handover.openFor': conversationId } as never);
      if (!found) return { kind: 'bot' };
      const { id, state, agentId, agentName } = found.handover;
      const both = { number: found._id, handoverId: id };
      if (state === 'accepted') return { kind: 'agent', ...both, agentId, agentName };
      return { kind: 'queue', ...both, group: found.group, position: await positionOf(found) };
    },

    async queueOf(group) {
      const waiting = await queue({ group });
      return waiting.map(({ _id, conversationId, language }, index) => ({
        conversationId,
        number: _id,
        language,
        position: index + 1,
      }));
    },

    open: (handoverId) =>
      cases
        .find(handoverId ? { 'handover.id': handoverId } : { 'handover.state': { $in: ['waiting', 'accepted'] } })
        .lean<Case[]>(),

    async waiting(agent) {
      const places = new Map<string, number>();
      return (await queue({}, agent)).map((one) => {
        const position = (places.get(one.group) ?? 0) + 1;
        places.set(one.group, position);
        return itemOf(one, position);
      });
    },

    async mine(agent) {
      const found = await cases
        .find({ 'handover.agentId': agent.id, 'handover.state': 'accepted' })
        .sort({ _id: 1 })
        .limit(QUEUE_SHOWN)
        .lean<Case[]>();
      return found.map((one) => itemOf(one, 0));
    },

    async get(handoverId, agent) {
      const found = await seen(handoverId, agent);
      const { state, agentId } = found.handover;
      return {
        item: itemOf(found, await positionOf(found)),
        case: found,
        owned: state === 'accepted' && agentId === agent.id,
      };
    },

    async claim(handoverId, agent) {
      const found = await seen(handoverId, agent);
      const at = now();
      // Whoever only covers for a desk is given its secret cases by a supervisor, and takes none.
      const groups = found.secrecy === 'strong' && found.assignedTo !== agent.id ? agent.groups : groupsOf(agent, at);
      if (!agent.roles.includes('agent') || !groups.includes(found.group)) {
        throw new Refusal('not-yours', 'this answer group is not yours');
      }
      const claimed = await move(
        found,
        { 'handover.state': 'waiting', status: { $in: originsOf('in-progress') }, group: { $in: groups } },
        {
          $set: {
            status: 'in-progress',
            'handover.state': 'accepted',
            assignedTo: agent.id,
            'handover.agentId': agent.id,
            'handover.agentName': agent.name,
            'handover.acceptedAt': at,
            updatedAt: at,
          },
          $push: { timeline: entryBy(agent, at, 'claimed', {}) },
          $inc: { version: 1 },
        },
      );
      if (claimed) return { ...itemOf(claimed, 0), conversationId: claimed.conversationId };
      const present = await seen(handoverId, agent);
      const { state, agentId } = present.handover;
      if (state === 'accepted' && agentId === agent.id)
        return { ...itemOf(present, 0), conversationId: present.conversationId };
      throw new Refusal('conflict', state === 'accepted' ? 'somebody else has it' : `the handover is ${state}`);
    },

    async say(handoverId, agent) {
      const found = await seen(handoverId, agent);
      const at = now();
      const owned: QueryFilter<Case> = { 'handover.state': 'accepted', 'handover.agentId': agent.id };
      const { matchedCount } = await cases.updateOne(
        { _id: found._id, ...owned },
        {
          $set: {
            updatedAt: at,
            ...(found.secrecy === 'strong' && { purgeAt: new Date(at.getTime() + IDLE_MS) }),
          },
        },
      );
      if (matchedCount === 0) throw notTheirs(await seen(handoverId, agent), agent);
      return { conversationId: found.conversationId, number: found._id, language: found.language };
    },

    async close(handoverId, agent, closing) {
      if (!Object.hasOwn(city.resolutions, closing.resolution)) throw new Refusal('not-valid', 'unknown resolution');
      if (!Object.hasOwn(city.categories, closing.category)) throw new Refusal('not-valid', 'unknown category');
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const found = await seen(handoverId, agent);
        const place = { conversationId: found.conversationId, number: found._id, group: found.group };
        if (isSameClosing(found, agent, closing)) return place;
        if (found.handover.state !== 'accepted' || found.handover.agentId !== agent.id) throw notTheirs(found, agent);
        const toSeq = (await log?.last(found.conversationId)) ?? -1;
        const update = closingUpdate(found, { closing, city, toSeq, entry: entryBy(agent, now(), 'closed', {}) });
        const expected: QueryFilter<Case> = {
          'handover.state': 'accepted',
          'handover.agentId': agent.id,
          version: found.version,
          ...(!staysOpen(found) && { status: { $in: originsOf('closed') } }),
        };
        if (!(await move(found, expected, update))) continue;
        await registry.keepContact({
          id: found.contactId,
          conversationId: found.conversationId,
          channel: found.channel,
          language: found.language,
          caseNumber: found._id,
          category: closing.category,
        });
        return place;
      }
      throw new Refusal('conflict', 'the case keeps changing, try again');
    },

    async leave(conversationId) {
      const found = await cases.findOne({ 'handover.openFor': conversationId }).lean<Case>();
      if (!found) return undefined;
      const at = now();
      const toSeq = (await log?.last(conversationId)) ?? -1;
      const citizen = { kind: 'citizen', id: '', name: '' } as const;
      const left = await move(
        found,
        { 'handover.state': 'waiting', status: { $in: originsOf('registered') } },
        {
          $set: {
            status: 'registered',
            'transcript.toSeq': toSeq,
            'handover.state': 'left',
            'handover.openFor': found._id,
            'handover.closedAt': at,
            updatedAt: at,
          },
          $push: { timeline: { at, who: citizen, what: 'left', data: {} } },
          $inc: { version: 1 },
        },
      );
      return left ? { number: left._id, group: left.group } : undefined;
    },
  };
}

function entryBy(agent: Agent, at: Date, what: string, data: Record<string, unknown>): TimelineEntry {
  return { at, who: { kind: 'agent', id: agent.id, name: agent.name }, what, data };
}

function itemOf({ _id, group, category, language, secrecy, district, handover }: Case, position: number): HandoverItem {
  const { id, since, state, agentId, agentName } = handover;
  return {
    id,
    caseNumber: _id,
    group,
    category,
    language,
    since,
    position,
    state,
    secrecy,
    district,
    agentId,
    agentName,
  };
}
