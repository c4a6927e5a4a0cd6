import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

const COST = 2 ** 15;
const BLOCK = 8;
const LENGTH = 32;

function derive(password: string, salt: Buffer, { N = COST, r = BLOCK }: ScryptOptions = {}): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // NFKC: the same å may be typed as one character or as two.
    scrypt(password.normalize('NFKC'), salt, LENGTH, { N, r, p: 1, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** The hash to store; its costs are part of it, so that they can be raised later. Runs beside the event loop. */
export async function hashPassword(password: string, random: (bytes: number) => Buffer = randomBytes): Promise<string> {
  const salt = random(16);
  const key = await derive(password, salt);
  return `scrypt$${COST}$${BLOCK}$${salt.toString('base64')}$${key.toString('base64')}`;
}

/** Takes the same time for an account that does not exist (`hash` undefined) as for a wrong password. */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  const [, cost, block, salt, key] = (hash ?? '').split('$');
  const kept = key ? Buffer.from(key, 'base64') : Buffer.alloc(LENGTH);
  const given = await derive(password, salt ? Buffer.from(salt, 'base64') : Buffer.alloc(16), {
    N: cost ? Number(cost) : COST,
    r: block ? Number(block) : BLOCK,
  });
  return timingSafeEqual(given, kept) && hash !== undefined;
}
