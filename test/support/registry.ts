import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { NewCase } from '../../cases/open-case.js';
import { createRegistry, type Registry } from '../../cases/registry.js';
import { type City, loadCity } from '../../city/index.js';
import type { Desks, Organisation } from '../../city/organisation.js';
import { createUnanswered, type Unanswered } from '../../editorial/unanswered.js';
import { type Agent, type Agents, createAgents, type NewAgent } from '../../handover/agents.js';
import { createDesk, type Desk } from '../../handover/desk.js';
import { type OpenedStore, openTestStore } from './test-store.js';

export const CITY = loadCity(join(__dirname, '..', '..', 'city'));

/** A clock that stands still until it is moved. */
export interface Clock {
  now: () => Date;
  set(at: string): void;
  pass(minutes: number): void;
}

export function clockAt(at: string): Clock {
  let time = Date.parse(at);
  return {
    now: () => new Date(time),
    set: (later) => {
      time = Date.parse(later);
    },
    pass: (minutes) => {
      time += minutes * 60_000;
    },
  };
}

/** A bus that remembers what it was told. */
export function recordingBus() {
  const listeners = new Set<(event: { what: string; id: string }) => void>();
  const events: { what: string; id: string }[] = [];
  return {
    events,
    publish(event: { what: string; id: string }) {
      events.push(event);
      for (const listener of listeners) listener(event);
    },
    subscribe(listener: (event: { what: string; id: string }) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export interface Office {
  store: OpenedStore;
  clock: Clock;
  bus: ReturnType<typeof recordingBus>;
  registry: Registry;
  agents: Agents;
  desk: Desk;
  unanswered: Unanswered;
  /** An account that is at work; the password is its user name and `-password`. */
  hire(username: string, changes?: Partial<NewAgent>): Promise<Agent>;
  close(): Promise<void>;
}

let ids = 0;
export const newId = () => `id-${++ids}-${randomBytes(4).toString('hex')}`;

interface Choices {
  clock?: Clock;
  city?: City;
  /** Centres, hours and rules of the desks that are other than the city's. */
  organisation?: Partial<Organisation>;
  log?: { last(conversationId: string): Promise<number> };
}

/** Registry, accounts and desk on a store of their own. */
export async function openOffice({
  clock = clockAt('2026-11-18T09:00:00Z'),
  city: loaded = CITY,
  organisation = {},
  log,
}: Choices = {}): Promise<Office> {
  const store = await openTestStore();
  const bus = recordingBus();
  const city = { ...loaded, ...organisation };
  const needs = { db: store.connection, bus, city, now: clock.now, newId, random: randomBytes };
  const registry = createRegistry({ ...needs, languages: ['sv', 'en', 'so'] });
  const agents = createAgents(needs);
  const desk = createDesk({ ...needs, registry, agents, ...(log && { log }) });
  return {
    store,
    clock,
    bus,
    registry,
    agents,
    desk,
    unanswered: createUnanswered(needs),
    async hire(username, changes = {}) {
      const agent = await agents.add({
        username,
        name: `${username[0]?.toUpperCase()}${username.slice(1)}`,
        password: `${username}-password`,
        roles: ['agent'],
        groups: ['TRA'],
        languages: ['sv'],
        boards: [],
        ...changes,
      });
      await agents.setPresence(agent.id, 'free');
      return agent;
    },
    close: () => store.close(),
  };
}

/** The rules of the desks, with what a test is about. */
export function desksWith(changes: Partial<Desks>): Organisation['desks'] {
  return { ...CITY.desks, ...changes };
}

let conversations = 0;

/** A wish for a person about a street lamp; override what the test is about. */
export function aWish(changes: Partial<NewCase> = {}): NewCase {
  const conversationId = changes.conversationId ?? `conversation-${++conversations}`;
  return {
    origin: `${conversationId}|0000003`,
    contactId: `${conversationId}/1`,
    conversationId,
    category: 'UTE-BEL',
    language: 'sv',
    channel: 'directline',
    district: 'bromma',
    subject: 'Gatlampan är trasig',
    reach: {},
    fromSeq: 1,
    handover: true,
    ...changes,
  };
}
