import type { TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import type { ActivityLog, LogEntry, LoggedActivity } from '../store/activity-log.js';
import type { Conversation, Conversations } from '../store/conversations.js';

export type Logic = (context: TurnContext) => Promise<void>;

/** Before anything is stored. `activity` may be kept; `live` is the text as written, for those who may see it now. */
export type Screen = (activity: LoggedActivity) => { activity: LoggedActivity; live?: string | undefined };

/** One turn on one channel. Rejects only when the turn must be repeated after a restart. */
export type Hear = (entry: LogEntry, conversation: Conversation) => Promise<void>;

export interface Turns {
  /** Hears an entry after everything said earlier in its conversation has been heard. Returns at once. */
  take(entry: LogEntry, hear: () => Promise<void>): void;
  /** Resolves when no turn runs or waits. */
  idle(): Promise<void>;
}

interface TurnNeeds {
  log: ActivityLog;
  serial: (key: string, work: () => Promise<void>) => Promise<unknown>;
  logger: Logger;
  observe?: ((turn: { seconds: number; failed: boolean }) => void) | undefined;
}

/** Runs the turns of each conversation one after the other, and notes in the log which have ended. */
export function createTurns({ log, serial, logger, observe }: TurnNeeds): Turns {
  const running = new Set<Promise<unknown>>();

  async function run(entry: LogEntry, hear: () => Promise<void>): Promise<void> {
    const begun = performance.now();
    let failed = false;
    try {
      await hear();
      log.settle(entry.id);
    } catch (err) {
      failed = true;
      logger.error(
        { err, conversationId: entry.conversationId, seq: entry.seq },
        'turn failed, repeated at next start',
      );
    }
    observe?.({ seconds: (performance.now() - begun) / 1000, failed });
  }

  return {
    take(entry, hear) {
      const turn = serial(entry.conversationId, () => run(entry, hear)).finally(() => running.delete(turn));
      running.add(turn);
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled([...running]);
    },
  };
}

interface ResumeNeeds {
  log: ActivityLog;
  conversations: Conversations;
  turns: Turns;
  logger: Logger;
  hearDirectLine: Hear;
  /** For the channels of Azure Bot Service; absent while no app id is set. */
  hearElsewhere?: Hear | undefined;
}

/** At start: hears what was acknowledged and not answered before the process died. Returns how many there were. */
export async function resumeDue({
  log,
  conversations,
  turns,
  logger,
  hearDirectLine,
  hearElsewhere,
}: ResumeNeeds): Promise<number> {
  const entries = await log.due();
  for (const entry of entries) {
    const conversation = await conversations.find(entry.conversationId);
    const hear = conversation?.channel === 'directline' ? hearDirectLine : hearElsewhere;
    if (conversation && hear) turns.take(entry, () => hear(entry, conversation));
  }
  if (entries.length > 0) logger.info({ entries: entries.length }, 'hearing again what was not answered');
  return entries.length;
}

type Speak = (conversation: Conversation, logic: Logic) => Promise<void>;

/** Lets the bot, or an agent through it, speak unasked in a conversation, whatever its channel. */
export function createSpeaker({ inDirectLine, elsewhere }: { inDirectLine: Speak; elsewhere: Speak }): Speak {
  return (conversation, logic) =>
    conversation.channel === 'directline' ? inDirectLine(conversation, logic) : elsewhere(conversation, logic);
}

const ENTRY = Symbol.for('kontaktcenter.entry');

/** The log entry a turn answers; absent when the bot speaks unasked. */
export function entryOf(context: TurnContext): LogEntry | undefined {
  return context.turnState.get(ENTRY);
}

export function setEntry(context: TurnContext, entry: LogEntry): void {
  context.turnState.set(ENTRY, entry);
}
