import { request } from 'node:http';
import { pino } from 'pino';
import type { Server } from 'restify';
import { addressOf, isTrusted } from '../../web/origins.js';
import { createServer } from '../../web/server.js';

async function start(routes: ((server: Server) => void)[], more: object = {}) {
  const logged: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => logged.push(line) });
  const web = createServer({ log, trustedOrigins: [], routes, ...more });
  const port = await web.listen(0, '127.0.0.1');
  return { web, port, url: `http://127.0.0.1:${port}`, logged };
}

describe('the server', () => {
  it('finishes the running requests before it closes, ends event streams, and then closes its parts', async () => {
    const order: string[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let begun: () => void = () => undefined;
    const running = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const { web, url } = await start(
      [
        (server) => {
          server.get('/slow', async (_req, res) => {
            begun();
            await held;
            order.push('answered');
            res.send(200, { done: true });
          });
          server.get('/api/events', (_req, res, next) => {
            res.writeHead(200, { 'Content-Type': 'text/event-stream' });
            res.write(':\n\n');
            return next(false);
          });
        },
      ],
      { closing: [async () => void order.push('closed')] },
    );
    const stream = await fetch(`${url}/api/events`);
    const slow = fetch(`${url}/slow`);
    await running;
    const closed = web.close();
    expect(web.isClosing()).toBe(true);
    await expect(fetch(`${url}/slow`)).rejects.toThrow();
    expect(await stream.text()).toBe(':\n\n');
    release();
    expect(await (await slow).json()).toEqual({ done: true });
    await closed;
    expect(order).toEqual(['answered', 'closed']);
  });

  it('logs the route, never the address with what stands in it', async () => {
    const { web, url, logged } = await start([
      (server) => server.get('/api/cases/:number', async (_req, res) => void res.send(200, {})),
    ]);
    await fetch(`${url}/api/cases/KC-2026-000123?token=secret`, { headers: { authorization: 'Bearer secret' } });
    await web.close();
    const lines = logged.join('');
    expect(lines).toContain('"route":"/api/cases/:number"');
    expect(lines).not.toMatch(/secret|000123/);
  });

  it('protects what it serves, and lets nobody frame it unless a page says otherwise', async () => {
    const { web, url } = await start([(server) => server.get('/x', async (_req, res) => void res.send(200, {}))], {
      publicUrl: 'https://city.example',
    });
    const { headers } = await fetch(`${url}/x`);
    expect(Object.fromEntries([...headers.entries()])).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'strict-transport-security': 'max-age=31536000',
    });
    await web.close();
  });

  it('survives requests that are no HTTP', async () => {
    const { web, port, url } = await start([]);
    const failed = new Promise((resolve) => {
      request({
        port,
        path: '/',
        headers: { 'content-length': '10', 'content-type': 'application/json' },
        method: 'POST',
      })
        .on('error', resolve)
        .on('response', resolve)
        .end('{');
    });
    await failed;
    const upgrade = new Promise((resolve) => {
      request({ port, path: '/%zz', headers: { connection: 'Upgrade', upgrade: 'websocket' } })
        .on('error', resolve)
        .on('response', ({ statusCode }) => resolve(statusCode))
        .end();
    });
    expect(await upgrade).toBe(404);
    expect((await fetch(`${url}/%zz`)).status).toBeGreaterThanOrEqual(400);
    expect((await fetch(`${url}/`)).status).toBe(404);
    await web.close();
  });
});

describe('origins', () => {
  const asked = { host: 'chat.city.example', publicUrl: undefined, trustedOrigins: ['https://www.city.example'] };
  it.each([
    ['https://chat.city.example', {}, true],
    ['http://chat.city.example', {}, true],
    ['https://www.city.example', {}, true],
    ['https://www.city.example.evil.example', {}, false],
    ['https://city.example', {}, false],
    ['null', {}, false],
    ['', {}, false],
    ['file://', {}, false],
    ['https://public.example', { publicUrl: 'https://public.example' }, true],
    ['http://localhost:3978', { host: '127.0.0.1:3978' }, true],
    ['http://[::1]:3978', { host: 'localhost:3978' }, true],
    ['http://localhost:80', { host: '127.0.0.1:3978' }, false],
    ['http://localhost.evil.example:3978', { host: '127.0.0.1:3978' }, false],
  ])('knows whether %s may use the chat', (origin, more: object, trusted) => {
    expect(isTrusted({ ...asked, origin, ...more })).toBe(trusted);
  });

  it('counts the citizen behind a proxy of this machine, and believes nobody else about it', () => {
    const from = (remoteAddress: string, forwarded?: string) =>
      addressOf({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } } as never);
    expect(from('127.0.0.1')).toBe('127.0.0.1');
    expect(from('::ffff:127.0.0.1', '1.1.1.1, 2.2.2.2')).toBe('2.2.2.2');
    expect(from('3.3.3.3', '1.1.1.1')).toBe('3.3.3.3');
  });
});
