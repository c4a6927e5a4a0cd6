import mongoose from 'mongoose';
import { openEmbedded } from './embedded/index.js';
import type { Explanation } from './embedded/table.js';

export { type Bus, createBus, type Event } from './bus.js';
export { backupFolder, fileIn, verifyFolder } from './embedded/care.js';
export { FolderFault } from './embedded/errors.js';
export { createSerial } from './serial.js';

export interface Store {
  /** Models are made on it by `modelOf`, then `await model.init()` for its indexes. */
  connection: mongoose.Connection;
  engine: 'embedded' | 'mongodb';
  /** Whether the store answers now; cheap enough for every health check. */
  ready(): Promise<boolean>;
  /** Writes a consistent copy while the store runs; the file must not exist yet. */
  backup(path: string): Promise<void>;
  verify(): Promise<{ ok: boolean; problems: string[] }>;
  /** Gives unused space back, now and then. MongoDB does so by itself. */
  sweep(): Promise<void>;
  close(): Promise<void>;
  /** How the embedded store finds documents; tests use it to forbid full scans. */
  explain?(collection: string, filter: object, sort?: object): Promise<Explanation>;
}

export interface StoreOptions {
  dataDir: string;
  mongodbUri?: string | undefined;
  log?: { info(fields: object, message: string): void };
}

export async function openStore({ dataDir, mongodbUri, log }: StoreOptions): Promise<Store> {
  const store = mongodbUri ? await openMongodb(mongodbUri) : await openEmbedded(dataDir);
  log?.info({ engine: store.engine }, 'store opened');
  return store;
}

async function openMongodb(uri: string): Promise<Store> {
  const connection = await new mongoose.Mongoose().createConnection(uri).asPromise();
  return {
    connection,
    engine: 'mongodb',
    async ready() {
      try {
        return (await connection.db?.command({ ping: 1 }))?.ok === 1;
      } catch {
        return false;
      }
    },
    async backup() {
      throw new Error('The data are in MongoDB: make copies of them with mongodump.');
    },
    verify: async () => ({ ok: true, problems: [] }),
    sweep: async () => undefined,
    close: () => connection.close(),
  };
}

/** Whether somebody else already has the value that a unique index guards. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof mongoose.mongo.MongoServerError && error.code === 11000;
}
