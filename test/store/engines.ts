import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '../../store/index.js';

export type Engine = Store['engine'];
const uri = process.env.MONGODB_URI;

/** The embedded store always; MongoDB when the environment names one. */
export const ENGINES: Engine[] = uri ? ['embedded', 'mongodb'] : ['embedded'];

export interface TestStore extends Store {
  dataDir: string;
  /** Closes the store and leaves nothing behind. */
  discard(): Promise<void>;
}

let databases = 0;

/** An empty store of its own. */
export async function anEmptyStore(engine: Engine): Promise<TestStore> {
  const dataDir = await mkdtemp(join(tmpdir(), 'kontaktcenter-store-'));
  const own = uri && new URL(uri);
  if (own) own.pathname = `/test_${process.pid}_${++databases}`;
  const store = await openStore({ dataDir, mongodbUri: engine === 'mongodb' ? String(own) : undefined });
  return {
    ...store,
    dataDir,
    async discard() {
      if (engine === 'mongodb') await store.connection.dropDatabase();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: the suite also says what the driver's types forbid
export type Doc = any;

/** A store for the tests of a block, empty at first. */
export function testedStore(engine: Engine) {
  let store: TestStore;
  beforeAll(async () => {
    store = await anEmptyStore(engine);
  });
  afterAll(() => store.discard());

  let collections = 0;
  return {
    get connection() {
      return store.connection;
    },

    /** A fresh collection with these documents; some of its paths indexed, so that both ways of finding are met. */
    async filled(documents: Doc[], indexes: Array<Record<string, 1 | -1>> = []) {
      const collection = store.connection.collection<Doc>(`c${++collections}`);
      for (const index of indexes) await collection.createIndex(index);
      if (documents.length > 0) await collection.insertMany(documents.map((document) => ({ ...document })));
      return collection;
    },
  };
}

export async function errorOf(
  work: () => unknown,
): Promise<{ code?: number; message: string; keyPattern?: object; keyValue?: object }> {
  try {
    await work();
  } catch (error) {
    return error as Error;
  }
  return { message: 'no error' };
}
