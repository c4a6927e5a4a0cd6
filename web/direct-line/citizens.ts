import type { ActivityLog, LogEntry } from '../../store/activity-log.js';
import type { Conversations } from '../../store/conversations.js';
import { createBeginning } from '../begin.js';
import type { LiveTexts } from '../live-texts.js';
import type { Hear, Screen, Turns } from '../receive.js';
import { type GivenActivity, userOf } from './activity-input.js';
import { DIRECT_LINE_CHANNEL } from './channel.js';
import type { KeptFile } from './files.js';
import type { Claims } from './tokens.js';
import { FILE } from './view.js';

interface Needs {
  log: ActivityLog;
  conversations: Conversations;
  turns: Turns;
  hear: Hear;
  screen: Screen;
  liveTexts: LiveTexts;
  showTyping: (conversationId: string) => void;
  botName: string;
  publicUrl: string | undefined;
  /** Hides personal numbers. */
  mask: (text: string) => string;
  now: () => Date;
}

export interface Citizens {
  /** Makes sure that the token's conversation has begun; the first call has the bot greet, every other does nothing. */
  begin(claims: Claims, locale?: string): Promise<void>;
  /** Takes what a citizen sent: kept first, then heard. Returns the id it has for good, also when it is sent again. */
  receive(claims: Claims, given: GivenActivity, files?: readonly KeptFile[]): Promise<string>;
}

/** What a citizen's client may do in its conversation. */
export function createCitizens(needs: Needs): Citizens {
  const { log, conversations, turns, hear, screen, liveTexts, showTyping, botName, publicUrl, mask, now } = needs;
  const beginConversation = createBeginning({ log, conversations, now });
  const bot = { id: 'bot', name: botName, role: 'bot' };

  function referenceFor({ conversationId, user, locale }: Claims) {
    return {
      channelId: DIRECT_LINE_CHANNEL,
      serviceUrl: publicUrl ?? 'urn:kontaktcenter',
      conversation: { id: conversationId },
      bot,
      user: { id: user, role: 'user' },
      ...(locale && { locale }),
    };
  }

  function take(entry: LogEntry): void {
    turns.take(entry, async () => {
      const conversation = await conversations.find(entry.conversationId);
      if (conversation) await hear(entry, conversation);
    });
  }

  async function begin(claims: Claims, locale = claims.locale): Promise<void> {
    const started = await beginConversation({
      id: claims.conversationId,
      channel: DIRECT_LINE_CHANNEL,
      userId: claims.user,
      locale,
      reference: referenceFor({ ...claims, locale }),
    });
    if (started) take(started);
  }

  async function receive(claims: Claims, given: GivenActivity, files: readonly KeptFile[] = []): Promise<string> {
    const { conversationId } = claims;
    await begin(claims, claims.locale || mask(given.locale ?? ''));
    const { id: senderId, ...rest } = given;
    if (given.type === 'typing') {
      showTyping(conversationId);
      return `${conversationId}|typing`;
    }
    if (given.type === 'endOfConversation') return `${conversationId}|end`;
    const { activity, live } = screen({
      ...rest,
      ...(given.locale && { locale: mask(given.locale) }),
      from: {
        id: userOf(claims, given.from?.id, mask),
        ...(given.from?.name && { name: given.from.name }),
        role: 'user',
      },
      ...(files.length > 0 && {
        attachments: files.map(({ _id, name, type }) => ({ contentType: type, contentUrl: FILE + _id, name })),
      }),
    });
    const clientId = given.channelData?.clientActivityID;
    const [written] = await log.append(conversationId, [
      {
        activity,
        due: true,
        ...(typeof clientId === 'string' && clientId && { clientKey: `client:${clientId.slice(0, 200)}` }),
        ...(typeof senderId === 'string' && senderId && { senderKey: senderId }),
      },
    ]);
    if (!written) throw new Error('the log returned no entry');
    if (!written.repeated) {
      if (live !== undefined) liveTexts.keep(written.entry.id, live);
      take(written.entry);
    }
    return written.entry.id;
  }

  return { begin, receive };
}
