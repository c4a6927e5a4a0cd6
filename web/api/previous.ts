import { z } from 'zod';
import { mayRead } from '../../cases/access.js';
import { SAME_CITIZEN } from '../../cases/previous.js';
import type { Registry } from '../../cases/registry.js';
import type { Desk } from '../../handover/desk.js';
import { HttpError } from '../http-error.js';
import { caseShape } from './case-shapes.js';
import { type Route, route } from './route.js';
import { listOf } from './shapes.js';

interface Needs {
  desk: Pick<Desk, 'get'>;
  registry: Pick<Registry, 'audit' | 'previousOf'>;
  now: () => Date;
}

/** What the citizen of a conversation has asked before. */
export function previousRoutes({ desk, registry, now }: Needs): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/handovers/{id}/previous',
      name: 'listPrevious',
      about:
        'Other cases of the same citizen within one’s own rights: linked, or of the same conversation, telephone number or e-mail address.',
      allowed: ['agent', 'officer', 'supervisor'],
      answer: {
        status: 200,
        about: 'newest first; `same` says how they are known to belong together; `more`: there are older ones',
        schema: listOf(caseShape.extend({ same: z.array(z.enum(SAME_CITIZEN)) })).extend({
          more: z.literal(true).optional(),
        }),
      },
      refusals: [404],
      async handle({ session: { agent }, params: { id = '' } }) {
        const { case: found } = await desk.get(id, agent);
        if (mayRead(agent, found, now()) !== 'full') {
          throw new HttpError(403, 'Forbidden', 'you may not read this case');
        }
        await registry.audit(found, agent, 'conversation');
        const { items, more } = await registry.previousOf(found, agent);
        return { items, ...(more && { more }) };
      },
    }),
  ];
}
