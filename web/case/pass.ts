import { createHmac, timingSafeEqual } from 'node:crypto';

const LIVES_MS = 30 * 60_000;

export interface Passes {
  /** Opens one case for half an hour, so that the secret is typed once and stands in no page. */
  issue(number: string): string;
  /** The number a pass opens; undefined when it is none of ours or too old. */
  read(pass: string): string | undefined;
}

export function createPasses({ key, now }: { key: Buffer; now: () => Date }): Passes {
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('hex');
  return {
    issue(number) {
      const text = `${number}.${now().getTime() + LIVES_MS}`;
      return `${text}.${sign(text)}`;
    },
    read(pass) {
      const [number = '', until = '', signature = ''] = pass.split('.');
      const right = Buffer.from(sign(`${number}.${until}`));
      const given = Buffer.from(signature);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
      return Number(until) > now().getTime() ? number : undefined;
    },
  };
}
