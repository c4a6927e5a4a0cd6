import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import { maskPersonalNumbers } from '../../bot/masking.js';
import { cleaned } from '../../bot/screen.js';
import { type Case, caseModel } from '../../cases/case.js';
import { type Contact, contactModel } from '../../cases/contact.js';
import type { NewCase } from '../../cases/open-case.js';
import { serverKey } from '../../cases/secret.js';
import { helpElsewhere } from '../../dialogs/emergency.js';
import { signsOfEmergency } from '../../dialogs/emergency-signs.js';
import { loadLocales } from '../../locales/index.js';
import { addOpen311 } from '../../web/open311/index.js';
import { type ApiKeys, createApiKeys } from '../../web/open311/keys.js';
import { createServer } from '../../web/server.js';
import { aWish, CITY, clockAt, newId, type Office, openOffice } from './registry.js';

export const locales = loadLocales(join(__dirname, '..', '..', 'locales'));

export const say = (key: string, values?: object) => locales.say('sv', key, { ...values });
/** What somebody is told of an answer that the form does not take. */
export const whyRefused = (code: string, field: string, values: object = {}) =>
  say(`form.invalid.${code}`, { ...values, example: say(`form.field.${field}.example`) });

const fact = (name: string) => `[${name}]`;
const signs = signsOfEmergency(
  locales.live.map((language) => ({ language, signs: locales.file(language, 'emergency-signs') })),
);

export interface Heard {
  status: number;
  type: string;
  text: string;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for
  json: any;
}

export const problems = ({ json }: Heard): string[] =>
  json.map(({ description }: { description: string }) => description);
export const idOf = ({ json }: Heard): string => json[0].service_request_id;

export interface Open311 extends Office {
  url: string;
  keys: ApiKeys;
  /** What a city's client sends its reports with. */
  keyFor(name: string, perMinute?: number): Promise<string>;
  /** All that is registered, the oldest first. */
  cases(): Promise<Case[]>;
  contacts(): Promise<Contact[]>;
  /** What the server wrote to its log. */
  logged: string[];
  /** A path below `/open311/v2/`. */
  get(path: string, headers?: Record<string, string>): Promise<Heard>;
  /** Sends a form to `requests.json`, or to another path. */
  post(fields: [string, string][] | Record<string, string>, options?: PostOptions): Promise<Heard>;
  send(path: string, init: RequestInit): Promise<Heard>;
  /** A report made in the chat. */
  report(changes?: Partial<NewCase>): Promise<string>;
}

interface PostOptions {
  path?: string;
  headers?: Record<string, string>;
}

/** A sound report; override what the test is about. */
export const REPORT = {
  service_code: 'UTE-KLO',
  address_string: 'Hornsgatan 5, Södermalm',
  description: 'Stora gröna bokstäver på hela väggen.',
};

let reports = 0;

/** The Open311 interface on a real server, with a registry on a store of its own and a clock that stands still. */
export async function startOpen311({
  perMinute = 10_000,
  publicUrl = undefined as string | undefined,
} = {}): Promise<Open311> {
  const clock = clockAt('2026-11-18T09:00:00Z');
  const office = await openOffice({ clock });
  const logged: string[] = [];
  const db = office.store.connection;
  const needs = { db, now: clock.now, newId, random: randomBytes };
  const keys = createApiKeys(needs);
  const key = await serverKey(db, 'open311', randomBytes);
  const server = createServer({
    log: pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) }),
    trustedOrigins: [],
    publicUrl,
    routes: [
      (restify) =>
        addOpen311(restify, {
          ...needs,
          registry: office.registry,
          city: CITY,
          locales,
          fact,
          clean: (text) => maskPersonalNumbers(cleaned(text)),
          helpIn: (text) => {
            const seen = signs(text);
            return seen && helpElsewhere({ locales, city: CITY, fact }, seen);
          },
          key,
          publicUrl,
          perMinute,
        }),
    ],
  });
  const url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;

  async function send(path: string, init: RequestInit): Promise<Heard> {
    const response = await fetch(`${url}/open311/v2/${path}`, init);
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    const json = type.startsWith('application/json') && text ? JSON.parse(text) : undefined;
    return { status: response.status, type, text, headers: response.headers, json };
  }

  return {
    ...office,
    url,
    keys,
    keyFor: async (name, perMinute = 600) => (await keys.add({ name, perMinute, by: 'admin' })).key,
    cases: () => caseModel(db).find({}).sort({ _id: 1 }).lean(),
    contacts: () => contactModel(db).find({}).lean(),
    logged,
    send,
    get: (path, headers = {}) => send(path, { headers }),
    post: (fields, { path = 'requests.json', headers = {} } = {}) =>
      send(path, { method: 'POST', headers, body: new URLSearchParams(fields) }),
    async report(changes = {}) {
      const { number } = await office.registry.openCase(
        aWish({
          conversationId: `report-${++reports}`,
          handover: false,
          form: 'belysning',
          details: {
            acuteDanger: 'no',
            location: { text: 'Hornsgatan 5', address: 'Hornsgatan 5' },
            description: 'Lampan är släckt sedan i går.',
            wantsReply: 'no',
          },
          ...changes,
        }),
      );
      return number;
    },
    async close() {
      await server.close();
      await office.close();
    },
  };
}
