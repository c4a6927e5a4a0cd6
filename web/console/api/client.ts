import { setServerTime } from '../state/clock.js';

/** The server refused. `message` is for developers; the console has sentences of its own. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Seconds, when the server named them. */
    readonly retryAfter: number | undefined,
    /** What else the refusal says. */
    readonly answer: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** No answer: the network, or a server that is just restarting. */
export class NoConnection extends Error {}

interface Listeners {
  reached: () => void;
  unreachable: () => void;
  /** The session ended; the caller gets its error all the same. */
  expired: () => void;
  /** The value against forged calls is not the right one any more; true when a new one was had for the same agent. */
  renew: () => Promise<boolean>;
}

const PATIENCE_MS = 15_000;
const RESTARTING = [502, 503, 504];
let csrf = '';
let listeners: Listeners = { reached() {}, unreachable() {}, expired() {}, renew: async () => false };

export function listenToCalls(given: Listeners): void {
  listeners = given;
}

export function setCsrf(value: string): void {
  csrf = value;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** @throws {ApiError | NoConnection} */
export async function call<T>(method: Method, path: string, body?: unknown): Promise<T> {
  try {
    return await attempt<T>(method, path, body);
  } catch (error) {
    const stale = error instanceof ApiError && error.status === 403 && error.code === 'Csrf';
    if (!stale || !(await listeners.renew())) throw error;
    return attempt<T>(method, path, body);
  }
}

async function attempt<T>(method: Method, path: string, body: unknown): Promise<T> {
  const response = await send(method, path, body);
  listeners.reached();
  setServerTime(response.headers.get('date'));
  const answer = await bodyOf(response);
  if (response.ok) return answer as T;
  const { code = '', message = response.statusText, ...more } = (answer ?? {}) as { code?: string; message?: string };
  if (response.status === 401 && !(path === '/api/session' && method === 'POST')) listeners.expired();
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
  throw new ApiError(response.status, code, message, Number.isNaN(wait) ? undefined : wait, more);
}

async function send(method: Method, path: string, body: unknown): Promise<Response> {
  try {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(method !== 'GET' && csrf && { 'x-csrf-token': csrf }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!RESTARTING.includes(response.status)) return response;
  } catch {
    // Told below, in the same way as a server that is restarting.
  }
  listeners.unreachable();
  throw new NoConnection('no answer from the server');
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    const text = await response.text();
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
