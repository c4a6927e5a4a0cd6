import type { Logger } from 'pino';
import { z } from 'zod';
import { mayRead } from '../../cases/access.js';
import type { Case } from '../../cases/case.js';
import type { Registry } from '../../cases/registry.js';
import { TextNotKept } from '../../cases/steps.js';
import { transcriptOf } from '../../cases/transcript.js';
import type { Agent } from '../../handover/agents.js';
import type { Desk } from '../../handover/desk.js';
import type { Pair } from '../../handover/translation.js';
import type { ActivityLog } from '../../store/activity-log.js';
import { HttpError } from '../http-error.js';
import { handoverDetailShape, handoverShape } from './handover-shapes.js';
import type { Naming } from './names.js';
import type { Relay } from './relay.js';
import { type Route, route } from './route.js';
import { listOf } from './shapes.js';
import type { Watching } from './watching.js';

export interface HandoverNeeds extends Naming {
  desk: Desk;
  registry: Pick<Registry, 'note' | 'audit'>;
  now: () => Date;
  relay: Relay;
  /** The languages between which a machine translates it now. */
  translated?: (found: Case) => Promise<Pair | undefined>;
  watching: Pick<Watching, 'of'>;
  log: Pick<ActivityLog, 'after'>;
  /** What a placeholder in the log stands for, while it is known. */
  liveText(entryId: string): string | undefined;
  linkTo(contentUrl: string): string;
  newId: () => string;
  logger: Pick<Logger, 'error'>;
}

const TEXT_LIMIT = 4000;
const READERS = ['agent', 'officer', 'supervisor'] as const;

/** The queue, and what an agent does in a conversation. */
export function handoverRoutes({
  desk,
  registry,
  relay,
  translated,
  watching,
  log,
  liveText,
  linkTo,
  mask,
  tidy,
  now,
  newId,
  logger,
}: HandoverNeeds): Route[] {
  const text = z.string().overwrite(tidy).min(1).max(TEXT_LIMIT);
  const message = z.object({
    text,
    /** Named by the sender, so that sending it again does not write it twice. */
    key: z
      .string()
      .regex(/^[\w-]{1,64}$/)
      .optional(),
  });
  const closing = z.object({
    resolution: z.string().min(1).max(100),
    category: z.string().min(1).max(100),
    text: z.string().overwrite(tidy).max(TEXT_LIMIT).nullish(),
    /** The citizen's last message that was on the screen: refused when there is a newer one. */
    seen: z.string().max(200).nullish(),
  });

  /** The state has changed and stays so: a citizen who is not told learns it from the next message. */
  async function tell(what: string, caseNumber: string, told: Promise<unknown>): Promise<void> {
    try {
      await told;
    } catch (error) {
      logger.error({ err: error, what, caseNumber }, 'the citizen could not be told');
    }
  }

  const speaker = ({ id, name }: Agent) => ({ id, name });

  return [
    route({
      method: 'GET',
      path: '/api/handovers',
      name: 'listHandovers',
      about: 'The queue of one’s groups, or one’s own conversations.',
      allowed: READERS,
      query: z.object({ state: z.enum(['waiting', 'mine']).default('waiting') }),
      answer: {
        status: 200,
        about: 'oldest first; `more`: others wait who are not in the list, because they came later',
        schema: listOf(handoverShape).extend({ more: z.literal(true).optional() }),
      },
      async handle({ session: { agent }, query: { state } }) {
        if (state === 'mine') return { items: await desk.mine(agent) };
        const { items, more } = await desk.waiting(agent);
        return { items, ...(more && { more }) };
      },
    }),
    route({
      method: 'GET',
      path: '/api/handovers/{id}',
      name: 'getHandover',
      about: 'A handover with its conversation.',
      allowed: READERS,
      answer: { status: 200, about: 'the handover', schema: handoverDetailShape },
      refusals: [404],
      async handle({ session: { agent }, params: { id = '' } }) {
        const { item, case: found, owned } = await desk.get(id, agent);
        const seen = { ...item, watching: watching.of(id, agent) };
        if (mayRead(agent, found, now()) !== 'full') return seen;
        await registry.audit(found, agent, 'conversation');
        const pair = await translated?.(found);
        return {
          ...seen,
          ...(pair && { translated: pair }),
          transcript: await transcriptOf(log, found, { linkTo, ...(owned && { liveText }) }),
        };
      },
    }),
    route({
      method: 'POST',
      path: '/api/handovers/{id}/claim',
      name: 'claimHandover',
      about: 'Takes a waiting conversation over.',
      allowed: ['agent'],
      answer: { status: 200, about: 'it is yours', schema: handoverShape },
      refusals: [404, 409],
      async handle({ session: { agent }, params: { id = '' } }) {
        const { conversationId: _its, ...item } = await desk.claim(id, agent);
        await tell('claim', item.caseNumber, relay.settle(id));
        return item;
      },
    }),
    route({
      method: 'POST',
      path: '/api/handovers/{id}/messages',
      name: 'sayToCitizen',
      about: 'Writes to the citizen. Answered when the message is kept.',
      allowed: ['agent'],
      body: message,
      answer: {
        status: 201,
        about: 'kept; `masked`: a personal number was taken out of it',
        schema: z.object({ id: z.string(), masked: z.boolean() }),
      },
      refusals: [404, 409],
      async handle({ session: { agent }, params: { id = '' }, body }) {
        const { conversationId } = await desk.say(id, agent);
        const messageId = body.key ? `${id}:${body.key}` : newId();
        const words = mask(body.text);
        const said = { conversationId, agent: speaker(agent), text: words, id: messageId };
        const written = await relay.agentSays(said);
        return { id: written?.id ?? messageId, masked: words !== body.text };
      },
    }),
    route({
      method: 'POST',
      path: '/api/handovers/{id}/notes',
      name: 'addNote',
      about: 'Keeps an internal note in the case. The citizen never sees it.',
      allowed: ['agent'],
      body: z.object({ text }),
      answer: {
        status: 201,
        about: 'kept; `masked`: a personal number was taken out of it',
        schema: z.object({ caseNumber: z.string(), masked: z.boolean() }),
      },
      refusals: [404, 409],
      async handle({ session: { agent }, params: { id = '' }, body }) {
        const { caseNumber } = (await desk.get(id, agent)).item;
        const words = mask(body.text);
        try {
          if (await registry.note(caseNumber, agent, words)) return { caseNumber, masked: words !== body.text };
        } catch (error) {
          if (!(error instanceof TextNotKept)) throw error;
          throw new HttpError(409, 'TextNotKept', 'no free text is kept about matters of strong secrecy');
        }
        throw new HttpError(404, 'NotFound', 'there is no such handover');
      },
    }),
    route({
      method: 'POST',
      path: '/api/handovers/{id}/close',
      name: 'closeHandover',
      about: 'Ends the conversation with a resolution and its category; the bot has it back.',
      allowed: ['agent'],
      body: closing,
      answer: { status: 200, about: 'closed', schema: z.object({ caseNumber: z.string() }) },
      refusals: [404, 409],
      async handle({ session: { agent }, params: { id = '' }, body: { resolution, category, text: last, seen } }) {
        const words = last ? { text: mask(last) } : {};
        const read = seen ? { seen: placeOf(seen) } : {};
        const { number } = await desk.close(id, agent, { resolution, category, ...words, ...read });
        await tell('close', number, relay.settle(id, words));
        return { caseNumber: number };
      },
    }),
  ];
}

/** Where an entry stands in its conversation. Something else than an entry's id was before everything. */
function placeOf(entryId: string): number {
  return Number(/\|(\d+)$/.exec(entryId)?.[1] ?? 0);
}
