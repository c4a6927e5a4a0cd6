import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { pino } from 'pino';
import { createServer, type WebServer } from '../../web/server.js';
import { serveFolder } from '../../web/static.js';

describe('served folders', () => {
  const root = mkdtempSync(join(tmpdir(), 'kontaktcenter-static-'));
  const folder = join(root, 'console');
  let server: WebServer;
  let port: number;

  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'), { recursive: true });
    writeFileSync(join(root, 'secret.txt'), 'secret');
    writeFileSync(join(folder, 'index.html'), '<title>page</title>');
    writeFileSync(join(folder, 'assets/app-1a2b.js'), 'script');
    writeFileSync(join(folder, 'assets/app-1a2b.js.br'), brotliCompressSync('script'));
    server = createServer({
      log: pino({ level: 'silent' }),
      trustedOrigins: [],
      routes: [serveFolder({ folder, prefix: '/console', page: 'index.html' })],
    });
    port = await server.listen(0, '127.0.0.1');
  });
  afterAll(async () => {
    await server.close();
    rmSync(root, { recursive: true });
  });

  /** Unlike fetch, it sends a path as it is. */
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    new Promise<{ status?: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
      request({ port, path, headers, method }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      })
        .on('error', reject)
        .end();
    });

  it('serves the page for its own address and for those its script makes up', async () => {
    expect(await get('/console')).toMatchObject({ status: 308, headers: { location: '/console/' } });
    for (const path of ['/console/', '/console/cases/KC-2026-000001', '/console/index.html?x=1']) {
      const { status, body, headers } = await get(path);
      expect([status, String(body)]).toEqual([200, '<title>page</title>']);
      expect(headers).toMatchObject({ 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' });
    }
  });

  it('lets scripts be kept for ever, and packs them for whoever takes it', async () => {
    const plain = await get('/console/assets/app-1a2b.js');
    expect(plain.headers).toMatchObject({ 'cache-control': expect.stringContaining('immutable') });
    expect(String(plain.body)).toBe('script');
    const packed = await get('/console/assets/app-1a2b.js', { 'accept-encoding': 'gzip, br' });
    expect(packed.headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': 'text/javascript; charset=utf-8',
    });
    expect(packed.body).toEqual(brotliCompressSync('script'));
    const again = await get('/console/assets/app-1a2b.js', { 'if-none-match': String(plain.headers.etag) });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    const head = await get('/console/assets/app-1a2b.js', {}, 'HEAD');
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, '6', 0]);
  });

  it.each([
    '/console/../secret.txt',
    '/console/%2e%2e/secret.txt',
    '/console/..%2fsecret.txt',
    '/console/..%5csecret.txt',
    '/console/assets/app-1a2b.js.br',
    '/console/missing.js',
    '/console/%ff.js',
    '/console/%00.js',
  ])('finds nothing at %s', async (path) => {
    const { status, body } = await get(path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(String(body)).not.toContain('secret');
  });
});
