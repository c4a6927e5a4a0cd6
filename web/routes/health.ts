import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Request, Response, Server } from 'restify';
import type { ServedRequest } from '../server.js';

export interface Metrics {
  observeRequest(served: ServedRequest): void;
  observeTurn(turn: { seconds: number; failed: boolean }): void;
  /** `kind` is that of `channelData.reply`. */
  countReply(kind: string): void;
  render(): Promise<{ type: string; text: string }>;
}

/** Figures of this process in a registry of its own: nothing said, nobody's name, only how many and how long. */
export function createMetrics({ sockets }: { sockets: () => number }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Requests by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers,
  });
  const turns = new Histogram({
    name: 'bot_turn_duration_seconds',
    help: 'Turns of the bot',
    labelNames: ['outcome'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers,
  });
  const replies = new Counter({
    name: 'bot_replies_total',
    help: 'What the bot said, by kind of reply',
    labelNames: ['kind'],
    registers,
  });
  new Gauge({
    name: 'direct_line_sockets',
    help: 'Open sockets of citizens',
    registers,
    collect() {
      this.set(sockets());
    },
  });
  return {
    observeRequest: ({ method, route, status, seconds }) => requests.observe({ method, route, status }, seconds),
    observeTurn: ({ seconds, failed }) => turns.observe({ outcome: failed ? 'failed' : 'ended' }, seconds),
    countReply: (kind) => replies.inc({ kind }),
    render: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}

interface Needs {
  metrics: Metrics;
  /** What must work before citizens are sent here, by name: the store, the knowledge … */
  ready: Record<string, () => boolean | Promise<boolean>>;
  isClosing: () => boolean;
}

export function healthRoutes({ metrics, ready, isClosing }: Needs): (server: Server) => void {
  async function isReady(check: () => boolean | Promise<boolean>): Promise<boolean> {
    try {
      return await check();
    } catch {
      return false;
    }
  }

  return (server) => {
    server.get('/healthz', async (_req: Request, res: Response) => {
      answer(res, 200, { status: 'ok' });
    });
    server.get('/readyz', async (_req: Request, res: Response) => {
      const parts: Record<string, boolean> = { running: !isClosing() };
      for (const [name, check] of Object.entries(ready)) parts[name] = await isReady(check);
      const all = Object.values(parts).every(Boolean);
      answer(res, all ? 200 : 503, { status: all ? 'ready' : 'not ready', parts });
    });
    server.get('/metrics', async (_req: Request, res: Response) => {
      const { type, text } = await metrics.render();
      res.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store' });
      res.end(text);
    });
  };
}

function answer(res: Response, status: number, body: object): void {
  res.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  res.end(JSON.stringify(body));
}
