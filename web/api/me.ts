import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { City, Names } from '../../city/index.js';
import type { Agents } from '../../handover/agents.js';
import type { Desk } from '../../handover/desk.js';
import type { Language, Locales } from '../../locales/index.js';
import { HttpError } from '../http-error.js';
import type { Sessions } from '../sessions.js';
import type { SignInLimits } from '../sign-in-limits.js';
import { passwordSchema } from './agents.js';
import { type Route, route } from './route.js';
import { meShape } from './session-shapes.js';

interface Needs {
  agents: Pick<Agents, 'checkPassword' | 'setPassword' | 'setPresence'>;
  sessions: Sessions;
  limits: SignInLimits;
  city: City;
  desk: Pick<Desk, 'organisation'>;
  languages: readonly Pick<Language, 'code' | 'name' | 'dir'>[];
  locales: Pick<Locales, 'name' | 'menu' | 'byPerson'>;
  addressOf(req: IncomingMessage): string;
  bus: { publish(event: { what: string; id: string }): void };
  mask(text: string): string;
}

const presence = z.object({
  state: z.enum(['free', 'busy', 'back-soon', 'away']),
  /** For colleagues, in one's own words. */
  reason: z.string().trim().max(200).optional(),
});
const newPassword = z.object({ current: z.string().min(1).max(256), password: passwordSchema });

/** What everybody who is signed in may do with their own account. */
export function meRoutes(needs: Needs): Route[] {
  const { agents, sessions, limits, desk, addressOf, bus, mask } = needs;
  const cityData = cityForConsole(needs);
  return [
    route({
      method: 'GET',
      path: '/api/me',
      name: 'me',
      about: 'Who is signed in, and the names of the city’s codes.',
      allowed: 'signed-in',
      beforePasswordChange: true,
      answer: { status: 200, about: 'account, CSRF value and city', schema: meShape },
      async handle({ session: { agent, csrf, sessionId } }) {
        const { organisation } = await desk.organisation.current();
        const centres = organisation.centres.map(({ code, name }) => ({ code, name }));
        const elsewhere = await sessions.heardElsewhere(agent.id, sessionId);
        return { agent, csrf, city: { ...cityData, centres }, elsewhere };
      },
    }),
    route({
      method: 'PUT',
      path: '/api/me/presence',
      name: 'setPresence',
      about: 'Says whether one takes conversations.',
      allowed: 'signed-in',
      body: presence,
      answer: { status: 200, about: 'the presence', schema: presence },
      async handle({ session: { agent }, body: { state, reason } }) {
        await agents.setPresence(agent.id, state, reason && mask(reason));
        bus.publish({ what: 'presence', id: agent.id });
        return { state, ...(reason !== undefined && { reason: mask(reason) }) };
      },
    }),
    route({
      method: 'PUT',
      path: '/api/me/password',
      name: 'changePassword',
      about: 'Changes one’s own password and ends all other sessions.',
      allowed: 'signed-in',
      beforePasswordChange: true,
      body: newPassword,
      answer: { status: 204, about: 'changed' },
      refusals: [429],
      async handle({ session: { agent, sessionId }, body: { current, password }, req }) {
        const address = addressOf(req);
        await limits.attempt(address, agent.username);
        if (!(await agents.checkPassword(agent.username, current))) {
          throw new HttpError(403, 'WrongPassword', 'the current password is wrong');
        }
        await limits.succeeded(address, agent.username);
        if (password === current) throw new HttpError(400, 'BadRequest', 'password: must differ from the current one');
        await agents.setPassword(agent.id, password);
        await sessions.endOthers(agent.id, sessionId);
      },
    }),
  ];
}

function cityForConsole({ city, languages, locales }: Needs) {
  const entries = Object.entries(city.categories);
  return {
    timezone: city.timezone,
    categories: Object.fromEntries(
      entries.map(([code, { title, topic, group, board, secrecy }]) => {
        const form = city.forms.get(topic);
        const keeps = form && form.becomes !== 'nothing';
        return [code, { title, topic, group, board, secrecy, form: keeps ? form.id : '' }];
      }),
    ),
    groups: Object.fromEntries(Object.entries(city.groups).map(([code, { name }]) => [code, { name: inAll(name) }])),
    boards: city.boards,
    departments: city.departments,
    districts: city.districts.map(({ code, name }) => ({ code, name })),
    resolutions: Object.fromEntries(Object.entries(city.resolutions).map(([code, { sv, en }]) => [code, { sv, en }])),
    languages: languages.map(({ code, name, dir }) => ({ code, name, dir })),
    languagesByPerson: locales.menu.filter(({ code }) => locales.byPerson(code)),
  };

  function inAll(names: Names) {
    const others = languages.map(({ code }) => [code, locales.name(code, names)] as const);
    return { ...Object.fromEntries(others), ...names };
  }
}
