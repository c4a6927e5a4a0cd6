import type { Activity, TurnContext } from 'botbuilder';
import type { ActivityLog, LogEntry, LoggedActivity } from '../../store/activity-log.js';

interface Needs {
  context: TurnContext;
  /** Absent when the bot speaks unasked. */
  entry: LogEntry | undefined;
  log: ActivityLog;
  conversationId: string;
}

/** Channels that hand `channelData` on to our own clients; to any other it would be a command it does not know. */
const UNDERSTAND_US = new Set(['directline', 'webchat', 'test']);

/**
 * Writes what the bot sends to a channel into the log, and sends nothing that stands there already. Sent first, written
 * then: a crash between the two says one sentence twice rather than never.
 */
export function keepReplies({ context, entry, log, conversationId }: Needs): void {
  let count = 0;
  context.onSendActivities(async (_context, activities, next) => {
    const fresh: { activity: Partial<Activity>; logged: LoggedActivity; clientKey: string | undefined }[] = [];
    for (const activity of [...activities]) {
      if (activity.type !== 'message') continue;
      const { key, from, ...data } = (activity.channelData ?? {}) as Record<string, unknown>;
      const clientKey = typeof key === 'string' ? `bot:${key}` : entry && `bot:${entry.id}#${count++}`;
      if (clientKey && (await log.named(conversationId, clientKey))) {
        activities.splice(activities.indexOf(activity), 1);
        continue;
      }
      fresh.push({ activity, logged: loggedOf(activity, data, from, entry), clientKey });
      activity.channelData =
        UNDERSTAND_US.has(context.activity.channelId) && Object.keys(data).length ? data : undefined;
    }
    if (activities.length === 0) return [];
    const responses = await next();
    if (fresh.length > 0) {
      const written = fresh.map(({ logged, clientKey }) => ({ activity: logged, ...(clientKey && { clientKey }) }));
      await log.append(conversationId, written);
    }
    return responses;
  });
}

function loggedOf(
  activity: Partial<Activity>,
  channelData: Record<string, unknown>,
  speaker: unknown,
  entry: LogEntry | undefined,
): LoggedActivity {
  const { type, text, speak, locale, attachments, suggestedActions, from } = activity;
  return JSON.parse(
    JSON.stringify({
      type,
      text,
      speak,
      locale,
      attachments,
      suggestedActions,
      from: { ...from, id: 'bot', role: 'bot', ...(speaker as object | undefined) },
      replyToId: entry && entry.activity.type !== 'conversationUpdate' ? entry.id : undefined,
      ...(Object.keys(channelData).length > 0 && { channelData }),
    }),
  ) as LoggedActivity;
}
