import type { IncomingMessage } from 'node:http';
import type { Request, Response } from 'restify';
import { type Answered, toXml } from './xml.js';

export const OPEN311 = '/open311/v2';

type Format = 'json' | 'xml';

const TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json; charset=utf-8',
  xml: 'text/xml; charset=utf-8',
};

/** The end of the path decides, then what the caller accepts; JSON for those who do not mind. */
export function formatOf(path: string, { accept = '' }: IncomingMessage['headers']): Format {
  const [, suffix] = /\.(json|xml)\/?$/.exec(path) ?? [];
  if (suffix) return suffix as Format;
  const [, named] = /\b(?:application|text)\/(json|xml)\b/.exec(accept) ?? [];
  return named === 'xml' ? 'xml' : 'json';
}

function written(format: Format, root: string, body: Answered): string {
  return format === 'xml' ? toXml(root, body) : JSON.stringify(body);
}

/** @param root what the answer is called in XML; JSON has no name for it */
export function answer(
  req: Request,
  res: Response,
  { root, body, status = 200 }: { root: string; body: Answered; status?: number },
): void {
  const format = formatOf(req.getPath(), req.headers);
  const text = written(format, root, body);
  res.setHeader('Vary', 'Accept, Accept-Language');
  res.setHeader('Cache-Control', 'no-store');
  res.writeHead(status, { 'Content-Type': TYPES[format], 'Content-Length': String(Buffer.byteLength(text)) });
  res.end(text);
}

/** A refusal in the shape of the standard: a list, because several things may be wrong at once. */
export function refusalFor(
  req: Request,
  { status, message, problems = [message] }: { status: number; message: string; problems?: readonly string[] },
): { type: string; text: string } {
  const format = formatOf(req.getPath(), req.headers);
  const errors = problems.map((description) => ({ code: status, description }));
  return { type: TYPES[format], text: written(format, 'errors', errors) };
}
