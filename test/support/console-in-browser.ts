import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import { cleaned } from '../../bot/screen.js';
import type { NewCase } from '../../cases/open-case.js';
import type { Articles } from '../../editorial/articles.js';
import { loadLocales } from '../../locales/index.js';
import { addApi } from '../../web/api/index.js';
import type { Relay } from '../../web/api/relay.js';
import { addConsole } from '../../web/console-routes.js';
import { createServer, type WebServer } from '../../web/server.js';
import { createSignInLimits } from '../../web/sign-in-limits.js';
import { memoryLog } from './log.js';
import { openNewsroom } from './newsroom.js';
import { aWish, CITY, clockAt, newId, type Office, openOffice } from './registry.js';

const ROOT = join(__dirname, '..', '..');
const LOCALES = loadLocales(join(ROOT, 'locales'));

export interface ServedConsole extends Office {
  url: string;
  /** Somebody who asks for a person, so many minutes ago; what was said before is in the log. */
  wait(changes?: Partial<NewCase>, minutesAgo?: number): Promise<{ number: string; handoverId: string }>;
  /** A citizen, or the bot, says something in a conversation; the consoles hear that something was said. */
  says(conversationId: string, text: string, from?: 'citizen' | 'bot', language?: string): void;
  /** What the agents said, as the citizen's channel got it. */
  told: { what: string; text?: string | undefined }[];
  articles: Articles;
  /** Nobody answers at the address any more; `up` is the same server started again. */
  down(): Promise<void>;
  up(): Promise<void>;
}

/** The console as it is built, before the real API with a store, registry and desk of its own. */
export async function serveConsole(): Promise<ServedConsole> {
  const clock = clockAt(new Date().toISOString());
  const log = memoryLog(clock.now);
  const office = await openOffice({ clock, log });
  const newsroom = await openNewsroom(office);
  const logger = pino({ level: 'silent' });
  const told: ServedConsole['told'] = [];
  const changed = (conversationId: string) => office.bus.publish({ what: 'activities', id: conversationId });
  const relay: Relay = {
    async agentSays({ conversationId, agent, text }) {
      told.push({ what: 'agentSays', text });
      const { id } = log.say(conversationId, 'agent', text, { from: { id: 'agent', name: agent.name } });
      changed(conversationId);
      return { id };
    },
    typing: async () => undefined,
    async settle(handoverId, { text } = {}) {
      for (const found of await office.desk.untold(handoverId)) {
        told.push({ what: found.handover.toTell, ...(text !== undefined && { text }) });
        await office.desk.told(found);
      }
    },
  };
  const api = {
    ...office,
    ...newsroom.api,
    db: office.store.connection,
    relay,
    city: CITY,
    languages: LOCALES.languages,
    locales: LOCALES,
    activities: log,
    linkTo: (url: string) => url,
    liveText: () => undefined,
    mask: (text: string) => text.replace(/\d{6}-\d{4}/g, '[…]'),
    tidy: cleaned,
    now: clock.now,
    newId,
    random: randomBytes,
    logger,
    limits: createSignInLimits({ perAddress: 1000, perUsername: 5 }),
  };
  let server: WebServer;
  async function listen(port: number): Promise<number> {
    server = createServer({
      log: logger,
      trustedOrigins: [],
      routes: [
        (restify) => void addApi(restify, api),
        (restify) => addConsole(restify, { buildDir: join(ROOT, 'build', 'console') }),
      ],
    });
    return server.listen(port, '127.0.0.1');
  }
  const port = await listen(0);

  return {
    ...office,
    articles: newsroom.articles,
    url: `http://127.0.0.1:${port}`,
    told,
    async wait(changes = {}, minutesAgo = 0) {
      const wish = aWish(changes);
      const present = clock.now().toISOString();
      clock.pass(-minutesAgo);
      log.say(wish.conversationId, 'citizen', 'Lampan på Storgatan 4 är trasig', { locale: wish.language });
      log.say(wish.conversationId, 'bot', 'Jag kopplar dig till en människa.', { locale: wish.language });
      const { number, handoverId } = await office.registry.openCase(wish);
      clock.set(present);
      return { number, handoverId };
    },
    says(conversationId, text, from = 'citizen', language = 'sv') {
      log.say(conversationId, from, text, { locale: language });
      changed(conversationId);
    },
    down: () => server.close(),
    up: async () => void (await listen(port)),
    async close() {
      await server.close();
      await newsroom.close();
      await office.close();
    },
  };
}
