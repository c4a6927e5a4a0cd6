import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { type Case, caseModel } from '../cases/case.js';
import type { Outbox } from '../cases/outbox.js';
import { readEmail } from '../cases/reach.js';

/**
 * Writes down that somebody who wanted to be written to has an answer: once for each time the citizen has fallen silent,
 * however much the agent writes. It follows from the record, so nothing is lost in between.
 */
export function createSpokenTellings({ db, outbox }: { db: Connection; outbox: Pick<Outbox, 'put'> }) {
  const cases = caseModel(db);
  return async (): Promise<void> => {
    const found = await cases.find({ 'handover.state': 'accepted', 'handover.reachBy': 'write' }).lean<Case[]>();
    for (const one of found.filter(isUnread)) {
      const to = readEmail(one.reach.email);
      if (!to || one.secrecy === 'strong') continue;
      const { _id: ref, language, handover } = one;
      const _id = `spoken/${ref}/${handover.heardSeq}`;
      await outbox.put({ _id, about: 'spoken', ref, move: handover.heardSeq, language, channel: 'email', to });
    }
  };
}

/** The agent has written since the citizen did. */
export function isUnread({ handover: { agentAt, citizenAt } }: Case): boolean {
  return agentAt !== null && (citizenAt === null || agentAt > citizenAt);
}

/** A conversation somebody wants by mail; asking again in the same message changes nothing. */
export async function putChat(
  outbox: Pick<Outbox, 'put'>,
  conversationId: string,
  { seq, to, language }: { seq: number; to: string; language: string },
): Promise<void> {
  const address = createHash('sha256').update(to).digest('hex').slice(0, 16);
  const _id = `chat/${conversationId}/${seq}/${address}`;
  await outbox.put({ _id, about: 'chat', ref: conversationId, move: seq, language, channel: 'email', to });
}
