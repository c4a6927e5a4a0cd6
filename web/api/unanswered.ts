import { z } from 'zod';
import { mayRead } from '../../cases/access.js';
import type { City } from '../../city/index.js';
import { answerCluster } from '../../editorial/answer-cluster.js';
import type { Articles } from '../../editorial/articles.js';
import type { Unanswered } from '../../editorial/unanswered.js';
import type { Desk } from '../../handover/desk.js';
import type { Knowledge } from '../../knowledge/index.js';
import { HttpError } from '../http-error.js';
import { categoryCode, topicCode } from './article-fields.js';
import { refusing } from './editorial-refusals.js';
import { unansweredDetailShape, unansweredShape } from './editorial-shapes.js';
import { type Route, route } from './route.js';

interface Needs {
  unanswered: Unanswered;
  articles: Pick<Articles, 'addAskedAs' | 'saveDraft' | 'read'>;
  city: Pick<City, 'categories'>;
  desk: Pick<Desk, 'get'>;
  knowledge: Pick<Knowledge, 'find'>;
  places: readonly string[];
  now: () => Date;
  mask(text: string): string;
}

const NEAREST = 4;
const STATUSES = ['open', 'asked-as', 'draft', 'not-ours'] as const;
const blank = z.literal('').transform(() => undefined);
const id = z.string().regex(/^[0-9a-f]{32}$/);

const itemOf = ({ _id, about: _a, rank: _r, resolvedAt: _t, ...cluster }: NonNullable<Read>['cluster']) => ({
  id: _id,
  ...cluster,
});
type Read = Awaited<ReturnType<Unanswered['read']>>;

/** What nobody answered, for those who write the answers. It says nothing of who asked. */
export function unansweredRoutes({ unanswered, articles, city, desk, knowledge, places, mask, now }: Needs): Route[] {
  async function found(asked: string): Promise<NonNullable<Read>> {
    const read = id.safeParse(asked).success ? await unanswered.read(asked) : undefined;
    if (!read) throw new HttpError(404, 'NotFound', 'there are no such questions');
    return read;
  }

  return [
    route({
      method: 'GET',
      path: '/api/unanswered',
      name: 'listUnanswered',
      about: 'Questions nobody answered, those that say the same together, most asked first.',
      allowed: ['editor'],
      query: z.object({
        status: z.enum(STATUSES).or(blank).optional(),
        language: z
          .string()
          .regex(/^[a-z]{2,3}$/)
          .or(blank)
          .optional(),
        cursor: z.string().max(100).optional(),
        limit: z.coerce.number().int().min(1).max(200).optional(),
      }),
      answer: {
        status: 200,
        about: 'one page; `next` is the cursor of the next',
        schema: z.object({ items: z.array(unansweredShape), next: z.string().optional() }),
      },
      async handle({ query: { status, language, cursor, limit } }) {
        const page = await unanswered.clusters({
          ...(status && { status }),
          ...(language && { language }),
          ...(cursor && { after: cursor }),
          ...(limit && { limit }),
        });
        return { ...page, items: page.items.map(itemOf) };
      },
    }),
    route({
      method: 'POST',
      path: '/api/unanswered',
      name: 'reportMissingAnswer',
      about: 'Tells the editors that a question has no answer. Told twice of one message, it is kept once.',
      allowed: ['agent', 'supervisor'],
      body: z.object({
        text: z.string().trim().min(1).max(1000).regex(/\p{L}/u, 'must have a word'),
        language: z.string().regex(/^[a-z]{2,3}$/),
        /** The handover it was asked in. */
        handover: z.string().min(1).max(100),
        /** The citizen's message; absent when the agent wrote the question. */
        message: z.string().max(200).optional(),
      }),
      answer: { status: 201, about: 'kept', schema: z.object({ id: z.string() }) },
      refusals: [404, 409],
      async handle({ session: { agent }, body: { text, language, handover, message } }) {
        const { case: found } = await desk.get(handover, agent);
        if (mayRead(agent, found, now()) !== 'full')
          throw new HttpError(403, 'Forbidden', 'you may not read this conversation');
        if (found.secrecy === 'strong')
          throw new HttpError(409, 'TextNotKept', 'no free text is kept about matters of strong secrecy');
        const words = mask(text);
        const { ranking } = knowledge.find({ text: words, language, ignore: places });
        const nearest = ranking.slice(0, NEAREST).map(({ id }) => id);
        const origin = `${handover}|${message || words}`;
        return { id: await unanswered.keep({ text: words, language, nearest, why: 'rejected', origin }) };
      },
    }),
    route({
      method: 'GET',
      path: '/api/unanswered/{id}',
      name: 'getUnanswered',
      about: 'Questions that say the same, the newest of them in their own words.',
      allowed: ['editor'],
      answer: { status: 200, about: 'the questions', schema: unansweredDetailShape },
      refusals: [404],
      async handle({ params: { id: asked = '' } }) {
        const { cluster, questions } = await found(asked);
        return { ...itemOf(cluster), questions: questions.map(({ text, why, at }) => ({ text, why, at })) };
      },
    }),
    route({
      method: 'POST',
      path: '/api/unanswered/{id}/decision',
      name: 'decideUnanswered',
      about: 'Says that questions are not the city’s, or takes that back.',
      allowed: ['editor'],
      body: z.object({ as: z.enum(['not-ours', 'open']), version: z.number().int().min(1) }),
      answer: { status: 200, about: 'decided', schema: unansweredShape },
      refusals: [404, 409],
      async handle({ session: { agent }, params: { id: asked = '' }, body: { as, version } }) {
        await found(asked);
        await refusing(unanswered.resolve(asked, { as, version, by: agent.id }));
        return itemOf((await found(asked)).cluster);
      },
    }),
    route({
      method: 'POST',
      path: '/api/unanswered/{id}/answer',
      name: 'answerUnanswered',
      about: 'Makes questions a phrasing of a topic, or the draft of a new one.',
      allowed: ['editor'],
      body: z.object({
        as: z.enum(['asked-as', 'draft']),
        topic: topicCode(mask),
        phrasing: z.string().trim().min(1).max(300),
        category: categoryCode(city).optional(),
        version: z.number().int().min(1),
      }),
      answer: { status: 200, about: 'decided', schema: unansweredShape },
      refusals: [404, 409, 422],
      async handle({ session: { agent }, params: { id: asked = '' }, body }) {
        await found(asked);
        await refusing(answerCluster({ unanswered, articles }, asked, { ...body, by: agent.id }));
        return itemOf((await found(asked)).cluster);
      },
    }),
  ];
}
