import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Connection } from 'mongoose';
import type { Server } from 'restify';
import { WebSocketServer } from 'ws';
import type { ActivityLog } from '../../store/activity-log.js';
import type { Conversation, Conversations } from '../../store/conversations.js';
import { HttpError } from '../http-error.js';
import type { LiveTexts } from '../live-texts.js';
import { baseOf } from '../origins.js';
import type { Hear, Logic, Screen, Turns } from '../receive.js';
import { refuseUpgrade } from '../server.js';
import { within } from '../within.js';
import { DirectLineChannel } from './channel.js';
import { createChatFile } from './chat-file.js';
import { createCitizens } from './citizens.js';
import { createFiles, type Files } from './files.js';
import { createLimit } from './limits.js';
import { createResuming } from './resuming.js';
import { directLineRoutes, LIMITS, type Limits, parseWatermark } from './routes.js';
import { createStreams } from './stream.js';
import { bearerOf, createTokens } from './tokens.js';

interface Needs {
  connection: Connection;
  log: ActivityLog;
  conversations: Conversations;
  bus: {
    publish(event: { what: string; id: string }): void;
    subscribe(listener: (event: { what: string; id: string }) => void): () => void;
  };
  turns: Turns;
  screen: Screen;
  logic: Logic;
  liveTexts: LiveTexts;
  now: () => Date;
  newId: () => string;
  random: (bytes: number) => Buffer;
  signingKey: Uint8Array;
  /** Hides personal numbers in what a client fills in by itself. */
  mask: (text: string) => string;
  dataDir: string;
  /** The whole conversation as its citizen may keep it. */
  chatText: (conversationId: string, language: string) => Promise<string>;
  /** In what language a conversation is held; without one, its citizen's client asked for `locale`. */
  languageOf: (conversation: Conversation | undefined, locale: string) => string;
  say: (language: string, key: string, values?: Record<string, unknown>) => string;
  trustedOrigins: readonly string[];
  publicUrl?: string | undefined;
  botName?: string;
  limits?: Partial<Limits>;
  pollMs?: number;
}

export interface DirectLine {
  channel: DirectLineChannel;
  files: Files;
  hear: Hear;
  /** Shows on the citizen's open screens that somebody writes; it is kept nowhere. */
  typing(conversationId: string, who: { id: string; name: string }): void;
  /** Runs `logic` with a context in which the bot speaks unasked. */
  speak(conversation: Conversation, logic: Logic): Promise<void>;
  routes(server: Server): void;
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Open sockets of clients. */
  sockets(): number;
  /** Waits for the running turns, sends what they said, then closes the sockets. */
  close(): Promise<void>;
}

const STREAM = /^\/v3\/directline\/conversations\/([^/]+)\/stream$/;
const MOST_SOCKETS = 10;
const TURNS_END_WITHIN_MS = 10_000;

/** Direct Line 3.0, served by ourselves: the official clients cannot tell it from Microsoft's. */
export function createDirectLine(needs: Needs): DirectLine {
  const { connection, log, conversations, bus, turns, screen, logic, liveTexts, now, newId } = needs;
  const { signingKey, mask, dataDir, languageOf, say, trustedOrigins, publicUrl, botName = 'Kontaktcenter' } = needs;
  const tokens = createTokens({ signingKey, now });
  const files = createFiles({ connection, log, dataDir, signingKey, mask, now, newId });
  const languageIn = async (id: string, locale = '') => languageOf(await conversations.find(id), locale);
  const chatFile = createChatFile({
    tokens,
    textOf: async (id) => needs.chatText(id, await languageIn(id)),
    signingKey,
    limit: createLimit({ points: 10, seconds: 60 }),
    now,
  });
  const { linkTo } = files;
  const notKept = async (id: string) => say(await languageIn(id), 'emergency.placeholder');
  const streams = createStreams({
    log,
    bus,
    liveTexts,
    linkTo,
    linkToChat: chatFile.linkTo,
    notKept,
    pollMs: needs.pollMs,
  });
  const channel = new DirectLineChannel({ log, showLive: streams.showLive });
  const hear: Hear = (entry, conversation) => channel.process(entry, conversation, logic);
  const showTyping = (id: string) => bus.publish({ what: 'typing', id });
  const citizens = createCitizens({
    log,
    conversations,
    turns,
    hear,
    screen,
    liveTexts,
    showTyping,
    botName,
    publicUrl,
    mask,
    now,
  });
  const wss = new WebSocketServer({ noServer: true, clientTracking: false, maxPayload: 64 * 1024 });

  /** Everything is decided before the handshake, so that a refusal is an HTTP status the client understands. */
  async function accept(req: IncomingMessage, socket: Duplex, head: Buffer, asked: string): Promise<void> {
    const query = new URL(req.url ?? '/', 'http://localhost').searchParams;
    const claims = await tokens.read(query.get('t') ?? bearerOf(req.headers.authorization));
    const { conversationId } = claims;
    if (asked !== conversationId && asked !== encodeURIComponent(conversationId)) {
      throw new HttpError(403, 'BadArgument', 'the token is for another conversation');
    }
    if (streams.count(conversationId) >= MOST_SOCKETS) throw new HttpError(429, 'TooManyRequests', 'too many sockets');
    const watermark = parseWatermark(query.get('watermark'));
    await citizens.begin(claims);
    wss.handleUpgrade(req, socket, head, (opened) => {
      streams.open(opened, { conversationId, watermark, base: baseOf(req, publicUrl) });
    });
  }

  return {
    channel,
    files,
    hear,
    typing: (conversationId, { id, name }) =>
      streams.showLive(conversationId, { type: 'typing', from: { id, name, role: 'bot' } }),
    speak: ({ reference }, speech) => channel.continueConversationAsync('', reference, speech),
    routes: directLineRoutes({
      tokens,
      citizens,
      files,
      chatFile,
      resuming: createResuming({ log, conversations, random: needs.random, now }),
      log,
      newId,
      mask,
      trustedOrigins,
      publicUrl,
      limits: { ...LIMITS, ...needs.limits },
      languageOf: ({ conversationId, locale }) => languageIn(conversationId, locale),
      notKept,
      say,
    }),
    upgrade(req, socket, head) {
      const asked = STREAM.exec((req.url ?? '').split('?')[0] ?? '')?.[1];
      if (!asked) return false;
      accept(req, socket, head, asked).catch((error) => {
        refuseUpgrade(socket, error instanceof HttpError ? error.status : 503);
      });
      return true;
    },
    sockets: () => streams.count(),
    async close() {
      // A turn that does not end is heard again at the next start.
      await within(TURNS_END_WITHIN_MS, [turns.idle()]);
      await log.flush();
      await streams.close();
    },
  };
}
