import mongoose from 'mongoose';
import { refused } from './errors.js';
import { readFilter } from './filter.js';
import type { Table } from './table.js';
import { withId } from './upsert.js';
import type { Doc } from './values.js';
import { readReplaceWrite, readUpdateWrite, remove, type Write, type WriteOptions, write } from './writes.js';

/** What a bulk write did, in the driver's words. */
class Tally {
  readonly acknowledged = true;
  insertedCount = 0;
  matchedCount = 0;
  modifiedCount = 0;
  deletedCount = 0;
  upsertedCount = 0;
  readonly insertedIds: Record<number, unknown> = {};
  readonly upsertedIds: Record<number, unknown> = {};
}
/** One entry of a bulk write, read and checked: adds what it did to the tally. */
export type Entry = { op: object; run(table: Table, tally: Tally, index: number, now: Date): void };

export function insertEntry(source: Doc): Entry {
  const doc = source._id === undefined ? withId(source) : source;
  return {
    op: doc,
    run(table, tally, index) {
      table.insert(doc);
      tally.insertedCount++;
      tally.insertedIds[index] = doc._id;
    },
  };
}

/** Reads `{ updateOne: { filter, update } }` and its sisters. */
export function readEntry(operation: object, where: string): Entry {
  const [[kind, body] = ['nothing', {}]] = Object.entries(operation);
  const { document, filter, update, replacement, ...rest } = body as Record<string, unknown>;
  const options = rest as WriteOptions;
  switch (kind) {
    case 'insertOne':
      return insertEntry((document ?? body) as Doc);
    case 'updateOne':
    case 'updateMany':
      return updateEntry(operation, readUpdateWrite(filter, update, options, kind === 'updateMany', where));
    case 'replaceOne':
      return updateEntry(operation, readReplaceWrite(filter, replacement, options, where));
    case 'deleteOne':
    case 'deleteMany': {
      const condition = readFilter(filter, where);
      const run: Entry['run'] = (table, tally) => {
        tally.deletedCount += remove(table, condition, { many: kind === 'deleteMany' }).length;
      };
      return { op: operation, run };
    }
    default:
      throw refused(`${kind} in a bulk write`, where);
  }
}

function updateEntry(op: object, change: Write): Entry {
  return {
    op,
    run(table, tally, index, now) {
      const { matched, modified, upsertedId } = write(table, change, now);
      tally.matchedCount += matched;
      tally.modifiedCount += modified;
      if (upsertedId === undefined) return;
      tally.upsertedCount++;
      tally.upsertedIds[index] = upsertedId;
    },
  };
}

/** Runs the entries in order; the first error ends an ordered run, and what was written before it stays. */
export function runBulk(table: Table, entries: readonly Entry[], ordered: boolean, now: Date): Tally {
  const { MongoBulkWriteError, MongoServerError } = mongoose.mongo;
  const tally = new Tally();
  const writeErrors: Array<{ index: number; code: unknown; errmsg: string; op: object; err: Error }> = [];
  for (const [index, { op, run }] of entries.entries()) {
    try {
      run(table, tally, index, now);
    } catch (error) {
      if (!(error instanceof MongoServerError)) throw error;
      writeErrors.push({ index, code: error.code, errmsg: error.message, op, err: error });
      if (ordered) break;
    }
  }
  const [first] = writeErrors;
  if (!first) return tally;
  throw new MongoBulkWriteError({ message: first.errmsg, code: first.code, writeErrors } as never, tally as never);
}
