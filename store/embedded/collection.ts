import mongoose from 'mongoose';
import type { Committer } from './commit.js';
import { Cursor } from './cursor.js';
import { refused, refuseRest } from './errors.js';
import { readFilter } from './filter.js';
import { readIndex } from './indexes.js';
import { readSort } from './plan.js';
import { readProjection } from './project.js';
import type { Query, Table } from './table.js';
import type { Doc } from './values.js';
import { readWrite, remove, type Write, write } from './writes.js';

export interface Needs {
  committer: Committer;
  tableOf(name: string): Table;
}
export interface Options {
  sort?: unknown;
  limit?: number;
  projection?: unknown;
  upsert?: boolean;
  returnDocument?: string;
  ordered?: boolean;
  [option: string]: unknown;
}

/** Options that would change what is found, written or answered; those not named here only tune a server. */
const REFUSED_OPTION =
  /^(skip|session|collation|hint|let|explain|min|max|tailable|returnKey|showRecordId|arrayFilters|includeResultMetadata)$/;

/** One collection with the driver's own methods, results and errors; mongoose finds nothing missing that it uses. */
export class EmbeddedCollection {
  readonly collectionName: string;
  readonly #needs: Needs;

  constructor(name: string, needs: Needs) {
    this.collectionName = name;
    this.#needs = needs;
  }

  #check(options: Options | undefined, method: string): Options & { where: string } {
    const where = `${this.collectionName}.${method}`;
    for (const [option, value] of Object.entries(options ?? {}))
      if ((value ?? false) !== false && REFUSED_OPTION.test(option)) throw refused(`the option ${option}`, where);
    return { ...options, where };
  }

  #read<T>(work: (table: Table) => T): Promise<T> {
    return this.#needs.committer.read(() => work(this.#needs.tableOf(this.collectionName)));
  }

  #write<T>(work: (table: Table) => T): Promise<T> {
    return this.#needs.committer.write(() => work(this.#needs.tableOf(this.collectionName)));
  }

  async insertOne(doc: Doc, options?: Options) {
    this.#check(options, 'insertOne');
    await this.#write((table) => table.insert(doc));
    return { acknowledged: true, insertedId: doc._id };
  }

  /** In order: the first error ends it, and what was written before stays. */
  async insertMany(docs: Doc[], options?: Options) {
    const { where, ordered } = this.#check(options, 'insertMany');
    if (ordered === false) throw refused('the option ordered: false', where);
    await this.#write((table) => {
      for (const [index, doc] of docs.entries()) {
        try {
          table.insert(doc);
        } catch (error) {
          throw bulkError(error, index);
        }
      }
    });
    const insertedIds = Object.fromEntries(docs.map(({ _id }, index) => [index, _id]));
    return { acknowledged: true, insertedCount: docs.length, insertedIds };
  }

  find(filter?: unknown, options?: Options): Cursor {
    return new Cursor(() => this.#find(filter, options, 'find'));
  }

  async findOne(filter?: unknown, options?: Options): Promise<Doc | null> {
    const [read] = await this.#find(filter, options, 'findOne', 1);
    return read?.() ?? null;
  }

  #find(filter: unknown, options: Options = {}, method: string, limit = options.limit): Promise<Array<() => Doc>> {
    const { where, projection, sort } = this.#check(options, method);
    const project = readProjection(projection, where);
    const query = { condition: readFilter(filter, where), sort: readSort(sort, where), limit };
    return this.#read((table) => table.find(query).map((row) => () => project(row.doc)));
  }

  async countDocuments(filter?: unknown, options?: Options): Promise<number> {
    const { where, limit } = this.#check(options, 'countDocuments');
    if (limit) throw refused('the option limit', where);
    const condition = readFilter(filter, where);
    return this.#read((table) => table.count(condition));
  }

  async updateOne(filter: unknown, update: unknown, options?: Options) {
    return this.#change(readWrite(filter, update, this.#check(options, 'updateOne')));
  }

  async updateMany(filter: unknown, update: unknown, options?: Options) {
    return this.#change(readWrite(filter, update, { ...this.#check(options, 'updateMany'), many: true }));
  }

  async #change(change: Write) {
    const { matched, modified, upsertedId = null } = await this.#write((table) => write(table, change));
    return {
      acknowledged: true,
      matchedCount: matched,
      modifiedCount: modified,
      upsertedId,
      upsertedCount: upsertedId === null ? 0 : 1,
    };
  }

  async findOneAndUpdate(filter: unknown, update: unknown, options?: Options): Promise<Doc | null> {
    const checked = this.#check(options, 'findOneAndUpdate');
    const change = readWrite(filter, update, checked);
    const project = readProjection(checked.projection, checked.where);
    const { before, after } = await this.#write((table) => write(table, change));
    const found = checked.returnDocument === 'after' ? after : before?.doc;
    return found ? project(found) : null;
  }

  async findOneAndDelete(filter: unknown, options?: Options): Promise<Doc | null> {
    const { where, projection, sort } = this.#check(options, 'findOneAndDelete');
    const query = { condition: readFilter(filter, where), sort: readSort(sort, where), limit: 1 };
    const project = readProjection(projection, where);
    const [row] = await this.#write((table) => remove(table, query));
    return row ? project(row.doc) : null;
  }

  async deleteOne(filter: unknown, options?: Options) {
    const { where } = this.#check(options, 'deleteOne');
    return this.#delete({ condition: readFilter(filter, where), limit: 1 });
  }

  async deleteMany(filter: unknown, options?: Options) {
    const { where } = this.#check(options, 'deleteMany');
    return this.#delete({ condition: readFilter(filter, where) });
  }

  async #delete(query: Query) {
    const { length } = await this.#write((table) => remove(table, query));
    return { acknowledged: true, deletedCount: length };
  }

  async createIndex(key: unknown, options: Record<string, unknown> = {}): Promise<string> {
    const spec = readIndex(key, options, `${this.collectionName}.createIndex`);
    await this.#write((table) => table.createIndex(spec));
    return spec.name;
  }
}

refuseRest(
  EmbeddedCollection.prototype,
  mongoose.mongo.Collection.prototype,
  ({ collectionName }: EmbeddedCollection) => collectionName,
);

/** The error that the driver gives for a list of documents, of which those before `index` were written. */
function bulkError(error: unknown, index: number): unknown {
  const { MongoBulkWriteError, MongoServerError } = mongoose.mongo;
  if (!(error instanceof MongoServerError)) return error;
  const { code, message } = error;
  const writeErrors = [{ index, code, errmsg: message, err: error }];
  return new MongoBulkWriteError({ message, code, writeErrors } as never, { insertedCount: index } as never);
}
