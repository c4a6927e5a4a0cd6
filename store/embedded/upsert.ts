import mongoose from 'mongoose';
import { refused, serverError } from './errors.js';
import { type Condition, equalities } from './filter.js';
import { type Steps, stepsOf } from './paths.js';
import { applyUpdate, type Update } from './update.js';
import { copyOf, type Doc, equal } from './values.js';

/** The document that an upsert inserts: what the filter says it equals, then the update. */
export function upserted(condition: Condition, update: Update, now: Date): Doc {
  const doc: Doc = {};
  for (const { path, value } of equalities(condition)) {
    const steps = stepsOf(path, 'an upsert');
    if (hasPath(doc, steps)) throw serverError(54, `cannot infer query fields to set, path '${path}' is matched twice`);
    const changes = [{ operator: '$set', path, steps, operand: value }];
    applyUpdate({ changes, arrayFilters: new Map() }, doc, { inserting: true, now });
  }
  const { _id } = doc;
  applyUpdate(update, doc, { inserting: true, now });
  if (_id !== undefined) checkSameId(_id, doc._id);
  return withId(doc);
}

export function upsertedReplacement(condition: Condition, doc: Doc): Doc {
  const named = equalities(condition).find(({ path }) => path === '_id');
  if (named && doc._id !== undefined) checkSameId(named.value, doc._id);
  return withId(named ? { ...doc, _id: named.value } : doc);
}

function hasPath(doc: Doc, steps: Steps): boolean {
  let at: unknown = doc;
  for (const step of steps) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return false;
    at = (at as Doc)[step];
  }
  return true;
}

/** A copy of a document that is to take the place of another. */
export function replacement(doc: unknown, where: string): Doc {
  const fresh = copyOf(doc, where) as Doc;
  const operator = Object.keys(fresh).find((key) => key.startsWith('$'));
  if (operator) throw refused(`the operator ${operator} in a replacement`, where);
  return fresh;
}

/** The same document with its _id first, made when it has none. */
export function withId(doc: Doc): Doc {
  return { _id: doc._id ?? new mongoose.mongo.ObjectId(), ...doc };
}

export function checkSameId(before: unknown, after: unknown): void {
  if (equal(before, after)) return;
  throw serverError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
}
