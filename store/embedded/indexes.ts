import { refused, serverError } from './errors.js';
import { type Steps, stepsOf } from './paths.js';
import type { Plain, Scalar } from './values.js';

/** An index as a schema asks for it, read and checked. */
export interface IndexSpec {
  name: string;
  key: Record<string, 1 | -1>;
  unique: boolean;
}

const OPTIONS = ['name', 'unique', 'background', 'v'];

export function readIndex(key: unknown, options: Record<string, unknown>, where: string): IndexSpec {
  const entries = key instanceof Map ? [...key] : Object.entries(key as object);
  for (const [path, direction] of entries) {
    if (direction !== 1 && direction !== -1) throw refused(`the index type ${direction}`, `${where} at "${path}"`);
    stepsOf(path, where);
    if (!/^[\p{L}\p{N}_.-]+$/u.test(path)) throw refused(`an index on the path "${path}"`, where);
  }
  for (const [option, value] of Object.entries(options))
    if (!OPTIONS.includes(option) && value !== undefined) throw refused(`the index option ${option}`, where);
  return {
    name: String(options.name ?? entries.flat().join('_')),
    key: Object.fromEntries(entries) as IndexSpec['key'],
    unique: options.unique === true,
  };
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** What stands for a path in SQL; index and query must say it letter for letter alike. */
export function column(path: string): string {
  if (path === '_id') return 'id';
  const steps = stepsOf(path, 'an index').map((step) => `."${step.replaceAll("'", "''")}"`);
  return `doc->>'$${steps.join('')}'`;
}

export function createIndexSql(table: string, { name, key, unique }: IndexSpec): string {
  const columns = Object.entries(key).map(([path, direction]) => column(path) + (direction === -1 ? ' DESC' : ''));
  const kind = unique ? 'UNIQUE INDEX' : 'INDEX';
  return `CREATE ${kind} ${quoted(`${table}:${name}`)} ON ${quoted(table)} (${columns.join(', ')})`;
}

/** What stands at a path of a stored tree, as a key to sort and find by. Refuses what SQLite would not keep in MongoDB's order. */
export function keyAt(plain: Plain, steps: Steps, where: string): Scalar {
  let at: Plain | undefined = plain;
  for (const step of steps) {
    if (Array.isArray(at)) throw refused('a list as a key', where);
    at = typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? at[step] : undefined;
  }
  if (typeof at === 'object' && at !== null)
    throw refused(`a ${Array.isArray(at) ? 'list' : 'document'} as a key`, where);
  if (typeof at === 'string' && at.includes('\0')) throw refused('a NUL character in a key', where);
  return at ?? null;
}

export function duplicateKey(table: string, spec: Pick<IndexSpec, 'name' | 'key'>, keyValue: object): Error {
  const shown = JSON.stringify(keyValue);
  return serverError(11000, `E11000 duplicate key error collection: ${table} index: ${spec.name} dup key: ${shown}`, {
    index: 0,
    keyPattern: spec.key,
    keyValue,
  });
}
