import { z } from 'zod';
import { ROLES } from '../../cases/access.js';
import type { City } from '../../city/index.js';
import type { Agents } from '../../handover/agents.js';
import type { Desk } from '../../handover/desk.js';
import { HttpError } from '../http-error.js';
import type { Sessions } from '../sessions.js';
import { agentShape } from './agent-shapes.js';
import { type Naming, nameSchema, PERSONAL_NUMBER } from './names.js';
import { type Route, route } from './route.js';
import { listOf } from './shapes.js';

export const passwordSchema = z.string().min(8).max(256);

interface Needs extends Naming {
  agents: Pick<Agents, 'list' | 'add' | 'change' | 'setPassword'>;
  sessions: Pick<Sessions, 'endOthers'>;
  city: Pick<City, 'groups' | 'boards'>;
  desk: Pick<Desk, 'organisation'>;
  bus: { publish(event: { what: string; id: string }): void };
}

/** Accounts, for administrators. */
export function agentRoutes({ agents, sessions, city, desk, bus, mask, tidy }: Needs): Route[] {
  const codeOf = (codes: readonly string[], what: string) =>
    z.string().refine((code) => codes.includes(code), `is no ${what} of this city`);
  const account = z.object({
    name: nameSchema({ mask, tidy }),
    roles: z.array(z.enum(ROLES)).max(10),
    groups: z
      .array(codeOf(Object.keys(city.groups), 'answer group'))
      .max(100)
      .default([]),
    languages: z
      .array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/))
      .max(30)
      .default([]),
    boards: z
      .array(codeOf(Object.keys(city.boards), 'board'))
      .max(100)
      .default([]),
    centre: z
      .string()
      .max(40)
      .nullish()
      .transform((code) => code ?? ''),
    /** Conversations at the same time; 0: as the city has it for all. */
    capacity: z.int().min(0).max(50).default(0),
  });
  const username = z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}._@+-]{0,63}$/u, 'may hold letters, digits and . _ @ + -')
    .refine((name) => mask(name) === name, PERSONAL_NUMBER);
  const newAccount = account.extend({ username, password: passwordSchema });
  // No defaults here: what is not sent stays as it is.
  const changes = z
    .object({
      name: account.shape.name,
      roles: account.shape.roles,
      groups: account.shape.groups.unwrap(),
      languages: account.shape.languages.unwrap(),
      boards: account.shape.boards.unwrap(),
      centre: z.string().max(40),
      capacity: account.shape.capacity.unwrap(),
      active: z.boolean(),
      password: passwordSchema,
    })
    .partial();

  /** Centres are the supervisors' to change while the city is open. */
  async function checkCentre(centre: string): Promise<void> {
    const { organisation } = await desk.organisation.current();
    if (centre !== '' && !organisation.centres.some(({ code }) => code === centre))
      throw new HttpError(400, 'BadRequest', 'centre: is no centre of this city');
  }

  return [
    route({
      method: 'GET',
      path: '/api/agents',
      name: 'listAgents',
      about: 'All accounts.',
      allowed: ['admin'],
      answer: { status: 200, about: 'accounts by user name', schema: listOf(agentShape) },
      handle: async () => ({ items: await agents.list() }),
    }),
    route({
      method: 'POST',
      path: '/api/agents',
      name: 'addAgent',
      about: 'Adds an account.',
      allowed: ['admin'],
      body: newAccount,
      answer: { status: 201, about: 'the account', schema: agentShape },
      refusals: [409],
      async handle({ body }) {
        await checkCentre(body.centre);
        return agents.add(body);
      },
    }),
    route({
      method: 'PUT',
      path: '/api/agents/{id}',
      name: 'changeAgent',
      about: 'Changes an account. A new password or switching it off ends its sessions.',
      allowed: ['admin'],
      body: changes,
      answer: { status: 200, about: 'the account', schema: agentShape },
      refusals: [404, 409],
      async handle({ session, params: { id = '' }, body: { password, ...changed } }) {
        const locksOut = changed.active === false || (changed.roles && !changed.roles.includes('admin'));
        if (id === session.agent.id && locksOut) {
          throw new HttpError(409, 'Conflict', 'you cannot take administration away from yourself');
        }
        if (changed.centre !== undefined) await checkCentre(changed.centre);
        const agent = await agents.change(id, changed);
        if (!agent) throw new HttpError(404, 'NotFound', 'there is no such account');
        bus.publish({ what: 'agents', id });
        if (password) await agents.setPassword(id, password);
        if (password || changed.active === false) await sessions.endOthers(id, session.sessionId);
        return agent;
      },
    }),
  ];
}
