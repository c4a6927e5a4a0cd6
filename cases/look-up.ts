import type { Case } from './case.js';
import type { LookUpLimits } from './look-up-limits.js';
import type { Registry } from './registry.js';

/** A case number inside a text, however it is typed: `KC-2026-000123`, `kc 2026 123`, `KC2026000123`. */
const NUMBER = /(?<![\p{L}\p{N}])KC[\s–—-]*(\d{4})(?:[\s–—-]+(\d{1,9})|(\d{6,9}))(?![\p{L}\p{N}])/iu;
/** As it is told: two times four signs. With a line between them it is one wherever it stands. */
const SECRET = /(?<![\p{L}\p{N}])[0-9A-Z]{4}[–—-][0-9A-Z]{4}(?![\p{L}\p{N}])/iu;
/** Without the line it could be two words; with a digit in it it is none. */
const LOOSE = /(?<![\p{L}\p{N}])(?=[0-9A-Z ]*\d)[0-9A-Z]{4} ?[0-9A-Z]{4}(?![\p{L}\p{N}])/iu;

export interface NumberAndSecret {
  number?: string;
  secret?: string;
}

/** What a message tells of number and secret. */
export function numberAndSecretIn(text: string): NumberAndSecret {
  const found = NUMBER.exec(text);
  const rest = found ? text.replace(found[0], ' ') : text;
  const secret = (SECRET.exec(rest) ?? LOOSE.exec(rest))?.[0];
  const sequence = (found?.[2] ?? found?.[3] ?? '').padStart(6, '0');
  return { ...(found && { number: `KC-${found[1]}-${sequence}` }), ...(secret && { secret }) };
}

/** A text without the case number in it. */
export function withoutNumber(text: string): string {
  return text.replace(NUMBER, ' ');
}

/** A number typed where one was asked for: there, `2026-000123` is enough. */
export function readNumber(text: string): string | undefined {
  return numberAndSecretIn(text).number ?? numberAndSecretIn(`KC-${text.trim()}`).number;
}

/** A secret typed where one was asked for: eight letters and digits, whatever stands between them. */
export function readSecret(text: string): string | undefined {
  const { secret } = numberAndSecretIn(text);
  if (secret) return secret;
  return /^[0-9A-Z]{8}$/i.test(text.replace(/[\s.–—-]/g, '')) ? text : undefined;
}

/** What stands where a secret was. */
export const HIDDEN_SECRET = '••••-••••';

/** A year and a word, or the number of a lamp-post, may look like a secret; beside a case number, or with its line, it is one. */
function isSurely(found: string, named: boolean): boolean {
  const signs = found.replace(/[\s–—-]/g, '');
  const isMixed = (half: string) => /\d/.test(half) && /[A-Z]/i.test(half);
  const isShouted = /[A-Z]/.test(signs) && signs === signs.toUpperCase();
  return (isMixed(signs.slice(0, 4)) && isMixed(signs.slice(4))) || (isShouted && (named || /[–—-]/.test(found)));
}

/** A text without the secrets in it, for keeping. */
export function withoutSecret(text: string): string {
  const rest = withoutNumber(text);
  const found = [SECRET, LOOSE].flatMap((pattern) => rest.match(new RegExp(pattern.source, 'giu')) ?? []);
  const secrets = found.filter((one) => isSurely(one, rest !== text));
  return secrets.reduce((kept, one) => kept.replace(one, HIDDEN_SECRET), text);
}

export type LookedUp = { kind: 'found'; case: Case } | { kind: 'wrong' } | { kind: 'later' };

/**
 * The case of number and secret, for a citizen.
 * @param sender who asks, for the limits: an address or a conversation
 */
export type LookUp = (asked: Required<NumberAndSecret>, sender: string) => Promise<LookedUp>;

interface Needs {
  limits: Pick<LookUpLimits, 'attempt'>;
  registry: Pick<Registry, 'lookUp'>;
}

/** A wrong number and a wrong secret are counted and answered alike; too many, and a right one is not answered either. */
export function createLookUp({ limits, registry }: Needs): LookUp {
  return async ({ number, secret }, sender) => {
    const takeBack = await limits.attempt(number, sender);
    if (!takeBack) return { kind: 'later' };
    const found = await registry.lookUp(number, secret);
    if (!found) return { kind: 'wrong' };
    await takeBack();
    return { kind: 'found', case: found };
  };
}
