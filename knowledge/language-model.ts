import { readFileSync } from 'node:fs';

/*
 * How often letter groups and words occur in 16 languages, as one compact file beside this one.
 *
 * Where the frequencies come from: 800 sentences a language of the Leipzig Corpora Collection (Universität Leipzig,
 * CC BY 4.0), as selected in the test data of lingua-py (Apache-2.0). Only counts are kept, no sentence can be read
 * back. `knowledge/train-language.ts` learns the file anew from such sentences.
 *
 * The file: length of the header (uint32), header as JSON, then for n groups in the order of their hash
 * n × uint32 hash, n × uint16 mask of the languages that know it, and one byte for each bit set:
 * the negative logarithm of its share in sixteenths. Little-endian.
 */

export interface LanguageModel {
  languages: readonly string[];
  /** open-addressing table: hash of the group, 0 = empty */
  keys: Uint32Array;
  /** row of `costs` for each slot of `keys` */
  rows: Uint32Array;
  /** row × languages: surprise at this group in each language, in sixteenths */
  costs: Uint8Array;
}

export const COST_STEPS = 16;
/** the surprise at a group that a language was never seen to use */
export const UNSEEN_COST = 224;

const LONGEST_GROUP = 4;
const SEED = 0x811c9dc5;
const EDGE = 95;

function extend(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193) >>> 0;
}

/** FNV's low bits alone are too even for a table; 0 is kept for "empty". */
function finish(hash: number, kind: number): number {
  let mixed = Math.imul(hash ^ (kind << 24) ^ (hash >>> 15), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0 || 1;
}

const WHOLE_WORD = 7;

/** Calls `visit` with the hash of each group of 1 to 4 letters of a word, edges included, and of the whole word. */
export function eachGroup(word: string, visit: (hash: number, kind: number) => void): void {
  const last = word.length + 1;
  const codeAt = (at: number) => (at === 0 || at === last ? EDGE : word.charCodeAt(at - 1));
  for (let start = 0; start <= last; start++) {
    let hash = SEED;
    for (let length = 1; length <= LONGEST_GROUP && start + length - 1 <= last; length++) {
      hash = extend(hash, codeAt(start + length - 1));
      if (length > 1 || (start > 0 && start < last)) visit(finish(hash, length), length);
    }
  }
  let whole = SEED;
  for (let at = 0; at < word.length; at++) whole = extend(whole, word.charCodeAt(at));
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
  /** index of language → cost */
  costs: ReadonlyMap<number, number>;
}

export function packModel(languages: readonly string[], groups: readonly LearnedGroup[]): Buffer {
  const header = Buffer.from(
    JSON.stringify({ languages, groups: groups.length, source: 'Leipzig Corpora Collection, CC BY 4.0' }),
  );
  const sorted = [...groups].sort((a, b) => a.hash - b.hash);
  const values = sorted.reduce((sum, { costs }) => sum + costs.size, 0);
  const packed = Buffer.alloc(4 + header.length + sorted.length * 6 + values);
  packed.writeUInt32LE(header.length, 0);
  header.copy(packed, 4);
  const keysAt = 4 + header.length;
  const masksAt = keysAt + sorted.length * 4;
  let valueAt = masksAt + sorted.length * 2;
  sorted.forEach(({ hash, costs }, row) => {
    let mask = 0;
    for (let language = 0; language < languages.length; language++) {
      const cost = costs.get(language);
      if (cost === undefined) continue;
      mask |= 1 << language;
      packed.writeUInt8(cost, valueAt++);
    }
    packed.writeUInt32LE(hash, keysAt + row * 4);
    packed.writeUInt16LE(mask, masksAt + row * 2);
  });
  return packed;
}

export function unpackModel(packed: Buffer): LanguageModel {
  const headerLength = packed.readUInt32LE(0);
  const header = JSON.parse(packed.toString('utf8', 4, 4 + headerLength)) as { languages: string[]; groups: number };
  const { languages, groups } = header;
  const capacity = 2 ** Math.ceil(Math.log2(groups * 1.6 + 2));
  const model: LanguageModel = {
    languages,
    keys: new Uint32Array(capacity),
    rows: new Uint32Array(capacity),
    costs: new Uint8Array(groups * languages.length).fill(UNSEEN_COST),
  };
  const keysAt = 4 + headerLength;
  const masksAt = keysAt + groups * 4;
  let valueAt = masksAt + groups * 2;
  for (let row = 0; row < groups; row++) {
    const hash = packed.readUInt32LE(keysAt + row * 4);
    const mask = packed.readUInt16LE(masksAt + row * 2);
    for (let language = 0; language < languages.length; language++)
      if (mask & (1 << language)) model.costs[row * languages.length + language] = packed[valueAt++] ?? UNSEEN_COST;
    let slot = hash & (capacity - 1);
    while (model.keys[slot] !== 0) slot = (slot + 1) & (capacity - 1);
    model.keys[slot] = hash;
    model.rows[slot] = row;
  }
  return model;
}

export function readModel(file: string): LanguageModel {
  return unpackModel(readFileSync(file));
}
