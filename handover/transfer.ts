import type { Case } from '../cases/case.js';
import { IDLE_MS, rulesOf } from '../cases/secrecy.js';
import { originsOf } from '../cases/status.js';
import type { City } from '../city/index.js';
import type { Agent } from './agents.js';
import { answersFor, type Working } from './claim.js';
import { CITIZEN, entryBy, heardNoMore, inQueue, isTheirs, type Moves, notTheirs, withoutWords } from './moving.js';
import { KEPT_MS } from './offering.js';
import { Refusal } from './refusal.js';
import { availability, centresWith } from './routing.js';

/** Where a conversation is sent: what it is about decides the group and the board. */
export interface Destination {
  category: string;
  /** '' for any desk of the group. */
  centre?: string;
  /** Somebody it is kept for. */
  agentId?: string;
}

export interface Transfer {
  to: Destination;
  /** For the colleague who takes it; kept only where words are. */
  note?: string;
  /** Asked for when the conversation was sent on before. */
  why?: string;
  /** To another board: whether what was said so far goes along. */
  transcript?: boolean;
}

/** What follows and what stays when a conversation is sent on: for the agent to look at before it happens. */
export interface Preview {
  group: string;
  board: string;
  centre: string;
  open: boolean;
  /** Another board is another authority: the citizen is asked, and it becomes a case of its own. */
  needsConsent: boolean;
  /** It was sent on before. */
  needsWhy: boolean;
  follows: ('case' | 'transcript' | 'details' | 'notes' | 'place' | 'contact')[];
  stays: ('case' | 'transcript' | 'details' | 'notes')[];
}

interface Needs {
  moves: Moves;
  city: Pick<City, 'categories' | 'timezone'>;
  atWork: () => Promise<Working>;
  newId: () => string;
  now: () => Date;
}

export function createTransfer({ moves, city, atWork, newId, now }: Needs) {
  /** @throws {Refusal} when there is nobody to send it to */
  async function checked(found: Case, { category, centre = '', agentId = '' }: Destination) {
    if (!Object.hasOwn(city.categories, category)) throw new Refusal('not-valid', 'unknown category');
    const rules = rulesOf(city, category);
    const work = await atWork();
    if (centre && !centresWith(work.organisation, rules.group).includes(centre))
      throw new Refusal('not-valid', 'this desk is not there any more');
    const secrecy = found.secrecy === 'strong' ? found.secrecy : rules.secrecy;
    if (agentId) {
      const agent = work.agents.find(({ id }) => id === agentId);
      const own = agent && { ...agent, groups: agent.ownGroups };
      if (!own || !answersFor({ group: rules.group, secrecy, assignedTo: '' }, own, work.at))
        throw new Refusal('closed', 'this agent is not at work in the group');
    }
    const since = work.at;
    const { open } = availability({ group: rules.group, centre, secrecy, since }, work);
    return { rules: { ...rules, secrecy }, open, another: rules.board !== found.board };
  }

  async function owned(handoverId: string, agent: Agent): Promise<Case> {
    const found = await moves.seen(handoverId, agent);
    const { state, agentId } = found.handover;
    if (state !== 'accepted' || agentId !== agent.id) throw notTheirs(found, agent);
    return found;
  }

  return {
    /** Changes nothing. @throws {Refusal} */
    async preview(handoverId: string, agent: Agent, to: Destination, transcript = true): Promise<Preview> {
      const found = await owned(handoverId, agent);
      const { rules, open, another } = await checked(found, to);
      const { group, board } = rules;
      const about = { group, board, centre: to.centre ?? '', open, needsConsent: another };
      const needsWhy = found.handover.transfers > 0;
      if (!another) {
        const follows: Preview['follows'] = ['case', 'transcript', 'details', 'notes', 'place', 'contact'];
        return { ...about, needsWhy, follows, stays: [] };
      }
      return {
        ...about,
        needsWhy,
        follows: ['place', 'contact', ...(transcript ? (['transcript'] as const) : [])],
        stays: ['case', 'details', 'notes', ...(transcript ? [] : (['transcript'] as const))],
      };
    },

    /**
     * Sends a conversation on: away from the agent, into the other queue with its old place, and the note, in one
     * write. To another board it only asks the citizen. @throws {Refusal} and nothing has changed
     */
    async transfer(handoverId: string, agent: Agent, { to, note = '', why = '', transcript = false }: Transfer) {
      const found = await owned(handoverId, agent);
      if (found.handover.transfers > 0 && !why.trim())
        throw new Refusal('why-needed', 'it was sent on before: say why it is again');
      const { rules, open, another } = await checked(found, to);
      if (!open) throw new Refusal('closed', 'nobody is at this desk now');
      const at = now();
      const { category, centre = '', agentId = '' } = to;
      if (another) {
        const before = found.handover.asked;
        if (before) {
          const same = before.category === category && before.centre === centre && before.transcript === transcript;
          if (same) return { case: found, asked: true };
          throw new Refusal('conflict', 'the citizen was asked about another board and has not answered yet');
        }
        const asked = { id: newId(), category, centre, transcript, by: { id: agent.id, name: agent.name }, at };
        const entry = entryBy(agent, at, 'asked-consent', { category, board: rules.board });
        const set = { 'handover.asked': asked };
        const expected = { ...isTheirs(agent), 'handover.asked': null };
        const moved = await moves.move(found, expected, { set, entry, toTell: 'ask-consent' });
        if (!moved) throw notTheirs(await moves.seen(handoverId, agent), agent);
        return { case: moved, asked: true };
      }
      const words = rules.secrecy === 'strong' ? '' : [why.trim(), note.trim()].filter(Boolean).join('\n');
      const key = words ? newId() : '';
      const entry = {
        ...entryBy(agent, at, 'transferred', {
          group: rules.group,
          centre,
          ...(category !== found.category && { category, before: found.category }),
          ...(agentId && { agent: agentId }),
        }),
        words: key,
      };
      const moved = await moves.move(
        found,
        { ...isTheirs(agent), version: found.version, status: { $in: originsOf('waiting') } },
        {
          set: {
            ...inQueue(found, at),
            ...rules,
            ...(rules.secrecy === 'strong' &&
              found.secrecy !== 'strong' &&
              withoutWords(new Date(at.getTime() + IDLE_MS))),
            ...(words && { [`texts.${key}`]: words }),
            'handover.centre': centre,
            'handover.wanted': agentId,
            'handover.keptUntil': agentId ? new Date(at.getTime() + KEPT_MS) : new Date(0),
            'handover.transfers': found.handover.transfers + 1,
          },
          entry,
          toTell: 'transferred',
        },
      );
      if (!moved) throw notTheirs(await moves.seen(handoverId, agent), agent);
      return { case: moved, asked: false };
    },

    /** The bot has the conversation again; the agent keeps the case. @throws {Refusal} */
    async toBot(handoverId: string, agent: Agent): Promise<Case> {
      const found = await owned(handoverId, agent);
      const at = now();
      const set = await moves.over(found, at);
      const entry = entryBy(agent, at, 'to-bot');
      const expected = { ...isTheirs(agent), ...heardNoMore(found) };
      const moved = await moves.move(found, expected, { set, entry, toTell: 'to-bot' });
      if (moved) return moved;
      const current = await moves.seen(handoverId, agent);
      if (current.handover.heardSeq > found.handover.heardSeq)
        throw new Refusal('unread', 'the citizen has just written');
      throw notTheirs(current, agent);
    },

    /**
     * The citizen's word on going to another board. With their consent the conversation is over here, and `granted` says
     * what is to be opened there; without it nothing changes. Undefined when nothing was asked.
     */
    async answerConsent(conversationId: string, leave: boolean): Promise<Case | undefined> {
      const found = await moves.cases
        .findOne({ 'handover.openFor': conversationId, 'handover.state': 'accepted' })
        .lean<Case>();
      const asked = found?.handover.asked;
      if (!found || !asked) return undefined;
      const at = now();
      const expected = { 'handover.state': 'accepted' as const, 'handover.asked.id': asked.id, ...heardNoMore(found) };
      const entry = { at, who: CITIZEN, what: leave ? 'consent-given' : 'consent-refused', data: {} };
      const set = leave ? await moves.over(found, at) : { 'handover.asked': null, 'handover.citizenAt': at };
      const moved = await moves.move(found, expected, { set, entry, toTell: leave ? 'goes-on' : 'stays' });
      return moved ?? undefined;
    },
  };
}
