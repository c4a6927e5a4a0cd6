import { type Connection, Schema } from 'mongoose';
import { isDuplicateKey } from './index.js';
import { modelOf } from './model.js';

/** An activity as it stands in the log: plain JSON in the shape of the Bot Framework's protocol. */
export interface LoggedActivity {
  type: string;
  id?: string;
  text?: string;
  locale?: string;
  from?: { id: string; name?: string; role?: string };
  replyToId?: string;
  name?: string;
  value?: unknown;
  attachments?: { contentType: string; contentUrl?: string; content?: unknown; name?: string }[];
  channelData?: Record<string, unknown>;
  [field: string]: unknown;
}

export interface LogEntry {
  id: string;
  conversationId: string;
  /** The number of the activity in its conversation, from 1: the watermark of Direct Line. */
  seq: number;
  at: Date;
  activity: LoggedActivity;
  /** Acknowledged, but its turn has not ended yet. */
  due: boolean;
}

export interface NewActivity {
  activity: LoggedActivity;
  /** Names the activity in its conversation: a second one with the same name is not written. */
  clientKey?: string;
  /** The id given by the sender; counts like `clientKey`. */
  senderKey?: string;
  due?: boolean;
}

export interface ActivityLog {
  /**
   * Writes activities at the end of a conversation. A number becomes visible only when all numbers before it are, so
   * that a reader who remembers the last number it saw misses nothing. `repeated`: an activity with the same key was
   * there already, nothing was written, and `entry` is the first one.
   */
  append(conversationId: string, activities: readonly NewActivity[]): Promise<{ entry: LogEntry; repeated: boolean }[]>;
  after(conversationId: string, watermark: number, limit?: number): Promise<LogEntry[]>;
  last(conversationId: string): Promise<number>;
  /** The entry written under this `clientKey`, if any. */
  named(conversationId: string, clientKey: string): Promise<LogEntry | undefined>;
  /** The turn of this entry has ended. Written in bulk a little later: losing it costs one repeated, idempotent turn. */
  settle(entryId: string): void;
  /** What was acknowledged and not answered before the process died, in the order of each conversation. */
  due(): Promise<LogEntry[]>;
  /** Takes the words out of a range of messages; who wrote and when stays. Idempotent. */
  redact(conversationId: string, fromSeq: number, toSeq: number, placeholder: string): Promise<void>;
  /** Other words for those of one message; all else of it stays. Idempotent. */
  reword(conversationId: string, seq: number, text: string): Promise<void>;
  flush(): Promise<void>;
}

interface Needs {
  connection: Connection;
  bus: { publish(event: { what: string; id: string }): void };
  now: () => Date;
  /** Told of the activities whose words are about to go, so that their files can go, too. */
  onRedact?: (entries: LogEntry[]) => Promise<void>;
}

/** The activity is kept as text: its keys come from outside and must mean nothing to a database. */
interface StoredEntry {
  _id: string;
  conversationId: string;
  seq: number;
  at: Date;
  json: string;
  due: boolean;
  clientKey: string;
  senderKey: string;
}

const entrySchema = new Schema<StoredEntry>(
  {
    _id: { type: String, required: true },
    conversationId: { type: String, required: true },
    seq: { type: Number, required: true },
    at: { type: Date, required: true },
    json: { type: String, required: true },
    due: { type: Boolean, required: true },
    clientKey: { type: String, required: true },
    senderKey: { type: String, required: true },
  },
  { versionKey: false, collection: 'activities' },
)
  .index({ conversationId: 1, seq: 1 }, { unique: true })
  .index({ conversationId: 1, clientKey: 1 }, { unique: true })
  .index({ conversationId: 1, senderKey: 1 }, { unique: true })
  .index({ due: 1, at: 1 });

/** As many conversations as are likely to be open at the same time; for the others the last number is read again. */
const REMEMBERED = 10_000;
const SETTLE_AFTER_MS = 1000;
const PAGE = 500;

export function createActivityLog({ connection, bus, now, onRedact }: Needs): ActivityLog {
  const model = modelOf(connection, 'Activity', entrySchema);
  const { collection } = model;
  const lastOf = new Map<string, number>();
  const settled = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  function remember(conversationId: string, seq: number): void {
    lastOf.delete(conversationId);
    lastOf.set(conversationId, seq);
    if (lastOf.size > REMEMBERED) lastOf.delete(lastOf.keys().next().value ?? '');
  }

  async function last(conversationId: string): Promise<number> {
    const found = await model.findOne({ conversationId }, { seq: 1 }).sort({ seq: -1 }).lean();
    return found?.seq ?? 0;
  }

  /** `#` and `=` keep the names given from outside and our own from ever being equal. */
  function stored(conversationId: string, seq: number, wanted: NewActivity): StoredEntry {
    return {
      _id: entryId(conversationId, seq),
      conversationId,
      seq,
      at: now(),
      json: JSON.stringify(wanted.activity),
      due: wanted.due ?? false,
      clientKey: wanted.clientKey === undefined ? `#${seq}` : `=${wanted.clientKey}`,
      senderKey: wanted.senderKey === undefined ? `#${seq}` : `=${wanted.senderKey}`,
    };
  }

  async function earlier(conversationId: string, { clientKey, senderKey }: NewActivity) {
    for (const key of [clientKey && { clientKey: `=${clientKey}` }, senderKey && { senderKey: `=${senderKey}` }]) {
      const found = key && (await model.findOne({ conversationId, ...key }).lean());
      if (found) return found;
    }
    return undefined;
  }

  async function appendOne(conversationId: string, wanted: NewActivity) {
    for (;;) {
      const seq = (lastOf.get(conversationId) ?? (await last(conversationId))) + 1;
      const document = stored(conversationId, seq, wanted);
      try {
        await collection.insertOne(document as never);
        remember(conversationId, seq);
        return { entry: entryOf(document), repeated: false };
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const first = await earlier(conversationId, wanted);
        if (first) return { entry: entryOf(first), repeated: true };
        const found = await last(conversationId);
        if (found < seq) throw error;
        remember(conversationId, found);
      }
    }
  }

  /**
   * Several at once cost one transaction. Only when each has a key: after a collision half way, that is how the ones
   * already written are recognised.
   */
  async function appendTogether(conversationId: string, activities: readonly NewActivity[]) {
    const first = (lastOf.get(conversationId) ?? (await last(conversationId))) + 1;
    const documents = activities.map((wanted, index) => stored(conversationId, first + index, wanted));
    try {
      await collection.insertMany(documents as never[], { ordered: true });
      remember(conversationId, first + documents.length - 1);
      return documents.map((document) => ({ entry: entryOf(document), repeated: false }));
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      lastOf.delete(conversationId);
      const results = await appendAll(conversationId, activities);
      return results.map(({ entry, repeated }, index) => ({
        entry,
        repeated: repeated && entry.id !== documents[index]?._id,
      }));
    }
  }

  async function appendAll(conversationId: string, activities: readonly NewActivity[]) {
    const results = [];
    for (const wanted of activities) results.push(await appendOne(conversationId, wanted));
    return results;
  }

  async function writeSettled(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const ids = [...settled];
    settled.clear();
    if (ids.length > 0) await collection.updateMany({ _id: { $in: ids } } as never, { $set: { due: false } });
  }

  return {
    last,
    async append(conversationId, activities) {
      // The unique indexes are what keeps two writers apart: nothing is written before they are there.
      await model.init();
      const together = activities.length > 1 && activities.every((wanted) => wanted.clientKey ?? wanted.senderKey);
      const results = await (together ? appendTogether : appendAll)(conversationId, activities);
      if (results.some(({ repeated }) => !repeated)) bus.publish({ what: 'activities', id: conversationId });
      return results;
    },
    async after(conversationId, watermark, limit = PAGE) {
      const found = await model
        .find({ conversationId, seq: { $gt: watermark } })
        .sort({ seq: 1 })
        .limit(limit)
        .lean();
      return found.map(entryOf);
    },
    async named(conversationId, clientKey) {
      const found = await model.findOne({ conversationId, clientKey: `=${clientKey}` }).lean();
      return found ? entryOf(found) : undefined;
    },
    settle(id) {
      settled.add(id);
      timer ??= setTimeout(() => void writeSettled().catch(() => undefined), SETTLE_AFTER_MS).unref();
    },
    async due() {
      const found = await model.find({ due: true }).sort({ at: 1 }).lean();
      const waiting = found.filter(({ _id }) => !settled.has(_id)).map(entryOf);
      return waiting.sort((a, b) => (a.conversationId === b.conversationId ? a.seq - b.seq : +a.at - +b.at));
    },
    async redact(conversationId, fromSeq, toSeq, placeholder) {
      for (let from = fromSeq; ; ) {
        const found = await model
          .find({ conversationId, seq: { $gte: from, $lte: toSeq } })
          .sort({ seq: 1 })
          .limit(PAGE)
          .lean();
        const entries = found.map(entryOf);
        if (entries.length > 0) await onRedact?.(entries);
        for (const { id, activity } of entries) {
          await collection.updateOne({ _id: id } as never, {
            $set: { json: JSON.stringify(withoutWords(activity, placeholder)) },
          });
        }
        if (entries.length < PAGE) return;
        from = (entries.at(-1)?.seq ?? toSeq) + 1;
      }
    },
    async reword(conversationId, seq, text) {
      const found = await model.findOne({ conversationId, seq }).lean();
      if (!found) return;
      const { id, activity } = entryOf(found);
      await collection.updateOne({ _id: id } as never, { $set: { json: JSON.stringify({ ...activity, text }) } });
    },
    flush: writeSettled,
  };
}

/** Seven digits sort as text like numbers, and are how Direct Line has always looked. */
function entryId(conversationId: string, seq: number): string {
  return `${conversationId}|${String(seq).padStart(7, '0')}`;
}

function entryOf({ _id, conversationId, seq, at, json, due }: StoredEntry): LogEntry {
  return { id: _id, conversationId, seq, at: new Date(at), activity: JSON.parse(json), due };
}

/** Only what says who and when is carried over: a field nobody thought of can then hold nothing. */
function withoutWords(activity: LoggedActivity, placeholder: string): LoggedActivity {
  const { type, from, recipient, replyToId, locale, name, channelData } = activity;
  const clientActivityID = channelData?.clientActivityID;
  return {
    type,
    ...(from && { from: { id: from.id, ...(from.role && { role: from.role }) } }),
    ...(recipient ? { recipient } : {}),
    ...(replyToId && { replyToId }),
    ...(locale && { locale }),
    ...(type === 'event' && name ? { name } : {}),
    ...(type === 'message' && { text: placeholder }),
    channelData: { redacted: true, ...(clientActivityID ? { clientActivityID } : {}) },
  };
}
