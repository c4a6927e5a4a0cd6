import { createHash } from 'node:crypto';

/** A row of numbers that is written as it lies in memory and read without copying it. */
type Row = Uint32Array | Int32Array | Float32Array;

const KINDS = { Uint32Array, Int32Array, Float32Array };

/** Stands in the text for a row behind it. */
interface Place {
  row: keyof typeof KINDS;
  from: number;
  length: number;
}

/*
 * The file: digest of all that follows (32 bytes), length of the text (uint32), the value as JSON, padded so that the
 * rows behind it begin at a multiple of four. Numbers as the machine has them: it is written where it is read.
 */
const DIGEST = 32;
const HEAD = DIGEST + Uint32Array.BYTES_PER_ELEMENT;

/** A value with its rows of numbers as bytes; a row that stands in it twice is written once. */
export function packed(value: unknown): Buffer {
  const rows: Row[] = [];
  const places = new Map<Row, Place>();
  let end = 0;
  const placeOf = (row: Row): Place => {
    const known = places.get(row);
    if (known) return known;
    const place = { row: row.constructor.name as Place['row'], from: end, length: row.length };
    places.set(row, place);
    rows.push(row);
    end += row.byteLength;
    return place;
  };
  const json = JSON.stringify(value, (_key, part) => (ArrayBuffer.isView(part) ? placeOf(part as Row) : part));
  const length = Math.ceil(Buffer.byteLength(json) / 4) * 4;
  const text = Buffer.alloc(length, ' ');
  text.write(json);
  const size = Buffer.alloc(HEAD - DIGEST);
  size.writeUInt32LE(length);
  const body = Buffer.concat([
    size,
    text,
    ...rows.map((row) => Buffer.from(row.buffer, row.byteOffset, row.byteLength)),
  ]);
  return Buffer.concat([digestOf(body), body]);
}

/** The value again, its rows being parts of these bytes; nothing where a single byte is another. */
export function unpacked(bytes: Buffer): unknown {
  if (bytes.length < HEAD || !digestOf(bytes.subarray(DIGEST)).equals(bytes.subarray(0, DIGEST))) return undefined;
  const rowsAt = HEAD + bytes.readUInt32LE(DIGEST);
  return JSON.parse(bytes.toString('utf8', HEAD, rowsAt), (_key, part) =>
    isPlace(part)
      ? new KINDS[part.row](bytes.buffer as ArrayBuffer, bytes.byteOffset + rowsAt + part.from, part.length)
      : part,
  );
}

function isPlace(part: Place | unknown): part is Place {
  return typeof part === 'object' && part !== null && 'row' in part;
}

function digestOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
