import { type Connection, type Model, Schema } from 'mongoose';
import { isDuplicateKey } from '../store/index.js';
import { modelOf } from '../store/model.js';
import { cityTime } from './city-time.js';
import { type CityRules, IDLE_MS, NEVER, rulesOf, type Secrecy } from './secrecy.js';

/** Words of a contact's end; a new one is data, no schema change. */
export type Outcome =
  | 'open'
  | 'answered'
  | 'self-service'
  | 'handed-over'
  | 'registered'
  | 'unanswered'
  | 'emergency'
  | 'left';

/** On whose behalf somebody writes or calls. */
export const PERSONAS = ['private', 'company', 'relative', 'professional'] as const;
export type Persona = (typeof PERSONAS)[number];

/** Why somebody gets in touch; the matter itself is the category. */
export const CONTACT_REASONS = ['question', 'application', 'report', 'complaint', 'follow-up', 'other'] as const;
export type ContactReason = (typeof CONTACT_REASONS)[number];

/** One inquiry: a conversation's run of messages on one matter. It holds no text of the citizen. */
export interface Contact {
  _id: string;
  conversationId: string;
  channel: string;
  language: string;
  category: string;
  group: string;
  board: string;
  secrecy: Secrecy;
  /** '' when unknown. */
  district: string;
  /** '' when unknown. */
  persona: Persona | '';
  /** '' when unknown. */
  reason: ContactReason | '';
  outcome: Outcome;
  articles: { id: string; version: number; language: string; at: Date }[];
  misses: number;
  helped: 'yes' | 'partly' | 'no' | '';
  /** '' when no case came of it. */
  caseNumber: string;
  /** First and last entry in the activity log; -1 when not known yet. */
  firstSeq: number;
  lastSeq: number;
  openedAt: Date;
  lastAt: Date;
  answerMs: number;
  day: string;
  hour: number;
  /** When its texts must be removed from the activity log; far in the future when there is no need. */
  purgeAt: Date;
}

/** What a turn tells of its contact; group, board, secrecy, day and hour follow from it. */
export type ContactChanges = { id: string } & Partial<
  Omit<Contact, '_id' | 'group' | 'board' | 'day' | 'hour' | 'purgeAt'>
>;

const contactSchema = new Schema<Contact>(
  {
    _id: { type: String, required: true },
    conversationId: String,
    channel: String,
    language: String,
    category: String,
    group: String,
    board: String,
    secrecy: String,
    district: String,
    persona: String,
    reason: String,
    outcome: String,
    articles: [{ _id: false, id: String, version: Number, language: String, at: Date }],
    misses: Number,
    helped: String,
    caseNumber: String,
    firstSeq: Number,
    lastSeq: Number,
    openedAt: Date,
    lastAt: Date,
    answerMs: Number,
    day: String,
    hour: Number,
    purgeAt: Date,
  },
  { versionKey: false, minimize: false, collection: 'contacts' },
);
contactSchema.index({ conversationId: 1 });
contactSchema.index({ purgeAt: 1 });
contactSchema.index({ day: 1, group: 1 });

export function contactModel(db: Connection): Model<Contact> {
  return modelOf(db, 'Contact', contactSchema);
}

interface Needs {
  contacts: Model<Contact>;
  city: CityRules;
  now: () => Date;
}

const WALLS = ['category', 'group', 'board', 'secrecy'];

const BLANK = {
  conversationId: '',
  channel: '',
  language: 'sv',
  district: '',
  persona: '',
  reason: '',
  outcome: 'open',
  articles: [],
  misses: 0,
  helped: '',
  caseNumber: '',
  firstSeq: -1,
  lastSeq: -1,
  answerMs: 0,
} satisfies Partial<Contact>;

/**
 * Keeps what a turn found out about its contact: one upsert by id, so that a repeated turn changes nothing.
 * Strong secrecy stays once it is there: the contact keeps its category, and a new matter is a new contact.
 */
export async function keepContact(needs: Needs, changes: ContactChanges): Promise<void> {
  try {
    await keep(needs, changes);
  } catch (error) {
    // Two upserts of one new contact at the same moment: one of them finds it there now.
    if (!isDuplicateKey(error)) throw error;
    await keep(needs, changes);
  }
}

/** What a contact has no field for, or no value, is not kept. */
function isKept([field, value]: [string, unknown]): boolean {
  return value !== undefined && contactSchema.path(field) !== undefined;
}

async function keep({ contacts, city, now }: Needs, { id, secrecy, ...changes }: ContactChanges): Promise<void> {
  const lastAt = changes.lastAt ?? now();
  const openedAt = changes.openedAt ?? lastAt;
  const { day, hour } = cityTime(openedAt, city.timezone);
  const rules = changes.category === undefined ? undefined : rulesOf(city, changes.category);
  const strong = secrecy === 'strong' || rules?.secrecy === 'strong';
  const wanted: Partial<Contact> = {
    ...changes,
    ...rules,
    lastAt,
    ...(secrecy !== undefined && { secrecy }),
    ...(strong && { secrecy: 'strong', purgeAt: new Date(lastAt.getTime() + IDLE_MS) }),
  };
  const $set: Partial<Contact> = Object.fromEntries(Object.entries(wanted).filter(isKept));
  // Every turn does this: mongoose would only cast what is cast already.
  const { collection } = contacts;
  const blank = { ...BLANK, ...rulesOf(city, ''), openedAt, day, hour, purgeAt: NEVER };
  const $setOnInsert = Object.fromEntries(Object.entries(blank).filter(([field]) => !(field in $set)));

  const raises = strong || (rules === undefined && secrecy === undefined);
  if (raises) {
    await collection.updateOne({ _id: id } as never, { $set, $setOnInsert }, { upsert: true });
    return;
  }
  // In its first turn a contact is new, or the turn is repeated: either way there are no other walls to replace.
  const isFirstTurn = changes.firstSeq !== undefined && changes.firstSeq === changes.lastSeq;
  if (!isFirstTurn) {
    const { matchedCount } = await collection.updateOne({ _id: id, secrecy: { $ne: 'strong' } } as never, { $set });
    if (matchedCount > 0) return;
  }
  // New, or strong already: then only a new one takes the walls from these changes.
  const walls = Object.entries($set).filter(([field]) => WALLS.includes(field));
  const rest = Object.entries($set).filter(([field]) => !WALLS.includes(field));
  await collection.updateOne(
    { _id: id } as never,
    { $set: Object.fromEntries(rest), $setOnInsert: { ...$setOnInsert, ...Object.fromEntries(walls) } },
    { upsert: true },
  );
}
