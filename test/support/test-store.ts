import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../store/index.js';

type Store = Awaited<ReturnType<typeof openStore>>;

export interface OpenedStore {
  connection: Store['connection'];
  dataDir: string;
  /** Closes the store and opens it again on the same folder: what a restart sees. */
  reopen(): Promise<Store>;
  close(): Promise<void>;
}

/** A database of its own on the MongoDB of MONGODB_URI when TEST_ENGINE=mongodb; undefined: the embedded store. */
export function testDatabase(): string | undefined {
  if (process.env.TEST_ENGINE !== 'mongodb') return undefined;
  const uri = new URL(process.env.MONGODB_URI ?? '');
  uri.pathname = `/test-${randomBytes(6).toString('hex')}`;
  return uri.toString();
}

/** A store of its own in a folder of its own, gone after `close`. */
export async function openTestStore(): Promise<OpenedStore> {
  const dataDir = await mkdtemp(join(tmpdir(), 'kontaktcenter-test-'));
  const mongodbUri = testDatabase();
  let store = await openStore({ dataDir, mongodbUri });
  return {
    get connection() {
      return store.connection;
    },
    dataDir,
    async reopen() {
      await store.close();
      store = await openStore({ dataDir, mongodbUri });
      return store;
    },
    async close() {
      if (mongodbUri) await store.connection.dropDatabase();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
