import type { Sighting } from '../dialogs/emergency-signs.js';
import { maskDeep, maskPersonalNumbers } from './masking.js';

/** The longest message a citizen may write; the contract with the chat page. */
export const LONGEST = 4000;

interface Screened {
  type: string;
  text?: string;
  value?: unknown;
  entities?: unknown;
  name?: string;
  valueType?: string;
  replyToId?: string;
  from?: { id: string; name?: string; role?: string };
  channelData?: Record<string, unknown>;
  attachments?: { contentType: string; contentUrl?: string; content?: unknown; name?: string }[];
}

/** Characters that change how a text is read without being seen: bidi controls, zero width, controls. */
const INVISIBLE = /(?![\n\t])[\p{Cc}\p{Cf}]/gu;

/** Zero-width joiners carry meaning between letters of some scripts, and are kept there. */
export function cleaned(text: string): string {
  return text
    .replace(INVISIBLE, (character, at: number) =>
      (character === '\u200c' || character === '\u200d') && /\p{L}/u.test(text[at - 1] ?? '') ? character : '',
    )
    .trim();
}

/**
 * What happens to an activity before anything is stored or logged: invisible characters go, personal numbers are masked,
 * a text with signs of emergency is replaced by a placeholder (its kind and language stay in `channelData`), and a text
 * that is too long is not kept at all (`channelData.refused`). `live` is the text for those who may see it now.
 */
export function createScreen({
  signs,
  placeholder,
}: {
  signs: (text: string) => Sighting | undefined;
  placeholder: string;
}): <T extends Screened>(activity: T) => { activity: T; live?: string | undefined } {
  return (given) => {
    const activity = withoutNumbers(given);
    if (activity.type !== 'message') return { activity };
    const { protected: _p, spoken: _s, refused: _r, masked: _m, ...channelData } = activity.channelData ?? {};
    const written = cleaned(given.text ?? '');
    if (written.length > LONGEST) {
      return { activity: { ...activity, text: '', channelData: { ...channelData, refused: 'too-long' } } };
    }
    const text = maskPersonalNumbers(written);
    const seen = signs(text);
    if (seen) {
      const { value: _v, entities: _e, ...kept } = activity;
      const marks = { protected: seen.kind, spoken: seen.language };
      return {
        activity: { ...kept, text: placeholder, channelData: { ...channelData, ...marks } } as never,
        live: text,
      };
    }
    const marks = text !== written && { masked: true };
    return { activity: { ...activity, text, channelData: { ...channelData, ...marks } } };
  };
}

/** Names, values and whatever else a client may fill in, but for what has to come back to it or lead to a file as it is. */
function withoutNumbers<T extends Screened>(activity: T): T {
  const { value, channelData, from, name, valueType, replyToId, attachments } = activity;
  const { clientActivityID, ...data } = channelData ?? {};
  return {
    ...activity,
    ...('value' in activity && { value: maskDeep(value) }),
    ...(channelData && {
      channelData: { ...(clientActivityID !== undefined && { clientActivityID }), ...maskDeep(data) },
    }),
    ...(from?.name && { from: { ...from, name: maskPersonalNumbers(from.name) } }),
    ...(name && { name: maskPersonalNumbers(name) }),
    ...(valueType && { valueType: maskPersonalNumbers(valueType) }),
    ...(replyToId && { replyToId: maskPersonalNumbers(replyToId) }),
    ...(attachments && {
      attachments: attachments.map((file) => ({ ...file, ...(file.name && { name: maskPersonalNumbers(file.name) }) })),
    }),
  };
}
