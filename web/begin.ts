import type { ActivityLog, LogEntry, LoggedActivity } from '../store/activity-log.js';
import type { Conversations } from '../store/conversations.js';
import { HttpError } from './http-error.js';

interface Needs {
  log: ActivityLog;
  conversations: Conversations;
  now: () => Date;
}

interface Beginning {
  id: string;
  channel: string;
  userId: string;
  locale: string;
  reference: Record<string, unknown> & { bot: { id: string } };
  /** Nobody is greeted: somebody has talked with them before. */
  quietly?: boolean;
}

const REMEMBERED = 20_000;

/**
 * Begins a conversation at its first sign of life, on whatever channel: the first call returns the entry that has the
 * bot greet, every other call undefined, also after a crash half way.
 * @throws 403 when the id belongs to a conversation on another channel
 */
export function createBeginning({ log, conversations, now }: Needs) {
  const begun = new Set<string>();
  return async ({
    id,
    channel,
    userId,
    locale,
    reference,
    quietly = false,
  }: Beginning): Promise<LogEntry | undefined> => {
    const known = `${channel}\0${id}`;
    if (begun.has(known)) return undefined;
    const { conversation } = await conversations.start({ id, channel, userId, locale, reference, now: now() });
    if (conversation.channel !== channel) {
      throw new HttpError(403, 'BadArgument', 'the token is for another conversation');
    }
    const user = { id: conversation.userId, role: 'user' };
    const activity: LoggedActivity = {
      type: 'conversationUpdate',
      membersAdded: [reference.bot, user],
      from: user,
      ...(conversation.locale && { locale: conversation.locale }),
    };
    const [written] = await log.append(id, [{ activity, clientKey: 'begin', due: !quietly }]);
    begun.add(known);
    if (begun.size > REMEMBERED) begun.delete(begun.keys().next().value ?? '');
    return written && !written.repeated && !quietly ? written.entry : undefined;
  };
}
