import type { Case } from '../cases/case.js';
import type { Secrecy } from '../cases/secrecy.js';
import type { City } from '../city/index.js';
import { type Agent, type Agents, isHeardOf, type Presence } from './agents.js';
import type { Working } from './claim.js';
import type { Desk } from './desk.js';
import type { Ledger } from './ledger.js';
import type { Closure } from './organisation.js';
import type { HandoverItem } from './places.js';
import { centresWith, deskOpening, type Offer, type Overflow } from './routing.js';
import type { Wait } from './waits.js';

/** Why nobody answers at a desk: outside its hours, closed by a supervisor, or nobody of it is at work. */
export const SHUTS = ['hours', 'closed', 'empty'] as const;
export type Shut = (typeof SHUTS)[number];

/** Whom a conversation worries: its group or the supervisors, because nobody takes it, or whoever has it is silent. */
export const WORRIES = ['', 'group', 'supervisor', 'silent'] as const;
export type Worry = (typeof WORRIES)[number];

interface Queued {
  waiting: number;
  /** Since when the one waits who has waited longest; null when nobody does. */
  since: Date | null;
}

export interface BoardDesk extends Queued {
  centre: string;
  open: boolean;
  /** '' when it is open. */
  why: Shut | '';
  /** When it opens next, if that is known. */
  opensAt: Date | null;
  /** How a supervisor closed it, until that is over; `all`: with the group's other desks. */
  closed: { why: string; until: Date; byName: string; all: boolean } | null;
  atWork: number;
}

export interface BoardGroup extends Queued {
  group: string;
  desks: BoardDesk[];
  /** Of those who wait now; `wait` is null where too little was measured. */
  languages: (Queued & { language: string; wait: Wait | null })[];
}

export interface BoardAgent {
  id: string;
  name: string;
  centre: string;
  groups: string[];
  languages: string[];
  presence: Presence;
  reason: string;
  /** Conversations now, and how many at most; 0 for no limit. */
  load: number;
  capacity: number;
}

/** A conversation that waits or has an agent, without a word of what it is about. */
export interface BoardConversation {
  id: string;
  caseNumber: string;
  state: 'waiting' | 'accepted';
  group: string;
  centre: string;
  language: string;
  secrecy: Secrecy;
  since: Date;
  agentId: string;
  agentName: string;
  /** Id of somebody it is kept for now; '' for nobody. */
  wanted: string;
  worry: Worry;
  /** Since when the citizen has had no answer, if that is the worry. */
  silentSince: Date | null;
  offers: Offer[];
}

export interface Board {
  at: Date;
  groups: BoardGroup[];
  agents: BoardAgent[];
  conversations: BoardConversation[];
  /** More wait than are counted here. */
  more: boolean;
  /** Who waits and is shown to another centre at this moment. */
  overflow: { group: string; from: string; to: string; why: Overflow; waiting: number }[];
  ledger: Ledger;
}

interface Needs {
  desk: Pick<Desk, 'all' | 'atWork' | 'organisation' | 'wait'>;
  agents: Pick<Agents, 'list'>;
  city: Pick<City, 'groups'>;
  ledger: () => Promise<Ledger>;
}

const MINUTE_MS = 60_000;

/** The contact centre at this moment, inside the walls of whoever asks. */
export function createBoard({ desk, agents, city, ledger }: Needs) {
  async function languagesOf(group: string, waiting: readonly BoardConversation[]): Promise<BoardGroup['languages']> {
    const codes = [...new Set(waiting.map(({ language }) => language))].sort();
    return Promise.all(
      codes.map(async (language) => ({
        language,
        ...queued(waiting.filter((one) => one.language === language)),
        wait: (await desk.wait(group, language)) ?? null,
      })),
    );
  }

  return async (supervisor: Agent): Promise<Board> => {
    const [work, { closed }, { items, more }, accounts, lent] = await Promise.all([
      desk.atWork(),
      desk.organisation.current(),
      desk.all(supervisor),
      agents.list(),
      ledger(),
    ]);
    const conversations = items.map((item) => conversationOf(item, work));
    const waiting = conversations.filter(({ state }) => state === 'waiting');
    const groups = Object.keys(city.groups).map(async (group) => {
      const here = waiting.filter((one) => one.group === group);
      const desks = centresWith(work.organisation, group).map((centre) =>
        deskOf({ group, centre, waiting: here.filter((one) => one.centre === centre) }, work, closed),
      );
      return { group, ...queued(here), desks, languages: await languagesOf(group, here) };
    });
    return {
      at: work.at,
      groups: await Promise.all(groups),
      agents: peopleOf(accounts, conversations, work),
      conversations,
      more,
      overflow: overflowOf(waiting),
      ledger: lent,
    };
  };
}

function queued(waiting: readonly BoardConversation[]): Queued {
  const longest = Math.min(...waiting.map(({ since }) => since.getTime()));
  return { waiting: waiting.length, since: waiting.length > 0 ? new Date(longest) : null };
}

function deskOf(
  { group, centre, waiting }: { group: string; centre: string; waiting: readonly BoardConversation[] },
  work: Working,
  closed: readonly Closure[],
): BoardDesk {
  const { open, opensAt } = deskOpening(work, group, centre);
  const atWork = work.agents.filter((one) => one.groups.includes(group) && ['', centre].includes(one.centre)).length;
  const closure = closedNow(closed, { group, centre, at: work.at });
  const why = closure ? 'closed' : !open ? 'hours' : atWork === 0 ? 'empty' : '';
  return {
    centre,
    open: why === '',
    why,
    opensAt: opensAt ?? null,
    closed: closure
      ? { why: closure.why, until: closure.until, byName: closure.by.name, all: closure.centre === '' }
      : null,
    atWork,
    ...queued(waiting),
  };
}

const closedNow = (closed: readonly Closure[], { group, centre, at }: { group: string; centre: string; at: Date }) =>
  closed.find((one) => one.group === group && ['', centre].includes(one.centre) && one.until > at);

/** Who is signed in, also those who are away for a while, and whoever has a conversation all the same. */
function peopleOf(accounts: readonly Agent[], conversations: readonly BoardConversation[], work: Working) {
  const covering = new Map(work.agents.map(({ id, groups }) => [id, groups]));
  const most = work.organisation.desks.capacity ?? 0;
  return accounts.flatMap((agent): BoardAgent[] => {
    const { id, name, centre, languages, presence, presenceReason: reason } = agent;
    const load = conversations.filter(({ agentId }) => agentId === id).length;
    const here = agent.active && agent.roles.includes('agent') && presence !== 'off' && isHeardOf(agent, work.at);
    if (!here && load === 0) return [];
    const groups = covering.get(id) ?? agent.groups;
    const capacity = agent.capacity || most;
    return [{ id, name, centre, groups, languages, presence: here ? presence : 'off', reason, load, capacity }];
  });
}

function conversationOf(item: HandoverItem, work: Working): BoardConversation {
  const { id, caseNumber, group, centre, language, secrecy, since, agentId, agentName, offers } = item;
  const wanted = item.keptUntil && item.keptUntil > work.at ? item.wanted : '';
  const state = item.state === 'accepted' ? 'accepted' : 'waiting';
  const silentSince = state === 'accepted' ? unanswered(item, work) : null;
  const worry = silentSince ? 'silent' : worryOf(state === 'waiting' ? item.alarm : 0);
  const facts = { id, caseNumber, state, group, centre, language, secrecy, since } as const;
  return { ...facts, agentId, agentName, wanted, worry, silentSince, offers };
}

const worryOf = (alarm: Case['handover']['alarm']): Worry => (alarm >= 2 ? 'supervisor' : alarm === 1 ? 'group' : '');

/** The citizen wrote last, and nothing came for as long as the group would be told of somebody who waits. */
function unanswered({ citizenAt, agentAt }: HandoverItem, { at, organisation }: Working): Date | null {
  const allowed = organisation.desks.alarm.groupAfterMinutes * MINUTE_MS;
  if (!citizenAt || (agentAt && agentAt >= citizenAt)) return null;
  return at.getTime() - citizenAt.getTime() >= allowed ? citizenAt : null;
}

function overflowOf(waiting: readonly BoardConversation[]): Board['overflow'] {
  const flows = new Map<string, Board['overflow'][number]>();
  for (const { group, centre: from, offers } of waiting) {
    for (const { centre: to, why } of offers) {
      if (why === '') continue;
      const key = `${group} ${from} ${to} ${why}`;
      const flow = flows.get(key) ?? { group, from, to, why, waiting: 0 };
      flow.waiting += 1;
      flows.set(key, flow);
    }
  }
  return [...flows.values()];
}
