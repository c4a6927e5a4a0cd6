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

/** A store of its own in a folder of its own, gone after `close`. */
export async function openTestStore(): Promise<OpenedStore> {
  const dataDir = await mkdtemp(join(tmpdir(), 'kontaktcenter-test-'));
  let store = await openStore({ dataDir });
  return {
    get connection() {
      return store.connection;
    },
    dataDir,
    async reopen() {
      await store.close();
      store = await openStore({ dataDir });
      return store;
    },
    async close() {
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
