import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { HttpError } from './http-error.js';

export interface SignInLimits {
  /** Counts an attempt before it is checked, so that many at once do not get past. @throws {HttpError} 429 */
  attempt(address: string, username: string): Promise<void>;
  /** A right password: the attempt does not count. */
  succeeded(address: string, username: string): Promise<void>;
}

interface Options {
  perUsername?: number;
  perAddress?: number;
  seconds?: number;
}

/**
 * Wrong passwords are limited by user name (guessing one account from many addresses) and by address (guessing many
 * accounts from one); a whole office may share an address. Names that do not exist are counted like those that do.
 */
export function createSignInLimits({ perUsername = 10, perAddress = 60, seconds = 900 }: Options = {}): SignInLimits {
  const usernames = new RateLimiterMemory({ keyPrefix: 'name', points: perUsername, duration: seconds });
  const addresses = new RateLimiterMemory({ keyPrefix: 'address', points: perAddress, duration: seconds });

  async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
    try {
      await limiter.consume(key);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      const wait = String(Math.ceil(error.msBeforeNext / 1000));
      throw new HttpError(429, 'TooManyRequests', 'too many attempts, try again later', { 'Retry-After': wait });
    }
  }
  const nameOf = (username: string) => username.normalize('NFKC').trim().toLowerCase();

  return {
    async attempt(address, username) {
      await take(addresses, address);
      await take(usernames, nameOf(username));
    },
    async succeeded(address, username) {
      await Promise.all([addresses.reward(address), usernames.delete(nameOf(username))]);
    },
  };
}
