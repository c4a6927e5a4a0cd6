import type { Case, ReachedBy } from '../cases/case.js';
import { readEmail, readPhone } from '../cases/reach.js';
import type { City } from '../city/index.js';
import type { Wait } from '../handover/waits.js';
import { groupCalled } from './desk-closed.js';
import { reachIn } from './hear-reach.js';
import { labelIn, numberIn } from './labels.js';
import { sayQuestion } from './reach.js';
import { type Asking, type Choice, type Reply, sentence, type Turn } from './turn.js';

/** What somebody who waits may do instead. */
export type Way = 'leave' | 'write' | 'call' | 'stay';

/** The labels of the ways, by which they are also understood. */
export const WAYS: Readonly<Record<Way, string>> = {
  leave: 'handover.leave',
  write: 'waiting.write',
  call: 'waiting.call',
  stay: 'waiting.stay',
};

const REACHED: Readonly<Partial<Record<Way, ReachedBy>>> = { write: 'write', call: 'call', stay: 'chat' };

type Known = Pick<Case, 'channel' | 'category' | 'secrecy'> & { reachBy: ReachedBy };

/**
 * The ways that are open to somebody who waits. Nobody is written a letter about a matter of strong secrecy, and whoever
 * may not be safe at home is not called either.
 */
export function waysFor(
  { channel, category, secrecy, reachBy }: Known,
  { city, mail }: { city: Pick<City, 'categories'>; mail: boolean },
): Way[] {
  const strong = secrecy === 'strong';
  const written = channel !== 'directline' || (mail && !strong);
  const called = !(strong && city.categories[category]?.intake === 'refer');
  return [
    ...(reachBy === 'chat' ? [] : (['stay'] as const)),
    ...(written && reachBy !== 'write' ? (['write'] as const) : []),
    ...(called && reachBy !== 'call' ? (['call'] as const) : []),
    'leave',
  ];
}

export function wayChoices(turn: Turn, ways: readonly Way[]): Choice[] {
  return ways.map((way) => ({ label: sentence(turn, WAYS[way]), action: actionOf(way) }));
}

function actionOf(way: Way): Choice['action'] {
  const by = REACHED[way];
  return by ? { do: 'reach', by } : { do: 'leave' };
}

/** How long others have waited; '' when too little is known. */
export function waitSentence(
  say: (key: string, values?: Record<string, unknown>) => string,
  wait: Wait | undefined,
): string {
  if (!wait) return '';
  return wait.from < wait.to ? say('handover.wait', { ...wait }) : say('handover.waitOne', { count: wait.to });
}

export async function waitText(turn: Turn, group: string): Promise<string> {
  const wait = await turn.services.desk.wait(group, turn.talk.language);
  return waitSentence((key, values) => sentence(turn, key, values), wait);
}

export type Owner = Exclude<Awaited<ReturnType<Turn['services']['desk']['ownerOf']>>, { kind: 'bot' }>;
type InQueue = Extract<Owner, { kind: 'queue' }>;

/** Who has the conversation: with whom the citizen writes, or where they stand and what they may do instead. */
export async function sayOwner(turn: Turn, owner: Owner): Promise<void> {
  const { number } = owner;
  if (owner.kind === 'agent') {
    const text = sentence(turn, 'handover.withPerson', { number, name: owner.agentName });
    const data = { state: 'accepted', caseNumber: number, agent: owner.agentName };
    return turn.say({ kind: 'handover', text, data });
  }
  const { position, group } = owner;
  const place = sentence(turn, 'handover.stillWaiting', { number, position, group: groupCalled(turn, group).name });
  await sayPlace(turn, owner, place);
}

async function sayPlace(turn: Turn, { number, position, group }: InQueue, text: string): Promise<void> {
  const { follow, city, mail } = turn.services;
  const found = await follow.find(number);
  const reachBy = found?.handover.reachBy ?? 'chat';
  const ways = found ? waysFor({ ...found, reachBy }, { city, mail }) : (['leave'] as const);
  const reply: Reply = {
    kind: 'handover',
    text: [text, await waitText(turn, group)].filter(Boolean).join('\n\n'),
    choices: wayChoices(turn, ways),
    data: { state: 'waiting', position, caseNumber: number, reachBy },
  };
  turn.say(reply);
}

/** Hears somebody who waits. What is no word to the bot is for the agent to come, and is in the log already. */
export async function hearInQueue(turn: Turn, owner: InQueue): Promise<void> {
  const { talk } = turn;
  const menu = talk.menu;
  talk.menu = [];
  const way = wayIn(turn, menu);
  if (way) {
    talk.asking = null;
    return goTheWay(turn, owner, way);
  }
  if (await heardWhereToReach(turn, owner)) return;
  const meanings = turn.services.locales.meaning(turn.text).map(({ command }) => command);
  if (['human', 'status', 'howLong'].some((word) => meanings.includes(word as never))) await sayOwner(turn, owner);
}

function wayIn(turn: Turn, menu: readonly Choice[]): Way | undefined {
  const label = labelIn(turn, WAYS);
  if (label) return label;
  const number = numberIn(turn.text);
  const action = number === undefined ? undefined : menu[number - 1]?.action;
  if (action) return (Object.keys(WAYS) as Way[]).find((way) => sameAs(actionOf(way), action));
  const meanings = turn.services.locales.meaning(turn.text).map(({ command }) => command);
  if (meanings.includes('leave') || meanings.includes('cancel')) return 'leave';
  return (['write', 'call'] as const).find((command) => meanings.includes(command));
}

const sameAs = (one: Choice['action'], other: Choice['action']) => JSON.stringify(one) === JSON.stringify(other);

/** Does what a button says, when the citizen still waits. */
export async function takeWay(turn: Turn, way: Way): Promise<void> {
  const owner = await turn.services.desk.ownerOf(turn.conversationId);
  if (owner.kind === 'queue') return goTheWay(turn, owner, way);
  if (owner.kind === 'agent') return sayOwner(turn, owner);
  turn.say({ kind: 'notice', text: sentence(turn, 'waiting.notWaiting') });
}

async function goTheWay(turn: Turn, owner: InQueue, way: Way): Promise<void> {
  if (way === 'leave') return leaveQueue(turn);
  const { follow, city, mail } = turn.services;
  const found = await follow.find(owner.number);
  if (!found) return sayOwner(turn, owner);
  const { reachBy } = found.handover;
  const by = REACHED[way] ?? 'chat';
  if (by !== reachBy && !waysFor({ ...found, reachBy }, { city, mail }).includes(way)) {
    return sayPlace(turn, owner, sentence(turn, 'waiting.cannot'));
  }
  const missing = by === 'call' ? !readPhone(found.reach.phone) : by === 'write' && needsAddress(turn, found);
  if (missing && by !== 'chat') {
    turn.talk.asking = { form: 'reach', field: 'contact', caseNumber: owner.number, tries: 0, by };
    return sayQuestion(turn);
  }
  await keepPlace(turn, owner, by);
}

/** On a channel of somebody else's we can write to the citizen as long as they use it; our own page may be closed. */
function needsAddress(turn: Turn, { reach }: Case): boolean {
  return turn.channel === 'directline' && !readEmail(reach.email);
}

async function keepPlace(turn: Turn, owner: InQueue, by: ReachedBy): Promise<void> {
  const { desk, follow } = turn.services;
  const kept = await desk.beReached(turn.conversationId, by);
  if (!kept) {
    const now = await desk.ownerOf(turn.conversationId);
    if (now.kind !== 'bot') await sayOwner(turn, now);
    return;
  }
  const { phone = '', email = '' } = (await follow.find(owner.number))?.reach ?? {};
  const { position } = owner;
  const text =
    by === 'call'
      ? sentence(turn, 'waiting.willCall', { phone, position })
      : by === 'chat'
        ? sentence(turn, 'waiting.stays', { position })
        : email
          ? sentence(turn, 'waiting.willWrite', { email, position })
          : sentence(turn, 'waiting.willWriteHere', { position });
  await sayPlace(turn, owner, text);
}

type ReachAsking = Extract<NonNullable<Asking>, { form: 'reach' }>;

/** The number or the address that was asked for. Anything else they write is for the agent, and asks nothing again. */
async function heardWhereToReach(turn: Turn, owner: InQueue): Promise<boolean> {
  const { talk, services } = turn;
  const asking = talk.asking as ReachAsking | null;
  if (asking?.form !== 'reach' || !asking.by) return false;
  const told = reachIn(turn.text);
  const found = asking.by === 'call' ? told.phone && { phone: told.phone } : told.email && { email: told.email };
  if (found) {
    talk.asking = null;
    await services.addReach(owner.number, found);
    await keepPlace(turn, owner, asking.by);
    return true;
  }
  const meanings = services.locales.meaning(turn.text).map(({ command }) => command);
  if (meanings.includes('no') || meanings.includes('skip')) {
    talk.asking = null;
    await sayOwner(turn, owner);
    return true;
  }
  const tried = asking.by === 'call' ? /\d{3}/.test(turn.text) : turn.text.includes('@');
  if (!tried || asking.tries > 0) {
    talk.asking = null;
    return false;
  }
  asking.tries += 1;
  const text = sentence(turn, asking.by === 'call' ? 'waiting.notPhone' : 'waiting.notEmail');
  turn.say({ kind: 'invalid', text, data: { form: 'reach', field: 'contact' } });
  return true;
}

/** The citizen no longer wants to wait; the case stays. */
export async function leaveQueue(turn: Turn): Promise<void> {
  const left = await turn.services.desk.leave(turn.conversationId);
  if (!left) return;
  const { number } = left;
  turn.say({
    kind: 'handover',
    text: sentence(turn, 'handover.left', { number }),
    data: { state: 'closed', caseNumber: number },
  });
}
