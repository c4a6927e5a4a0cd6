import type { Request, Response, Server } from 'restify';
import type { z } from 'zod';
import type { Role } from '../../cases/access.js';
import { type Reason, Refusal } from '../../handover/refusal.js';
import { HttpError } from '../http-error.js';
import { isCsrf, type Sessions, type SignedIn } from '../sessions.js';

/** Who may use a route: there is no default. */
export type Allowed = 'anyone' | 'signed-in' | readonly Role[];

export interface Call<Body, Query, Session> {
  session: Session;
  params: Record<string, string>;
  query: Query;
  body: Body;
  req: Request;
  res: Response;
}

interface Answer {
  status: number;
  about: string;
  /** Describes the answer; absent when there is none. */
  schema?: z.ZodType;
  type?: string;
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As OpenAPI writes it: `/api/handovers/{id}`. */
  path: string;
  name: string;
  about: string;
  allowed: Allowed;
  /** Another proof than a session: looked at before anything else of the request. */
  admit?: { scheme: string; by(req: Request): Promise<void> };
  /** Works although the first password has not been changed yet. */
  beforePasswordChange?: boolean;
  body?: z.ZodType;
  query?: z.ZodObject;
  answer: Answer;
  /** Refusals besides those that every route may give. */
  refusals?: readonly number[];
  handle(call: Call<unknown, unknown, SignedIn | undefined>): Promise<unknown>;
}

type Typed<A extends Allowed, B extends z.ZodType, Q extends z.ZodObject> = Omit<
  Route,
  'allowed' | 'body' | 'query' | 'handle'
> & {
  allowed: A;
  body?: B;
  query?: Q;
  /** What it returns is the answer's body. */
  handle(call: Call<z.output<B>, z.output<Q>, A extends 'anyone' ? undefined : SignedIn>): Promise<unknown>;
};

/** One route: what it is called, who may use it, what it takes and gives. Its body and query are parsed before. */
export function route<A extends Allowed, B extends z.ZodType = z.ZodUndefined, Q extends z.ZodObject = z.ZodObject>(
  typed: Typed<A, B, Q>,
): Route {
  return typed as unknown as Route;
}

interface Needs {
  sessions: Sessions;
  seen(agentId: string): Promise<unknown>;
}

const STATUS: Record<Reason, number> = {
  'not-found': 404,
  conflict: 409,
  'not-yours': 403,
  'not-valid': 400,
  elsewhere: 409,
  full: 409,
  closed: 409,
  'why-needed': 409,
  unread: 409,
};
const CODE: Record<Reason, string> = {
  'not-found': 'NotFound',
  conflict: 'Conflict',
  'not-yours': 'Forbidden',
  'not-valid': 'BadRequest',
  elsewhere: 'OfferedElsewhere',
  full: 'TooMany',
  closed: 'DeskClosed',
  'why-needed': 'WhyNeeded',
  unread: 'Unread',
};

/** Puts a route before the server: nobody without its roles gets as far as its body. */
export function addRoute(server: Server, found: Route, { sessions, seen }: Needs): void {
  const handler = async (req: Request, res: Response) => {
    res.setHeader('Cache-Control', 'no-store');
    await found.admit?.by(req);
    const session = found.allowed === 'anyone' ? undefined : await admit(found, req, { sessions, seen });
    const params = (req.params ?? {}) as Record<string, string>;
    const query = parsed(found.query, Object.fromEntries(new URLSearchParams(req.getQuery())));
    const body = parsed(found.body, req.body);
    try {
      const answer = await found.handle({ session, params, query, body, req, res });
      if (!res.headersSent) res.send(found.answer.status, answer);
    } catch (error) {
      throw error instanceof Refusal ? new HttpError(STATUS[error.reason], CODE[error.reason], error.message) : error;
    }
  };
  const method = ({ GET: 'get', POST: 'post', PUT: 'put', DELETE: 'del' } as const)[found.method];
  server[method](found.path.replace(/\{(\w+)\}/g, ':$1'), handler);
}

async function admit(found: Route, req: Request, { sessions, seen }: Needs): Promise<SignedIn> {
  const session = await sessions.find(req.headers.cookie);
  if (!session) throw new HttpError(401, 'Unauthorized', 'sign in first');
  if (found.method !== 'GET' && !isCsrf(session, req.headers['x-csrf-token'])) {
    throw new HttpError(403, 'Csrf', 'the header x-csrf-token is missing or wrong');
  }
  const { agent } = session;
  if (agent.mustChange && !found.beforePasswordChange) {
    throw new HttpError(403, 'PasswordChange', 'change the password first');
  }
  const { allowed } = found;
  if (Array.isArray(allowed) && !agent.roles.some((role) => allowed.includes(role))) {
    throw new HttpError(403, 'Forbidden', 'your roles do not allow this');
  }
  await seen(agent.id);
  return session;
}

function parsed(schema: z.ZodType | undefined, given: unknown): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue?.path.join('.');
  // What is wrong with a key, or with the first of several kinds that would do, stands one deeper.
  const deeper = issue?.code === 'invalid_key' ? issue.issues : issue?.code === 'invalid_union' ? issue.errors[0] : [];
  const fault = deeper?.[0] ?? issue;
  throw new HttpError(400, 'BadRequest', `${place ? `${place}: ` : ''}${fault?.message ?? 'not valid'}`);
}
