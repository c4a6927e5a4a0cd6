import { RateLimiterMemory } from 'rate-limiter-flexible';
import { HttpError } from '../http-error.js';

/** Counts down `points` for each key within `seconds`; the refusal says when to come back. */
export function createLimit({ points, seconds }: { points: number; seconds: number }) {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return async (key: string): Promise<void> => {
    try {
      await limiter.consume(key);
    } catch (refusal) {
      const wait = Math.ceil(((refusal as { msBeforeNext?: number }).msBeforeNext ?? seconds * 1000) / 1000);
      throw new HttpError(429, 'TooManyRequests', 'too many requests; try again a little later', {
        'Retry-After': String(Math.max(wait, 1)),
      });
    }
  };
}
