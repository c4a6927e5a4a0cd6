import { createHash, timingSafeEqual } from 'node:crypto';
import type { ActivityLog } from '../../store/activity-log.js';
import type { Conversation, Conversations, Resumption } from '../../store/conversations.js';

interface Needs {
  log: Pick<ActivityLog, 'last' | 'after'>;
  conversations: Pick<Conversations, 'find' | 'setResumption'>;
  random: (bytes: number) => Buffer;
  now: () => Date;
}

/** How a browser comes back to its own conversation when its token has expired, after a sleep for instance. */
export interface Resuming {
  /** A secret for whoever holds the conversation's token now; any earlier one is worth nothing any more. */
  give(conversationId: string): Promise<string | undefined>;
  /**
   * The conversation of a secret, and the secret for the next time. Undefined alike for a conversation that is not
   * there, one that was silent too long, and a wrong secret.
   */
  redeem(conversationId: string, secret: string): Promise<{ conversation: Conversation; secret: string } | undefined>;
}

/** After so long a silence of everybody the browser may be somebody else's. */
export const SILENCE_MS = 24 * 60 * 60_000;
/** The answer that brought the new secret may have been lost on the way: so long the one before opens once more. */
const LOST_MS = 5 * 60_000;
const BYTES = 32;
const NOTHING = Buffer.alloc(32);

const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

export function createResuming({ log, conversations, random, now }: Needs): Resuming {
  const fresh = () => random(BYTES).toString('base64url');

  async function lastSign({ _id, updatedAt, resumption }: Conversation): Promise<number> {
    const [entry] = await log.after(_id, (await log.last(_id)) - 1, 1);
    return Math.max(updatedAt.getTime(), resumption?.at.getTime() ?? 0, entry?.at.getTime() ?? 0);
  }

  function isRight(secret: string, known: Resumption | undefined): boolean {
    const given = createHash('sha256').update(secret).digest();
    const opens = (hash: string | undefined) => timingSafeEqual(given, hash ? Buffer.from(hash, 'hex') : NOTHING);
    const isNow = opens(known?.hash);
    const isBefore = opens(known?.before);
    return isNow || (isBefore && now().getTime() - (known?.at.getTime() ?? 0) < LOST_MS);
  }

  return {
    async give(conversationId) {
      const secret = fresh();
      const to = { hash: hashOf(secret), before: '', at: now() };
      return (await conversations.setResumption(conversationId, { to })) ? secret : undefined;
    },

    async redeem(conversationId, secret) {
      const found = await conversations.find(conversationId);
      const known = found?.resumption;
      if (!isRight(secret, known) || !found || !known) return undefined;
      if (now().getTime() - (await lastSign(found)) > SILENCE_MS) return undefined;
      const next = fresh();
      const to = { hash: hashOf(next), before: hashOf(secret), at: now() };
      const set = await conversations.setResumption(conversationId, { from: known.hash, to });
      return set ? { conversation: found, secret: next } : undefined;
    },
  };
}
