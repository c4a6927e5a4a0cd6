import type { Case, HandoverState, ReachedBy } from '../cases/case.js';
import type { OpenedCase } from '../cases/open-case.js';
import { standingOf } from '../cases/standing.js';
import type { City, Names } from '../city/index.js';
import { SURVEY } from '../dialogs/after-person.js';
import type { Choice, Reply } from '../dialogs/turn.js';
import { WAYS, type Way } from '../dialogs/waiting.js';
import { asksSurvey, HELPED } from '../handover/survey.js';

/** A case that was opened at another board, for a conversation that went there with the citizen's consent. */
export type OpenedElsewhere = OpenedCase &
  Pick<Case, 'group' | 'secrecy'> & { state: HandoverState; reachBy: ReachedBy };

export interface Told {
  found: Case;
  /** The citizen's place, when they wait. */
  position: number;
  say(key: string, values?: Record<string, unknown>): string;
  named(names: Names | undefined): string;
  city: Pick<City, 'groups' | 'boards' | 'categories' | 'resolutions'>;
  /** A day as the citizen reads it. */
  day(at: Date): string;
  /** Words of the agent come with it. */
  words: boolean;
  /** How long a silent citizen has after the question. */
  idleMinutes: number;
  opened: OpenedElsewhere | undefined;
  /** Phones and pages that stay open when nobody is here. */
  points: string;
  link(number: string): string;
  /** How long others have waited; '' when too little is known. */
  wait: string;
  /** What somebody who waits may do instead. */
  ways: readonly Way[];
}

/** What is said of a move is only a label to press: what it does, the words of the answer decide. */
function labels(...texts: string[]): Choice[] {
  return texts.map((label) => ({ label, action: { do: 'ask' } }));
}

const handover = (text: string, data: Record<string, unknown>, choices: Choice[] = []): Reply => ({
  kind: 'handover',
  text,
  data,
  ...(choices.length > 0 && { choices }),
});

/** The place in a queue, how long others have waited, and what to do instead. */
function inQueue(text: string, told: Told, caseNumber: string): Reply {
  const { position, wait, ways, say } = told;
  const choices = labels(...ways.map((way) => say(WAYS[way])));
  const { reachBy } = told.found.handover;
  const data = { state: 'waiting', position, caseNumber, reachBy };
  return handover([text, wait].filter(Boolean).join('\n\n'), data, choices);
}

/** What may be kept of a conversation that is over. */
const keep = (say: Told['say']) => labels(say('transcript.save'));

/** How the case ended, and what to do if that is wrong: for a citizen to whom nobody has written a word. */
function howClosed({ found, words, say, named, city, day, link }: Told): string {
  const { _id, resolution, closedAt, handover: h } = found;
  const spoken = h.agentAt !== null && h.agentAt >= h.since;
  const until = closedAt && standingOf(found, closedAt).contestUntil;
  if (words || spoken || !until) return '';
  return say('handover.closedHow', {
    resolution: named(city.resolutions[resolution]),
    day: day(until),
    link: link(_id),
  });
}

/** What a citizen is told of each move of their conversation, by what the record says is still to be told. */
const SAID: Record<string, (told: Told) => Reply[]> = {
  accepted({ found: { _id: number, handover: h }, say }) {
    const text = say('handover.accepted', { name: h.agentName });
    return [handover(text, { state: 'accepted', caseNumber: number, agent: h.agentName })];
  },
  closed(told) {
    const { found, say } = told;
    const { _id: number, handover: h } = found;
    const closed = say('handover.closed', { name: h.agentName, number });
    const text = [closed, howClosed(told)].filter(Boolean).join('\n\n');
    return [handover(text, { state: 'closed', caseNumber: number }, keep(say))];
  },
  ended({ found: { _id: number, timeline }, say }) {
    const text = say('handover.ended', { name: lastAgent(timeline), number });
    return [handover(text, { state: 'closed', caseNumber: number })];
  },
  returned(told) {
    const { found, say, position } = told;
    const text = say('handover.returned', { name: lastAgent(found.timeline), position });
    return [inQueue(text, told, found._id)];
  },
  unattended(told) {
    const { found, say, named, city, points } = told;
    const text = say('handover.unattended', { number: found._id, group: named(city.groups[found.group]?.name) });
    return [inQueue([text, say('handover.otherWays', { points })].join('\n\n'), { ...told, wait: '' }, found._id)];
  },
  attended(told) {
    const { found, say, named, city, position } = told;
    const text = say('handover.attended', { position, group: named(city.groups[found.group]?.name) });
    return [inQueue(text, told, found._id)];
  },
  transferred(told) {
    const { found, say, named, city, position } = told;
    const text = say('handover.transferred', { group: named(city.groups[found.group]?.name), position });
    return [inQueue(text, told, found._id)];
  },
  idle({ found: { _id: number, handover: h }, say, idleMinutes }) {
    const text = say('handover.idle', { number, count: idleMinutes });
    const data = { state: 'accepted', caseNumber: number, agent: h.agentName };
    return [handover(text, data, labels(say('handover.stillHere')))];
  },
  nobody({ found: { _id: number, group }, say, named, city, points }) {
    const text = say('handover.stillClosed', { number, group: named(city.groups[group]?.name) });
    const data = { state: 'unavailable', caseNumber: number };
    return [handover(`${text}\n\n${say('handover.otherWays', { points })}`, data)];
  },
  'idle-closed'({ found: { _id: number }, say }) {
    return [handover(say('handover.idleClosed', { number }), { state: 'closed', caseNumber: number }, keep(say))];
  },
  'to-bot'({ found: { _id: number, handover: h }, say }) {
    const text = say('handover.toBot', { name: h.agentName, number });
    return [handover(text, { state: 'closed', caseNumber: number })];
  },
  'ask-consent'({ found: { _id: number, handover: h }, say, named, city }) {
    const category = city.categories[h.asked?.category ?? ''];
    const text = say(h.asked?.transcript ? 'handover.askConsentTranscript' : 'handover.askConsent', {
      name: h.agentName,
      group: named(city.groups[category?.group ?? '']?.name),
      board: named(city.boards[category?.board ?? '']),
    });
    const data = { state: 'accepted', caseNumber: number, agent: h.agentName };
    return [handover(text, data, labels(say('handover.consentYes'), say('handover.consentNo')))];
  },
  stays({ found: { _id: number, handover: h }, say }) {
    const data = { state: 'accepted', caseNumber: number, agent: h.agentName };
    return [handover(say('handover.stays', { name: h.agentName }), data)];
  },
  'goes-on'(told) {
    const { found, say, named, city, position, wait, opened, link } = told;
    if (!opened) return [];
    const { number, secret, secrecy, state, reachBy } = opened;
    const group = named(city.groups[opened.group]?.name);
    const data = { caseNumber: number };
    const { phone, email } = found.reach;
    const queued = () => {
      if (reachBy === 'call') return say('waiting.willCall', { phone, position });
      if (reachBy === 'write') return say(email ? 'waiting.willWrite' : 'waiting.willWriteHere', { email, position });
      return say(secrecy === 'strong' ? 'handover.waitingSecret' : 'handover.waiting', { group, position });
    };
    const stands =
      state === 'waiting'
        ? [handover([queued(), wait].filter(Boolean).join('\n\n'), { ...data, state, position, reachBy })]
        : state === 'none'
          ? [handover(say('handover.unavailable', { group }), { ...data, state: 'unavailable' })]
          : [];
    return [
      ...stands,
      {
        kind: 'case',
        text: say('case.registered', { number, secret, group, link: link(number) }),
        choices: labels(...told.ways.map((way) => say(WAYS[way]))),
        data: { caseNumber: number },
      },
    ];
  },
};

/** "Did you get your answer?", once for a case; undefined when it is not asked. */
export function surveyOf({ found, say }: Told): Reply | undefined {
  if (found.handover.toTell !== 'closed' || !asksSurvey(found)) return undefined;
  const choices = labels(...HELPED.map((one) => say(SURVEY[one])), say('transcript.save'));
  return { kind: 'survey', text: say('survey.ask'), choices, data: { caseNumber: found._id } };
}

/** Somebody has left a queue: those behind move up. */
export const LEAVES_QUEUE: ReadonlySet<string> = new Set(['accepted', 'nobody']);
/** Somebody is in a queue with the place they had before: those with a later one move back. */
export const ENTERS_QUEUE: ReadonlySet<string> = new Set(['returned', 'transferred']);

export function repliesTo(told: Told): Reply[] {
  return SAID[told.found.handover.toTell]?.(told) ?? [];
}

/** Who had the conversation last, when nobody has it any more. */
function lastAgent(timeline: Case['timeline']): string {
  return timeline.findLast(({ what }) => what === 'claimed')?.who.name ?? '';
}
