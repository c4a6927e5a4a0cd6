import { createHash, timingSafeEqual } from 'node:crypto';
import { type Connection, Schema } from 'mongoose';
import type { Agent, Agents } from '../handover/agents.js';
import { modelOf } from '../store/model.js';

interface StoredSession {
  /** SHA-256 of the id in the cookie: whoever reads the store cannot take a session over. */
  _id: string;
  agentId: string;
  csrf: string;
  createdAt: Date;
  usedAt: Date;
  expiresAt: Date;
}

const sessionSchema = new Schema<StoredSession>(
  {
    _id: { type: String, required: true },
    agentId: { type: String, required: true },
    csrf: { type: String, required: true },
    createdAt: Date,
    usedAt: Date,
    expiresAt: Date,
  },
  { versionKey: false, collection: 'sessions' },
);
sessionSchema.index({ agentId: 1 });
sessionSchema.index({ expiresAt: 1 });

export interface SignedIn {
  sessionId: string;
  /** The last call made in it, to within twenty seconds. */
  usedAt: Date;
  csrf: string;
  agent: Agent;
}

export interface Sessions {
  /** @returns the value for `Set-Cookie` and the session */
  start(agent: Agent): Promise<{ cookie: string; session: SignedIn }>;
  /** Whoever sends this `Cookie` header; undefined when there is no session, it has ended or the account is off. */
  find(cookieHeader: string | undefined): Promise<SignedIn | undefined>;
  /** Whether a session is still good, without prolonging it. */
  check(sessionId: string): Promise<SignedIn | undefined>;
  end(sessionId: string): Promise<void>;
  /** Whether a console of somebody is still there, besides the one of a session. */
  heardElsewhere(agentId: string, sessionId: string): Promise<boolean>;
  /** Ends all sessions of an account but one. */
  endOthers(agentId: string, sessionId?: string): Promise<void>;
  /** The value for `Set-Cookie` that makes a browser forget. */
  goodbye: string;
}

interface Needs {
  db: Connection;
  agents: Pick<Agents, 'find'>;
  now: () => Date;
  random: (bytes: number) => Buffer;
  publicUrl?: string | undefined;
}

const LONGEST_MS = 12 * 60 * 60_000;
const IDLE_MS = 60 * 60_000;
const USED_EVERY_MS = 20_000;
/** A console that is there makes a call every half minute, and every minute in a tab that nobody looks at. */
const CALLED_WITHIN_MS = 80_000;

/** Sessions of the console: 12 hours at most, 60 minutes without use. */
export function createSessions({ db, agents, now, random, publicUrl }: Needs): Sessions {
  const sessions = modelOf(db, 'Session', sessionSchema);
  const secure = publicUrl?.startsWith('https:') ?? false;
  // The prefix makes a browser refuse a cookie of this name that another host or plain HTTP has set.
  const name = secure ? '__Host-kc-session' : 'kc-session';
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;

  async function good(stored: StoredSession | null): Promise<SignedIn | undefined> {
    if (!stored || stored.expiresAt <= now()) return undefined;
    const agent = await agents.find(stored.agentId);
    return agent?.active ? { sessionId: stored._id, usedAt: stored.usedAt, csrf: stored.csrf, agent } : undefined;
  }

  async function prolong({ _id, createdAt, usedAt }: StoredSession): Promise<void> {
    const at = now();
    if (at.getTime() - usedAt.getTime() < USED_EVERY_MS) return;
    await sessions.updateOne({ _id }, { $set: { usedAt: at, expiresAt: expiry(createdAt, at) } });
  }

  return {
    goodbye: `${name}=; ${attributes}; Max-Age=0`,

    async start(agent) {
      const at = now();
      await sessions.deleteMany({ expiresAt: { $lte: at } });
      const id = random(32).toString('base64url');
      const csrf = random(32).toString('base64url');
      const stored = { _id: hashOf(id), agentId: agent.id, csrf, createdAt: at, usedAt: at, expiresAt: expiry(at, at) };
      await sessions.create(stored);
      return { cookie: `${name}=${id}; ${attributes}`, session: { sessionId: stored._id, usedAt: at, csrf, agent } };
    },

    async find(cookieHeader) {
      const id = cookieOf(cookieHeader, name);
      if (!id) return undefined;
      const stored = await sessions.findById(hashOf(id)).lean<StoredSession>();
      const found = await good(stored);
      if (stored && found) await prolong(stored);
      return found;
    },

    check: async (sessionId) => good(await sessions.findById(sessionId).lean<StoredSession>()),

    async end(sessionId) {
      await sessions.deleteOne({ _id: sessionId });
    },

    async heardElsewhere(agentId, sessionId) {
      const others = { agentId, _id: { $ne: sessionId }, expiresAt: { $gt: now() } };
      const theirs = await sessions.find(others).lean<StoredSession[]>();
      return theirs.some((one) => isHeard(one, now()));
    },

    async endOthers(agentId, sessionId = '') {
      await sessions.deleteMany({ agentId, _id: { $ne: sessionId } });
    },
  };
}

/** Whether the console of a session has called so lately that it is still there. */
export function isHeard({ usedAt }: Pick<SignedIn, 'usedAt'>, at: Date): boolean {
  return at.getTime() - usedAt.getTime() <= CALLED_WITHIN_MS;
}

/** Compares without telling by its time how much was right. */
export function isCsrf(session: SignedIn, given: string | string[] | undefined): boolean {
  return typeof given === 'string' && timingSafeEqual(Buffer.from(hashOf(given)), Buffer.from(hashOf(session.csrf)));
}

function expiry(createdAt: Date, usedAt: Date): Date {
  return new Date(Math.min(createdAt.getTime() + LONGEST_MS, usedAt.getTime() + IDLE_MS));
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}

function cookieOf(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.split('=');
    if (key?.trim() === name && value) return value.trim();
  }
  return undefined;
}
