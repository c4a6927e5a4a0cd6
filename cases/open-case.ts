import type { Model } from 'mongoose';
import type { City } from '../city/index.js';
import { isDuplicateKey } from '../store/index.js';
import { callFrom, NO_CALL } from './call-backs.js';
import { type Case, NO_DAY, WITH_NOBODY_ELSE } from './case.js';
import { cityTime } from './city-time.js';
import type { ContactReason, Persona } from './contact.js';
import type { Details } from './details.js';
import { createLine, nextNumber, numberOf, sequenceOf } from './numbering.js';
import { type Reach, reachOf } from './reach.js';
import { IDLE_MS, NEVER, rulesOf } from './secrecy.js';
import { secretHash, secretOf } from './secret.js';
import { NOWHERE, placeOf, spotOf } from './spot.js';

export interface NewCase {
  /** Id of the activity that causes the case: the same origin always gives the same case. */
  origin: string;
  contactId: string;
  conversationId: string;
  category: string;
  language: string;
  channel: string;
  district?: string;
  subject?: string;
  reach?: Partial<Reach>;
  /** First entry of the activity log that belongs to the case. */
  fromSeq: number;
  /** True puts it into the queue of its answer group in the same write. */
  handover: boolean;
  /** The guided dialog that it came from, and what was answered in it. */
  form?: string;
  details?: Details;
  persona?: Persona | '';
  reason?: ContactReason | '';
  /** Whoever registered it by hand; the bot when left out. */
  by?: { id: string; name: string };
  assignedTo?: string;
  /** An internal note to begin with; never under strong secrecy. */
  note?: string;
}

export interface OpenedCase {
  number: string;
  secret: string;
  handoverId: string;
  /** True when it was there before: the turn is repeated, or the conversation already waits for somebody. */
  repeated: boolean;
}

type OpeningRules = Pick<City, 'timezone' | 'categories' | 'forms' | 'whereIn'>;

interface Needs {
  cases: Model<Case>;
  city: OpeningRules;
  now: () => Date;
  newId: () => string;
  key: () => Promise<Buffer>;
}

const ATTEMPTS = 50;

/**
 * Makes a case, its place in the queue and the reference to its transcript in one insert. A number is taken by the
 * insert itself, so none is lost when a process dies.
 */
export function createOpening({ cases, city, now, newId, key }: Needs): (asked: NewCase) => Promise<OpenedCase> {
  const inLine = createLine();
  /** The number this process took last: a guess that saves a read. Whether it is free, only the insert knows. */
  let taken: { year: number; sequence: number } | undefined;

  async function existing({ origin, conversationId, handover }: NewCase): Promise<Case | null> {
    const same = await cases.findOne({ origin }).lean<Case>();
    if (same || !handover) return same;
    return cases.findOne({ 'handover.openFor': conversationId }).lean<Case>();
  }

  return async (asked) => {
    await cases.init();
    const serverKey = await key();
    return inLine(async () => {
      const secret = secretOf(serverKey, asked.origin);
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const { year } = cityTime(now(), city.timezone);
        const number = taken?.year === year ? numberOf(year, taken.sequence + 1) : await nextNumber(cases, year);
        const hash = secretHash(serverKey, number, secret);
        const made = newCase(asked, { number, hash, city, at: now(), id: newId() });
        try {
          await cases.create(made);
          taken = { year, sequence: sequenceOf(number) };
          return { number, secret, handoverId: made.handover.id, repeated: false };
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
          taken = undefined;
        }
        const before = await existing(asked);
        if (before) {
          const { _id, origin, handover } = before;
          return { number: _id, secret: secretOf(serverKey, origin), handoverId: handover.id, repeated: true };
        }
      }
      throw new Error('no case number could be had');
    });
  };
}

function formOf({ categories, forms }: OpeningRules, category: string, id: string) {
  const form = forms.get(categories[category]?.topic ?? '');
  return form?.id === id ? form : undefined;
}

function newCase(
  asked: NewCase,
  { number, hash, city, at, id }: { number: string; hash: string; city: OpeningRules; at: Date; id: string },
): Case {
  const rules = rulesOf(city, asked.category);
  const strong = rules.secrecy === 'strong';
  const { day, hour } = cityTime(at, city.timezone);
  const who = asked.by
    ? ({ kind: 'agent', id: asked.by.id, name: asked.by.name } as const)
    : ({ kind: 'bot', id: 'bot', name: '' } as const);
  const details = asked.details ?? {};
  const reach = reachOf(asked.reach ?? {});
  const isCall = asked.form !== undefined && formOf(city, rules.category, asked.form)?.becomes === 'call-back';
  const { note = '' } = asked;
  return {
    _id: number,
    origin: asked.origin,
    secretHash: hash,
    status: asked.handover ? 'waiting' : 'registered',
    contactId: asked.contactId,
    conversationId: asked.conversationId,
    ...rules,
    language: asked.language,
    channel: asked.channel,
    district: asked.district ?? '',
    subject: strong ? '' : (asked.subject ?? '').trim().slice(0, 200),
    reach,
    form: asked.form ?? '',
    details,
    transcript: { fromSeq: asked.fromSeq, toSeq: -1 },
    handover: {
      id,
      state: asked.handover ? 'waiting' : 'none',
      openFor: asked.handover ? asked.conversationId : number,
      agentId: '',
      agentName: '',
      since: at,
      acceptedAt: null,
      closedAt: null,
    },
    persona: asked.persona ?? '',
    reason: asked.reason ?? '',
    assignedTo: asked.assignedTo ?? '',
    doors: {},
    forwarded: WITH_NOBODY_ELSE,
    dueOn: NO_DAY,
    answer: '',
    links: [],
    followers: [],
    callBack: isCall ? callFrom(details, { language: asked.language, phone: reach.phone, day }) : NO_CALL,
    spot: rules.secrecy === 'none' ? spotOf(placeOf(details), city) : NOWHERE,
    disposed: false,
    resolution: '',
    timeline: [
      { at, who, what: 'opened', data: { category: rules.category } },
      ...(asked.handover ? [{ at, who, what: 'queued', data: { group: rules.group } }] : []),
      ...(note ? [{ at, who, what: 'note', data: {}, words: 'first' }] : []),
    ],
    texts: note ? { first: note } : {},
    openedAt: at,
    updatedAt: at,
    closedAt: null,
    version: 1,
    day,
    hour,
    purgeAt: strong && !asked.by ? new Date(at.getTime() + IDLE_MS) : NEVER,
  };
}
