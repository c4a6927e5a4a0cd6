import type { Sighting } from '../dialogs/emergency-signs.js';
import { maskDeep } from './masking.js';

/** The longest message a citizen may write; the contract with the chat page. */
export const LONGEST = 4000;

interface Screened {
  type: string;
  text?: string;
  value?: unknown;
  channelData?: Record<string, unknown>;
  attachments?: { contentType: string; contentUrl?: string; content?: unknown; name?: string }[];
}

/** Characters that change how a text is read without being seen: bidi controls, zero width, controls. */
const INVISIBLE = /(?![\n\t])[\p{Cc}\p{Cf}]/gu;

/** Zero-width joiners carry meaning between letters of some scripts, and are kept there. */
function cleaned(text: string): string {
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
  return (activity) => {
    if (activity.type !== 'message') return { activity: { ...activity, value: maskDeep(activity.value) } };
    const { protected: _p, spoken: _s, refused: _r, masked: _m, ...given } = activity.channelData ?? {};
    const written = cleaned(activity.text ?? '');
    if (written.length > LONGEST) {
      return { activity: { ...activity, text: '', channelData: { ...given, refused: 'too-long' } } };
    }
    const text = maskDeep(written);
    const attachments = activity.attachments?.map((file) => ({ ...file, name: file.name && maskDeep(file.name) }));
    const screened = {
      ...activity,
      text,
      ...('value' in activity && { value: maskDeep(activity.value) }),
      ...(attachments && { attachments }),
    };
    const seen = signs(text);
    if (seen) {
      const { value: _v, ...kept } = screened;
      return {
        activity: {
          ...kept,
          text: placeholder,
          channelData: { ...given, protected: seen.kind, spoken: seen.language },
        } as never,
        live: text,
      };
    }
    return { activity: { ...screened, channelData: { ...given, ...(text !== written && { masked: true }) } } };
  };
}
