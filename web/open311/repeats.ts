import { createHmac } from 'node:crypto';
import { type Connection, Schema } from 'mongoose';
import { isDuplicateKey } from '../../store/index.js';
import { modelOf } from '../../store/model.js';

/** A report sent again within this time is the same report. */
const SAME_MS = 10 * 60_000;

interface Sent {
  /** Of what was sent, under a key of the server: it tells nothing about it. */
  _id: string;
  origin: string;
  until: Date;
}

const sentSchema = new Schema<Sent>(
  { _id: { type: String, required: true }, origin: String, until: Date },
  { versionKey: false, collection: 'open311-sent' },
);
sentSchema.index({ until: 1 });

interface Needs {
  db: Connection;
  key: Buffer;
  now: () => Date;
  newId: () => string;
}

export interface SentReport {
  /** Id of the key it was sent with. */
  by: string;
  /** What the program calls this sending; '' for none. */
  idempotencyKey: string;
  service: string;
  /** Where and what. */
  said: readonly unknown[];
}

/**
 * The origin of a report's case. The same origin always gives the same case, so a program that sends again because it
 * heard no answer makes no second one: by its own name for the sending for ever, by what was sent for ten minutes.
 */
export function createRepeats({ db, key, now, newId }: Needs): (sent: SentReport) => Promise<string> {
  const reports = modelOf(db, 'Open311Sent', sentSchema);
  const hash = (parts: readonly unknown[]) => createHmac('sha256', key).update(JSON.stringify(parts)).digest('hex');

  return async ({ by, idempotencyKey, service, said }) => {
    if (idempotencyKey) return `open311/${hash(['named', by, idempotencyKey])}`;
    const at = now();
    const _id = hash(['said', by, service, ...said]);
    const origin = `open311/${newId()}`;
    await reports.deleteMany({ until: { $lte: at } });
    try {
      const kept = await reports
        .findOneAndUpdate(
          { _id },
          { $setOnInsert: { origin, until: new Date(at.getTime() + SAME_MS) } },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<Sent>();
      return kept?.origin ?? origin;
    } catch (error) {
      // Two at the same moment: the other was first.
      if (!isDuplicateKey(error)) throw error;
      return (await reports.findById(_id).lean<Sent>())?.origin ?? origin;
    }
  };
}
