import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { HAND_CHANNELS } from './by-hand.js';
import { type Case, caseModel, type TimelineEntry } from './case.js';
import type { NewTelling, Outbox, Telling } from './outbox.js';
import { readEmail } from './reach.js';
import { lastMove } from './standing.js';

interface Needs {
  db: Connection;
  outbox: Pick<Outbox, 'put'>;
  /** Whether the city sends mail at all. */
  mail: boolean;
}

const BATCH = 100;

/**
 * Writes down who is to be told of the cases whose status has changed. The mark stands in the case itself, set by the
 * very write that changed the status, and goes only when everything is written down: a crash in between repeats it.
 */
export function createCaseTellings({ db, outbox, mail }: Needs): () => Promise<void> {
  const cases = caseModel(db);
  return async () => {
    for (;;) {
      const found = await cases.find({ toTell: true }).limit(BATCH).lean<Case[]>();
      for (const one of found) {
        for (const telling of tellingsOf(one, mail)) await outbox.put(telling);
        await cases.updateOne({ _id: one._id, moves: one.moves }, { $set: { toTell: false } });
      }
      if (found.length < BATCH) return;
    }
  };
}

/** The alarm, where those who work on the case see it. Nobody's address is in it. */
export async function noteNotTold(db: Connection, { about, ref, channel }: Telling, at: Date): Promise<void> {
  if (about !== 'case' && about !== 'spoken') return;
  const who = { kind: 'system', id: '', name: '' } as const;
  const entry: TimelineEntry = { at, who, what: 'not-told', data: { channel } };
  await caseModel(db).updateOne({ _id: ref }, { $push: { timeline: entry }, $inc: { version: 1 } });
}

interface Addressee {
  about: 'case' | 'followed';
  conversationId: string;
  email: string;
}

function tellingsOf(found: Case, mail: boolean): NewTelling[] {
  return addresseesOf(found).flatMap(({ about, conversationId, email }) => {
    const one = { about, ref: found._id, move: found.moves, language: found.language } as const;
    const address = mail ? readEmail(email) : undefined;
    return [
      ...(conversationId ? [named({ ...one, channel: 'conversation', to: conversationId })] : []),
      ...(address ? [named({ ...one, channel: 'email', to: address })] : []),
    ];
  });
}

function named(telling: Omit<NewTelling, '_id'>): NewTelling {
  const to = createHash('sha256').update(telling.to).digest('hex').slice(0, 16);
  return { _id: `case/${telling.ref}/${telling.move}/${telling.channel}/${to}`, ...telling };
}

/** On these ways nobody is in a conversation with us. */
const NO_CONVERSATION: readonly string[] = [...HAND_CHANNELS, 'open311'];

/** Whoever takes or leaves a place in the queue is talking with us already. */
const IN_THE_QUEUE = ['queued', 'claimed', 'left'];

function addresseesOf(found: Case): Addressee[] {
  const last = lastMove(found);
  if (IN_THE_QUEUE.includes(last.what)) return [];
  const { conversationId, channel, reach, secrecy, handover, closedAt, status } = found;
  const elsewhere = NO_CONVERSATION.includes(channel);
  const saidByAgent = status === 'closed' && closedAt?.getTime() === handover.closedAt?.getTime();
  const reporter: Addressee = {
    about: 'case',
    conversationId: elsewhere || saidByAgent ? '' : conversationId,
    // A letter about such a matter may be read by the wrong person.
    email: secrecy === 'strong' ? '' : reach.email,
  };
  const followers = secrecy === 'none' ? found.followers : [];
  return [
    ...(last.who.kind === 'citizen' ? [] : [reporter]),
    ...followers.map(({ conversationId: id, email }) => ({ about: 'followed' as const, conversationId: id, email })),
  ];
}
