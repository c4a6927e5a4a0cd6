import { type Activity, type Attachment, EventFactory, type TurnContext } from 'botbuilder';
import type { Case } from '../cases/case.js';
import type { TranscriptEntry } from '../cases/transcript.js';
import { stayOf } from '../handover/hub.js';
import { BOT } from './activities.js';

const ROLES = { citizen: 'user', bot: 'bot', agent: 'agent' } as const;

/** One message, and where it stands in the log. */
export type Said = TranscriptEntry & { seq: number };

/** Our address, to which the hub answers. */
type About = { found: Case; callback: string; at: Date };

function aboutStay({ found, callback, at }: About, name: string) {
  const stay = stayOf(found);
  return {
    id: `${stay}:${name}`,
    timestamp: at,
    channelId: found.channel,
    serviceUrl: callback,
    conversation: { id: stay, isGroup: false, name: found._id, conversationType: '' },
    recipient: { id: 'hub', name: '' },
  };
}

/** What was said, as the hub's own people may read it: who of us said it stays with us. */
function messageOf({ from, seq, at, text, language, attachments }: Said, stay: string): Partial<Activity> {
  const files: Attachment[] = attachments
    .filter(({ contentUrl }) => contentUrl)
    .map(({ name, contentType, contentUrl }) => ({ name, contentType, contentUrl }));
  return {
    type: 'message',
    id: `${stay}:${seq}`,
    timestamp: at,
    from: { id: from, name: from === 'bot' ? BOT.name : '', role: ROLES[from] },
    text,
    textFormat: from === 'bot' ? 'markdown' : 'plain',
    locale: language,
    ...(files.length > 0 && { attachments: files }),
  };
}

/** Asks the hub to take a conversation. Without a transcript, where nothing of the words may leave us. */
export function initiation(about: About, transcript: readonly Said[] | undefined): Partial<Activity> {
  const { found } = about;
  const { category, group, language, district, secrecy, handover } = found;
  const own = aboutStay(about, 'initiate');
  const context = { caseNumber: found._id, category, group, centre: handover.centre, language, district, secrecy };
  // The SDK reads nothing of the context but its activity; there is no turn in which this is said.
  const asking = { activity: { ...own, from: BOT, type: 'event', locale: language } } as unknown as TurnContext;
  const activities = transcript?.map((said) => messageOf(said, own.conversation.id)) as Activity[] | undefined;
  const event = EventFactory.createHandoffInitiation(asking, context, activities && { activities });
  return { ...event, ...own, from: BOT, locale: language };
}

/** What the citizen has written since. */
export function citizenMessage(about: About, said: Said): Partial<Activity> {
  const own = aboutStay(about, String(said.seq));
  return { ...own, ...messageOf(said, own.conversation.id) };
}

/** The hub no longer has the conversation: the citizen has left, or it is ours again. */
export function farewell(stay: string, { callback, at }: Omit<About, 'found'>): Partial<Activity> {
  return {
    type: 'endOfConversation',
    id: `${stay}:end`,
    timestamp: at,
    serviceUrl: callback,
    conversation: { id: stay, isGroup: false, name: '', conversationType: '' },
    from: BOT,
    recipient: { id: 'hub', name: '' },
  };
}
