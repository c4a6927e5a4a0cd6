import { type Connection, type Model, Schema } from 'mongoose';
import { isDuplicateKey } from '../store/index.js';
import { modelOf } from '../store/model.js';

export const CHANNELS = ['conversation', 'email'] as const;
export type TellingChannel = (typeof CHANNELS)[number];

/** Something somebody outside is to be told. It holds no text: what is said is made when it is sent. */
export interface Telling {
  /** Follows from what is told and to whom: writing it down again changes nothing. */
  _id: string;
  about: 'case' | 'followed' | 'answer' | 'spoken' | 'chat';
  /** The case's number, the topic of the answer, or the conversation that is mailed. */
  ref: string;
  /** Which change of the case's status, as its `moves` counts them; 0 for an answer; for what was said, after which message. */
  move: number;
  language: string;
  channel: TellingChannel;
  /** A conversation or an address; '' as soon as it is no longer needed. */
  to: string;
  state: 'waiting' | 'sent' | 'dropped' | 'given-up';
  attempts: number;
  /** When it is tried next; while somebody tries, when their lease ends. */
  nextAt: Date;
  /** Who tries; '' for nobody. */
  claim: string;
  madeAt: Date;
}

export type NewTelling = Pick<Telling, '_id' | 'about' | 'ref' | 'move' | 'language' | 'channel' | 'to'>;

const tellingSchema = new Schema<Telling>(
  {
    _id: { type: String, required: true },
    about: String,
    ref: String,
    move: Number,
    language: String,
    channel: String,
    to: String,
    state: String,
    attempts: Number,
    nextAt: Date,
    claim: String,
    madeAt: Date,
  },
  { versionKey: false, collection: 'outbox' },
);
tellingSchema.index({ state: 1, channel: 1, nextAt: 1 });
tellingSchema.index({ state: 1, madeAt: 1 });

export interface Outbox {
  put(telling: NewTelling): Promise<void>;
  /** The one that has waited longest, for whoever asked alone, until the lease ends. Undefined when nothing is due. */
  claim(channel: TellingChannel): Promise<Telling | undefined>;
  sent(telling: Telling): Promise<void>;
  /** It need not be told any more. */
  dropped(telling: Telling): Promise<void>;
  /** Not this time: later again, or never when it was the last attempt or there is no hope. */
  failed(telling: Telling, hope?: { hopeless: boolean }): Promise<'later' | 'given-up'>;
  /** What was given up: somebody has to look. */
  alarms(): Promise<Telling[]>;
  /** Takes away what was settled a month ago. */
  sweep(): Promise<void>;
}

interface Needs {
  db: Connection;
  now: () => Date;
  newId: () => string;
}

/** Longer than any sending takes; a process that died is followed by another after it. */
export const LEASE_MS = 5 * 60_000;
export const MOST_ATTEMPTS = 14;
const FIRST_DELAY_MS = 60_000;
const LONGEST_DELAY_MS = 6 * 60 * 60_000;
const KEPT_MS = 30 * 24 * 60 * 60_000;

export function delayAfter(attempts: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), LONGEST_DELAY_MS);
}

/** The city's outbox. Nothing of it is in memory: what is due, and who tries, stands in the record. */
export function createOutbox({ db, now, newId }: Needs): Outbox {
  const tellings: Model<Telling> = modelOf(db, 'Telling', tellingSchema);

  /** Only by whoever holds the claim: one that took too long has lost it. */
  async function settle({ _id, claim }: Telling, $set: Partial<Telling>): Promise<void> {
    await tellings.updateOne({ _id, claim }, { $set: { ...$set, claim: '' } });
  }

  return {
    async put(telling) {
      const at = now();
      try {
        await tellings.create({ ...telling, state: 'waiting', attempts: 0, nextAt: at, claim: '', madeAt: at });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },

    async claim(channel) {
      const at = now();
      for (;;) {
        const due = await tellings
          .findOne({ state: 'waiting', channel, nextAt: { $lte: at } })
          .sort({ nextAt: 1 })
          .lean<Telling>();
        if (!due) return undefined;
        const claimed = await tellings
          .findOneAndUpdate(
            { _id: due._id, state: 'waiting', claim: due.claim, nextAt: due.nextAt },
            { $set: { claim: newId(), nextAt: new Date(at.getTime() + LEASE_MS) }, $inc: { attempts: 1 } },
            { returnDocument: 'after' },
          )
          .lean<Telling>();
        if (claimed) return claimed;
      }
    },

    sent: (telling) => settle(telling, { state: 'sent', to: '' }),
    dropped: (telling) => settle(telling, { state: 'dropped', to: '' }),

    async failed(telling, { hopeless } = { hopeless: false }) {
      if (hopeless || telling.attempts >= MOST_ATTEMPTS) {
        await settle(telling, { state: 'given-up', to: '' });
        return 'given-up';
      }
      await settle(telling, { nextAt: new Date(now().getTime() + delayAfter(telling.attempts)) });
      return 'later';
    },

    alarms: () => tellings.find({ state: 'given-up' }).sort({ madeAt: 1 }).lean<Telling[]>(),

    async sweep() {
      const madeAt = { $lt: new Date(now().getTime() - KEPT_MS) };
      for (const state of ['sent', 'dropped', 'given-up'] as const) await tellings.deleteMany({ state, madeAt });
    },
  };
}
