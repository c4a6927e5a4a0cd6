import type { Activity } from 'botbuilder';
import { signatureOf } from '../web/api/handoff.js';
import type { Config } from './config.js';

/** The hub has refused an activity for good: another attempt would be refused, too. */
export class HubRefused extends Error {}

export type HubPost = (activity: Partial<Activity>) => Promise<void>;

/** Shorter than the lease under which it is sent. */
const TIMEOUT_MS = 10_000;
/** Refusals that another attempt may not meet. */
const FOR_A_WHILE = [401, 403, 408, 425, 429];

/**
 * Sends an activity to the hub, signed as the hub signs its own.
 * @throws {HubRefused} and whatever else kept the activity from being taken
 */
export function createHubPost({ url, secret }: NonNullable<Config['hub']>): HubPost {
  return async (activity) => {
    const body = JSON.stringify(activity);
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-handoff-signature': signatureOf(secret, body) },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    if (answer.ok) return;
    const { status } = answer;
    if (status >= 400 && status < 500 && !FOR_A_WHILE.includes(status))
      throw new HubRefused(`the hub refused an activity: ${status}`);
    throw new Error(`the hub did not take an activity: ${status}`);
  };
}
