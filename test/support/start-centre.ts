import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Parts } from '../../bot/build.js';
import { readConfig } from '../../bot/config.js';
import { newId } from '../../bot/ids.js';
import { createLog } from '../../bot/log.js';
import { knowledge } from './talk-to.js';
import { testDatabase } from './test-store.js';
import { until } from './until.js';

export interface Shown {
  id: string;
  text: string;
  locale?: string;
  speak?: string;
  replyToId?: string;
  from: { id: string; name?: string };
  attachments?: { contentUrl: string }[];
  suggestedActions?: { actions: { title: string; value: string }[] };
  channelData?: { clientActivityID?: string; reply?: { kind: string; [more: string]: unknown } };
}

export interface TestCitizen {
  conversationId: string;
  token: string;
  /** Sends a message and gives what the bot said to it. */
  says(text: string, more?: object): Promise<Shown[]>;
  sends(activity: object): Promise<Response>;
  /** Everything the citizen sees, from the first message. */
  sees(): Promise<Shown[]>;
  /** Waits until the last thing seen is a reply like this. */
  seesAt(reply: Record<string, unknown>): Promise<void>;
}

export interface TestAgent {
  get(path: string): Promise<{ status: number; body: Record<string, never> & { items: Record<string, string>[] } }>;
  post(
    path: string,
    body?: object,
  ): Promise<{ status: number; body: Record<string, never> & { items: Record<string, string>[] } }>;
  put(path: string, body?: object): Promise<{ status: number; body: Record<string, never> }>;
}

export interface TestCentre {
  url: string;
  dataDir: string;
  /** Lines of the log, as written. */
  logged: string[];
  citizen(locale?: string): Promise<TestCitizen>;
  agent(username: string, groups: string[], more?: object): Promise<TestAgent>;
  close(): Promise<void>;
}

export const replyOf = (shown: Shown | undefined) => shown?.channelData?.reply;
export const kindsOf = (shown: Shown[]) => shown.map((one) => replyOf(one)?.kind);
export const buttonsOf = (shown: Shown | undefined) =>
  (shown?.suggestedActions?.actions ?? []).map(({ title }) => title);
/** The case that was registered, with the code that opens it. */
export function codesIn(said: Shown[]): { number: string; secret: string } {
  const told = said.find((one) => replyOf(one)?.kind === 'case');
  const secret = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(told?.text ?? '')?.[0] ?? '';
  return { number: String(replyOf(told)?.caseNumber), secret };
}
const PASSWORD = 'a-good-password';
const started = new Set<() => Promise<void>>();

/** The whole contact centre in this process, on a free port and a fresh folder; `closeCentres` after each test. */
export async function startCentre(parts: Partial<Parts> & { env?: Record<string, string> } = {}): Promise<TestCentre> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kontaktcenter-'));
  const logged: string[] = [];
  const config = readConfig({
    PORT: '0',
    DATA_DIR: dataDir,
    ADMIN_PASSWORD: PASSWORD,
    MONGODB_URI: testDatabase(),
    ...parts.env,
  });
  const centre = await build({
    config,
    log: createLog('debug', { write: (line: string) => void logged.push(line) }),
    now: () => new Date(),
    newId: () => newId(),
    random: randomBytes,
    knowledge,
    limits: { tokens: 10_000, activities: 10_000 },
    ...parts,
  });
  const url = `http://127.0.0.1:${await centre.listen()}`;
  const close = async () => {
    started.delete(close);
    await centre.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  started.add(close);

  async function signIn(username: string): Promise<TestAgent> {
    const answer = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: PASSWORD }),
    });
    const { csrf } = (await answer.json()) as { csrf: string };
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    const call = (method: string) => async (path: string, body?: object) => {
      const headers = { 'content-type': 'application/json', cookie, 'x-csrf-token': csrf };
      const reply = await fetch(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
      const text = await reply.text();
      return { status: reply.status, body: text ? JSON.parse(text) : undefined };
    };
    return { get: call('GET'), post: call('POST'), put: call('PUT') };
  }
  let admin: TestAgent | undefined;

  return {
    url,
    dataDir,
    logged,
    close,
    async agent(username, groups, more = {}) {
      admin ??= await signIn('admin');
      await admin.post('/api/agents', {
        username,
        name: `${username} Svarsson`,
        password: PASSWORD,
        roles: ['agent'],
        groups,
        languages: ['sv', 'en'],
        boards: [],
        ...more,
      });
      return signIn(username);
    },
    citizen: (locale = 'sv') => visit(url, locale),
  };
}

async function visit(url: string, locale: string): Promise<TestCitizen> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  const post = (path: string, body: object) =>
    fetch(`${url}/v3/directline/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const made = (await (await post('tokens/generate', { locale })).json()) as { token: string; conversationId: string };
  const { token, conversationId } = made;
  headers.authorization = `Bearer ${token}`;
  await post('conversations', { locale });

  async function sees(): Promise<Shown[]> {
    const answer = await fetch(`${url}/v3/directline/conversations/${conversationId}/activities`, { headers });
    return ((await answer.json()) as { activities: Shown[] }).activities;
  }
  /** The turn is over when the log says so: the reply is there, or the conversation stays as it is. */
  async function answers(id: string): Promise<Shown[]> {
    for (let attempt = 0; ; attempt += 1) {
      const replies = (await sees()).filter(({ replyToId }) => replyToId === id);
      if (replies.length > 0 || attempt === 20) return replies;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  const sends = (activity: object) => post(`conversations/${conversationId}/activities`, activity);
  await greeted(sees);
  return {
    conversationId,
    token,
    sends,
    sees,
    async seesAt(reply) {
      const wanted = (shown: Shown | undefined) =>
        Object.entries(reply).every(([key, value]) => shown?.channelData?.reply?.[key] === value);
      await until(async () => wanted((await sees()).at(-1)));
    },
    async says(text, more = {}) {
      const answer = await sends({ type: 'message', text, from: { id: 'citizen' }, ...more });
      const { id } = (await answer.json()) as { id: string };
      return answers(id);
    },
  };
}

async function greeted(sees: () => Promise<Shown[]>): Promise<void> {
  await until(async () => (await sees()).length > 0);
}

export async function closeCentres(): Promise<void> {
  await Promise.all([...started].map((close) => close()));
}
