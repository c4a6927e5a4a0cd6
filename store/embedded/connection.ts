import mongoose from 'mongoose';
import { EmbeddedCollection, type Needs } from './collection.js';
import { refused } from './errors.js';

/** What mongoose asks of a driver's client and database. */
export interface Engine extends Needs {
  close(): Promise<void>;
  collectionNames(): Promise<string[]>;
}

const DATABASE = 'embedded';

function databaseOver(engine: Engine) {
  const collection = (name: string) => new EmbeddedCollection(name, engine);
  return {
    databaseName: DATABASE,
    collection,
    async createCollection(name: string, options: object = {}) {
      const wrong = Object.entries(options).find(([, value]) => value !== undefined)?.[0];
      if (wrong) throw refused(`the option ${wrong}`, `creating ${name}`);
      await collection(name).countDocuments({ _id: '' });
      return collection(name);
    },
    listCollections() {
      const list = async () => (await engine.collectionNames()).map((name) => ({ name, type: 'collection' }));
      return { toArray: list };
    },
    dropCollection: (name: string) => collection(name).drop(),
    async dropDatabase() {
      for (const name of await engine.collectionNames()) await collection(name).drop();
      return true;
    },
  };
}

/** The parts of mongoose's own connection that a driver sets. */
interface Opened {
  client: unknown;
  db: unknown;
  name: string;
  readyState: number;
  collections: Record<string, { onOpen(): void }>;
  onOpen(): void;
}

/** A mongoose instance of our own whose connection works on the engine; the global mongoose stays as it is. */
export async function connectMongoose(engine: Engine): Promise<mongoose.Connection> {
  const database = databaseOver(engine);
  const client = {
    db: () => database,
    close: () => engine.close(),
    startSession: () => {
      throw refused('sessions and transactions', 'the connection');
    },
  };
  class EmbeddedConnection extends mongoose.Connection {
    async createClient(): Promise<unknown> {
      const opened = this as unknown as Opened;
      opened.readyState = mongoose.STATES.connecting;
      opened.client = client;
      opened.db = database;
      opened.name = DATABASE;
      opened.onOpen();
      for (const collection of Object.values(opened.collections)) collection.onOpen();
      return this;
    }
    override useDb(): never {
      throw refused('useDb()', 'the connection');
    }
  }
  const own = new mongoose.Mongoose();
  own.setDriver({ Connection: EmbeddedConnection, Collection: mongoose.Collection });
  return own.createConnection(DATABASE).asPromise();
}
