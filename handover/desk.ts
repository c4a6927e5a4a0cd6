import type { Connection, QueryFilter } from 'mongoose';
import { readable } from '../cases/access.js';
import type { Case, ReachedBy } from '../cases/case.js';
import type { Registry } from '../cases/registry.js';
import { IDLE_MS } from '../cases/secrecy.js';
import { originsOf } from '../cases/status.js';
import type { City } from '../city/index.js';
import type { Agent, Agents } from './agents.js';
import { createCare } from './care.js';
import { createClaim, LEASE_MS, type Working } from './claim.js';
import { type Closing, closingUpdate, isSameClosing, staysOpen } from './closing.js';
import type { Opening } from './hours.js';
import { createMoves, entryBy, isTheirs, notTheirs } from './moving.js';
import { createOrganisations, type Organisations } from './organisation.js';
import { Refusal } from './refusal.js';
import { createRelease } from './release.js';
import { availability, localCentre, type Offer, offersFor } from './routing.js';
import { createTransfer, type Destination, type Preview, type Transfer } from './transfer.js';
import { createWaiting } from './waiting.js';
import { createWaits, type Wait } from './waits.js';

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
  /** The centre that is local to the citizen; '' when none is. */
  centre: string;
  /** The desks it is offered to now, while it waits, and why others than its own. */
  offers: Offer[];
  /** Id of somebody it is offered to first; '' for nobody. */
  wanted: string;
  /** 0 none, 1 the group, 2 the supervisors have been told that nobody answers. */
  alarm: number;
  reachBy: ReachedBy;
  transfers: number;
  /** Who wrote last, while an agent has it. */
  citizenAt: Date | null;
  agentAt: Date | null;
}

/** Whoever speaks in a conversation besides the citizen. */
export type Owner =
  | { kind: 'bot' }
  | { kind: 'queue'; number: string; handoverId: string; group: string; position: number }
  | { kind: 'agent'; number: string; handoverId: string; agentId: string; agentName: string };

/** Where a waiting citizen is told to be. */
export interface Waiter {
  conversationId: string;
  number: string;
  language: string;
  position: number;
}

export interface Desk {
  organisation: Organisations;
  /** Who is at work, and how the city works now. */
  atWork(): Promise<Working>;
  /** The desk's presence: leases of an agent's conversations are renewed with it. */
  present(agentId: string): Promise<void>;
  /** Contract: the hours say so and somebody of the group, or of a desk that steps in, is signed in. */
  availability(group: string, about?: { district?: string; secrecy?: Case['secrecy'] }): Promise<Opening>;
  /** The centre that is local to a citizen of this district; '' when none is. */
  localCentre(group: string, district: string): Promise<string>;
  /** How long others have waited; undefined when too little was measured. */
  wait(group: string, language: string): Promise<Wait | undefined>;
  /** The citizen's last matter in this conversation that somebody had, if no secrecy covers it. */
  before(conversationId: string): Promise<{ number: string; agentId: string } | undefined>;
  ownerOf(conversationId: string): Promise<Owner>;
  /** Whose message this is, noted in the same operation: what is heard so is never lost in a change of hands. */
  hear(conversationId: string, seq: number): Promise<Owner & { asksConsent?: boolean }>;
  /** Everybody who waits for a group, in order: for telling them their places. */
  queueOf(group: string): Promise<Waiter[]>;
  /** Without any wall, for telling consoles that something changed: all that are open, or the one asked for. */
  open(handoverId?: string): Promise<Case[]>;
  /** What an agent of a centre may take now; supervisors see all. */
  waiting(agent: Agent): Promise<HandoverItem[]>;
  mine(agent: Agent): Promise<HandoverItem[]>;
  /** All that are open inside the walls, for the supervisors' board. */
  all(agent: Agent): Promise<HandoverItem[]>;
  /** @throws {Refusal} `not-found`, also when the agent may not see it */
  get(handoverId: string, agent: Agent): Promise<{ item: HandoverItem; case: Case; owned: boolean }>;
  /** One database operation: of two who press at once, one gets it. @throws {Refusal} */
  claim(handoverId: string, agent: Agent): Promise<HandoverItem & { conversationId: string }>;
  /** Says where an agent's message goes, and only to its owner. @throws {Refusal} */
  say(handoverId: string, agent: Agent): Promise<{ conversationId: string; number: string; language: string }>;
  /** `seen`: the last message of the citizen that the agent had before them. @throws {Refusal} */
  close(
    handoverId: string,
    agent: Agent,
    closing: Closing & { seen?: number },
  ): Promise<{ conversationId: string; number: string; group: string }>;
  /** Back into the queue with its old place. @throws {Refusal} */
  release(handoverId: string, agent: Agent): Promise<Case>;
  takeBack(handoverId: string, supervisor: Agent): Promise<Case>;
  /** Keeps a waiting conversation for an agent. @throws {Refusal} */
  offer(handoverId: string, supervisor: Agent, agentId: string): Promise<Case>;
  preview(handoverId: string, agent: Agent, to: Destination, transcript?: boolean): Promise<Preview>;
  /** @throws {Refusal} and nothing has changed */
  transfer(handoverId: string, agent: Agent, transfer: Transfer): Promise<{ case: Case; asked: boolean }>;
  toBot(handoverId: string, agent: Agent): Promise<Case>;
  answerConsent(conversationId: string, leave: boolean): Promise<Case | undefined>;
  /** The citizen leaves the queue; the case stays. Undefined when nobody waits in this conversation. */
  leave(conversationId: string): Promise<{ number: string; group: string } | undefined>;
  beReached(conversationId: string, reachBy: ReachedBy): Promise<Case | undefined>;
  askAgain(conversationId: string, number: string): Promise<Case | undefined>;
  /** Handovers whose citizens have not been told yet what happened. */
  untold(handoverId?: string): Promise<Case[]>;
  /** The citizen knows what this move was. */
  told(found: Case): Promise<void>;
  /** Looks after what falls due. */
  care(): Promise<void>;
}

interface Needs {
  db: Connection;
  registry: Pick<Registry, 'keepContact'>;
  agents: Pick<Agents, 'atWork' | 'seen'>;
  city: Pick<City, 'hours' | 'centres' | 'desks' | 'groups' | 'districts' | 'categories' | 'resolutions' | 'timezone'>;
  now: () => Date;
  newId: () => string;
  bus: { publish(event: { what: string; id: string }): void };
  /** Where the transcript of a case ends. */
  log?: { last(conversationId: string): Promise<number> };
}

const QUEUE_SHOWN = 500;
const ATTEMPTS = 5;
const KEPT_MS = 3 * 60_000;
const WAIT_KNOWN_MS = 60_000;
/** A matter that ended longer ago is another matter. */
const SAME_MATTER_MS = 14 * 24 * 60 * 60_000;

export function createDesk({ db, registry, agents, city, now, newId, bus, log }: Needs): Desk {
  const moves = createMoves({ db, now, bus, ...(log && { log }) });
  const { cases } = moves;
  const organisation = createOrganisations({ db, city, bus, now });
  const measure = createWaits({ db, timezone: city.timezone, now });
  /** A figure that changes slowly. */
  const waits = new Map<string, { at: number; wait: Promise<Wait | undefined> }>();

  async function atWork(): Promise<Working> {
    const [{ organisation: is, closed }, working] = await Promise.all([organisation.current(), agents.atWork()]);
    const centresOf = (group: string) =>
      new Set(working.filter(({ groups }) => groups.includes(group)).map(({ centre }) => centre));
    return { organisation: is, closed, agents: working, present: centresOf, at: now() };
  }

  const claim = createClaim({ moves, atWork, now });
  const { release, takeBack, lapse } = createRelease({ moves, now });
  const { preview, transfer, toBot, answerConsent } = createTransfer({ moves, city, atWork, newId, now });
  const { leave, beReached, askAgain, heard } = createWaiting({ moves, now });
  const care = createCare({ moves, organisation: async () => (await organisation.current()).organisation, lapse, now });

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

  async function queue(filter: QueryFilter<Case>, agent?: Agent): Promise<Case[]> {
    const walls = agent ? [readable(agent, now())] : [];
    return cases
      .find({ $and: [{ 'handover.state': 'waiting', ...filter }, ...walls] })
      .sort({ 'handover.since': 1, _id: 1 })
      .limit(QUEUE_SHOWN)
      .lean<Case[]>();
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

  async function ownerIn(found: Case | null): Promise<Owner> {
    if (!found) return { kind: 'bot' };
    const { id, state, agentId, agentName } = found.handover;
    const both = { number: found._id, handoverId: id };
    if (state === 'accepted') return { kind: 'agent', ...both, agentId, agentName };
    return { kind: 'queue', ...both, group: found.group, position: await positionOf(found) };
  }

  return {
    organisation,
    atWork,
    preview,
    transfer,
    toBot,
    answerConsent,
    beReached,
    askAgain,
    release,
    takeBack,
    care,

    async present(agentId) {
      if (!(await agents.seen(agentId))) return;
      const leaseUntil = new Date(now().getTime() + LEASE_MS);
      await cases.updateMany(isTheirs({ id: agentId }), { $set: { 'handover.leaseUntil': leaseUntil } });
    },

    async availability(group, { district = '', secrecy = 'none' } = {}) {
      const work = await atWork();
      const centre = localCentre(work.organisation, group, district);
      return availability({ group, centre, secrecy, since: work.at }, work);
    },

    async localCentre(group, district) {
      return localCentre((await organisation.current()).organisation, group, district);
    },

    wait(group, language) {
      const key = `${group} ${language}`;
      const at = now().getTime();
      const known = waits.get(key);
      if (known && at - known.at < WAIT_KNOWN_MS) return known.wait;
      const wait = measure(group, language);
      waits.set(key, { at, wait });
      return wait;
    },

    async before(conversationId) {
      const [last] = await cases
        .find({ conversationId, 'handover.answeredAt': { $ne: null }, secrecy: { $ne: 'strong' } })
        .sort({ _id: -1 })
        .limit(1)
        .lean<Case[]>();
      const recent = last && last.updatedAt.getTime() > now().getTime() - SAME_MATTER_MS;
      return recent ? { number: last._id, agentId: last.handover.agentId } : undefined;
    },

    async ownerOf(conversationId) {
      // Asked in every turn, and nearly always answered by no document: straight to the index.
      return ownerIn(await cases.collection.findOne<Case>({ 'handover.openFor': conversationId } as never));
    },

    async hear(conversationId, seq) {
      // Straight to the index, as above; only a conversation that somebody has is written to.
      const open = await cases.collection.findOne({ 'handover.openFor': conversationId } as never);
      const found = open && (await heard(conversationId, seq));
      return { ...(await ownerIn(found)), asksConsent: Boolean(found?.handover.asked) };
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
      const [found, work] = await Promise.all([queue({}, agent), atWork()]);
      const items = placed(found, work);
      if (agent.centre === '' || agent.roles.includes('supervisor')) return items;
      return items.filter(
        ({ offers, wanted }) => wanted === agent.id || offers.some(({ centre }) => centre === agent.centre),
      );
    },

    async mine(agent) {
      const found = await cases.find(isTheirs(agent)).sort({ _id: 1 }).limit(QUEUE_SHOWN).lean<Case[]>();
      return found.map((one) => itemOf(one, { position: 0 }));
    },

    async all(agent) {
      const [waiting, taken, work] = await Promise.all([
        queue({}, agent),
        cases
          .find({ $and: [{ 'handover.state': 'accepted' }, readable(agent, now())] })
          .limit(QUEUE_SHOWN)
          .lean<Case[]>(),
        atWork(),
      ]);
      return [...placed(waiting, work), ...taken.map((one) => itemOf(one, { position: 0 }))];
    },

    async get(handoverId, agent) {
      const found = await moves.seen(handoverId, agent);
      const { state, agentId } = found.handover;
      const work = state === 'waiting' ? await atWork() : undefined;
      return {
        item: itemOf(found, { position: await positionOf(found), ...(work && { work }) }),
        case: found,
        owned: state === 'accepted' && agentId === agent.id,
      };
    },

    async claim(handoverId, agent) {
      const claimed = await claim(handoverId, agent);
      return { ...itemOf(claimed, { position: 0 }), conversationId: claimed.conversationId };
    },

    async say(handoverId, agent) {
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

    async close(handoverId, agent, { seen, ...closing }) {
      if (!Object.hasOwn(city.resolutions, closing.resolution)) throw new Refusal('not-valid', 'unknown resolution');
      if (!Object.hasOwn(city.categories, closing.category)) throw new Refusal('not-valid', 'unknown category');
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const found = await moves.seen(handoverId, agent);
        const place = { conversationId: found.conversationId, number: found._id, group: found.group };
        if (isSameClosing(found, agent, closing)) return place;
        if (found.handover.state !== 'accepted' || found.handover.agentId !== agent.id) throw notTheirs(found, agent);
        const { heardSeq } = found.handover;
        if (seen !== undefined && heardSeq > seen) throw new Refusal('unread', 'the citizen has just written');
        const { set, entry } = closingUpdate(found, { closing, city, entry: entryBy(agent, now(), 'closed') });
        const expected: QueryFilter<Case> = {
          ...isTheirs(agent),
          version: found.version,
          'handover.heardSeq': heardSeq,
          ...(!staysOpen(found) && { status: { $in: originsOf('closed') } }),
        };
        const over = await moves.over(found, entry.at);
        if (!(await moves.move(found, expected, { set: { ...over, ...set }, entry, toTell: 'closed' }))) continue;
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

    async offer(handoverId, supervisor, agentId) {
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
    },

    async leave(conversationId) {
      const left = await leave(conversationId);
      return left && { number: left._id, group: left.group };
    },

    untold: (handoverId) =>
      cases
        .find({ ...(handoverId !== undefined && { 'handover.id': handoverId }), 'handover.toTell': { $gt: '' } })
        .limit(QUEUE_SHOWN)
        .lean<Case[]>(),

    async told({ _id, handover }) {
      await cases.updateOne({ _id, 'handover.moves': handover.moves }, { $set: { 'handover.toTell': '' } });
    },
  };
}

function itemOf(found: Case, { position, work }: { position: number; work?: Working }): HandoverItem {
  const { _id, group, category, language, secrecy, district, handover } = found;
  const { id, since, state, agentId, agentName, centre, wanted, alarm, reachBy, transfers } = handover;
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
    centre,
    offers: work ? offersFor({ group, centre, secrecy, since }, work) : [],
    wanted,
    alarm,
    reachBy,
    transfers,
    citizenAt: handover.citizenAt,
    agentAt: handover.agentAt,
  };
}
