import { type Connection, type Model, Schema } from 'mongoose';
import { isDuplicateKey } from '../store/index.js';
import { modelOf } from '../store/model.js';

/** One stay of a conversation at the hub: how much of it the hub has. It holds no text; what is sent is made of the log. */
export interface Stay {
  /** As `stayOf` names it. */
  _id: string;
  /** The case. */
  number: string;
  conversationId: string;
  /** The last entry of the log that the hub has; -1 until it has been asked. */
  seq: number;
  state: 'open' | 'over';
  /** Attempts that failed, one after the other, and since when. */
  attempts: number;
  failingSince: Date | null;
  /** When it is tried next; while somebody tries, when their lease ends. */
  nextAt: Date;
  /** Who tries; '' for nobody. */
  claim: string;
  madeAt: Date;
}

const staySchema = new Schema<Stay>(
  {
    _id: { type: String, required: true },
    number: String,
    conversationId: String,
    seq: Number,
    state: String,
    attempts: Number,
    failingSince: Date,
    nextAt: Date,
    claim: String,
    madeAt: Date,
  },
  { versionKey: false, collection: 'hub-stays' },
);
staySchema.index({ state: 1, conversationId: 1 });
staySchema.index({ state: 1, madeAt: 1 });

/** Longer than a hub may take to answer; a process that died is followed by another after it. */
export const STAY_LEASE_MS = 20_000;
const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 60_000;
const KEPT_MS = 30 * 24 * 60 * 60_000;

interface Needs {
  db: Connection;
  now: () => Date;
  newId: () => string;
}

/** What the hub has been sent. Nothing of it is in memory: how far it has come, and who tries, stands in the record. */
export function createStays({ db, now, newId }: Needs) {
  const stays: Model<Stay> = modelOf(db, 'Stay', staySchema);

  /** Only by whoever holds the claim: one that took too long has lost it. */
  async function settle({ _id, claim }: Stay, $set: Partial<Stay>): Promise<void> {
    await stays.updateOne({ _id, claim }, { $set });
  }

  return {
    /** Writing it down again changes nothing. */
    async put(stay: Pick<Stay, '_id' | 'number' | 'conversationId'>): Promise<void> {
      const at = now();
      const fresh = {
        seq: -1,
        state: 'open' as const,
        attempts: 0,
        failingSince: null,
        nextAt: at,
        claim: '',
        madeAt: at,
      };
      try {
        await stays.create({ ...stay, ...fresh });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },

    open(conversationId?: string): Promise<Stay[]> {
      return stays.find({ state: 'open', ...(conversationId !== undefined && { conversationId }) }).lean<Stay[]>();
    },

    /** For whoever asked alone, until the lease ends. Undefined when it is not due, or somebody else is at it. */
    async claim(id: string): Promise<Stay | undefined> {
      const at = now();
      const claimed = await stays
        .findOneAndUpdate(
          { _id: id, state: 'open', nextAt: { $lte: at } },
          { $set: { claim: newId(), nextAt: new Date(at.getTime() + STAY_LEASE_MS) } },
          { returnDocument: 'after' },
        )
        .lean<Stay>();
      return claimed ?? undefined;
    },

    /** The hub has this much; the lease goes on from here. */
    async reached(stay: Stay, seq: number): Promise<void> {
      const nextAt = new Date(now().getTime() + STAY_LEASE_MS);
      await settle(stay, { seq, attempts: 0, failingSince: null, nextAt });
    },

    /** Nothing more for now. */
    rest: (stay: Stay) => settle(stay, { claim: '', nextAt: now(), attempts: 0, failingSince: null }),

    /** Not this time. @returns since when it has failed */
    async failed(stay: Stay): Promise<Date> {
      const at = now();
      const attempts = stay.attempts + 1;
      const failingSince = stay.failingSince ?? at;
      const delay = Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), LONGEST_DELAY_MS);
      await settle(stay, { claim: '', attempts, failingSince, nextAt: new Date(at.getTime() + delay) });
      return failingSince;
    },

    /** The hub knows, or need not know, that it is over. */
    async over(id: string): Promise<void> {
      await stays.updateOne({ _id: id }, { $set: { state: 'over', claim: '' } });
    },

    /** Takes away what was over a month ago. */
    async sweep(): Promise<void> {
      await stays.deleteMany({ state: 'over', madeAt: { $lt: new Date(now().getTime() - KEPT_MS) } });
    },
  };
}

export type Stays = ReturnType<typeof createStays>;
