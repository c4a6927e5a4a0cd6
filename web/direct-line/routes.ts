import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import type { ActivityLog } from '../../store/activity-log.js';
import { HttpError } from '../http-error.js';
import { addressOf, baseOf, isTrusted } from '../origins.js';
import { activityFrom, userOf } from './activity-input.js';
import type { ChatFile } from './chat-file.js';
import type { Citizens } from './citizens.js';
import { FileRefused } from './file-refused.js';
import type { Files } from './files.js';
import { createLimit } from './limits.js';
import type { Resuming } from './resuming.js';
import { bearerOf, type Claims, TOKEN_SECONDS, type Tokens } from './tokens.js';
import { uploadFrom } from './upload.js';
import { isWordless, shownTo } from './view.js';

export interface Limits {
  /** Tokens an address may ask for in a minute. */
  tokens: number;
  /** Activities of one conversation in ten seconds. */
  activities: number;
  /** Times in a minute that a way back into one conversation may be asked for or tried. */
  resuming: number;
  /** Uploads of one conversation in five minutes. */
  uploads: number;
  /** Uploads from one address in five minutes: a library or a school is one address. */
  uploadsFromAddress: number;
}

export const LIMITS: Limits = { tokens: 30, activities: 40, resuming: 10, uploads: 15, uploadsFromAddress: 60 };

interface Needs {
  tokens: Tokens;
  citizens: Citizens;
  files: Files;
  chatFile: ChatFile;
  resuming: Resuming;
  log: ActivityLog;
  newId: () => string;
  mask: (text: string) => string;
  trustedOrigins: readonly string[];
  publicUrl: string | undefined;
  limits: Limits;
  /** The language in which the citizen of this token is spoken to. */
  languageOf: (claims: Claims) => Promise<string>;
  /** What stands for words that are not kept, in the language of a conversation. */
  notKept: (conversationId: string) => Promise<string>;
  say: (language: string, key: string, values?: Record<string, unknown>) => string;
}

const CODES = { 400: 'BadArgument', 413: 'PayloadTooLarge', 415: 'UnsupportedMediaType', 429: 'TooManyRequests' };
const PREFIX = '/v3/directline';
const PAGE = 500;
const HEARD = new Set(['message', 'event', 'typing', 'endOfConversation']);

const startSchema = z
  .object({
    locale: z.string().max(35).nullish(),
    user: z
      .union([
        z
          .string()
          .max(200)
          .transform((id) => ({ id })),
        z.object({ id: z.string().max(200).nullish() }),
      ])
      .nullish(),
  })
  .nullish();

const resumeSchema = z.object({ conversationId: z.string().min(1).max(200), secret: z.string().min(1).max(200) });

/** Direct Line 3.0 over REST, as the official clients call it. */
export function directLineRoutes(needs: Needs): (server: Server) => void {
  const {
    tokens,
    citizens,
    files,
    chatFile,
    resuming,
    log,
    newId,
    mask,
    trustedOrigins,
    publicUrl,
    limits,
    languageOf,
    notKept,
    say,
  } = needs;
  const limitTokens = createLimit({ points: limits.tokens, seconds: 60 });
  const limitActivities = createLimit({ points: limits.activities, seconds: 10 });
  const limitUploads = createLimit({ points: limits.uploads, seconds: 300 });
  const limitResuming = createLimit({ points: limits.resuming, seconds: 60 });
  const limitUploadsFrom = createLimit({ points: limits.uploadsFromAddress, seconds: 300 });

  /** Whose token this is; for a path with a conversation in it, only that conversation's. */
  async function admitted(req: Request): Promise<Claims> {
    const claims = await tokens.read(bearerOf(req.headers.authorization));
    const asked = req.params?.id;
    if (asked !== undefined && asked !== claims.conversationId) {
      throw new HttpError(403, 'BadArgument', 'the token is for another conversation');
    }
    return claims;
  }

  async function conversationFor(req: Request, claims: Claims, watermark: string) {
    const { conversationId } = claims;
    const token = await tokens.issue(claims);
    const base = baseOf(req, publicUrl).replace(/^http/, 'ws');
    const query = new URLSearchParams({ watermark, t: token });
    const streamUrl = `${base}${PREFIX}/conversations/${encodeURIComponent(conversationId)}/stream?${query}`;
    return { conversationId, token, expires_in: TOKEN_SECONDS, streamUrl };
  }

  function refuseOtherPages(req: Request): void {
    const { origin, host } = req.headers;
    if (origin !== undefined && !isTrusted({ origin, host, publicUrl, trustedOrigins })) {
      throw new HttpError(403, 'BadArgument', 'this page may not use the chat');
    }
  }

  async function generate(req: Request, res: Response): Promise<void> {
    refuseOtherPages(req);
    await limitTokens(addressOf(req));
    const { locale, user } = startOf(req.body, mask);
    const claims = { conversationId: newId(), user: '', locale, anyName: !user };
    claims.user = user ? userOf({ user: `dl_${newId()}`, anyName: true }, user, mask) : `dl_${newId()}`;
    const { conversationId } = claims;
    send(res, 200, { conversationId, token: await tokens.issue(claims), expires_in: TOKEN_SECONDS });
  }

  async function refresh(req: Request, res: Response): Promise<void> {
    const claims = await admitted(req);
    const { conversationId } = claims;
    send(res, 200, { conversationId, token: await tokens.issue(claims), expires_in: TOKEN_SECONDS });
  }

  /** Beside the standard: a secret by which the same browser comes back when its token has expired. */
  async function giveSecret(req: Request, res: Response): Promise<void> {
    const claims = await admitted(req);
    refuseOtherPages(req);
    await limitResuming(claims.conversationId);
    await citizens.begin(claims);
    const secret = await resuming.give(claims.conversationId);
    if (!secret) throw new HttpError(404, 'NotFound', 'there is no such conversation');
    send(res, 200, { conversationId: claims.conversationId, secret });
  }

  async function comeBack(req: Request, res: Response): Promise<void> {
    refuseOtherPages(req);
    await limitTokens(addressOf(req));
    const parsed = resumeSchema.safeParse(req.body);
    if (!parsed.success) throw new HttpError(400, 'BadArgument', 'conversationId and secret: both are needed');
    const { conversationId, secret } = parsed.data;
    await limitResuming(conversationId);
    const back = await resuming.redeem(conversationId, secret);
    if (!back) throw new HttpError(403, 'BadArgument', 'this conversation cannot be continued with this secret');
    const { userId: user, locale } = back.conversation;
    const token = await tokens.issue({ conversationId, user, locale, anyName: true });
    send(res, 200, { conversationId, token, expires_in: TOKEN_SECONDS, secret: back.secret });
  }

  async function start(req: Request, res: Response): Promise<void> {
    const claims = await admitted(req);
    const { locale, user } = startOf(req.body, mask);
    const named = user && claims.anyName ? { ...claims, user: userOf(claims, user, mask), anyName: false } : claims;
    await citizens.begin(named, locale || named.locale);
    send(res, 201, await conversationFor(req, named, ''));
  }

  async function resume(req: Request, res: Response): Promise<void> {
    const claims = await admitted(req);
    const watermark = watermarkOf(req);
    await citizens.begin(claims);
    send(res, 200, await conversationFor(req, claims, watermark === 0 ? '' : String(watermark)));
  }

  async function read(req: Request, res: Response): Promise<void> {
    const claims = await admitted(req);
    const watermark = watermarkOf(req);
    await citizens.begin(claims);
    const entries = await log.after(claims.conversationId, watermark, PAGE);
    const showing = {
      base: baseOf(req, publicUrl),
      linkTo: files.linkTo,
      linkToChat: chatFile.linkTo,
      notKept: entries.some(isWordless) ? await notKept(claims.conversationId) : undefined,
    };
    const activities = entries.flatMap((entry) => shownTo(entry, showing) ?? []);
    send(res, 200, { activities, watermark: String(entries.at(-1)?.seq ?? watermark) });
  }

  async function post(req: Request, res: Response): Promise<void> {
    const claims = await admitted(req);
    await limitActivities(claims.conversationId);
    const { activity, attachments } = activityFrom(req.body);
    checkType(activity.type);
    if (attachments.length > 0) throw new HttpError(400, 'BadArgument', 'attachments: files are sent with upload');
    const { type, text, value } = activity;
    if (type === 'message' && text === undefined && value === undefined) {
      throw new HttpError(400, 'BadArgument', 'text: a message needs a text or a value');
    }
    send(res, 200, { id: await citizens.receive(claims, activity) });
  }

  async function upload(req: Request, res: Response): Promise<void> {
    const claims = await admitted(req);
    await limitActivities(claims.conversationId);
    await limitUploads(claims.conversationId);
    await limitUploadsFrom(addressOf(req));
    try {
      send(res, 200, { id: await takeUpload(req, claims) });
    } catch (error) {
      throw error instanceof FileRefused ? await explained(error, claims) : error;
    }
  }

  async function takeUpload(req: Request, claims: Claims): Promise<string> {
    const given = await uploadFrom(req);
    const { activity } = activityFrom(given.activity ?? { type: 'message' });
    if (activity.type !== 'message') throw new HttpError(400, 'BadArgument', 'type: files come with a message');
    const userId = new URLSearchParams(req.getQuery()).get('userId');
    if (!activity.from && userId) activity.from = { id: userId };
    return citizens.receive(claims, activity, await files.keep(claims.conversationId, given.files));
  }

  /** A language beside an error tells that its sentence is meant for the citizen. */
  async function explained({ status, key, values }: FileRefused, claims: Claims): Promise<HttpError> {
    const language = await languageOf(claims);
    return new HttpError(status, CODES[status], say(language, key, values), {
      'Content-Language': language,
      ...(status === 429 && { 'Retry-After': '10' }),
    });
  }

  async function session(req: Request, res: Response): Promise<void> {
    await admitted(req);
    send(res, 200, { sessionId: newId() });
  }

  return (server) => {
    server.post(`${PREFIX}/tokens/generate`, generate);
    server.post(`${PREFIX}/tokens/refresh`, refresh);
    server.post(`${PREFIX}/tokens/resume`, comeBack);
    server.post(`${PREFIX}/conversations`, start);
    server.get(`${PREFIX}/conversations/:id`, resume);
    server.get(`${PREFIX}/conversations/:id/activities`, read);
    server.post(`${PREFIX}/conversations/:id/activities`, post);
    server.post(`${PREFIX}/conversations/:id/upload`, upload);
    server.post(`${PREFIX}/conversations/:id/resume-secret`, giveSecret);
    server.get(`${PREFIX}/session/getsessionid`, session);
    files.routes(server);
    chatFile.routes(server);
  };
}

/** @throws 400 for a watermark that is no number; a client starting anew sends an empty one, or none */
export function parseWatermark(text: string | null): number {
  if (!text || text === 'null' || text === 'undefined') return 0;
  if (!/^\d{1,9}$/.test(text)) throw new HttpError(400, 'BadArgument', 'watermark: must be a number given by us');
  return Number(text);
}

function watermarkOf(req: Request): number {
  return parseWatermark(new URLSearchParams(req.getQuery()).get('watermark'));
}

function startOf(body: unknown, mask: (text: string) => string): { locale: string; user: string } {
  const parsed = startSchema.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new HttpError(400, 'BadArgument', `${issue?.path.join('.') || 'body'}: ${issue?.message}`);
  }
  return { locale: mask(parsed.data?.locale ?? ''), user: parsed.data?.user?.id ?? '' };
}

function checkType(type: string): void {
  if (HEARD.has(type)) return;
  throw new HttpError(400, 'BadArgument', 'type: must be message, event or typing');
}

function send(res: Response, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  res.setHeader('Cache-Control', 'no-store');
  res.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(text)) });
  res.end(text);
}
