import type { Connection, QueryFilter, UpdateQuery } from 'mongoose';
import { readable } from '../cases/access.js';
import { type Case, caseModel, type TimelineEntry, type Who } from '../cases/case.js';
import { NEVER } from '../cases/secrecy.js';
import { NOWHERE } from '../cases/spot.js';
import type { Agent } from './agents.js';
import { Refusal } from './refusal.js';

interface Needs {
  db: Connection;
  now: () => Date;
  bus: { publish(event: { what: string; id: string }): void };
  /** Where the transcript of a case ends. */
  log?: { last(conversationId: string): Promise<number> };
}

/** How handovers are read and changed: by compare-and-set, and never outside the walls of whoever does it. */
export function createMoves({ db, now, bus, log }: Needs) {
  const cases = caseModel(db);

  function changed({ _id, handover }: Case): void {
    bus.publish({ what: 'handovers', id: handover.id });
    bus.publish({ what: 'cases', id: _id });
  }

  return {
    cases,
    changed,

    /**
     * What a handover is that is over: the conversation is the bot's again, and the transcript ends here. To be written
     * only while `heardNoMore` holds, or a message would be in no transcript and in no turn of the bot.
     */
    async over({ _id, conversationId }: Case, at: Date): Promise<Record<string, unknown>> {
      return {
        'transcript.toSeq': (await log?.last(conversationId)) ?? -1,
        'handover.state': 'closed',
        'handover.openFor': _id,
        'handover.holder': _id,
        'handover.leaseUntil': NEVER,
        'handover.idleAskedAt': null,
        'handover.closedAt': at,
      };
    },

    /** @throws {Refusal} `not-found`, also when the agent may not see it */
    async seen(handoverId: string, agent: Agent): Promise<Case> {
      const found = await cases.findOne({ $and: [{ 'handover.id': handoverId }, readable(agent, now())] }).lean<Case>();
      if (!found || found.handover.state === 'none') throw new Refusal('not-found', 'there is no such handover');
      return found;
    },

    /**
     * Changes a handover only in the state and with the owner that the filter names. `toTell` is what the citizen hears of
     * it; it stays in the record until they have been told. Only such moves are counted: the count names what is told, so
     * a move that nobody hears of must not give another name to what is being told.
     */
    async move(
      found: Case,
      expected: QueryFilter<Case>,
      { set, entry, toTell }: { set: Record<string, unknown>; entry?: TimelineEntry; toTell?: string },
    ): Promise<Case | null> {
      const at = now();
      const update: UpdateQuery<Case> = {
        $set: { ...set, updatedAt: at, ...(toTell !== undefined && { 'handover.toTell': toTell }) },
        $inc: { version: 1, ...(toTell && { 'handover.moves': 1 }) },
        ...(entry && { $push: { timeline: entry } }),
      };
      const moved = await cases
        .findOneAndUpdate({ _id: found._id, ...expected }, update, { returnDocument: 'after' })
        .lean<Case>();
      if (moved) changed(moved);
      return moved;
    },
  };
}

export type Moves = ReturnType<typeof createMoves>;

/** The owner of a conversation that the city's own agent desk has, and whom it is kept for until they answer. */
export const HUB = 'hub';
export const SYSTEM: Who = { kind: 'system', id: '', name: '' };
export const CITIZEN: Who = { kind: 'citizen', id: '', name: '' };

export function entryBy(agent: { id: string; name: string }, at: Date, what: string, data = {}): TimelineEntry {
  return { at, who: { kind: 'agent', id: agent.id, name: agent.name }, what, data };
}

/** What a handover is without an agent. */
export function withoutAgent({ _id }: Pick<Case, '_id'>): Record<string, unknown> {
  return {
    assignedTo: '',
    'handover.holder': _id,
    'handover.agentId': '',
    'handover.agentName': '',
    'handover.acceptedAt': null,
    'handover.leaseUntil': NEVER,
    'handover.idleAskedAt': null,
    'handover.asked': null,
  };
}

/** What a handover is that has come into a queue; the place, `since`, is the caller's to keep or to give. */
export function inQueue(found: Pick<Case, '_id'>, at: Date): Record<string, unknown> {
  return {
    ...withoutAgent(found),
    status: 'waiting',
    'handover.state': 'waiting',
    'handover.queuedAt': at,
    'handover.alarm': 0,
    'handover.nobodyAt': null,
    'handover.nobodyTold': false,
  };
}

/** What a case is that has turned out to be strictly secret: the words kept about it go, those of its conversation soon. */
export function withoutWords(purgeAt: Date): Record<string, unknown> {
  return { subject: '', texts: {}, answer: '', spot: NOWHERE, purgeAt };
}

/** Why an agent may not act in a handover that is not theirs. */
export function notTheirs({ handover }: Case, agent: Agent): Refusal {
  if (handover.state !== 'accepted') return new Refusal('conflict', `the handover is ${handover.state}`);
  if (handover.agentId !== agent.id) return new Refusal('not-yours', 'somebody else has this conversation');
  return new Refusal('conflict', 'the handover changed, try again');
}

/** No message of the citizen has come since the record was read. */
export function heardNoMore({ handover }: Pick<Case, 'handover'>): QueryFilter<Case> {
  return { 'handover.heardSeq': handover.heardSeq };
}

export function isTheirs(agent: { id: string }): QueryFilter<Case> {
  return { 'handover.state': 'accepted', 'handover.agentId': agent.id };
}
