import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { maskPersonalNumbers } from '../../bot/masking.js';
import { loadLocales } from '../../locales/index.js';
import { type ActivityLog, createActivityLog, type LoggedActivity } from '../../store/activity-log.js';
import { createBus } from '../../store/bus.js';
import { type Conversations, createConversations } from '../../store/conversations.js';
import { openStore } from '../../store/index.js';
import { createSerial } from '../../store/serial.js';
import { createDirectLine, type DirectLine } from '../../web/direct-line/index.js';
import type { Limits } from '../../web/direct-line/routes.js';
import { createLiveTexts } from '../../web/live-texts.js';
import { createSpeaker, createTurns, type Logic, resumeDue, type Screen } from '../../web/receive.js';
import { createMessages } from '../../web/routes/messages.js';
import { createServer } from '../../web/server.js';
import { echoBot } from './echo-bot.js';

export interface Web {
  url: string;
  port: number;
  dataDir: string;
  log: ActivityLog;
  conversations: Conversations;
  directLine: DirectLine;
  speak: (conversationId: string, said: Logic) => Promise<void>;
  /** As another process would: in the store, without a word on this process's bus. */
  appendUnannounced(conversationId: string, activity: LoggedActivity): Promise<void>;
  /** Lines the server logged, as objects. */
  logged: Record<string, unknown>[];
  /** As SIGTERM does: everything acknowledged is finished and kept. */
  stop(): Promise<void>;
  /** As `kill -9` does: running turns are left where they are, nothing is flushed. */
  crash(): Promise<void>;
}

interface Options {
  logic?: Logic;
  screen?: Screen;
  now?: () => Date;
  port?: number;
  dataDir?: string;
  trustedOrigins?: string[];
  publicUrl?: string;
  limits?: Partial<Limits>;
  pollMs?: number;
  /** More routes on the same server. */
  parts?: (web: Web) => Parameters<typeof createServer>[0]['routes'];
  azure?: Parameters<typeof createMessages>[0]['azure'];
  connector?: Parameters<typeof createMessages>[0]['connector'];
}

const locales = loadLocales(join(__dirname, '..', '..', 'locales'));
const SIGNING_KEY = new Uint8Array(32).fill(7);
const started = new Set<() => Promise<void>>();

/** A running server with Direct Line and an echo bot on a free port, on a store of its own. Closed by `closeWebs`. */
export async function startWeb(options: Options = {}): Promise<Web> {
  const {
    now = () => new Date(),
    logic = echoBot(),
    screen = (activity) => ({ activity }),
    trustedOrigins = [],
  } = options;
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'kontaktcenter-web-')));
  const store = await openStore({ dataDir });
  const logged: Record<string, unknown>[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => logged.push(JSON.parse(line)) });
  const bus = createBus();
  const log = createActivityLog({
    connection: store.connection,
    bus,
    now,
    onRedact: (entries) => directLine.files.forget(entries),
  });
  const conversations = createConversations(store.connection);
  const turns = createTurns({ log, serial: createSerial(), logger });
  let ids = 0;
  const run = Math.random().toString(36).slice(2);
  let dead = false;
  const directLine: DirectLine = createDirectLine({
    connection: store.connection,
    log,
    conversations,
    bus,
    turns,
    screen,
    logic: (context) => (dead ? new Promise(() => undefined) : logic(context)),
    liveTexts: createLiveTexts({ now }),
    now,
    newId: () => `id${run}${++ids}`,
    random: randomBytes,
    signingKey: SIGNING_KEY,
    chatText: async (conversationId) => `all of ${conversationId}`,
    mask: maskPersonalNumbers,
    dataDir,
    languageOf: (conversation, locale) => locales.served(locale || conversation?.locale) ?? 'sv',
    say: locales.say,
    trustedOrigins,
    publicUrl: options.publicUrl,
    ...(options.pollMs && { pollMs: options.pollMs }),
    limits: { tokens: 1000, activities: 1000, ...options.limits },
  });
  const messages = createMessages({
    azure: options.azure,
    log,
    conversations,
    turns,
    screen,
    logic: (context) => (dead ? new Promise(() => undefined) : logic(context)),
    logger,
    now,
    ...(options.connector && { connector: options.connector }),
  });
  const speaker = createSpeaker({ inDirectLine: directLine.speak, elsewhere: messages.speak });
  const speak = async (conversationId: string, said: Logic) => {
    const conversation = await conversations.find(conversationId);
    if (!conversation) throw new Error(`no conversation ${conversationId}`);
    await speaker(conversation, said);
  };
  const web = { dataDir, speak, log, conversations, directLine, logged } as Web;
  const server = createServer({
    log: logger,
    trustedOrigins,
    publicUrl: options.publicUrl,
    routes: [
      (restify) => directLine.routes(restify),
      (restify) => messages.routes(restify),
      ...(options.parts?.(web) ?? []),
    ],
    upgrades: [directLine.upgrade],
    closing: [() => directLine.close()],
  });
  const sockets = new Set<Socket>();
  server.server.server.on('connection', (socket: Socket) => sockets.add(socket));
  const port = await server.listen(options.port ?? 0, '127.0.0.1');
  await resumeDue({ log, conversations, turns, logger, hearDirectLine: directLine.hear, hearElsewhere: messages.hear });
  const close = async () => {
    started.delete(close);
    await server.close();
    await store.close();
  };
  started.add(close);
  return Object.assign(web, {
    url: `http://127.0.0.1:${port}`,
    port,
    stop: close,
    async appendUnannounced(conversationId: string, activity: LoggedActivity) {
      const elsewhere = createActivityLog({ connection: store.connection, bus: createBus(), now });
      await elsewhere.append(conversationId, [{ activity }]);
    },
    async crash() {
      dead = true;
      started.delete(close);
      server.server.server.close();
      for (const socket of sockets) socket.destroy();
      await store.close();
    },
  });
}

/** For `afterEach`: no test leaves a server behind. */
export async function closeWebs(): Promise<void> {
  await Promise.all([...started].map((close) => close()));
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
