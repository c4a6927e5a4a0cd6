import { types } from 'node:util';
import { refused } from './errors.js';

export type Doc = Record<string, unknown>;
/** What a JSON text and an SQLite index can hold. */
export type Scalar = string | number | null;
export type Plain = Scalar | Plain[] | { [key: string]: Plain };

/**
 * Types that JSON lacks are kept as strings behind the highest code point, with a letter that sorts them as MongoDB
 * does: strings < boolean < Date. An ordinary string that begins with it is escaped by `!`.
 */
const TAG = '\u{10FFFF}';
const FALSE = `${TAG}d0`;
const TRUE = `${TAG}d1`;

/** The lowest and the first too high index key of each kind that an index can hold. */
export const KEY_RANGE: Partial<Record<Kind, { from?: string; below: string }>> = {
  number: { below: '' },
  string: { from: '', below: `${TAG}b` },
  boolean: { from: `${TAG}d`, below: `${TAG}e` },
  date: { from: `${TAG}e`, below: `${TAG}f` },
};

/** Rank of a type in MongoDB's order of all values. */
const RANK = { null: 1, number: 2, string: 3, object: 4, array: 5, boolean: 8, date: 9 };
export type Kind = keyof typeof RANK;

export function kindOf(value: unknown): Kind {
  if (value === null || value === undefined) return 'null';
  const type = typeof value;
  if (type === 'string' || type === 'number' || type === 'boolean') return type;
  if (Array.isArray(value)) return 'array';
  return types.isDate(value) ? 'date' : 'object';
}

export function isDoc(value: unknown): value is Doc {
  return typeof value === 'object' && value !== null && kindOf(value) === 'object';
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
  const { _bsontype, toBSON } = value as { _bsontype?: unknown; toBSON?: () => unknown };
  if (_bsontype !== undefined) throw refused(`the type ${_bsontype}`, where);
  if (typeof toBSON === 'function') return toPlain(toBSON.call(value), where);
  for (const type of [Uint8Array, Map, RegExp])
    if (value instanceof type) throw refused(`a value of type ${type.name}`, where);
  return plainFields(value, where);
}

function plainFields(value: object, where: string): Plain {
  const plain: { [key: string]: Plain } = {};
  for (const [key, field] of Object.entries(value)) {
    if (key === '__proto__') throw refused('a field named __proto__', where);
    plain[key] = toPlain(field, where);
  }
  return plain;
}

function plainDate(date: Date, where: string): string {
  const year = date.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) throw refused('a date outside the years 0 to 9999', where);
  return `${TAG}e${date.toISOString()}`;
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
    case '!':
      return rest;
    default:
      throw new Error(`a stored value has the unknown type ${text[2]}`);
  }
}

/** MongoDB's order of values that are no lists or documents; of these only the kind counts. Missing counts as null. */
export function compare(a: unknown, b: unknown): number {
  const kind = kindOf(a);
  const difference = RANK[kind] - RANK[kindOf(b)];
  if (difference !== 0 || kind === 'null' || isTree(kind)) return difference;
  return kind === 'string' ? compareText(a as string, b as string) : Number(a) - Number(b);
}

/** By code point, as UTF-8 bytes compare; JavaScript's own order differs beyond the basic plane. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  if (/[\ud800-\uffff]/.test(a) && /[\ud800-\uffff]/.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}

export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (compare(a, b) !== 0) return false;
  return (
    !isTree(kindOf(a)) || JSON.stringify(toPlain(a, 'a comparison')) === JSON.stringify(toPlain(b, 'a comparison'))
  );
}

/** A list or a document: equal to another when all of it is, in the same order. */
export function isTree(kind: Kind): boolean {
  return kind === 'array' || kind === 'object';
}
