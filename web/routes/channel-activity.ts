import { z } from 'zod';
import type { LoggedActivity } from '../../store/activity-log.js';
import { HttpError } from '../http-error.js';

const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);
const account = z.object({ id: z.string().min(1).max(400), name: optional(z.string().max(300)) });

/** What we need of an activity from a channel of Azure Bot Service; the rest is not looked at and not kept. */
const activitySchema = z.object({
  type: z.string().min(1).max(64),
  id: optional(z.string().max(400)),
  channelId: z.string().min(1).max(64),
  serviceUrl: z.string().min(1).max(400),
  conversation: z.looseObject({ id: z.string().min(1).max(400) }),
  from: account,
  recipient: account,
  text: optional(z.string()),
  textFormat: optional(z.string().max(20)),
  locale: optional(z.string().max(35)),
  name: optional(z.string().max(200)),
  value: optional(z.unknown()),
  attachments: optional(
    z.array(
      z.object({
        contentType: z.string().max(200),
        contentUrl: optional(z.string().max(2000)),
        name: optional(z.string().max(300)),
        content: optional(z.unknown()),
      }),
    ),
  ),
});

export type ChannelActivity = z.infer<typeof activitySchema>;

/** @throws 400 that names the field */
export function channelActivityFrom(body: unknown): ChannelActivity {
  const parsed = activitySchema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new HttpError(
    400,
    'BadArgument',
    `${issue?.path.join('.') || 'activity'}: ${issue?.message ?? 'is not valid'}`,
  );
}

/** What of it is kept. The service's address and the channel's own id are needed to answer this very activity. */
export function loggedFrom(given: ChannelActivity): LoggedActivity {
  const { type, id, serviceUrl, from, text, textFormat, locale, name, value } = given;
  const attachments = given.attachments?.map(({ content: _notKept, ...file }) => file);
  const activity = { type, text, textFormat, locale, name, value, attachments, serviceUrl, channelActivityId: id };
  return JSON.parse(JSON.stringify({ ...activity, from: { ...from, role: 'user' } })) as LoggedActivity;
}

/**
 * Where Bot Framework's channels may have us send our answers. Only these: whoever could name another address would
 * have this server call it. Of trafficmanager.net one name only, for the others are anybody's.
 */
const CHANNEL_HOSTS = [
  /^([a-z0-9-]+\.)*botframework\.(com|us)$/,
  /^([a-z0-9-]+\.)*botframework\.azure\.us$/,
  /^smba\.trafficmanager\.net$/,
  /^smba\.infra\.(gcc\.teams\.microsoft\.com|gov\.teams\.microsoft\.us|dod\.teams\.microsoft\.us)$/,
];

export type MayCall = (serviceUrl: string) => boolean;

export const isChannelAddress: MayCall = (serviceUrl) => {
  const url = URL.canParse(serviceUrl) ? new URL(serviceUrl) : undefined;
  if (url?.protocol !== 'https:' || url.username || url.password || url.port) return false;
  return CHANNEL_HOSTS.some((host) => host.test(url.hostname));
};
