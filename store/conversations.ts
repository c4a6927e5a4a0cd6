import { type Connection, Schema } from 'mongoose';
import { modelOf } from './model.js';

/** What lets a browser come back to its conversation without a token: hashes, never the secret. */
export interface Resumption {
  hash: string;
  /** The one before, for a browser that never got the new one; '' for none. */
  before: string;
  at: Date;
}

export interface Conversation {
  _id: string;
  /** `directline`, or the channel's id at Azure Bot Service. */
  channel: string;
  userId: string;
  /** As the client asked for it, unchecked: '' when it did not. */
  locale: string;
  /** The dialogs' plain JSON. */
  state: Record<string, unknown>;
  /** Number of the last activity whose turn has ended. */
  heard: number;
  version: number;
  /** The Bot Framework's ConversationReference: what it takes to write to the citizen unasked. */
  reference: Record<string, unknown>;
  createdAt: Date;
  updatedAt: Date;
  /** Missing until somebody asked for it. */
  resumption?: Resumption;
}

export interface Conversations {
  /** Starts a conversation or finds the one started first: of two at the same moment, one gets `created`. */
  start(conversation: {
    id: string;
    channel: string;
    userId: string;
    locale: string;
    reference: Record<string, unknown>;
    now: Date;
  }): Promise<{ conversation: Conversation; created: boolean }>;
  find(id: string): Promise<Conversation | undefined>;
  /** Keeps the state if nobody else has since `version` was read; false when somebody has, and nothing is written. */
  save(changes: {
    id: string;
    version: number;
    state: Record<string, unknown>;
    heard: number;
    now: Date;
  }): Promise<boolean>;
  /** False when its hash is no longer `from`, if that is named, and nothing is written. */
  setResumption(id: string, change: { from?: string; to: Resumption }): Promise<boolean>;
}

/** State and reference are kept as text: their keys are not the database's business. */
interface StoredConversation extends Omit<Conversation, 'state' | 'reference'> {
  state: string;
  reference: string;
}

const conversationSchema = new Schema<StoredConversation>(
  {
    _id: { type: String, required: true },
    channel: { type: String, required: true },
    userId: { type: String, required: true },
    locale: { type: String },
    state: { type: String, required: true },
    heard: { type: Number, required: true },
    version: { type: Number, required: true },
    reference: { type: String, required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    resumption: { type: { _id: false, hash: String, before: String, at: Date }, required: false },
  },
  { versionKey: false, collection: 'conversations' },
);

export function createConversations(connection: Connection): Conversations {
  const model = modelOf(connection, 'Conversation', conversationSchema);

  async function find(id: string): Promise<Conversation | undefined> {
    // Every turn begins with this: mongoose would only cast what is cast already.
    const found = await model.collection.findOne<StoredConversation>({ _id: id } as never);
    return found ? conversationOf(found) : undefined;
  }

  return {
    find,
    async start({ id, channel, userId, locale, reference, now }) {
      const wanted: StoredConversation = {
        _id: id,
        channel,
        userId,
        locale,
        state: '{}',
        heard: 0,
        version: 0,
        reference: JSON.stringify(reference),
        createdAt: now,
        updatedAt: now,
      };
      try {
        await model.collection.insertOne(wanted as never);
        return { conversation: conversationOf(wanted), created: true };
      } catch (error) {
        const conversation = await find(id);
        if (!conversation) throw error;
        return { conversation, created: false };
      }
    },
    async save({ id, version, state, heard, now }) {
      const { matchedCount } = await model.collection.updateOne({ _id: id, version } as never, {
        $set: { state: JSON.stringify(state), heard, version: version + 1, updatedAt: now },
      });
      return matchedCount === 1;
    },
    async setResumption(id, { from, to }) {
      const known = from === undefined ? {} : { 'resumption.hash': from };
      const { matchedCount } = await model.collection.updateOne({ _id: id, ...known } as never, {
        $set: { resumption: to },
      });
      return matchedCount === 1;
    },
  };
}

function conversationOf(stored: StoredConversation): Conversation {
  return { ...stored, state: JSON.parse(stored.state), reference: JSON.parse(stored.reference) };
}
