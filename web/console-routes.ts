import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Request, Response, Server } from 'restify';
import { HttpError } from './http-error.js';
import { serveFolder } from './static.js';

const PREFIX = '/console';

/** Nothing but our own files runs in the page, and it talks to nobody but us. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

interface Needs {
  /** Where the built console is, `build/console`. */
  buildDir: string;
}

/** The agents' console: one page that is never kept, and files that may be kept for ever because their names change. */
export function addConsole(server: Server, { buildDir }: Needs): void {
  const headers = { 'Content-Security-Policy': POLICY };

  server.get(PREFIX, async (req: Request, res: Response) => {
    if ((req.url ?? '').split('?')[0] === PREFIX) {
      res.writeHead(308, { Location: `${PREFIX}/` });
      res.end();
      return;
    }
    const page = await readFile(join(buildDir, 'index.html')).catch(() => undefined);
    if (!page) throw new HttpError(503, 'ServiceUnavailable', 'the console is not built; run "npm run build"');
    res.writeHead(200, { ...headers, 'Cache-Control': 'no-store', 'Content-Type': 'text/html; charset=utf-8' });
    res.end(page);
  });
  serveFolder({ folder: buildDir, prefix: PREFIX, headers })(server);
}
