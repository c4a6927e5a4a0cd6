import type { Activity, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import type { Registry } from '../cases/registry.js';
import { apologise } from '../dialogs/apology.js';
import { helpInEmergency } from '../dialogs/emergency.js';
import { isEmergency } from '../dialogs/emergency-signs.js';
import { greet } from '../dialogs/greeting.js';
import { withoutCode } from '../dialogs/hide-code.js';
import { interrupt } from '../dialogs/interrupts.js';
import { changeLanguage, chosenLanguage, joinIn } from '../dialogs/language.js';
import { hear } from '../dialogs/main.js';
import { heardOfChat } from '../dialogs/save-chat.js';
import { answerConsent } from '../dialogs/talk-to-human.js';
import {
  type LeftQuestion,
  newTalk,
  type Reply,
  type Services,
  sentence,
  type Talk,
  type Turn,
} from '../dialogs/turn.js';
import { hearInQueue, sayOwner } from '../dialogs/waiting.js';
import { withWesternDigits } from '../knowledge/text.js';
import type { LogEntry } from '../store/activity-log.js';
import type { Conversation, Conversations } from '../store/conversations.js';
import { activityOf } from './activities.js';
import { isHandedIn, refusalFor, takeOver } from './handed-in.js';
import { LONGEST } from './screen.js';
import { filesOf, positionOf } from './sent.js';

export interface TurnNeeds {
  services: Services;
  conversations: Conversations;
  registry: Pick<Registry, 'keepContact'>;
  /** Keeps a question that nobody answered, by where it stands in the log. */
  leave(conversationId: string, question: LeftQuestion): Promise<void>;
  /** Takes the words of one message out of the log, when only its answer showed that they must not be kept. */
  forget(entry: LogEntry): Promise<void>;
  /** Keeps only these words of a message. */
  reword(entry: LogEntry, text: string): Promise<void>;
  /** Told of every kind of reply, for the figures. */
  observe(kind: string): void;
  log: Logger;
  now: () => Date;
}

/** Who asks for a language that is not served yet is greeted in English, unless they read Swedish. */
function firstLanguage(locale: string, services: Services): string {
  const readsSwedish = locale === '' || /^(sv|no|nb|nn|da)\b/i.test(locale);
  return services.locales.served(locale) ?? (readsSwedish ? 'sv' : 'en');
}

function talkOf({ state, locale }: Conversation, services: Services): Talk {
  const language = firstLanguage(locale, services);
  return { ...newTalk(language), guessed: !services.locales.served(locale), ...(state as Partial<Talk>) };
}

/** Start, join and language events of the chat page. Anything else a client sends as an event is not for us. */
function hearEvent(turn: Turn, activity: Partial<Activity>): void {
  const given = (activity.value as { locale?: unknown } | undefined)?.locale;
  const tag = typeof given === 'string' ? given : undefined;
  const { locales } = turn.services;
  const wanted = locales.menu.some(({ code }) => code === tag) ? tag : locales.served(tag);
  if (!wanted) return;
  if (activity.name === 'webchat/join' && !turn.talk.matter && !turn.talk.chosen) joinIn(turn, wanted);
  if (activity.name === 'webchat/language' && wanted !== chosenLanguage(turn.talk)) changeLanguage(turn, wanted);
}

/** While a queue or an agent has the conversation the bot only listens for these; true when nothing more is to be done. */
async function divert(turn: Turn): Promise<boolean> {
  const { services, talk } = turn;
  const owner = await services.desk.hear(turn.conversationId, turn.seq);
  if (owner.kind === 'bot') return false;
  talk.withPerson = true;
  if (talk.matter) talk.matter.lastSeq = turn.seq;
  const meanings = services.locales.meaning(turn.text).map(({ command }) => command);
  if (owner.asksConsent && (await answerConsent(turn))) return true;
  if (meanings.includes('name') || meanings.includes('language')) await interrupt(turn);
  else if (await heardOfChat(turn)) return true;
  else if (owner.kind === 'queue') await hearInQueue(turn, owner);
  else if (meanings.includes('human')) await sayOwner(turn, owner);
  return true;
}

async function hearMessage(turn: Turn, activity: Partial<Activity>): Promise<void> {
  const { protected: emergency, spoken, refused, masked } = (activity.channelData ?? {}) as Record<string, unknown>;
  if (isEmergency(emergency)) return helpInEmergency(turn, emergency, String(spoken));
  if (refused) {
    return turn.say({ kind: 'invalid', text: sentence(turn, 'unknown.tooLong', { count: LONGEST }) });
  }
  if (await divert(turn)) withoutCode(turn);
  else await hear(turn);
  if (masked) turn.say({ kind: 'notice', text: sentence(turn, 'notice.masked') });
}

async function dispatch(turn: Turn, activity: Partial<Activity>): Promise<void> {
  if (activity.type === 'conversationUpdate') return greet(turn);
  if (isHandedIn(turn, activity)) return takeOver(turn, activity);
  if (activity.type === 'event') return hearEvent(turn, activity);
  if (activity.type === 'message') return hearMessage(turn, activity);
}

/**
 * One citizen message through the house: localise, protect, divert, continue or interrupt, answer, keep. A turn that was
 * already heard does nothing; one that is repeated after a crash says the same again, and the log drops what it has.
 */
export function createTurn(needs: TurnNeeds): (context: TurnContext, entry: LogEntry) => Promise<void> {
  const { services, conversations, registry, leave, forget, reword, observe, log, now } = needs;

  async function keep(turn: Turn, before: string): Promise<void> {
    const { matter } = turn.talk;
    if (!matter || JSON.stringify(matter) === before) return;
    matter.answerMs = Math.max(0, now().getTime() - turn.at.getTime());
    await registry.keepContact({
      ...matter,
      conversationId: turn.conversationId,
      channel: turn.channel,
      openedAt: new Date(matter.openedAt),
      lastAt: turn.at,
      articles: matter.articles.map((article) => ({ ...article, at: new Date(article.at) })),
    });
  }

  return async (context, entry) => {
    const conversation = await conversations.find(entry.conversationId);
    if (!conversation || conversation.heard >= entry.seq) return;
    const talk = talkOf(conversation, services);
    const before = JSON.stringify(talk.matter);
    const replies: Reply[] = [];
    const left: LeftQuestion[] = [];
    let forgotten = false;
    let rest: string | undefined;
    const { activity } = entry;
    const turn: Turn = {
      id: entry.id,
      seq: entry.seq,
      at: entry.at,
      conversationId: entry.conversationId,
      channel: conversation.channel,
      // A number typed in Arabic or Persian digits is a number to every dialog.
      text: withWesternDigits(activity.text ?? ''),
      hasFiles: (activity.attachments ?? []).length > 0,
      files: filesOf(activity),
      position: positionOf(activity),
      talk,
      services,
      say: (reply) => void replies.push(reply),
      keepMatter: () => keep(turn, before),
      leave: (question) => void left.push(question),
      forget: (some) => {
        if (some === undefined) forgotten = true;
        else rest = some;
      },
    };
    try {
      await dispatch(turn, activity as Partial<Activity>);
    } catch (error) {
      log.error({ error, conversationId: entry.conversationId, seq: entry.seq }, 'a turn went wrong');
      replies.length = 0;
      // The turn has changed the form it was given; the one that is stored has what the citizen answered before.
      const kept = await conversations.find(entry.conversationId);
      apologise(turn, (kept?.state as Partial<Talk> | undefined)?.form ?? null);
    }
    const menu = replies.flatMap(({ choices = [] }) => choices);
    if (menu.length > 0) talk.menu = menu;
    for (const { kind } of replies) observe(kind);
    const unsafe = replies.some(({ kind }) => kind === 'emergency') && !activity.channelData?.protected;
    if (unsafe || forgotten) await forget(entry);
    else if (rest !== undefined) await reword(entry, rest);
    const said = replies.map((reply) => activityOf(reply, { language: talk.language, replyToId: entry.id }));
    if (isHandedIn(turn, activity as Partial<Activity>)) said.push(...(await refusalFor(turn, conversation)));
    // These may be repeated; the state, which says that the turn was heard, may not come before them.
    const leaving = left.map((question) => leave(entry.conversationId, question));
    await Promise.all([said.length > 0 && context.sendActivities(said), keep(turn, before), ...leaving]);
    const { id, state } = { id: entry.conversationId, state: talk as unknown as Record<string, unknown> };
    await conversations.save({ id, version: conversation.version, state, heard: entry.seq, now: now() });
  };
}
