import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import { cleaned } from '../../bot/screen.js';
import type { Articles } from '../../editorial/articles.js';
import type { Imported } from '../../editorial/import-files.js';
import { loadLocales } from '../../locales/index.js';
import { type Api, addApi } from '../../web/api/index.js';
import type { Relay } from '../../web/api/relay.js';
import { createServer } from '../../web/server.js';
import { createSignInLimits } from '../../web/sign-in-limits.js';
import { memoryLog } from './log.js';
import { openNewsroom } from './newsroom.js';
import { CITY, type Clock, clockAt, newId, type Office, openOffice } from './registry.js';

const LOCALES = loadLocales(join(__dirname, '..', '..', 'locales'));

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for
  body: any;
  headers: Headers;
}

/** Somebody with a browser. */
export interface Caller {
  get(path: string): Promise<Answer>;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  put(path: string, body?: unknown): Promise<Answer>;
  cookie: string;
  csrf: string;
}

export interface Console extends Office {
  url: string;
  api: Api;
  log: ReturnType<typeof memoryLog>;
  /** What the citizen was told, in order. */
  told: Record<string, unknown>[];
  /** What the server wrote to its log. */
  logged: Record<string, unknown>[];
  /** Makes the relay fail from now on. */
  cut(): void;
  live: Map<string, string>;
  articles: Articles;
  /** Brings a folder of articles in, as a start does. */
  importFiles(folder: string): Promise<Imported>;
  stranger: Caller;
  signIn(username: string, password?: string): Promise<Caller>;
}

/** The console's API on a real server with a store of its own. */
export async function startConsole({
  publicUrl = undefined as string | undefined,
  perUsername = 10,
  perAddress = 1000,
} = {}): Promise<Console> {
  const clock: Clock = clockAt('2026-11-18T09:00:00Z');
  const log = memoryLog(clock.now);
  const office = await openOffice({ clock, log });
  const newsroom = await openNewsroom(office);
  const logged: Record<string, unknown>[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  const told: Record<string, unknown>[] = [];
  const live = new Map<string, string>();
  let broken = false;
  const tell = async (what: string, by: object) => {
    if (broken) throw new Error('the channel /srv/secret-path is away');
    told.push({ what, ...by });
  };
  const relay: Relay = {
    async agentSays(said) {
      await tell('agentSays', said);
      const sent = log.say(said.conversationId, 'agent', said.text, { from: { id: 'agent', name: said.agent.name } });
      office.bus.publish({ what: 'activities', id: said.conversationId });
      return { id: sent.id };
    },
    typing: async (conversationId) => void told.push({ what: 'typing', conversationId }),
    async settle(handoverId, last = {}) {
      for (const found of await office.desk.untold(handoverId)) {
        const { _id: number, conversationId, group, resolution } = found;
        await tell(found.handover.toTell, { conversationId, number, group, resolution, ...last });
        await office.desk.told(found);
      }
    },
  };
  let api: Api | undefined;
  const server = createServer({
    log: logger,
    trustedOrigins: [],
    publicUrl,
    routes: [
      (restify) => {
        api = addApi(restify, {
          ...office,
          ...newsroom.api,
          db: office.store.connection,
          relay,
          city: CITY,
          languages: [{ code: 'sv', name: 'Svenska', dir: 'ltr' }],
          locales: LOCALES,
          activities: log,
          linkTo: (url) => url,
          liveText: (id) => live.get(id),
          mask: (text) => cleaned(text).replace(/\d{6}-\d{4}/g, '[…]'),
          tidy: cleaned,
          now: clock.now,
          newId,
          random: randomBytes,
          logger,
          publicUrl,
          limits: createSignInLimits({ perUsername, perAddress }),
        });
      },
    ],
  });
  const url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;

  function caller(cookie = '', csrf = ''): Caller {
    const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
      const response = await fetch(url + path, {
        method,
        headers: {
          ...(cookie && { cookie }),
          ...(csrf && method !== 'GET' && { 'x-csrf-token': csrf }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text ? JSON.parse(text) : undefined, headers: response.headers };
    };
    return {
      cookie,
      csrf,
      send,
      get: (path) => send('GET', path),
      post: (path, body) => send('POST', path, body),
      put: (path, body) => send('PUT', path, body),
    };
  }

  return {
    ...office,
    articles: newsroom.articles,
    importFiles: newsroom.importFiles,
    url,
    api: api as unknown as Api,
    log,
    told,
    logged,
    live,
    cut: () => {
      broken = true;
    },
    stranger: caller(),
    async signIn(username, password = `${username}-password`) {
      const { status, body, headers } = await caller().post('/api/session', { username, password });
      if (status !== 200) throw new Error(`${username} could not sign in: ${status} ${JSON.stringify(body)}`);
      return caller(headers.getSetCookie()[0]?.split(';')[0], body.csrf);
    },
    async close() {
      await server.close();
      await newsroom.close();
      await office.close();
    },
  };
}
