import { type Activity, EventFactory } from 'botbuilder';
import type { Case } from '../cases/case.js';
import { talkToHuman } from '../dialogs/talk-to-human.js';
import type { Turn } from '../dialogs/turn.js';
import type { ActivityLog } from '../store/activity-log.js';
import type { Conversation } from '../store/conversations.js';
import { INITIATE } from '../web/routes/handed-in.js';

type State = 'accepted' | 'failed' | 'completed';

/** What another bot is told of a move of the conversation that it has handed to us. */
const STATES: Readonly<Record<string, State>> = {
  accepted: 'accepted',
  closed: 'completed',
  ended: 'completed',
  'idle-closed': 'completed',
  'to-bot': 'completed',
  nobody: 'failed',
  left: 'failed',
};

/** Our own chat has no bot before ours: there it is an event like any other. */
export function isHandedIn({ channel }: Pick<Turn, 'channel'>, { name }: { name?: string }): boolean {
  return name === INITIATE && channel !== 'directline';
}

/** The event `handoff.status`; none for a case that came about in another way than by another bot's wish. */
export async function statusOf(
  { origin, channel, conversationId }: Case,
  { move, log, conversation }: { move: string; log: Pick<ActivityLog, 'after'>; conversation: Conversation },
): Promise<Partial<Activity>[]> {
  const state = STATES[move];
  const seq = Number(origin.split('|').at(-1));
  if (!state || channel === 'directline' || !Number.isInteger(seq)) return [];
  const [wish] = await log.after(conversationId, seq - 1, 1);
  return wish?.id === origin && isHandedIn({ channel }, wish.activity) ? [status(conversation, state)] : [];
}

function status({ reference }: Conversation, state: State): Partial<Activity> {
  return EventFactory.createHandoffStatus(reference.conversation as Activity['conversation'], state);
}

/** Takes a conversation that another bot could not go on with to our people, under a case, like any that wants one. */
export async function takeOver(turn: Turn, { value, locale }: Partial<Activity>): Promise<void> {
  const { category, language } = (value ?? {}) as Record<string, unknown>;
  const { talk, services } = turn;
  const wanted = services.locales.served(typeof language === 'string' ? language : locale);
  Object.assign(talk, { greeted: true, ...(wanted && { language: wanted, guessed: false }) });
  const known = typeof category === 'string' && Object.hasOwn(services.city.categories, category);
  await talkToHuman(turn, known ? category : undefined);
}

/** Nobody is here to take it: the other bot goes on, and knows it. */
export async function refusalFor(turn: Turn, conversation: Conversation): Promise<Partial<Activity>[]> {
  const owner = await turn.services.desk.ownerOf(turn.conversationId);
  return owner.kind === 'bot' ? [status(conversation, 'failed')] : [];
}
