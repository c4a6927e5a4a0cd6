import type { IncomingMessage } from 'node:http';
import type { Request, Response } from 'restify';
import { HttpError } from './http-error.js';

export const JSON_LIMIT = 256 * 1024;
/** What is still read of a body that is too large, so that the sender gets to see our answer. */
const PATIENCE = 4 * 1024 * 1024;
/** Where the body may be a file of any type, or a form: the route reads it itself. */
const READS_ITSELF = /^(\/v3\/directline\/conversations\/[^/]+\/upload\/?$|\/open311\/)/;
/** Pages with a form that the browser sends by itself: the route reads it. */
const TAKES_FORMS = /^\/case\/?$/;

/** As they came, of requests whose sender signs them. */
const signed = new WeakMap<IncomingMessage, string>();
const IS_SIGNED = /^\/api\/handoff\//;

/** The body of a signed request, byte for byte; '' when there was none. */
export function rawBodyOf(req: IncomingMessage): string {
  return signed.get(req) ?? '';
}

/** Reads a whole body, or refuses it with 413 as soon as it is larger than `limit`. */
export async function readBody(req: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLarge = () => new HttpError(413, 'PayloadTooLarge', `the body may have at most ${limit} bytes`);
  if (Number(req.headers['content-length'] ?? 0) > limit + PATIENCE) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of req as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else if (size > limit + PATIENCE) break;
    }
  } catch {
    throw new HttpError(400, 'BadRequest', 'the body ended too early');
  }
  if (size > limit) throw tooLarge();
  return Buffer.concat(chunks);
}

/** Puts the parsed JSON on `req.body`. Files, forms and bodies of several parts are left for the route that wants them. */
export async function parseJsonBody(req: Request, _res: Response): Promise<void> {
  const length = req.headers['content-length'];
  const hasBody = req.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
  req.body = undefined;
  if (!hasBody || req.method === 'GET' || req.method === 'HEAD') return;
  const type = (req.headers['content-type'] ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'multipart/form-data' || READS_ITSELF.test(req.getPath())) return;
  if (type === 'application/x-www-form-urlencoded' && TAKES_FORMS.test(req.getPath())) return;
  if (!/^application\/([\w.-]+\+)?json$/.test(type) || (req.headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw new HttpError(415, 'UnsupportedMediaType', 'send the body as application/json');
  }
  const text = (await readBody(req, JSON_LIMIT)).toString('utf8');
  if (IS_SIGNED.test(req.getPath())) signed.set(req, text);
  try {
    req.body = text.trim() === '' ? undefined : JSON.parse(text);
  } catch {
    throw new HttpError(400, 'InvalidContent', 'the body is no valid JSON');
  }
}
