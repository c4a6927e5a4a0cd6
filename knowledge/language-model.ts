import { readFileSync } from 'node:fs';

/*
 * How much letter groups and words speak for each of 15 languages, as one compact file beside this one.
 *
 * Where the weights come from: 800 sentences a language of the Leipzig Corpora Collection (Universität Leipzig,
 * CC BY 4.0), as selected in the test data of lingua-py (Apache-2.0). Only weights of groups are kept, no sentence can
 * be read back. `knowledge/train-language.ts` learns the file anew from such sentences.
 *
 * The file: length of the header (uint32), header as JSON, then for n groups in the order of their hash
 * n × uint32 hash, n × int8 weight that most languages share, n × uint16 mask of the languages that have another, and
 * one int8 for each bit set: logarithms in sixteenths. Little-endian.
 */

export interface LanguageModel {
  languages: readonly string[];
  /** open-addressing table: hash of the group, 0 = empty */
  keys: Uint32Array;
  /** row of `weights` for each slot of `keys` */
  rows: Uint32Array;
  /** row × languages: what this group says for each language, as a logarithm in sixteenths */
  weights: Int8Array;
}

/** Steps of a weight's whole number. */
export const WEIGHT_STEPS = 16;

/** Looked up once: where globals are a sandbox's, as in a test, looking them up costs more than the arithmetic. */
const { imul } = Math;

const LONGEST_GROUP = 5;
const SEED = 0x811c9dc5;
const EDGE = 95;

function extend(hash: number, code: number): number {
  return imul(hash ^ code, 0x01000193) >>> 0;
}

/** FNV's low bits alone are too even for a table; 0 is kept for "empty". */
function finish(hash: number, kind: number): number {
  let mixed = imul(hash ^ (kind << 24) ^ (hash >>> 15), 0x85ebca6b);
  mixed = imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0 || 1;
}

const WHOLE_WORD = 7;
/** One more than the highest kind of group: groups are of 1 to 5 letters or a whole word. */
export const KINDS = WHOLE_WORD + 1;
/** No word of ours is longer; what is, says nothing more by its end. */
const LONGEST_WORD = 40;

/** Calls `visit` with the hash of each group of 1 to 5 letters of a word, edges included, and of the whole word. */
export function eachGroup(word: string, visit: (hash: number, kind: number) => void): void {
  const length = Math.min(word.length, LONGEST_WORD);
  const last = length + 1;
  const codeAt = (at: number) => (at === 0 || at === last ? EDGE : word.charCodeAt(at - 1));
  for (let start = 0; start <= last; start++) {
    let hash = SEED;
    for (let size = 1; size <= LONGEST_GROUP && start + size - 1 <= last; size++) {
      hash = extend(hash, codeAt(start + size - 1));
      if (size > 1 || (start > 0 && start < last)) visit(finish(hash, size), size);
    }
  }
  let whole = SEED;
  for (let at = 0; at < length; at++) whole = extend(whole, word.charCodeAt(at));
  visit(finish(whole, WHOLE_WORD), WHOLE_WORD);
}

export function rowOf({ keys, rows }: LanguageModel, hash: number): number {
  const mask = keys.length - 1;
  for (let slot = hash & mask; keys[slot] !== 0; slot = (slot + 1) & mask)
    if (keys[slot] === hash) return rows[slot] ?? -1;
  return -1;
}

export interface LearnedGroup {
  hash: number;
  /** for each language, −128 … 127 */
  weights: Int8Array;
}

/** The value that most languages share. */
function commonest(weights: Int8Array): number {
  const times = new Map<number, number>();
  for (const weight of weights) times.set(weight, (times.get(weight) ?? 0) + 1);
  return [...times].reduce((best, other) => (other[1] > best[1] ? other : best), [0, 0])[0];
}

export function packModel(languages: readonly string[], groups: readonly LearnedGroup[]): Buffer {
  const header = Buffer.from(
    JSON.stringify({ languages, groups: groups.length, source: 'Leipzig Corpora Collection, CC BY 4.0' }),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const keys = Buffer.alloc(groups.length * 4);
  const shared = Buffer.alloc(groups.length);
  const masks = Buffer.alloc(groups.length * 2);
  const others: number[] = [];
  [...groups]
    .sort((a, b) => a.hash - b.hash)
    .forEach(({ hash, weights }, row) => {
      const common = commonest(weights);
      let mask = 0;
      weights.forEach((weight, language) => {
        if (weight === common) return;
        mask |= 1 << language;
        others.push(weight);
      });
      keys.writeUInt32LE(hash, row * 4);
      shared.writeInt8(common, row);
      masks.writeUInt16LE(mask, row * 2);
    });
  return Buffer.concat([length, header, keys, shared, masks, Buffer.from(Int8Array.from(others).buffer)]);
}

export function unpackModel(packed: Buffer): LanguageModel {
  const headerLength = packed.readUInt32LE(0);
  const header = JSON.parse(packed.toString('utf8', 4, 4 + headerLength)) as { languages: string[]; groups: number };
  const { languages, groups } = header;
  const capacity = 2 ** Math.ceil(Math.log2(groups * 1.6 + 2));
  const size = languages.length;
  const keys = new Uint32Array(capacity);
  const rows = new Uint32Array(capacity);
  const weights = new Int8Array(groups * size);
  const bytes = new DataView(packed.buffer, packed.byteOffset, packed.length);
  const keysAt = 4 + headerLength;
  const sharedAt = keysAt + groups * 4;
  const masksAt = sharedAt + groups;
  let otherAt = masksAt + groups * 2;
  for (let row = 0; row < groups; row++) {
    const shared = bytes.getInt8(sharedAt + row);
    const mask = bytes.getUint16(masksAt + row * 2, true);
    for (let language = 0; language < size; language++)
      weights[row * size + language] = mask & (1 << language) ? bytes.getInt8(otherAt++) : shared;
    const hash = bytes.getUint32(keysAt + row * 4, true);
    let slot = hash & (capacity - 1);
    while (keys[slot] !== 0) slot = (slot + 1) & (capacity - 1);
    keys[slot] = hash;
    rows[slot] = row;
  }
  return { languages, keys, rows, weights };
}

export function readModel(file: string): LanguageModel {
  return unpackModel(readFileSync(file));
}
