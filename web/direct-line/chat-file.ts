import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request, Response, Server } from 'restify';
import { HttpError } from '../http-error.js';
import { bearerOf, type Tokens } from './tokens.js';

interface Needs {
  tokens: Pick<Tokens, 'read'>;
  /** The whole conversation as its citizen may keep it, in their language. */
  textOf(conversationId: string): Promise<string>;
  signingKey: Uint8Array;
  limit(key: string): Promise<void>;
  now: () => Date;
}

export interface ChatFile {
  /** Path of a link that gives this conversation, and no other, for an hour. */
  linkTo(conversationId: string): string;
  routes(server: Server): void;
}

const LINK_SECONDS = 3600;

/** A conversation as a file, for whoever holds its token or a link that was shown in it. */
export function createChatFile({ tokens, textOf, signingKey, limit, now }: Needs): ChatFile {
  const signatureOf = (conversationId: string, until: string) =>
    createHmac('sha256', signingKey).update(`chat\0${conversationId}\0${until}`).digest('base64url');

  async function admit(req: Request, conversationId: string): Promise<void> {
    const query = new URLSearchParams(req.getQuery());
    const signature = query.get('signature');
    if (signature === null) {
      const claims = await tokens.read(bearerOf(req.headers.authorization));
      if (claims.conversationId === conversationId) return;
      throw new HttpError(403, 'BadArgument', 'the token is for another conversation');
    }
    const until = query.get('until') ?? '';
    const expected = Buffer.from(signatureOf(conversationId, until));
    const given = Buffer.from(signature);
    const genuine = given.length === expected.length && timingSafeEqual(given, expected);
    if (!genuine || Number(until) < now().getTime()) throw new HttpError(403, 'BadArgument', 'the link is not valid');
  }

  async function send(req: Request, res: Response): Promise<void> {
    const conversationId = String(req.params.id);
    await admit(req, conversationId);
    await limit(conversationId);
    const text = await textOf(conversationId);
    res.writeHead(200, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Length': String(Buffer.byteLength(text)),
      'Content-Disposition': 'attachment; filename="chat.txt"',
      'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
    });
    res.end(text);
  }

  return {
    linkTo(conversationId) {
      const until = String(now().getTime() + LINK_SECONDS * 1000);
      const query = new URLSearchParams({ until, signature: signatureOf(conversationId, until) });
      return `/v3/directline/conversations/${encodeURIComponent(conversationId)}/transcript?${query}`;
    },
    routes(server) {
      server.get('/v3/directline/conversations/:id/transcript', send);
    },
  };
}
