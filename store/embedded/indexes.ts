import { refused, serverError } from './errors.js';
import { isPlace, type Steps, stepsOf } from './paths.js';
import { isBinaryKey, type Plain, type Scalar, toPlain } from './values.js';

/** A condition of a partial index: the path has this value, or is there at all. */
export type PartialTerm = { path: string; equals: Scalar } | { path: string; exists: true };

/** An index as a schema asks for it, read and checked. */
export interface IndexSpec {
  name: string;
  key: Record<string, 1 | -1>;
  unique: boolean;
  sparse: boolean;
  partial: PartialTerm[];
  partialFilterExpression?: unknown;
  expireAfterSeconds?: number;
  /** Some document has an array on the path: the entries then stand in a table of their own, one per element. */
  multikey: boolean;
}

const OPTIONS = ['name', 'unique', 'sparse', 'background', 'partialFilterExpression', 'expireAfterSeconds', 'v'];

export function readIndex(key: unknown, options: Record<string, unknown>, where: string): IndexSpec {
  const entries = key instanceof Map ? [...key] : Object.entries(key as object);
  for (const [path, direction] of entries) {
    if (direction !== 1 && direction !== -1) throw refused(`the index type ${direction}`, `${where} at "${path}"`);
    if (!/^[\p{L}\p{N}_.-]+$/u.test(path) || stepsOf(path, where).some(isPlace))
      throw refused(`an index on the path "${path}"`, where);
  }
  for (const [option, value] of Object.entries(options))
    if (!OPTIONS.includes(option) && value !== undefined) throw refused(`the index option ${option}`, where);
  const seconds = options.expireAfterSeconds;
  return {
    name: String(options.name ?? entries.flat().join('_')),
    key: Object.fromEntries(entries) as IndexSpec['key'],
    unique: options.unique === true,
    sparse: options.sparse === true,
    partial: readPartial(options.partialFilterExpression ?? {}, where),
    ...(options.partialFilterExpression ? { partialFilterExpression: options.partialFilterExpression } : {}),
    ...(seconds === undefined ? {} : { expireAfterSeconds: Number(seconds) }),
    multikey: false,
  };
}

function readPartial(expression: object, where: string): PartialTerm[] {
  return Object.entries(expression).map(([path, value]) => {
    const isExists = JSON.stringify(value) === '{"$exists":true}';
    const equals = isExists || path.startsWith('$') ? null : toPlain(value?.$eq ?? value, where);
    if (isExists && !path.startsWith('$')) return { path, exists: true as const };
    if (equals === null || typeof equals === 'object') {
      throw refused('a partial index other than by equality or $exists: true', `${where} at "${path}"`);
    }
    return { path, equals };
  });
}

/** The listing the driver gives. */
export function describeIndex(spec: IndexSpec): Record<string, unknown> {
  const { name, key, unique, sparse, partialFilterExpression, expireAfterSeconds } = spec;
  return {
    v: 2,
    key,
    name,
    ...(unique ? { unique } : {}),
    ...(sparse ? { sparse } : {}),
    ...(partialFilterExpression ? { partialFilterExpression } : {}),
    ...(expireAfterSeconds === undefined ? {} : { expireAfterSeconds }),
  };
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function literal(value: Scalar): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}

function jsonPath(path: string): string {
  return literal(
    `$${stepsOf(path, 'an index')
      .map((step) => `."${step}"`)
      .join('')}`,
  );
}

/** What stands for a path in SQL; index and query must say it letter for letter alike. */
export function column(path: string): string {
  return path === '_id' ? 'id' : `doc->>${jsonPath(path)}`;
}

export function presence(path: string): string {
  return `json_type(doc, ${jsonPath(path)}) IS NOT NULL`;
}

export function partialSql(spec: IndexSpec): string[] {
  return spec.partial.map((term) =>
    'equals' in term ? `${column(term.path)} = ${literal(term.equals)}` : presence(term.path),
  );
}

export function createIndexSql(table: string, spec: IndexSpec): string {
  const columns = Object.entries(spec.key).map(([path, direction]) => column(path) + (direction === -1 ? ' DESC' : ''));
  const where = spec.partial.length > 0 ? ` WHERE ${partialSql(spec).join(' AND ')}` : '';
  const kind = spec.unique ? 'UNIQUE INDEX' : 'INDEX';
  return `CREATE ${kind} ${quoted(`${table}:${spec.name}`)} ON ${quoted(table)} (${columns.join(', ')})${where}`;
}

export function multikeyTable(table: string, spec: IndexSpec): string {
  return quoted(`${table}:${spec.name}:each`);
}

/** What a stored tree has at a path: a scalar, nothing, or "array" when an array is on the way. */
export type Found = { kind: 'scalar'; key: Scalar } | { kind: 'missing' } | { kind: 'array' };

export function lookUp(plain: Plain, steps: Steps): Found | { kind: 'object' } {
  let at: Plain | undefined = plain;
  for (const step of steps) {
    if (Array.isArray(at)) return { kind: 'array' };
    at = typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? at[step] : undefined;
  }
  if (at === undefined) return { kind: 'missing' };
  if (Array.isArray(at)) return { kind: 'array' };
  return typeof at === 'object' && at !== null ? { kind: 'object' } : { kind: 'scalar', key: at };
}

/** Refuses what an index cannot keep in order: documents, binary data, texts with a NUL character. */
export function checkKey(key: Plain, where: string): Scalar {
  if (typeof key === 'object' && key !== null) throw refused('a document inside an index', where);
  if (isBinaryKey(key)) throw refused('binary data inside an index', where);
  if (typeof key === 'string' && key.includes('\0')) throw refused('a NUL character inside an index', where);
  return key;
}

/** The elements by which a document is found through an index over an array. */
export function elementKeys(plain: Plain, steps: Steps, where: string, at = 0): Scalar[] {
  if (Array.isArray(plain)) {
    return plain.flatMap((item) => {
      if (at === steps.length) return Array.isArray(item) ? [] : [checkKey(item, where)];
      return Array.isArray(item) ? [] : elementKeys(item, steps, where, at);
    });
  }
  const step = steps[at];
  if (step === undefined) return [checkKey(plain, where)];
  if (typeof plain !== 'object' || plain === null || !Object.hasOwn(plain, step)) return [];
  return elementKeys(plain[step] ?? null, steps, where, at + 1);
}

export function duplicateKey(table: string, spec: Pick<IndexSpec, 'name' | 'key'>, keyValue: object): Error {
  const shown = JSON.stringify(keyValue);
  return serverError(11000, `E11000 duplicate key error collection: ${table} index: ${spec.name} dup key: ${shown}`, {
    index: 0,
    keyPattern: spec.key,
    keyValue,
  });
}
