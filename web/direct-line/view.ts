import { WHOLE_CHAT } from '../../cases/chat.js';
import type { LogEntry, LoggedActivity } from '../../store/activity-log.js';

const SHOWN = new Set(['message', 'event', 'typing', 'endOfConversation']);
const HIDDEN_CHANNEL_DATA = ['protected', 'spoken', 'internal', 'refused'];
/** How an uploaded file is named in the log; the link that opens it is made anew each time it is shown. */
export const FILE = 'file:';

interface Showing {
  /** Address of this server as the client knows it. */
  base: string;
  linkTo: (fileId: string) => string;
  linkToChat?: ((conversationId: string) => string) | undefined;
  /** The text as written, when this screen may see it. */
  live?: string | undefined;
  /** What stands for words that are not kept, in the citizen's language. */
  notKept?: string | undefined;
}

/** An entry that says who wrote and when, and holds no words. */
export function isWordless({ activity: { type, channelData } }: LogEntry): boolean {
  return type === 'message' && Boolean(channelData?.protected || channelData?.redacted);
}

/** An entry of the log as a client of Direct Line sees it; undefined for what is not for its eyes. */
export function shownTo(
  entry: LogEntry,
  { base, linkTo, linkToChat, live, notKept }: Showing,
): LoggedActivity | undefined {
  const { activity } = entry;
  if (!SHOWN.has(activity.type)) return undefined;
  const { channelData, attachments, ...rest } = activity;
  const data = Object.entries(channelData ?? {}).filter(([key]) => !HIDDEN_CHANNEL_DATA.includes(key));
  return {
    ...rest,
    ...(notKept !== undefined && isWordless(entry) && { text: notKept }),
    ...(live !== undefined && { text: live }),
    id: entry.id,
    timestamp: entry.at.toISOString(),
    channelId: 'directline',
    conversation: { id: entry.conversationId },
    ...(data.length > 0 && { channelData: Object.fromEntries(data) }),
    ...(attachments && {
      attachments: attachments.map((attachment) => {
        const url = attachment.contentUrl ?? '';
        // Only the bot's own: a citizen's client cannot name what it uploads.
        if (url === WHOLE_CHAT && linkToChat)
          return { ...attachment, contentUrl: base + linkToChat(entry.conversationId) };
        return url.startsWith(FILE) ? { ...attachment, contentUrl: base + linkTo(url.slice(FILE.length)) } : attachment;
      }),
    }),
  };
}
