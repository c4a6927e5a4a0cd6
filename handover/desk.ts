import type { Connection } from 'mongoose';
import type { Case, ReachedBy } from '../cases/case.js';
import type { Registry } from '../cases/registry.js';
import type { City } from '../city/index.js';
import type { Agent, Agents } from './agents.js';
import { createCare } from './care.js';
import { createClaim, type Working } from './claim.js';
import type { Closing } from './closing.js';
import { createClose } from './ending.js';
import type { Opening } from './hours.js';
import { createLease } from './lease.js';
import { createMoves } from './moving.js';
import { createNext } from './next.js';
import { createOffer } from './offering.js';
import { createOrganisations, type Organisations } from './organisation.js';
import { createOwners, type Owner } from './owners.js';
import { createPlaces, type HandoverItem, itemOf, type Listed, type Waiter } from './places.js';
import { createRelease } from './release.js';
import { availability, centreOf, localCentre } from './routing.js';
import { createSurvey, type Helped } from './survey.js';
import { createTransfer, type Destination, type Preview, type Transfer } from './transfer.js';
import { createWaiting } from './waiting.js';
import { createWaits, type Wait } from './waits.js';

export interface Desk {
  organisation: Organisations;
  /** Who is at work, and how the city works now. */
  atWork(): Promise<Working>;
  /** The desk's presence: leases of an agent's conversations are renewed with it. `listening`: their console is open. */
  present(agentId: string, listening?: boolean): Promise<void>;
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
  waiting(agent: Agent): Promise<Listed>;
  mine(agent: Agent): Promise<HandoverItem[]>;
  /** All that are open inside the walls, for the supervisors' board. */
  all(agent: Agent): Promise<Listed>;
  /** @throws {Refusal} `not-found`, also when the agent may not see it */
  get(handoverId: string, agent: Agent): Promise<{ item: HandoverItem; case: Case; owned: boolean }>;
  /** One database operation: of two who press at once, one gets it. @throws {Refusal} */
  claim(handoverId: string, agent: Agent): Promise<HandoverItem & { conversationId: string }>;
  /** Takes what is this agent's to take next; undefined when there is nothing. @throws {Refusal} `full` */
  claimNext(agent: Agent): Promise<(HandoverItem & { conversationId: string }) | undefined>;
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
  leave(conversationId: string): Promise<{ number: string; group: string; since: Date } | undefined>;
  beReached(conversationId: string, reachBy: ReachedBy): Promise<Case | undefined>;
  askAgain(conversationId: string, number: string, contactId: string): Promise<Case | undefined>;
  /** The case that was talked about last in this conversation, not long ago. */
  talkedAbout(conversationId: string): Promise<Case | undefined>;
  /** Whether the citizen got their answer: once for a case. */
  surveyed(number: string, helped: Helped): Promise<boolean>;
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

/** So many citizens are told at once. */
const TOLD_AT_ONCE = 500;

/** The desks of the city, put together from what each file knows. */
export function createDesk({ db, registry, agents, city, now, newId, bus, log }: Needs): Desk {
  const moves = createMoves({ db, now, bus, ...(log && { log }) });
  const { cases } = moves;
  const organisation = createOrganisations({ db, city, bus, now });

  async function atWork(): Promise<Working> {
    const [{ organisation: is, closed }, working] = await Promise.all([organisation.current(), agents.atWork()]);
    const present = (group: string, secrecy: Case['secrecy']) => {
      const there = working.filter((one) => (secrecy === 'strong' ? one.ownGroups : one.groups).includes(group));
      return new Set(there.map((one) => centreOf(is, one)));
    };
    return { organisation: is, closed, agents: working, present, at: now() };
  }

  const places = createPlaces({ moves, atWork, now });
  const claim = createClaim({ moves, atWork, now });
  const next = createNext({ waiting: places.waiting, claim });
  const { release, takeBack, lapse } = createRelease({ moves, now });
  const { preview, transfer, toBot, answerConsent } = createTransfer({ moves, city, atWork, newId, now });
  const { leave, beReached, askAgain, heard } = createWaiting({ moves, now });

  return {
    organisation,
    atWork,
    ...createLease({ moves, agents, now }),
    ...createOwners({ moves, heard, now }),
    ...createSurvey({ moves, now }),
    ...places,
    close: createClose({ moves, registry, city, now }),
    offer: createOffer({ moves, atWork }),
    wait: createWaits({ db, timezone: city.timezone, now }),
    care: createCare({ moves, atWork, lapse, now }),
    preview,
    transfer,
    toBot,
    answerConsent,
    beReached,
    askAgain,
    release,
    takeBack,

    async availability(group, { district = '', secrecy = 'none' } = {}) {
      const work = await atWork();
      const centre = localCentre(work.organisation, group, district);
      return availability({ group, centre, secrecy, since: work.at }, work);
    },

    async localCentre(group, district) {
      return localCentre((await organisation.current()).organisation, group, district);
    },

    open: (handoverId) =>
      cases
        .find(handoverId ? { 'handover.id': handoverId } : { 'handover.state': { $in: ['waiting', 'accepted'] } })
        .lean<Case[]>(),

    async claim(handoverId, agent) {
      const claimed = await claim(handoverId, agent);
      return { ...itemOf(claimed, { position: 0 }), conversationId: claimed.conversationId };
    },

    async claimNext(agent) {
      const claimed = await next(agent);
      return claimed && { ...itemOf(claimed, { position: 0 }), conversationId: claimed.conversationId };
    },

    async leave(conversationId) {
      const left = await leave(conversationId);
      return left && { number: left._id, group: left.group, since: left.handover.since };
    },

    untold: (handoverId) =>
      cases
        .find({ ...(handoverId !== undefined && { 'handover.id': handoverId }), 'handover.toTell': { $gt: '' } })
        .limit(TOLD_AT_ONCE)
        .lean<Case[]>(),

    async told({ _id, handover }) {
      await cases.updateOne({ _id, 'handover.moves': handover.moves }, { $set: { 'handover.toTell': '' } });
    },
  };
}
