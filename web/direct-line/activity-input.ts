import { z } from 'zod';
import { HttpError } from '../http-error.js';

const JSON_LIMIT = 16 * 1024;
const DEPTH_LIMIT = 16;
/** Said by the bot alone; from a citizen they would be a forgery. */
const OUR_CHANNEL_DATA = ['protected', 'internal', 'refused', 'reply', 'key', 'redacted', 'state', 'translation'];
const OUR_NAMES = /^(bot|agent|system)\b/i;

const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);
const plainJson = z.unknown().superRefine((value, context) => {
  const problem = problemOf(value);
  if (problem) context.addIssue({ code: 'custom', message: problem });
});
const account = z.object({ id: z.coerce.string().max(200), name: optional(z.string().max(200)) });

/** Where the citizen is: the only entity that is heard. Clients add others of their own, which are dropped. */
const coordinates = z.object({
  type: z.literal('GeoCoordinates'),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});
const entities = z
  .array(z.unknown())
  .max(20)
  .transform((given) => given.flatMap((one) => coordinates.safeParse(one).data ?? []).slice(0, 1))
  .transform((found) => (found.length > 0 ? found : undefined));

/** What is kept of an activity that a citizen's client sends. Fields not named here are dropped. */
const activitySchema = z.object({
  type: z.string().min(1).max(64),
  id: optional(z.string().max(200)),
  text: optional(z.string()),
  textFormat: optional(z.enum(['plain', 'markdown', 'xml'])),
  locale: optional(z.string().max(35)),
  from: optional(account.partial()),
  name: optional(z.string().max(200)),
  value: optional(plainJson),
  valueType: optional(z.string().max(200)),
  replyToId: optional(z.string().max(300)),
  entities: optional(entities),
  attachments: optional(z.array(z.object({ name: optional(z.string().max(300)) })).max(20)),
  channelData: optional(z.record(z.string(), z.unknown()).and(plainJson)),
});

/** What a client sent, as far as we know it. */
export interface GivenActivity {
  type: string;
  id?: string;
  text?: string;
  textFormat?: string;
  locale?: string;
  from?: { id?: string | undefined; name?: string | undefined };
  name?: string;
  value?: unknown;
  valueType?: string;
  replyToId?: string;
  entities?: { type: 'GeoCoordinates'; latitude: number; longitude: number }[];
  channelData?: Record<string, unknown>;
}

/** Checks what a client sent and returns only what we know. @throws 400 that names the field */
export function activityFrom(body: unknown): { activity: GivenActivity; attachments: { name?: string | undefined }[] } {
  const parsed = activitySchema.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') || 'activity';
    throw new HttpError(400, 'BadArgument', `${field}: ${issue?.message ?? 'is not valid'}`);
  }
  const { attachments = [], channelData, ...rest } = parsed.data;
  const activity: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(rest)) if (value !== undefined) activity[field] = value;
  const kept =
    channelData && Object.fromEntries(Object.entries(channelData).filter(([key]) => !OUR_CHANNEL_DATA.includes(key)));
  if (kept && Object.keys(kept).length > 0) activity.channelData = kept;
  return { activity: activity as unknown as GivenActivity, attachments };
}

/** The id a citizen may have: the token's, or a free one that is nobody else's. */
export function userOf(
  claims: { user: string; anyName: boolean },
  given: string | undefined,
  mask: (text: string) => string,
): string {
  return claims.anyName && given && !OUR_NAMES.test(given) ? mask(given) : claims.user;
}

/** Why a value from outside cannot be kept. Too deep a nesting would break whoever walks through it. */
function problemOf(value: unknown): string | undefined {
  if (!isShallow(value, DEPTH_LIMIT)) return `is nested more than ${DEPTH_LIMIT} deep or has a key that is not allowed`;
  const size = value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value));
  return size > JSON_LIMIT ? `has ${size} bytes, at most ${JSON_LIMIT} are taken` : undefined;
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  return Object.entries(value).every(([key, inner]) => key !== '__proto__' && isShallow(inner, depth - 1));
}
