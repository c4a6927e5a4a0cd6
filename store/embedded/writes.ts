import { type Condition, readFilter } from './filter.js';
import { readSort } from './sort.js';
import type { Row, Table } from './table.js';
import { applyUpdate, readUpdate, type Update } from './update.js';
import { checkSameId, replacement, upserted, upsertedReplacement } from './upsert.js';
import { type Doc, decode } from './values.js';

/** What is to happen to the documents of a filter; read and checked before a transaction begins. */
export interface Write {
  condition: Condition;
  change: { update: Update } | { replacement: Doc };
  many: boolean;
  upsert: boolean;
  sort?: unknown;
}
export interface Outcome {
  matched: number;
  modified: number;
  upsertedId?: unknown;
  before?: Row;
  after?: Doc;
}
export interface WriteOptions {
  upsert?: boolean;
  arrayFilters?: unknown;
  sort?: unknown;
}

export function readUpdateWrite(
  filter: unknown,
  update: unknown,
  options: WriteOptions,
  many: boolean,
  where: string,
): Write {
  return {
    condition: readFilter(filter, where),
    change: { update: readUpdate(update, options.arrayFilters, where) },
    many,
    upsert: options.upsert ?? false,
    sort: options.sort,
  };
}

export function readReplaceWrite(filter: unknown, doc: unknown, options: WriteOptions, where: string): Write {
  return {
    condition: readFilter(filter, where),
    change: { replacement: replacement(doc, where) },
    many: false,
    upsert: options.upsert ?? false,
    sort: options.sort,
  };
}

/** Runs inside a transaction: what is found and what is changed belong together. */
export function write(table: Table, { condition, change, many, upsert, sort }: Write, now: Date): Outcome {
  const rows = [...table.rows({ condition, sort: readSort(sort, table.name), limit: many ? 0 : 1 })];
  if (rows.length === 0 && upsert) {
    const made =
      'update' in change ? upserted(condition, change.update, now) : upsertedReplacement(condition, change.replacement);
    table.insert(made);
    return { matched: 0, modified: 0, upsertedId: made._id, after: made };
  }
  const outcome: Outcome = { matched: rows.length, modified: 0 };
  for (const row of rows) {
    const after = changed(row, change, now);
    if (table.replace(row, after)) outcome.modified++;
    outcome.before = row;
    outcome.after = after;
  }
  return outcome;
}

function changed(row: Row, change: Write['change'], now: Date): Doc {
  const before = decode(row.text);
  const { _id } = before;
  if ('replacement' in change) {
    const after = { _id, ...change.replacement };
    checkSameId(_id, after._id);
    return after;
  }
  applyUpdate(change.update, before, { inserting: false, now });
  checkSameId(_id, before._id);
  return before;
}

export function remove(table: Table, condition: Condition, { many, sort }: { many: boolean; sort?: unknown }): Row[] {
  const rows = [...table.rows({ condition, sort: readSort(sort, table.name), limit: many ? 0 : 1 })];
  for (const row of rows) table.remove(row);
  return rows;
}
