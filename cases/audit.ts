import { createHmac } from 'node:crypto';
import { type Connection, type Model, Schema } from 'mongoose';
import { isDuplicateKey } from '../store/index.js';
import { modelOf } from '../store/model.js';
import { createLine } from './numbering.js';
import { serverKey } from './secret.js';

/** Somebody saw, or forced open, a case of strong secrecy. */
export interface Audited {
  what: 'read' | 'conversation' | 'glass-broken';
  number: string;
  who: { id: string; name: string };
  /** Why the glass was broken; '' for a read. */
  reason: string;
}

interface AuditEntry extends Audited {
  /** Twelve digits, one more than the entry before: a hole is seen. */
  _id: string;
  at: Date;
  /** Hash of the entry before; '' for the first. */
  before: string;
  hash: string;
}

const auditSchema = new Schema<AuditEntry>(
  {
    _id: { type: String, required: true },
    at: Date,
    what: String,
    number: String,
    who: { id: String, name: String },
    reason: String,
    before: String,
    hash: String,
  },
  { versionKey: false, minimize: false, collection: 'audit' },
);
const CHANGES = ['updateOne', 'updateMany', 'findOneAndUpdate', 'replaceOne', 'findOneAndReplace'] as const;
const REMOVALS = ['deleteOne', 'deleteMany', 'findOneAndDelete'] as const;
auditSchema.pre([...CHANGES, ...REMOVALS], () => {
  throw new Error('the audit log is only added to');
});

export interface AuditLog {
  append(audited: Audited): Promise<void>;
  /** What is wrong with the chain; undefined when every entry is as it was written. */
  firstFault(): Promise<string | undefined>;
}

interface Needs {
  db: Connection;
  now: () => Date;
  random: (bytes: number) => Buffer;
}

const DIGITS = 12;
const ATTEMPTS = 200;
const PAGE = 500;
const idOf = (sequence: number) => String(sequence).padStart(DIGITS, '0');

export function createAuditLog({ db, now, random }: Needs): AuditLog {
  const entries: Model<AuditEntry> = modelOf(db, 'AuditEntry', auditSchema);
  const inLine = createLine();
  const key = () => serverKey(db, 'audit', random);

  return {
    /** The id is taken by the insert itself: of two processes that follow the same entry, one begins again. */
    append: (audited) =>
      inLine(async () => {
        const secret = await key();
        for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
          const last = await entries.findOne({}).sort({ _id: -1 }).lean<AuditEntry>();
          const entry = { ...audited, _id: idOf(Number(last?._id ?? 0) + 1), at: now(), before: last?.hash ?? '' };
          try {
            await entries.create({ ...entry, hash: hashOf(secret, entry) });
            return;
          } catch (error) {
            if (!isDuplicateKey(error)) throw error;
          }
        }
        throw new Error('the audit log could not be written');
      }),

    async firstFault() {
      const secret = await key();
      let [sequence, before] = [0, ''];
      for (;;) {
        const page = await entries
          .find({ _id: { $gt: idOf(sequence) } })
          .sort({ _id: 1 })
          .limit(PAGE)
          .lean<AuditEntry[]>();
        for (const entry of page) {
          sequence++;
          if (entry._id !== idOf(sequence)) return `audit log: entry ${idOf(sequence)} is missing`;
          const sound = entry.before === before && entry.hash === hashOf(secret, entry);
          if (!sound) return `audit log: entry ${entry._id} is not as it was written`;
          before = entry.hash;
        }
        if (page.length < PAGE) return undefined;
      }
    },
  };
}

function hashOf(key: Buffer, { _id, at, what, number, who, reason, before }: Omit<AuditEntry, 'hash'>): string {
  const written = JSON.stringify([_id, at.toISOString(), what, number, who.id, who.name, reason, before]);
  return createHmac('sha256', key).update(written).digest('hex');
}
