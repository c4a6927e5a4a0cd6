import { serverError } from './errors.js';
import { type Condition, equalities, readFilter } from './filter.js';
import { readSort, type Sort } from './plan.js';
import type { Query, Row, Table } from './table.js';
import { applyChanges, type Change, inOrder, readUpdate } from './update.js';
import { type Doc, decode, equal } from './values.js';

/** What is to happen to the documents of a filter; read and checked before a transaction begins. */
export interface Write {
  condition: Condition;
  changes: Change[];
  many: boolean;
  upsert: boolean;
  sort: Sort;
}
export interface Outcome {
  matched: number;
  modified: number;
  upsertedId?: unknown;
  before?: Row;
  after?: Doc;
}

export function readWrite(
  filter: unknown,
  update: unknown,
  { where, many = false, upsert = false, sort }: { where: string; many?: boolean; upsert?: boolean; sort?: unknown },
): Write {
  const condition = readFilter(filter, where);
  return { condition, changes: readUpdate(update, where), many, upsert, sort: readSort(sort, where) };
}

/** Runs inside a transaction: what is found and what is changed belong together. */
export function write(table: Table, { condition, changes, many, upsert, sort }: Write): Outcome {
  const rows = table.find({ condition, sort, limit: many ? 0 : 1 });
  if (rows.length === 0 && upsert) {
    const made = upserted(condition, changes);
    table.insert(made);
    return { matched: 0, modified: 0, upsertedId: made._id, after: made };
  }
  const outcome: Outcome = { matched: rows.length, modified: 0 };
  for (const row of rows) {
    const after = decode(row.text);
    const { _id } = after;
    applyChanges(changes, after, false);
    checkSameId(_id, after._id);
    if (table.replace(row, after)) outcome.modified++;
    outcome.before = row;
    outcome.after = after;
  }
  return outcome;
}

/** The document that an upsert inserts: what the filter says it equals, then the update. */
function upserted(condition: Condition, changes: Change[]): Doc {
  const doc: Doc = {};
  const named = equalities(condition).map(({ value, ...at }) => ({ ...at, operator: '$set', operand: value }));
  applyChanges(inOrder(named, 54), doc, true);
  const { _id } = doc;
  applyChanges(changes, doc, true);
  if (_id !== undefined) checkSameId(_id, doc._id);
  return { _id: doc._id, ...doc };
}

function checkSameId(before: unknown, after: unknown): void {
  if (equal(before, after)) return;
  throw serverError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
}

export function remove(table: Table, query: Query): Row[] {
  const rows = table.find(query);
  for (const row of rows) table.remove(row);
  return rows;
}
