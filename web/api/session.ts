import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Agents } from '../../handover/agents.js';
import { HttpError } from '../http-error.js';
import type { Sessions } from '../sessions.js';
import type { SignInLimits } from '../sign-in-limits.js';
import { type Route, route } from './route.js';
import { sessionShape } from './session-shapes.js';

interface Needs {
  agents: Pick<Agents, 'checkPassword' | 'setPresence'>;
  sessions: Sessions;
  limits: SignInLimits;
  addressOf(req: IncomingMessage): string;
  bus: { publish(event: { what: string; id: string }): void };
}

const signIn = z.object({ username: z.string().min(1).max(100), password: z.string().min(1).max(256) });

/** Signing in and out. */
export function sessionRoutes({ agents, sessions, limits, addressOf, bus }: Needs): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/session',
      name: 'signIn',
      about: 'Signs in; the session is an http-only cookie. Sets the presence to "free".',
      allowed: 'anyone',
      body: signIn,
      answer: { status: 200, about: 'who has signed in, and the value for x-csrf-token', schema: sessionShape },
      refusals: [401, 429],
      async handle({ body: { username, password }, req, res }) {
        // A form of another site cannot send JSON without asking, which this server never allows.
        if (!/^application\/json/i.test(req.headers['content-type'] ?? '')) {
          throw new HttpError(415, 'UnsupportedMediaType', 'send the body as application/json');
        }
        const address = addressOf(req);
        await limits.attempt(address, username);
        const agent = await agents.checkPassword(username, password);
        if (!agent) throw new HttpError(401, 'WrongPassword', 'user name or password is wrong');
        await limits.succeeded(address, username);
        await agents.setPresence(agent.id, 'free');
        bus.publish({ what: 'presence', id: agent.id });
        const { cookie, session } = await sessions.start({ ...agent, presence: 'free' });
        res.setHeader('Set-Cookie', cookie);
        return { agent: session.agent, csrf: session.csrf };
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/session',
      name: 'signOut',
      about: 'Signs out. Sets the presence to "off", unless another console of the same agent is there.',
      allowed: 'signed-in',
      beforePasswordChange: true,
      answer: { status: 204, about: 'signed out' },
      async handle({ session, res }) {
        await sessions.end(session.sessionId);
        res.setHeader('Set-Cookie', sessions.goodbye);
        if (await sessions.heardElsewhere(session.agent.id, session.sessionId)) return;
        await agents.setPresence(session.agent.id, 'off');
        bus.publish({ what: 'presence', id: session.agent.id });
      },
    }),
  ];
}
