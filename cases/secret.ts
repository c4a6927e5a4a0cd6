import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Connection, Schema } from 'mongoose';
import { modelOf } from '../store/model.js';

// Crockford's alphabet: no I, L, O or U, so that a secret can be read out on the telephone.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

interface ServerKey {
  _id: string;
  key: string;
}

const keySchema = new Schema<ServerKey>(
  { _id: { type: String, required: true }, key: { type: String, required: true } },
  { versionKey: false, collection: 'server-keys' },
);

/** A random key of the server, made once and the same after every restart. */
export async function serverKey(db: Connection, name: string, random: (bytes: number) => Buffer): Promise<Buffer> {
  const keys = modelOf(db, 'ServerKey', keySchema);
  const kept = await keys
    .findOneAndUpdate(
      { _id: name },
      { $setOnInsert: { key: random(32).toString('base64') } },
      { upsert: true, returnDocument: 'after' },
    )
    .lean();
  if (!kept) throw new Error(`the server key ${name} could not be kept`);
  return Buffer.from(kept.key, 'base64');
}

/**
 * The secret that goes with a case, such as `7KQ4-X2MD`. It follows from the message that caused the case, so that a
 * turn repeated after a crash tells the citizen the same secret again although only its hash is stored.
 */
export function secretOf(key: Buffer, origin: string): string {
  const digest = createHmac('sha256', key).update(`secret|${origin}`).digest();
  const letters = [...digest.subarray(0, 8)].map((byte) => ALPHABET[byte % 32]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

export function secretHash(key: Buffer, number: string, secret: string): string {
  return createHmac('sha256', key)
    .update(`hash|${number}|${typed(secret)}`)
    .digest('hex');
}

/** Compares in the same time whether the case exists or not. */
export function isSecret(key: Buffer, number: string, secret: string, hash: string | undefined): boolean {
  const given = Buffer.from(secretHash(key, number, secret), 'hex');
  const kept = Buffer.from(hash ?? secretHash(key, '', ''), 'hex');
  return timingSafeEqual(given, kept) && hash !== undefined;
}

/** What people type for a secret: small letters, spaces, O for 0, I or L for 1. */
function typed(secret: string): string {
  return secret
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}
