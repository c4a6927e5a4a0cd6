import type { ActivityLog, LogEntry } from '../store/activity-log.js';
import type { Case } from './case.js';
import { HIDDEN_SECRET } from './look-up.js';

export type Speaker = 'citizen' | 'bot' | 'agent';

/** One message of a conversation as the console shows it. */
export interface TranscriptEntry {
  /** The entry's id in the activity log. */
  id: string;
  at: Date;
  from: Speaker;
  /** The agent's name; '' for the others. */
  name: string;
  text: string;
  language: string;
  /** The same for whoever reads another language, made by a machine; '' when it could not be made. */
  translation?: { language: string; text: string };
  attachments: { name: string; contentType: string; contentUrl: string }[];
}

/** What a machine has made of a message. It stands in `channelData.translation`, of the message or of an entry of its own. */
export interface Translation {
  language: string;
  /** '' when it could not be made. */
  text: string;
  engine: 'machine';
  /** The words as written, where the text of the entry holds more than these. */
  original?: { language: string; text: string };
  /** The entry that was translated, when it is another one. */
  of?: string;
}

/** An entry that only translates another one. It is no message: no channel shows it to the citizen. */
export const TRANSLATION = 'translation';

type Log = Pick<ActivityLog, 'after'>;
type Talked = Pick<Case, 'conversationId' | 'transcript' | 'language'>;

const PAGE = 500;
/** Longer than any conversation with people in it; of a longer one the newest is what has to be answered, and taken away. */
const LONGEST = 5000;

/** Only the sender says it: a citizen may write anything into their own channelData. */
export function speakerOf({ activity: { from } }: LogEntry): Speaker {
  if (from?.id === 'agent') return 'agent';
  return from?.id === 'bot' || from?.role === 'bot' ? 'bot' : 'citizen';
}

/** Only ours: a citizen's client may send anything under that name. */
function translationIn(entry: LogEntry): Translation | undefined {
  if (speakerOf(entry) === 'citizen') return undefined;
  return entry.activity.channelData?.translation as Translation | undefined;
}

/** A message of its own, not one that says again what another one said. */
export function isSaid(entry: LogEntry): boolean {
  return entry.activity.type === 'message' && translationIn(entry)?.of === undefined;
}

/** The translations that stand apart from what they translate, by the id of that entry. */
export function translationsIn(entries: readonly LogEntry[]): ReadonlyMap<string, Translation> {
  return new Map(
    entries.flatMap((entry): [string, Translation][] => {
      const translation = translationIn(entry);
      return translation?.of === undefined ? [] : [[translation.of, translation]];
    }),
  );
}

/**
 * The entries of a case: from its first message to its last, and what the bot or an agent said right after the close,
 * which ends with the citizen's next message.
 */
export async function entriesOf(
  log: Log,
  { conversationId, transcript }: Pick<Case, 'conversationId' | 'transcript'>,
): Promise<LogEntry[]> {
  const { fromSeq, toSeq } = transcript;
  const entries: LogEntry[] = [];
  for (let watermark = Math.max(fromSeq, 1) - 1; ; ) {
    const page = await log.after(conversationId, watermark, PAGE);
    for (const entry of page) {
      if (toSeq >= 0 && entry.seq > toSeq && speakerOf(entry) === 'citizen') return entries;
      entries.push(entry);
      if (entries.length > LONGEST) entries.shift();
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) return entries;
    watermark = last.seq;
  }
}

interface Seeing {
  /** What stands in the log as a placeholder, for the agent who must see it now. */
  liveText?: (entryId: string) => string | undefined;
  /** A link that opens a file of the log for a while. */
  linkTo?: (contentUrl: string) => string;
}

/** The code that opens a case belongs to the citizen alone; it stands in the message that told the number. */
const SECRET = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/g;

export async function transcriptOf(log: Log, found: Talked, seeing: Seeing = {}): Promise<TranscriptEntry[]> {
  const entries = await entriesOf(log, found);
  const apart = translationsIn(entries);
  return entries.filter(isSaid).map((entry) => ({
    ...entryOf(entry, seeing, found),
    ...shown(apart.get(entry.id) ?? translationIn(entry)),
  }));
}

const shown = (translation: Translation | undefined) =>
  translation && { translation: { language: translation.language, text: translation.text } };

export function entryOf(entry: LogEntry, { liveText, linkTo }: Seeing, found: Pick<Case, 'language'>): TranscriptEntry {
  const { id, at, activity } = entry;
  const from = speakerOf(entry);
  const original = translationIn(entry)?.original;
  const text = liveText?.(id) ?? original?.text ?? activity.text ?? '';
  const reply = activity.channelData?.reply as { kind?: string } | undefined;
  return {
    id,
    at,
    from,
    name: from === 'agent' ? (activity.from?.name ?? '') : '',
    text: from === 'bot' && reply?.kind === 'case' ? text.replace(SECRET, HIDDEN_SECRET) : text,
    // What a citizen's client says is the language of the browser, not of the words.
    language: (from === 'citizen' ? undefined : (original?.language ?? activity.locale)) ?? found.language,
    attachments: (activity.attachments ?? []).map(({ name = '', contentType, contentUrl = '' }) => ({
      name,
      contentType,
      contentUrl: linkTo?.(contentUrl) ?? '',
    })),
  };
}
