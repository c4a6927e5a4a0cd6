import type { Logger } from 'pino';
import { z } from 'zod';
import type { City } from '../../city/index.js';
import type { Desk } from '../../handover/desk.js';
import { centresWith, deskOpening } from '../../handover/routing.js';
import { deskShape, handoverShape, previewShape } from './handover-shapes.js';
import type { Relay } from './relay.js';
import { type Route, route } from './route.js';
import { listOf } from './shapes.js';

interface Needs {
  desk: Desk;
  relay: Pick<Relay, 'settle'>;
  city: Pick<City, 'groups'>;
  mask(text: string): string;
  logger: Pick<Logger, 'error'>;
}

const words = z.string().trim().max(1000).default('');
const destination = z.object({
  category: z.string().min(1).max(100),
  /** '' for any desk of the group. */
  centre: z.string().max(100).default(''),
  /** Somebody it is kept for. */
  agentId: z.string().max(100).default(''),
});
/** What goes along to another board. */
const transcript = z.boolean().default(false);
const moved = z.object({ caseNumber: z.string() });
const refusals = [404, 409];

/** A conversation on its way: to another desk, back into the queue, to the bot, or by a supervisor's hand. */
export function handoverMoveRoutes({ desk, relay, city, mask, logger }: Needs): Route[] {
  /** The move has happened: a citizen who could not be told now is told soon. */
  async function tell(handoverId: string): Promise<void> {
    try {
      await relay.settle(handoverId);
    } catch (error) {
      logger.error({ err: error, handoverId }, 'the citizen could not be told');
    }
  }

  return [
    route({
      method: 'GET',
      path: '/api/desks',
      name: 'listDesks',
      about: 'Every desk, whether it is open now, and which colleagues are at work there.',
      allowed: ['agent', 'supervisor'],
      answer: { status: 200, about: 'by group and centre', schema: listOf(deskShape) },
      async handle() {
        const work = await desk.atWork();
        const items = Object.keys(city.groups).flatMap((group) =>
          centresWith(work.organisation, group).map((centre) => ({
            group,
            centre,
            open: deskOpening(work, group, centre).open,
            agents: work.agents
              .filter((one) => one.groups.includes(group) && ['', centre].includes(one.centre))
              .map(({ id, name, languages, presence }) => ({ id, name, languages, presence })),
          })),
        );
        return { items };
      },
    }),
    route({
      method: 'POST',
      path: '/api/handovers/claim-next',
      name: 'claimNextHandover',
      about:
        'Takes the conversation that is one’s to take next: sent to one, waiting too long, in one’s language, oldest.',
      allowed: ['agent'],
      answer: {
        status: 200,
        about: 'it is yours; nothing in the list when nobody waits',
        schema: listOf(handoverShape),
      },
      refusals: [409],
      async handle({ session: { agent } }) {
        const claimed = await desk.claimNext(agent);
        if (!claimed) return { items: [] };
        const { conversationId: _its, ...item } = claimed;
        await tell(item.id);
        return { items: [item] };
      },
    }),
    route({
      method: 'POST',
      path: '/api/handovers/{id}/transfer-preview',
      name: 'previewTransfer',
      about: 'What would follow and what would stay, and what it needs. Changes nothing.',
      allowed: ['agent'],
      body: z.object({ to: destination, transcript }),
      answer: { status: 200, about: 'the preview', schema: previewShape },
      refusals,
      handle: ({ session: { agent }, params: { id = '' }, body }) => desk.preview(id, agent, body.to, body.transcript),
    }),
    route({
      method: 'POST',
      path: '/api/handovers/{id}/transfer',
      name: 'transferHandover',
      about:
        'Sends the conversation on with its place in the queue. Another board gets it only when the citizen says yes.',
      allowed: ['agent'],
      body: z.object({ to: destination, note: words, why: words, transcript }),
      answer: {
        status: 200,
        about: '`asked`: the citizen is asked first',
        schema: moved.extend({ asked: z.boolean() }),
      },
      refusals,
      async handle({ session: { agent }, params: { id = '' }, body: { to, note, why, transcript } }) {
        const sent = { to, note: mask(note), why: mask(why), transcript };
        const { case: found, asked } = await desk.transfer(id, agent, sent);
        await tell(id);
        return { caseNumber: found._id, asked };
      },
    }),
    route({
      method: 'POST',
      path: '/api/handovers/{id}/release',
      name: 'releaseHandover',
      about: 'Gives the conversation back into the queue, with the place it had.',
      allowed: ['agent'],
      answer: { status: 200, about: 'it waits again', schema: moved },
      refusals,
      async handle({ session: { agent }, params: { id = '' } }) {
        const { _id } = await desk.release(id, agent);
        await tell(id);
        return { caseNumber: _id };
      },
    }),
    route({
      method: 'POST',
      path: '/api/handovers/{id}/to-bot',
      name: 'giveToBot',
      about: 'The bot has the conversation again; the case stays with the agent.',
      allowed: ['agent'],
      answer: { status: 200, about: 'given back', schema: moved },
      refusals,
      async handle({ session: { agent }, params: { id = '' } }) {
        const { _id } = await desk.toBot(id, agent);
        await tell(id);
        return { caseNumber: _id };
      },
    }),
    route({
      method: 'POST',
      path: '/api/handovers/{id}/take-back',
      name: 'takeBackHandover',
      about: 'Takes the conversation from whoever has it, back into the queue.',
      allowed: ['supervisor'],
      answer: { status: 200, about: 'it waits again', schema: moved },
      refusals,
      async handle({ session: { agent }, params: { id = '' } }) {
        const { _id } = await desk.takeBack(id, agent);
        await tell(id);
        return { caseNumber: _id };
      },
    }),
    route({
      method: 'POST',
      path: '/api/handovers/{id}/offer',
      name: 'offerHandover',
      about: 'Keeps a waiting conversation for an agent who is at work.',
      allowed: ['supervisor'],
      body: z.object({ agentId: z.string().min(1).max(100) }),
      answer: { status: 200, about: 'kept for a while', schema: moved },
      refusals,
      async handle({ session: { agent }, params: { id = '' }, body: { agentId } }) {
        const { _id } = await desk.offer(id, agent, agentId);
        return { caseNumber: _id };
      },
    }),
  ];
}
