import type { IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { createServer as createRestifyServer, type Request, type Response, type Server } from 'restify';
import { parseJsonBody } from './body.js';
import { HttpError } from './http-error.js';
import { OPEN311, refusalFor } from './open311/answer.js';
import { isTrusted } from './origins.js';
import { within } from './within.js';

export interface ServedRequest {
  method: string;
  /** The route's pattern, `none` where no route was found: never a path with ids in it. */
  route: string;
  status: number;
  seconds: number;
}

interface Needs {
  log: Logger;
  trustedOrigins: readonly string[];
  publicUrl?: string | undefined;
  routes: readonly ((server: Server) => void)[];
  /** Takes over a WebSocket upgrade and returns true, or returns false. */
  upgrades?: readonly ((req: IncomingMessage, socket: Duplex, head: Buffer) => boolean)[];
  /** Run one after the other when the server stops, after the last request has been answered. */
  closing?: readonly (() => Promise<void>)[];
  observe?: (served: ServedRequest) => void;
}

export interface WebServer {
  server: Server;
  /** Returns the port, also when 0 asked for a free one. */
  listen(port: number, host: string): Promise<number>;
  /** Stops taking requests, finishes the running ones, then closes the parts. */
  close(): Promise<void>;
  isClosing(): boolean;
}

const DIRECT_LINE = '/v3/directline';
const FINISH_WITHIN_MS = 10_000;
/** For a WebSocket client to answer our goodbye. */
const GOODBYE_MS = 1000;

export function createServer({
  log,
  trustedOrigins,
  publicUrl,
  routes,
  upgrades = [],
  closing = [],
  observe,
}: Needs): WebServer {
  const server = createRestifyServer({ name: 'kontaktcenter', log: log as never, ignoreTrailingSlash: true });
  const open = new Set<Response>();
  const sockets = new Set<Socket>();
  let stopping: Promise<void> | undefined;

  // Node's 5 s closes a kept connection just as a client sends its next request on it.
  server.server.keepAliveTimeout = 65_000;
  server.server.headersTimeout = 66_000;

  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.pre((req: Request, res: Response, next) => {
    const begun = performance.now();
    open.add(res);
    res.once('close', () => {
      open.delete(res);
      const served = {
        method: req.method ?? '',
        route: routeOf(req),
        status: res.statusCode,
        seconds: (performance.now() - begun) / 1000,
      };
      observe?.(served);
      logRequest(req, served);
    });
    if (stopping) res.setHeader('Connection', 'close');
    secure(res);
    const path = req.getPath();
    if (path.startsWith(DIRECT_LINE)) {
      allowOrigin(req, res);
      if (req.method === 'OPTIONS') {
        res.writeHead(204);
        res.end();
        return next(false);
      }
    }
    // What answers GET answers HEAD; node leaves out the body by itself. Streams never end and are no case for HEAD.
    if (req.method === 'HEAD' && path !== '/api/events') req.method = 'GET';
    // Our APIs speak JSON whatever the caller prefers.
    if (path.startsWith('/api/') || path.startsWith('/v3/')) req.headers.accept = 'application/json';
    return next();
  });
  server.use(parseJsonBody);
  server.on('restifyError', answerError);
  server.server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const taken = !stopping && upgrades.some((upgrade) => upgrade(req, socket, head));
    if (!taken) refuseUpgrade(socket, stopping ? 503 : 404);
  });
  for (const add of routes) add(server);

  function secure(res: Response): void {
    res.setHeader('X-Content-Type-Options', 'nosniff');
    res.setHeader('Referrer-Policy', 'no-referrer');
    res.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
    if (publicUrl?.startsWith('https:')) res.setHeader('Strict-Transport-Security', 'max-age=31536000');
  }

  function allowOrigin(req: Request, res: Response): void {
    const { origin, host } = req.headers;
    res.setHeader('Vary', 'Origin');
    if (!origin || !isTrusted({ origin, host, publicUrl, trustedOrigins })) return;
    res.setHeader('Access-Control-Allow-Origin', origin);
    res.setHeader('Access-Control-Allow-Methods', 'GET, POST, OPTIONS');
    res.setHeader(
      'Access-Control-Allow-Headers',
      'Authorization, Content-Type, Content-Disposition, x-ms-bot-agent, x-requested-with',
    );
    res.setHeader('Access-Control-Expose-Headers', 'Retry-After');
    res.setHeader('Access-Control-Max-Age', '600');
  }

  /** The only place where an error becomes an answer: what nobody expected says nothing about us. */
  function answerError(req: Request, res: Response, error: unknown, done: () => void): void {
    const { status, code, message, headers, more } = refusalOf(error);
    if (status >= 500) log.error({ err: error, route: routeOf(req) }, 'request failed');
    if (!res.headersSent) {
      for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
      if (status === 413) res.setHeader('Connection', 'close');
      res.setHeader('Cache-Control', 'no-store');
      const { type, text } = written(req, { status, code, message, more });
      res.setHeader('Content-Type', type);
      res.sendRaw(status, text);
    }
    done();
  }

  function logRequest(req: Request, { method, route, status, seconds }: ServedRequest): void {
    const conversationId = route.startsWith(DIRECT_LINE) ? req.params?.id : undefined;
    const fields = { method, route, status, ms: Math.round(seconds * 1000), ...(conversationId && { conversationId }) };
    if (/^\/(healthz|readyz|metrics)$/.test(route)) log.trace(fields, 'request');
    else log.info(fields, 'request');
  }

  async function stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.server.close(() => resolve()));
    server.server.closeIdleConnections();
    // A stream of events would never end by itself; its reader comes back.
    for (const res of open) if (String(res.getHeader('content-type')).startsWith('text/event-stream')) res.end();
    await within(
      FINISH_WITHIN_MS,
      [...open].map((res) => new Promise((resolve) => res.once('close', resolve))),
    );
    for (const close of closing) await close();
    server.server.closeAllConnections();
    await within(GOODBYE_MS, [closed]);
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  return {
    server,
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        // On restify's server, which passes the errors of node's on, and throws those that nobody hears.
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          resolve((server.server.address() as AddressInfo).port);
        });
      }),
    close() {
      stopping ??= stop();
      return stopping;
    },
    isClosing: () => stopping !== undefined,
  };
}

const REASONS: Record<number, string> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
};

export function refuseUpgrade(socket: Duplex, status: number): void {
  socket.end(
    `HTTP/1.1 ${status} ${REASONS[status] ?? 'Service Unavailable'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}

const OWN_WORDS: Record<number, { code: string; message: string }> = {
  404: { code: 'ResourceNotFound', message: 'there is nothing at this address' },
  405: { code: 'MethodNotAllowed', message: 'this address does not take this method' },
};

/** Refusals of ours and of restify's own kind (they have a status below 500) may be told, anything else may not. */
interface Refused {
  status: number;
  code: string;
  message: string;
  headers: Record<string, string>;
  more?: Readonly<Record<string, unknown>>;
}

/** A refusal in the shape of the standard whose address was called, or in our own. */
function written(
  req: Request,
  { status, code, message, more }: Omit<Refused, 'headers'>,
): { type: string; text: string } {
  const path = req.getPath();
  if (path.startsWith(OPEN311)) return refusalFor(req, { status, message, ...more });
  const body = { code, message, ...more };
  return { type: 'application/json', text: JSON.stringify(path.startsWith(DIRECT_LINE) ? { error: body } : body) };
}

function refusalOf(error: unknown): Refused {
  if (error instanceof HttpError) return { ...error, message: error.message, headers: { ...error.headers } };
  const { name, statusCode, body } = (error ?? {}) as {
    name?: string;
    statusCode?: unknown;
    body?: { code?: string; message?: string };
  };
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
    // restify repeats the path in its own "not found"; we do not.
    const own =
      name === 'ResourceNotFoundError' || name === 'MethodNotAllowedError' ? OWN_WORDS[statusCode] : undefined;
    const { code = 'BadRequest', message = 'the request was refused' } = own ?? body ?? {};
    return { status: statusCode, code, message, headers: {} };
  }
  return { status: 500, code: 'Internal', message: 'something went wrong', headers: {} };
}

function routeOf(req: Request): string {
  const path = (req.getRoute() as { path?: unknown } | undefined)?.path;
  return path === undefined ? 'none' : String(path);
}
