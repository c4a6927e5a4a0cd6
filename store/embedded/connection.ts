import mongoose from 'mongoose';
import { EmbeddedCollection, type Needs } from './collection.js';
import { refused, refuseRest } from './errors.js';

/** What mongoose asks of a driver's client and database. */
export interface Engine extends Needs {
  close(): Promise<void>;
}

const DATABASE = 'embedded';

function databaseOver(engine: Engine) {
  const collection = (name: string) => new EmbeddedCollection(name, engine);
  const database = {
    databaseName: DATABASE,
    collection,
    async createCollection(name: string, options: object = {}) {
      const wrong = Object.entries(options).find(([, value]) => value !== undefined)?.[0];
      if (wrong) throw refused(`the option ${wrong}`, `creating ${name}`);
      await collection(name).countDocuments({ _id: '' });
      return collection(name);
    },
  };
  refuseRest(database, mongoose.mongo.Db.prototype, 'the database');
  return database;
}

/** What mongoose itself has to be told about, its connection and its collections. */
interface Openable {
  onOpen(): void;
}

/** A mongoose instance of our own whose connection works on the engine; the global mongoose stays as it is. */
export async function connectMongoose(engine: Engine): Promise<mongoose.Connection> {
  const database = databaseOver(engine);
  const client = { db: () => database, close: () => engine.close() };
  refuseRest(client, mongoose.mongo.MongoClient.prototype, 'the connection');
  class EmbeddedConnection extends mongoose.Connection {
    async createClient(): Promise<unknown> {
      Object.assign(this, { client, db: database, name: DATABASE, readyState: mongoose.STATES.connecting });
      const { collections } = this as unknown as { collections: Record<string, Openable> };
      for (const one of [this as unknown as Openable, ...Object.values(collections)]) one.onOpen();
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
