import { z } from 'zod';
import type { City } from '../../city/index.js';
import type { Agent, Agents } from '../../handover/agents.js';
import { HttpError } from '../http-error.js';
import { coveringShape } from './agent-shapes.js';
import { type Route, route } from './route.js';
import { listOf } from './shapes.js';

interface Needs {
  agents: Pick<Agents, 'find' | 'list' | 'giveCover' | 'endCover'>;
  city: Pick<City, 'groups'>;
  bus: { publish(event: { what: string; id: string }): void };
  now: () => Date;
}

const DAY_MS = 24 * 60 * 60_000;
const LONGEST_COVER_MS = 31 * DAY_MS;
const NO_ACCOUNT = 'there is no such account';

const answers = ({ active, roles }: Agent) => active && roles.includes('agent');

/** One desk answers for another for a while: who does, and what a supervisor does about it. */
export function coverRoutes({ agents, city, bus, now }: Needs): Route[] {
  const group = z.string().refine((code) => Object.hasOwn(city.groups, code), 'is no answer group of this city');
  const changed = (id: string) => bus.publish({ what: 'agents', id });

  function timeToCome(until: string): Date {
    const end = new Date(until);
    if (end <= now() || end.getTime() > now().getTime() + LONGEST_COVER_MS) {
      throw new HttpError(400, 'BadRequest', 'until: must be a time to come, at most 31 days ahead');
    }
    return end;
  }

  return [
    route({
      method: 'GET',
      path: '/api/cover',
      name: 'listCover',
      about: 'Who answers citizens, for which groups, and for whose besides until when. What is over is not listed.',
      allowed: ['supervisor'],
      answer: { status: 200, about: 'agents by user name', schema: listOf(coveringShape) },
      async handle() {
        const all = await agents.list();
        const names = new Map(all.map(({ id, name }) => [id, name]));
        const at = now();
        return {
          items: all.filter(answers).map(({ id, name, groups, cover }) => ({
            id,
            name,
            groups,
            cover: cover
              .filter(({ until }) => until > at)
              .map(({ group, until, by }) => ({ group, until, byName: names.get(by) ?? '' })),
          })),
        };
      },
    }),
    route({
      method: 'POST',
      path: '/api/agents/{id}/cover',
      name: 'giveCover',
      about:
        'Lets an agent answer for another desk until a time, at most 31 days ahead. Given again for the same group, the new time counts.',
      allowed: ['supervisor'],
      body: z.object({ group, until: z.iso.datetime() }),
      answer: { status: 204, about: 'given' },
      refusals: [404, 409],
      async handle({ session: { agent }, params: { id = '' }, body: { group, until } }) {
        const end = timeToCome(until);
        const covering = await agents.find(id);
        if (!covering?.active) throw new HttpError(404, 'NotFound', NO_ACCOUNT);
        if (!answers(covering)) throw new HttpError(409, 'NoAgent', 'only an agent answers for a desk');
        if (covering.groups.includes(group)) throw new HttpError(409, 'OwnGroup', 'this group is the agent’s own');
        if (!(await agents.giveCover(id, { group, until: end, by: agent.id })))
          throw new HttpError(404, 'NotFound', NO_ACCOUNT);
        changed(id);
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/agents/{id}/cover/{group}',
      name: 'endCoverOf',
      about: 'Ends somebody’s cover of one desk. Ending what is over already changes nothing.',
      allowed: ['supervisor'],
      answer: { status: 204, about: 'ended' },
      refusals: [404],
      async handle({ params: { id = '', group = '' } }) {
        if (!(await agents.endCover(id, group))) throw new HttpError(404, 'NotFound', NO_ACCOUNT);
        changed(id);
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/agents/{id}/cover',
      name: 'endCover',
      about: 'Ends all cover of somebody at once.',
      allowed: ['supervisor'],
      answer: { status: 204, about: 'ended' },
      refusals: [404],
      async handle({ params: { id = '' } }) {
        if (!(await agents.endCover(id))) throw new HttpError(404, 'NotFound', NO_ACCOUNT);
        changed(id);
      },
    }),
  ];
}
