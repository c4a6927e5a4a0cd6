import { z } from 'zod';
import type { LoggedActivity } from '../../store/activity-log.js';
import { HttpError } from '../http-error.js';
import type { ChannelActivity } from './channel-activity.js';

/** Another bot asks our people to take its conversation. */
export const INITIATE = 'handoff.initiate';

const MOST = 500;
const LONGEST_TEXT = 4000;
const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);

const transcriptSchema = z.object({
  activities: z.array(
    z.object({
      type: z.string().max(64),
      text: optional(z.string()),
      locale: optional(z.string().max(35)),
      from: optional(z.object({ name: optional(z.string().max(300)), role: optional(z.string().max(64)) })),
    }),
  ),
});

export function isInitiation({ type, name }: Pick<ChannelActivity, 'type' | 'name'>): boolean {
  return type === 'event' && name === INITIATE;
}

/**
 * What was said before another bot turned to us, as the first entries of our log. It is that bot's word: none of it can
 * pass for something that an agent of ours has written. The last 500 messages; none when no transcript is given.
 * @throws 400
 */
export function givenTranscript({ id, from, attachments = [] }: ChannelActivity): LoggedActivity[] {
  if (!id) throw new HttpError(400, 'BadArgument', `id: ${INITIATE} needs one, so that it can be sent again`);
  const given = attachments.find(({ name, content }) => name === 'Transcript' || content !== undefined);
  if (!given) return [];
  const parsed = transcriptSchema.safeParse(given.content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new HttpError(400, 'BadArgument', `attachments: the transcript is not valid at ${issue?.path.join('.')}`);
  }
  return parsed.data.activities
    .filter(({ type, text }) => type === 'message' && text?.trim())
    .slice(-MOST)
    .map(({ text = '', locale, from: speaker }) => ({
      type: 'message',
      text: text.slice(0, LONGEST_TEXT),
      ...(locale && { locale }),
      from:
        speaker?.role === 'bot'
          ? { id: 'bot', role: 'bot', ...(speaker.name && { name: speaker.name }) }
          : { id: from.id, role: 'user' },
      channelData: { given: true },
    }));
}
