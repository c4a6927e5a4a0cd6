import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Request } from 'restify';
import { z } from 'zod';
import { rawBodyOf } from '../body.js';
import { createLimit } from '../direct-line/limits.js';
import { HttpError } from '../http-error.js';
import { type Route, route } from './route.js';

const LONGEST_TEXT = 4000;
const text = (most: number) => z.string().max(most);

/** What the city's own agent desk sends: the protocol's events, and messages of its people. The rest is not looked at. */
export const hubActivity = z.object({
  type: text(64).min(1),
  /** Names the activity in its conversation: sending it again changes nothing. */
  id: text(200).min(1),
  conversation: z.object({ id: text(200).min(1) }),
  name: text(200).optional(),
  from: z
    .object({
      name: text(300)
        .nullish()
        .transform((name) => name ?? undefined),
    })
    .optional(),
  text: text(LONGEST_TEXT).optional(),
  value: z
    .object({
      state: text(64).optional(),
      message: text(LONGEST_TEXT).nullish(),
      agent: text(300).optional(),
      resolution: text(100).optional(),
      category: text(100).optional(),
    })
    .optional(),
});

export type HubActivity = z.output<typeof hubActivity>;

export function signatureOf(secret: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

export interface HandoffNeeds {
  /** Undefined: the city has no agent desk of its own. */
  hub: { secret: string; hear(activity: HubActivity): Promise<boolean> } | undefined;
  addressOf(req: IncomingMessage): string;
}

const WITHIN_S = 60;
const MOST = 1200;
const MOST_UNSIGNED = 30;

/** Where the city's own agent desk answers. */
export function handoffRoutes({ hub, addressOf }: HandoffNeeds): Route[] {
  const perAddress = createLimit({ points: MOST, seconds: WITHIN_S });
  const unsigned = createLimit({ points: MOST_UNSIGNED, seconds: WITHIN_S });

  async function admit(req: Request): Promise<void> {
    if (!hub)
      throw new HttpError(
        503,
        'NotConfigured',
        'no agent desk is connected: set HANDOFF_HUB_URL and HANDOFF_HUB_SECRET',
      );
    const address = addressOf(req);
    await perAddress(address);
    const given = Buffer.from(String(req.headers['x-handoff-signature'] ?? ''));
    const right = Buffer.from(signatureOf(hub.secret, rawBodyOf(req)));
    if (given.length === right.length && timingSafeEqual(given, right)) return;
    await unsigned(address);
    throw new HttpError(401, 'Unauthorized', 'x-handoff-signature: is not that of this body');
  }

  return [
    route({
      method: 'POST',
      path: '/api/handoff/activities',
      name: 'hearHub',
      about:
        'What the city’s own agent desk says of a conversation: handoff.status, and messages of its people. What is late or unknown is taken and changes nothing.',
      allowed: 'anyone',
      admit: { scheme: 'handoff', by: admit },
      body: hubActivity.refine(({ type, text }) => type !== 'message' || (text ?? '').trim() !== '', {
        path: ['text'],
        message: 'a message has text; files are not passed on',
      }),
      answer: { status: 200, about: 'taken', schema: z.object({ changed: z.boolean() }) },
      refusals: [401, 429, 503],
      async handle({ body }) {
        return { changed: await (hub?.hear(body) ?? false) };
      },
    }),
  ];
}
