import mongoose from 'mongoose';
import { readStage, type Stage } from './aggregate.js';
import { insertEntry, readEntry, runBulk } from './bulk.js';
import type { Committer } from './commit.js';
import { Cursor, type FindOptions } from './cursor.js';
import { refused } from './errors.js';
import { readFilter } from './filter.js';
import { describeIndex, readIndex } from './indexes.js';
import { reach, stepsOf } from './paths.js';
import { readProjection } from './project.js';
import { readSort } from './sort.js';
import type { Row, Table } from './table.js';
import { compare, type Doc, equal } from './values.js';
import { type Outcome, readReplaceWrite, readUpdateWrite, remove, type Write, write } from './writes.js';

export interface Needs {
  committer: Committer;
  tableOf(name: string): Table;
  now(): Date;
}
export interface Options extends FindOptions {
  upsert?: boolean;
  arrayFilters?: unknown;
  returnDocument?: string;
  includeResultMetadata?: boolean;
  ordered?: boolean;
  [option: string]: unknown;
}

/** Options that would change what is found or written; those not named here only tune a server. */
const REFUSED_OPTIONS = [
  'session',
  'collation',
  'hint',
  'let',
  'explain',
  'min',
  'max',
  'tailable',
  'returnKey',
  'showRecordId',
];

/** One collection with the driver's own methods, results and errors; mongoose finds nothing missing that it uses. */
export class EmbeddedCollection {
  readonly collectionName: string;
  readonly #needs: Needs;

  constructor(name: string, needs: Needs) {
    this.collectionName = name;
    this.#needs = needs;
  }

  get namespace(): string {
    return this.collectionName;
  }

  #check(options: Options | undefined, method: string): Options & { where: string } {
    const where = `${this.collectionName}.${method}`;
    for (const option of REFUSED_OPTIONS) {
      const value = options?.[option];
      if (value !== undefined && value !== null && value !== false) throw refused(`the option ${option}`, where);
    }
    return { ...options, where };
  }

  #read<T>(work: (table: Table) => T): Promise<T> {
    return this.#needs.committer.read(() => work(this.#needs.tableOf(this.collectionName)));
  }

  #write<T>(work: (table: Table) => T): Promise<T> {
    return this.#needs.committer.write(() => work(this.#needs.tableOf(this.collectionName)));
  }

  async insertOne(source: Doc, options?: Options) {
    this.#check(options, 'insertOne');
    // like the driver, an _id that is made here is also put into the caller's object
    source._id ??= new mongoose.mongo.ObjectId();
    await this.#write((table) => table.insert(source));
    return { acknowledged: true, insertedId: source._id };
  }

  async insertMany(sources: Doc[], options?: Options) {
    const { ordered } = this.#check(options, 'insertMany');
    for (const source of sources) source._id ??= new mongoose.mongo.ObjectId();
    const entries = sources.map(insertEntry);
    const { insertedCount, insertedIds } = await this.#write((table) =>
      runBulk(table, entries, ordered ?? true, this.#needs.now()),
    );
    return { acknowledged: true, insertedCount, insertedIds };
  }

  async bulkWrite(operations: object[], options?: Options) {
    const { where, ordered } = this.#check(options, 'bulkWrite');
    const entries = operations.map((operation) => readEntry(operation, where));
    return this.#write((table) => runBulk(table, entries, ordered ?? true, this.#needs.now()));
  }

  find(filter?: unknown, options?: Options): Cursor {
    const checked = this.#check(options, 'find');
    const condition = readFilter(filter, checked.where);
    return new Cursor(({ sort, skip, limit, projection }) => {
      const project = readProjection(projection, checked.where);
      const query = { condition, sort: readSort(sort, checked.where), skip, limit: limit && Math.abs(limit) };
      return this.#read((table) =>
        Array.from(table.rows(query), (row) => () => (project ? project(row.doc) : row.doc)),
      );
    }, checked);
  }

  async findOne(filter?: unknown, options?: Options): Promise<Doc | null> {
    const { where, projection, sort, skip } = this.#check(options, 'findOne');
    const query = { condition: readFilter(filter, where), sort: readSort(sort, where), skip, limit: 1 };
    const project = readProjection(projection, where);
    const [row] = await this.#read((table) => [...table.rows(query)]);
    if (!row) return null;
    return project ? project(row.doc) : row.doc;
  }

  async countDocuments(filter?: unknown, options?: Options): Promise<number> {
    const { where, skip, limit } = this.#check(options, 'countDocuments');
    const condition = readFilter(filter, where);
    const count = await this.#read((table) => table.count(condition));
    return Math.min(Math.max(count - (skip ?? 0), 0), limit || Number.POSITIVE_INFINITY);
  }

  estimatedDocumentCount(): Promise<number> {
    return this.countDocuments({});
  }

  async distinct(path: string, filter?: unknown, options?: Options): Promise<unknown[]> {
    const { where } = this.#check(options, 'distinct');
    const condition = readFilter(filter, where);
    const steps = stepsOf(path, where);
    const found: unknown[] = [];
    for (const row of await this.#read((table) => [...table.rows({ condition })])) {
      reach(row.doc, steps, (value) => {
        if (value !== undefined) found.push(...(Array.isArray(value) ? value : [value]));
        return false;
      });
    }
    return found.sort(compare).filter((value, i) => i === 0 || !equal(value, found[i - 1]));
  }

  aggregate(pipeline: Doc[] = [], options?: Options): Cursor {
    const { where } = this.#check(options, 'aggregate');
    const stages = [...pipeline];
    const take = (name: string) => (stages[0] && name in stages[0] ? stages.shift()?.[name] : undefined);
    const query = { condition: readFilter(take('$match'), where), sort: readSort(take('$sort'), where) };
    const rest: Stage[] = stages.map((stage) => readStage(stage, where));
    return new Cursor(async () => {
      const rows = await this.#read((table) => [...table.rows(query)]);
      const docs = rest.reduce(
        (found, stage) => stage(found),
        rows.map((row) => row.doc),
      );
      return docs.map((doc) => () => doc);
    });
  }

  updateOne(filter: unknown, update: unknown, options?: Options) {
    const checked = this.#check(options, 'updateOne');
    return this.#change(() => readUpdateWrite(filter, update, checked, false, checked.where));
  }

  updateMany(filter: unknown, update: unknown, options?: Options) {
    const checked = this.#check(options, 'updateMany');
    return this.#change(() => readUpdateWrite(filter, update, checked, true, checked.where));
  }

  replaceOne(filter: unknown, doc: unknown, options?: Options) {
    const checked = this.#check(options, 'replaceOne');
    return this.#change(() => readReplaceWrite(filter, doc, checked, checked.where));
  }

  async #change(read: () => Write) {
    const change = read();
    const { matched, modified, upsertedId } = await this.#write((table) => write(table, change, this.#needs.now()));
    const upsertedCount = upsertedId === undefined ? 0 : 1;
    return {
      acknowledged: true,
      matchedCount: matched,
      modifiedCount: modified,
      upsertedId: upsertedId ?? null,
      upsertedCount,
    };
  }

  async findOneAndUpdate(filter: unknown, update: unknown, options?: Options) {
    const checked = this.#check(options, 'findOneAndUpdate');
    return this.#findAndChange(readUpdateWrite(filter, update, checked, false, checked.where), checked);
  }

  async findOneAndReplace(filter: unknown, doc: unknown, options?: Options) {
    const checked = this.#check(options, 'findOneAndReplace');
    return this.#findAndChange(readReplaceWrite(filter, doc, checked, checked.where), checked);
  }

  async #findAndChange(change: Write, options: Options & { where: string }) {
    const outcome: Outcome = await this.#write((table) => write(table, change, this.#needs.now()));
    const found = (options.returnDocument === 'after' ? outcome.after : outcome.before?.doc) ?? null;
    const { matched: n, upsertedId } = outcome;
    return this.#answer(
      found,
      options,
      upsertedId === undefined ? { n, updatedExisting: n > 0 } : { n: 1, updatedExisting: false, upserted: upsertedId },
    );
  }

  async findOneAndDelete(filter: unknown, options?: Options) {
    const checked = this.#check(options, 'findOneAndDelete');
    const condition = readFilter(filter, checked.where);
    const [row] = await this.#write((table) => remove(table, condition, { many: false, sort: checked.sort }));
    return this.#answer(row?.doc ?? null, checked, { n: row ? 1 : 0 });
  }

  #answer(found: Doc | null, options: Options & { where: string }, lastErrorObject: object) {
    const project = readProjection(options.projection, options.where);
    const value = found && project ? project(found) : found;
    return options.includeResultMetadata ? { lastErrorObject, value, ok: 1 } : value;
  }

  async deleteOne(filter: unknown, options?: Options) {
    return this.#delete(filter, this.#check(options, 'deleteOne').where, false);
  }

  async deleteMany(filter: unknown, options?: Options) {
    return this.#delete(filter, this.#check(options, 'deleteMany').where, true);
  }

  async #delete(filter: unknown, where: string, many: boolean) {
    const condition = readFilter(filter, where);
    const rows: Row[] = await this.#write((table) => remove(table, condition, { many }));
    return { acknowledged: true, deletedCount: rows.length };
  }

  async createIndex(key: unknown, options: Record<string, unknown> = {}): Promise<string> {
    const spec = readIndex(key, options, `${this.collectionName}.createIndex`);
    await this.#write((table) => table.createIndex(spec));
    return spec.name;
  }

  async dropIndex(name: string): Promise<void> {
    await this.#write((table) => table.dropIndex(name));
  }

  indexes(): Promise<Array<Record<string, unknown>>> {
    const own = { v: 2, key: { _id: 1 }, name: '_id_' };
    return this.#read((table) => [own, ...table.specs.map(describeIndex)]);
  }

  listIndexes(): Cursor {
    return new Cursor(async () => (await this.indexes()).map((index) => () => index));
  }

  async drop(): Promise<boolean> {
    await this.#write((table) => table.drop());
    return true;
  }
}

/** What the driver can do and this store does not, says so instead of being undefined. */
const REFUSING = Object.getOwnPropertyNames(mongoose.mongo.Collection.prototype).filter(
  (method) => !Reflect.has(EmbeddedCollection.prototype, method),
);
for (const method of REFUSING) {
  Object.defineProperty(EmbeddedCollection.prototype, method, {
    value(this: EmbeddedCollection) {
      throw refused(`${method}()`, this.collectionName);
    },
  });
}
