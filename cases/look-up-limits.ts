import { createHmac } from 'node:crypto';
import { type Connection, type Model, Schema } from 'mongoose';
import { modelOf } from '../store/model.js';
import { serverKey } from './secret.js';

export const MOST_PER_CASE = 10;
export const MOST_PER_SENDER = 20;
export const WITHIN_MS = 60 * 60_000;

/** One wrong try. Number and sender stand there as digests: nobody reads out of it who asked for what. */
interface WrongTry {
  _id: string;
  number: string;
  sender: string;
  at: Date;
}

const trySchema = new Schema<WrongTry>(
  { _id: { type: String, required: true }, number: String, sender: String, at: Date },
  { versionKey: false, collection: 'wrong-look-ups' },
);
trySchema.index({ number: 1, at: 1 });
trySchema.index({ sender: 1, at: 1 });
trySchema.index({ at: 1 });

export interface LookUpLimits {
  /**
   * Counts a try before it is checked, so that many at once do not get past. Undefined when there were too many within
   * the hour; otherwise what takes the try back, because it was right.
   */
  attempt(number: string, sender: string): Promise<(() => Promise<void>) | undefined>;
  /** Takes away what no longer counts. */
  sweep(): Promise<void>;
}

interface Needs {
  db: Connection;
  now: () => Date;
  newId: () => string;
  random: (bytes: number) => Buffer;
}

/** Wrong tries within the hour, by case and by sender, in the store: a restart forgives nothing. */
export function createLookUpLimits({ db, now, newId, random }: Needs): LookUpLimits {
  const tries: Model<WrongTry> = modelOf(db, 'WrongTry', trySchema);

  return {
    async attempt(asked, from) {
      const key = await serverKey(db, 'look-ups', random);
      const digest = (text: string) => createHmac('sha256', key).update(text).digest('hex').slice(0, 32);
      const [_id, at, number, sender] = [newId(), now(), digest(`case|${asked}`), digest(`sender|${from}`)];
      await tries.create({ _id, number, sender, at });
      const since = { $gt: new Date(at.getTime() - WITHIN_MS) };
      const [ofCase, ofSender] = await Promise.all([
        tries.countDocuments({ number, at: since }),
        tries.countDocuments({ sender, at: since }),
      ]);
      const takeBack = async () => void (await tries.deleteOne({ _id }));
      if (ofCase <= MOST_PER_CASE && ofSender <= MOST_PER_SENDER) return takeBack;
      // Trying on while it is closed does not keep it closed.
      await takeBack();
      return undefined;
    },

    async sweep() {
      await tries.deleteMany({ at: { $lte: new Date(now().getTime() - WITHIN_MS) } });
    },
  };
}
