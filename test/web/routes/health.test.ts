import { pino } from 'pino';
import { createMetrics, healthRoutes } from '../../../web/routes/health.js';
import { createServer, type WebServer } from '../../../web/server.js';

describe('health', () => {
  let server: WebServer;
  let url: string;
  let storeReady = false;
  beforeAll(async () => {
    const metrics = createMetrics({ sockets: () => 3 });
    metrics.countReply('answer');
    metrics.observeTurn({ seconds: 0.01, failed: false });
    server = createServer({
      log: pino({ level: 'silent' }),
      trustedOrigins: [],
      observe: metrics.observeRequest,
      routes: [
        healthRoutes({
          metrics,
          isClosing: () => server.isClosing(),
          ready: {
            store: async () => storeReady,
            knowledge: () => {
              if (!storeReady) throw new Error('not loaded');
              return true;
            },
          },
        }),
        (restify) => {
          restify.get('/boom', async () => {
            throw new Error('the password is 1234');
          });
        },
      ],
    });
    url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
  });
  afterAll(() => server.close());

  it('tells a running process from one that citizens can be sent to', async () => {
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const early = await fetch(`${url}/readyz`);
    expect([early.status, await early.json()]).toEqual([
      503,
      { status: 'not ready', parts: { running: true, store: false, knowledge: false } },
    ]);
    storeReady = true;
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`, { method: 'HEAD' })).status).toBe(200);
  });

  it('counts requests by route, replies by kind and open sockets', async () => {
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toMatch(/http_request_duration_seconds_count\{method="GET",route="\/healthz",status="200"\} 1/);
    expect(text).toContain('bot_replies_total{kind="answer"} 1');
    expect(text).toContain('bot_turn_duration_seconds_count{outcome="ended"} 1');
    expect(text).toContain('direct_line_sockets 3');
    expect(text).toContain('process_cpu_seconds_total');
  });

  it('says nothing about itself when something unexpected fails', async () => {
    const answer = await fetch(`${url}/boom`);
    expect([answer.status, await answer.json()]).toEqual([500, { code: 'Internal', message: 'something went wrong' }]);
  });
});
