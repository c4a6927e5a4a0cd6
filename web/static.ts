import { createReadStream, type Dirent, readdirSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import type { Request, Response, Server } from 'restify';
import { HttpError } from './http-error.js';

interface Serving {
  /** Where the files are; it may not exist yet. */
  folder: string;
  /** Path they are served under, such as `/console`. */
  prefix: string;
  /** Served for the prefix itself and for addresses that only the page's script knows. */
  page?: string;
  /** The names change with the content (always so for files in `assets/`). */
  immutable?: boolean;
  headers?: Record<string, string>;
}

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
const PACKED = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;
const FOR_EVER = 'public, max-age=31536000, immutable';
const LOOK_AGAIN_MS = 1000;

/**
 * Serves a folder. What can be had is a list made from the folder, not a path made from the request: there is no way
 * out of it. Files with `.br` or `.gz` beside them are sent packed to whoever takes it.
 */
export function serveFolder({
  folder,
  prefix,
  page,
  immutable = false,
  headers = {},
}: Serving): (server: Server) => void {
  let files = new Set<string>();
  let looked = Number.NEGATIVE_INFINITY;

  function find(name: string): string | undefined {
    if (!files.has(name) && performance.now() - looked > LOOK_AGAIN_MS) {
      looked = performance.now();
      files = new Set(filesIn(folder));
    }
    if (files.has(name) && !/\.(br|gz)$/.test(name)) return name;
    // An address within the page, not a file that is missing.
    return page && extname(name) === '' && files.has(page) ? page : undefined;
  }

  async function send(req: Request, res: Response): Promise<void> {
    const name = find(nameIn(req, prefix));
    if (!name) throw new HttpError(404, 'ResourceNotFound', 'there is nothing at this address');
    const accepted = String(req.headers['accept-encoding'] ?? '');
    const packed = PACKED.find(([coding, ending]) => accepted.includes(coding) && files.has(name + ending));
    const path = join(folder, name + (packed?.[1] ?? ''));
    const { size, mtimeMs } = statSync(path);
    const tag = `"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`;
    const all = {
      ...headers,
      ETag: tag,
      Vary: 'Accept-Encoding',
      'Cache-Control': immutable || name.startsWith('assets/') ? FOR_EVER : 'no-cache',
      'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream',
      ...(packed && { 'Content-Encoding': packed[0] }),
    };
    if (req.headers['if-none-match'] === tag) {
      res.writeHead(304, all);
      res.end();
      return;
    }
    res.writeHead(200, { ...all, 'Content-Length': String(size) });
    await new Promise<void>((resolve) => {
      res.once('close', () => resolve());
      createReadStream(path)
        .on('error', () => res.destroy())
        .pipe(res);
    });
  }

  return (server) => {
    if (page) server.get(prefix, redirectTo(`${prefix}/`, send));
    server.get(`${prefix}/*`, send);
  };
}

/** `/console` becomes `/console/`, so that the page's own addresses lead where they should. */
function redirectTo(target: string, send: (req: Request, res: Response) => Promise<void>) {
  return async (req: Request, res: Response): Promise<void> => {
    if ((req.url ?? '').split('?')[0] === target) return send(req, res);
    res.writeHead(308, { Location: target });
    res.end();
  };
}

function nameIn(req: Request, prefix: string): string {
  const path = (req.url ?? '').split('?')[0]?.slice(prefix.length + 1) ?? '';
  try {
    return decodeURIComponent(path);
  } catch {
    return '\0';
  }
}

function filesIn(folder: string): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch {
    return [];
  }
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}
