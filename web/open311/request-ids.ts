import { createCipheriv, createDecipheriv } from 'node:crypto';

const BLOCK = 16;
const NUMBER = /^KC-\d{4}-\d{6,8}$/;

export interface RequestIds {
  idOf(number: string): string;
  /** Undefined for what is no id of ours. */
  numberOf(id: string): string | undefined;
}

/**
 * What others call a case: its number enciphered with a key of the server. The same case always has the same id, no two
 * share one, nothing needs to be stored to find it again, and without the key neither number nor order can be told.
 */
export function createRequestIds(key: Buffer): RequestIds {
  return {
    idOf(number) {
      const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
      return Buffer.concat([cipher.update(number.padEnd(BLOCK), 'latin1'), cipher.final()]).toString('hex');
    },
    numberOf(id) {
      if (!/^[0-9a-f]{32}$/.test(id)) return undefined;
      const decipher = createDecipheriv('aes-256-ecb', key, null).setAutoPadding(false);
      const number = Buffer.concat([decipher.update(id, 'hex'), decipher.final()])
        .toString('latin1')
        .trimEnd();
      return NUMBER.test(number) ? number : undefined;
    },
  };
}
