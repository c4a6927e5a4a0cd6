import { z } from 'zod';
import { HttpError } from '../http-error.js';
import type { ApiKeys } from '../open311/keys.js';
import { type Naming, nameSchema } from './names.js';
import { type Route, route } from './route.js';
import { listOf } from './shapes.js';

interface Needs extends Naming {
  apiKeys: Pick<ApiKeys, 'add' | 'list' | 'remove'>;
}

const keyShape = z.object({
  id: z.string(),
  name: z.string(),
  perMinute: z.number(),
  createdAt: z.date(),
  createdBy: z.string(),
});

/** The keys with which programs of others send reports over Open311, for administrators. */
export function apiKeyRoutes({ apiKeys, mask, tidy }: Needs): Route[] {
  const newKey = z.object({
    name: nameSchema({ mask, tidy }),
    perMinute: z.int().min(1).max(600).default(60),
  });

  return [
    route({
      method: 'GET',
      path: '/api/api-keys',
      name: 'listApiKeys',
      about: 'The keys there are, without the keys themselves.',
      allowed: ['admin'],
      answer: { status: 200, about: 'keys, oldest first', schema: listOf(keyShape) },
      handle: async () => ({ items: await apiKeys.list() }),
    }),
    route({
      method: 'POST',
      path: '/api/api-keys',
      name: 'addApiKey',
      about: 'Makes a key for a program that sends reports. The key is shown this one time.',
      allowed: ['admin'],
      body: newKey,
      answer: { status: 201, about: 'the key', schema: keyShape.extend({ key: z.string() }) },
      handle: ({ session: { agent }, body }) => apiKeys.add({ ...body, by: agent.id }),
    }),
    route({
      method: 'DELETE',
      path: '/api/api-keys/{id}',
      name: 'removeApiKey',
      about: 'Takes a key away. What was sent with it stays.',
      allowed: ['admin'],
      answer: { status: 204, about: 'taken away' },
      refusals: [404],
      async handle({ params: { id = '' } }) {
        if (!(await apiKeys.remove(id))) throw new HttpError(404, 'NotFound', 'there is no such key');
      },
    }),
  ];
}
