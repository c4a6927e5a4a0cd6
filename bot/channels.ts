import type { Activity } from 'botbuilder';
import { serverKey } from '../cases/secret.js';
import type { Conversation } from '../store/conversations.js';
import { createSerial } from '../store/index.js';
import { createDirectLine, type DirectLine } from '../web/direct-line/index.js';
import { createLiveTexts, type LiveTexts } from '../web/live-texts.js';
import { createSpeaker, createTurns, type Logic, resumeDue } from '../web/receive.js';
import type { Metrics } from '../web/routes/health.js';
import { createMessages, type Messages } from '../web/routes/messages.js';
import type { ChatText } from './chat-text.js';
import { languageOf } from './language-of.js';
import { maskPersonalNumbers } from './masking.js';
import type { Rooms } from './rooms.js';
import { createScreen } from './screen.js';

interface Needs {
  rooms: Rooms;
  logic: Logic;
  /** A whole conversation as its citizen may keep it. */
  chatText: ChatText;
  metrics: Pick<Metrics, 'observeTurn'>;
}

/** The ways on which citizens write and are written to: our own chat, and the channels of Azure Bot Service. */
export interface Channels {
  directLine: DirectLine;
  messages: Messages;
  liveTexts: LiveTexts;
  /** Shows the citizen that an agent writes, where the channel is ours; it is kept nowhere. */
  typing(conversationId: string, agent: { name: string }): void;
  /** Writes to a citizen unasked, on the channel the conversation is on; the ids in the log. */
  speak(conversation: Conversation, activities: Partial<Activity>[]): Promise<string[]>;
  /** Hears what was acknowledged and not answered before the process died. */
  resume(): Promise<number>;
}

export async function createChannels({ rooms, logic, chatText, metrics }: Needs): Promise<Channels> {
  const { config, log, locales, db, bus, activities, conversations, placeholder, signs, now, newId, random } = rooms;
  const liveTexts = createLiveTexts({ now });
  const turns = createTurns({ log: activities, serial: createSerial(), logger: log, observe: metrics.observeTurn });
  const receiving = {
    log: activities,
    conversations,
    turns,
    screen: createScreen({ signs, placeholder }),
    logic,
    now,
  };
  const played = rooms.connector && { connector: rooms.connector };
  const messages = createMessages({ ...receiving, azure: config.azure, logger: log, ...played });
  const directLine = createDirectLine({
    ...receiving,
    connection: db,
    bus,
    liveTexts,
    newId,
    random,
    chatText: (conversationId, language) => chatText(conversationId, { language }),
    signingKey: await serverKey(db, 'direct-line', random),
    mask: maskPersonalNumbers,
    dataDir: config.dataDir,
    languageOf: (conversation, locale) =>
      conversation ? languageOf(conversation, locales) : (locales.served(locale) ?? 'sv'),
    say: locales.say,
    trustedOrigins: config.trustedOrigins,
    publicUrl: config.publicUrl,
    limits: rooms.limits ?? {},
  });
  const speaker = createSpeaker({ inDirectLine: directLine.speak, elsewhere: messages.speak });

  return {
    directLine,
    messages,
    liveTexts,
    typing: (conversationId, { name }) => directLine.typing(conversationId, { id: 'agent', name }),
    async speak(conversation, said) {
      let ids: string[] = [];
      await speaker(conversation, async (context) => {
        ids = (await context.sendActivities(said)).map((response) => response?.id ?? '');
      });
      return ids;
    },
    resume: () =>
      resumeDue({
        log: activities,
        conversations,
        turns,
        logger: log,
        hearDirectLine: directLine.hear,
        hearElsewhere: messages.hear,
      }),
  };
}
