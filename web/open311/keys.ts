import { createHash } from 'node:crypto';
import { type Connection, Schema } from 'mongoose';
import { modelOf } from '../../store/model.js';

interface StoredKey {
  _id: string;
  /** SHA-256 of the key: whoever reads the store cannot use it. */
  hash: string;
  name: string;
  perMinute: number;
  createdAt: Date;
  createdBy: string;
}

const keySchema = new Schema<StoredKey>(
  {
    _id: { type: String, required: true },
    hash: { type: String, required: true, unique: true },
    name: String,
    perMinute: Number,
    createdAt: Date,
    createdBy: String,
  },
  { versionKey: false, collection: 'api-keys' },
);

/** A program that may send reports. The key itself is known to that program only. */
export interface ApiKey {
  id: string;
  /** Whose program it is. */
  name: string;
  /** How many reports it may send in a minute. */
  perMinute: number;
  createdAt: Date;
  /** Id of the administrator who made it. */
  createdBy: string;
}

export interface ApiKeys {
  /** @returns the key beside what is kept of it: it is nowhere else */
  add(asked: { name: string; perMinute: number; by: string }): Promise<ApiKey & { key: string }>;
  list(): Promise<ApiKey[]>;
  /** False when there is no such key. */
  remove(id: string): Promise<boolean>;
  find(key: string): Promise<ApiKey | undefined>;
}

interface Needs {
  db: Connection;
  now: () => Date;
  newId: () => string;
  random: (bytes: number) => Buffer;
}

const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');

function apiKeyOf({ _id, hash: _hash, ...key }: StoredKey): ApiKey {
  return { id: _id, ...key };
}

export function createApiKeys({ db, now, newId, random }: Needs): ApiKeys {
  const keys = modelOf(db, 'ApiKey', keySchema);
  return {
    async add({ name, perMinute, by }) {
      const key = random(32).toString('base64url');
      const kept = { _id: newId(), hash: hashOf(key), name, perMinute, createdAt: now(), createdBy: by };
      await keys.init();
      await keys.create(kept);
      return { ...apiKeyOf(kept), key };
    },
    async list() {
      return (await keys.find({}).lean<StoredKey[]>())
        .map(apiKeyOf)
        .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
    },
    async remove(id) {
      return (await keys.deleteOne({ _id: id })).deletedCount > 0;
    },
    async find(key) {
      const found = await keys.findOne({ hash: hashOf(key) }).lean<StoredKey>();
      return found ? apiKeyOf(found) : undefined;
    },
  };
}
