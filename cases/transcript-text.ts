import type { Speaker, TranscriptEntry } from './transcript.js';

interface Wording {
  names: Readonly<Record<Speaker, string>>;
  /** An instant as the citizen reads it. */
  time(at: Date): string;
  /** What stands before the words of a machine. */
  translated(text: string): string;
}

/** A conversation as its citizen gets it: who, when and what, and no name of anybody of the city's staff. */
export function transcriptText(entries: readonly TranscriptEntry[], { names, time, translated }: Wording): string {
  return entries
    .map(({ at, from, text, translation, attachments }) => {
      const files = attachments.map(({ name }) => name).filter(Boolean);
      return `${time(at)}, ${names[from]}:\n${[text, translation?.text && translated(translation.text), ...files].filter(Boolean).join('\n')}`;
    })
    .join('\n\n');
}
