import { types } from 'node:util';
import mongoose from 'mongoose';
import { refused } from './errors.js';

const { Binary, ObjectId } = mongoose.mongo;

export type Doc = Record<string, unknown>;
/** What a JSON text and an SQLite index can hold. */
export type Scalar = string | number | null;
export type Plain = Scalar | Plain[] | { [key: string]: Plain };

/**
 * Types that JSON lacks are kept as strings behind the highest code point, with a letter that sorts them as MongoDB
 * does: strings < binary < ObjectId < boolean < Date. An ordinary string that begins with it is escaped by `!`.
 */
const TAG = '\u{10FFFF}';
const FALSE = `${TAG}d0`;
const TRUE = `${TAG}d1`;

/** Rank of a type in MongoDB's order of all values. */
export type Kind = 'null' | 'number' | 'string' | 'object' | 'array' | 'binary' | 'objectId' | 'boolean' | 'date';
const RANK: Record<Kind, number> = {
  null: 1,
  number: 2,
  string: 3,
  object: 4,
  array: 5,
  binary: 6,
  objectId: 7,
  boolean: 8,
  date: 9,
};

/** The lowest and the first too high index key of each kind that an index can hold. */
export const KEY_RANGE: Partial<Record<Kind, { from?: string; below: string }>> = {
  number: { below: '' },
  string: { from: '', below: `${TAG}b` },
  objectId: { from: `${TAG}c`, below: `${TAG}d` },
  boolean: { from: `${TAG}d`, below: `${TAG}e` },
  date: { from: `${TAG}e`, below: `${TAG}f` },
};

export function kindOf(value: unknown): Kind {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    default:
      if (value === null || value === undefined) return 'null';
      if (Array.isArray(value)) return 'array';
      if (types.isDate(value)) return 'date';
      if (value instanceof ObjectId) return 'objectId';
      return value instanceof Binary ? 'binary' : 'object';
  }
}

export function isDoc(value: unknown): value is Doc {
  return typeof value === 'object' && value !== null && kindOf(value) === 'object';
}

export function isBinaryKey(key: Scalar): boolean {
  return typeof key === 'string' && key.startsWith(`${TAG}b`);
}

/** The JSON tree that keeps a value; an index key when the value is a scalar. */
export function toPlain(value: unknown, where: string): Plain {
  switch (typeof value) {
    case 'string':
      return plainString(value);
    case 'number':
      if (!Number.isFinite(value)) throw refused(`the number ${value}`, where);
      return value;
    case 'boolean':
      return value ? TRUE : FALSE;
    case 'bigint':
      if (!Number.isSafeInteger(Number(value))) throw refused(`a whole number beyond 2^53, ${value}`, where);
      return Number(value);
    case 'undefined':
      return null;
    case 'object':
      return value === null ? null : plainObject(value, where);
    default:
      throw refused(`a value of type ${typeof value}`, where);
  }
}

function plainString(value: string): string {
  const sound = /[\ud800-\udfff]/.test(value) ? Buffer.from(value).toString() : value;
  return sound.charCodeAt(0) === 0xdbff && sound.startsWith(TAG) ? `${TAG}!${sound}` : sound;
}

function plainObject(value: object, where: string): Plain {
  if (Array.isArray(value)) return Array.from(value, (item) => toPlain(item, where));
  if (types.isDate(value)) return plainDate(value, where);
  const exotic = value as { _bsontype?: unknown; toBSON?: () => unknown };
  if (exotic._bsontype !== undefined) return plainBson(exotic as { _bsontype: string }, where);
  if (value instanceof Uint8Array) return plainBson(new Binary(value), where);
  if (value instanceof Map) return plainFields(value.entries(), where);
  if (typeof exotic.toBSON === 'function') return toPlain(exotic.toBSON(), where);
  if (types.isRegExp(value)) throw refused('a regular expression as a value', where);
  return plainFields(Object.entries(value), where);
}

function plainFields(fields: Iterable<[string, unknown]>, where: string): Plain {
  const plain: { [key: string]: Plain } = {};
  for (const [key, value] of fields) {
    if (key === '__proto__') throw refused('a field named __proto__', where);
    plain[key] = toPlain(value, where);
  }
  return plain;
}

function plainDate(date: Date, where: string): string {
  const year = date.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) throw refused('a date outside the years 0 to 9999', where);
  return `${TAG}e${date.toISOString()}`;
}

function plainBson(value: { _bsontype: string }, where: string): Plain {
  switch (value._bsontype) {
    case 'ObjectId':
      return `${TAG}c${String(value)}`;
    case 'Binary': {
      const { sub_type, buffer, position } = value as unknown as { sub_type: number; buffer: Buffer; position: number };
      const bytes = Buffer.from(buffer.subarray(0, position)).toString('base64');
      return `${TAG}b${sub_type.toString(16).padStart(2, '0')}${bytes}`;
    }
    case 'Long':
      return toPlain(BigInt(String(value)), where);
    case 'Int32':
    case 'Double':
      return toPlain(Number(value), where);
    default:
      throw refused(`the type ${value._bsontype}`, where);
  }
}

export function encode(doc: unknown, where: string): string {
  return JSON.stringify(toPlain(doc, where));
}

export function decode(text: string): Doc {
  return revive(JSON.parse(text)) as Doc;
}

/** A copy of a value in the shape in which the driver would give it back. */
export function copyOf(value: unknown, where: string): unknown {
  return revive(toPlain(value, where));
}

/** Turns tagged strings back into their types, in place. */
function revive(plain: unknown): unknown {
  if (typeof plain === 'string') return plain.charCodeAt(0) === 0xdbff ? reviveString(plain) : plain;
  if (typeof plain !== 'object' || plain === null) return plain;
  if (Array.isArray(plain)) {
    for (let i = 0; i < plain.length; i++) plain[i] = revive(plain[i]);
    return plain;
  }
  const fields = plain as Doc;
  for (const key in fields) {
    const value = fields[key];
    if (typeof value === 'string' ? value.charCodeAt(0) === 0xdbff : typeof value === 'object')
      fields[key] = revive(value);
  }
  return plain;
}

function reviveString(text: string): unknown {
  if (!text.startsWith(TAG)) return text;
  const rest = text.slice(3);
  switch (text[2]) {
    case 'e':
      return new Date(rest);
    case 'd':
      return rest === '1';
    case 'c':
      return new ObjectId(rest);
    case 'b':
      return new Binary(Buffer.from(rest.slice(2), 'base64'), Number.parseInt(rest.slice(0, 2), 16));
    case '!':
      return rest;
    default:
      throw new Error(`a stored value has the unknown type ${text[2]}`);
  }
}

/** MongoDB's order of all values; 0 means equal. Missing counts as null. */
export function compare(a: unknown, b: unknown): number {
  const kind = kindOf(a);
  const difference = RANK[kind] - RANK[kindOf(b)];
  if (difference !== 0) return difference;
  switch (kind) {
    case 'null':
      return 0;
    case 'string':
      return compareText(a as string, b as string);
    case 'array':
      return compareLists(a as unknown[], b as unknown[], compare);
    case 'object':
      return compareLists(Object.entries(a as Doc), Object.entries(b as Doc), compareFields);
    case 'binary':
      return compareBinary(a as InstanceType<typeof Binary>, b as InstanceType<typeof Binary>);
    case 'objectId':
      return compareText(String(a), String(b));
    default:
      return Number(a) - Number(b);
  }
}

/** By code point, as UTF-8 bytes compare; JavaScript's own order differs beyond the basic plane. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  if (/[\ud800-\uffff]/.test(a) && /[\ud800-\uffff]/.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}

function compareLists<T>(a: T[], b: T[], compareItems: (x: T, y: T) => number): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = compareItems(a[i] as T, b[i] as T);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function compareFields([aKey, a]: [string, unknown], [bKey, b]: [string, unknown]): number {
  return RANK[kindOf(a)] - RANK[kindOf(b)] || compareText(aKey, bKey) || compare(a, b);
}

function compareBinary(a: InstanceType<typeof Binary>, b: InstanceType<typeof Binary>): number {
  return (
    a.length() - b.length() || a.sub_type - b.sub_type || Buffer.compare(Buffer.from(a.value()), Buffer.from(b.value()))
  );
}

export function equal(a: unknown, b: unknown): boolean {
  return a === b || compare(a, b) === 0;
}
