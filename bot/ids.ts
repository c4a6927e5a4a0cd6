import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** An id that nobody can guess and that sorts by time: ten characters of milliseconds, sixteen of randomness. */
export function newId(at: number = Date.now(), random: Buffer = randomBytes(16)): string {
  let time = '';
  for (let rest = at, place = 0; place < 10; place += 1) {
    time = ALPHABET[rest % 32] + time;
    rest = Math.floor(rest / 32);
  }
  return time + [...random].map((byte) => ALPHABET[byte % 32]).join('');
}
