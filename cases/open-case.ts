import type { Model } from 'mongoose';
import type { City } from '../city/index.js';
import { isDuplicateKey } from '../store/index.js';
import { callFrom, NO_CALL } from './call-backs.js';
import { type Case, NO_DAY, type ReachedBy, WITH_NOBODY_ELSE } from './case.js';
import { cityTime } from './city-time.js';
import type { ContactReason, Persona } from './contact.js';
import type { Details } from './details.js';
import { newHandover } from './new-handover.js';
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
  interpreter?: boolean;
  channel: string;
  district?: string;
  subject?: string;
  reach?: Partial<Reach>;
  /** First entry of the activity log that belongs to the case. */
  fromSeq: number;
  /** True puts it into the queue of its answer group in the same write. */
  handover: boolean;
  /** The place in the queue, when they have waited before. */
  since?: Date;
  /** The centre that is local to the citizen, and the agent who knows them; '' when there is none. */
  centre?: string;
  wanted?: string;
  /** Until then nobody but `wanted` takes it. */
  keptUntil?: Date;
  /** How the citizen, who has waited before, wants to be reached. */
  reachBy?: ReachedBy;
  /** Cases of the same citizen that belong with it. */
  links?: string[];
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

/** So often an insert may clash although nobody has taken the number that it tried. */
const IN_VAIN = 50;
/** So many cases that wait for a number at the same moment are written by one operation. */
const TOGETHER = 100;

interface Waiting {
  asked: NewCase;
  done(opened: OpenedCase): void;
  failed(error: unknown): void;
}

/**
 * Makes a case, its place in the queue and the reference to its transcript in one insert. A number is taken by the
 * insert itself, so none is lost when a process dies; of many, the first that cannot be written ends the insert, so
 * that none is left out in between.
 */
export function createOpening({ cases, city, now, newId, key }: Needs): (asked: NewCase) => Promise<OpenedCase> {
  const inLine = createLine();
  const waiting: Waiting[] = [];
  /** The number this process took last: a guess that saves a read. Whether it is free, only the insert knows. */
  let taken: { year: number; sequence: number } | undefined;

  async function existing({ origin, conversationId, handover }: NewCase): Promise<Case | null> {
    const same = await cases.findOne({ origin }).lean<Case>();
    if (same || !handover) return same;
    return cases.findOne({ 'handover.openFor': conversationId }).lean<Case>();
  }

  /** How many of them were written before the first that clashed. */
  async function insertInOrder(made: Case[]): Promise<number> {
    try {
      await cases.insertMany(made, { ordered: true });
      return made.length;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const { writeErrors } = error as unknown as { writeErrors?: { index: number }[] };
      return writeErrors?.[0]?.index ?? 0;
    }
  }

  async function openSome(left: Waiting[], serverKey: Buffer): Promise<void> {
    let inVain = 0;
    let clashedOn = 0;
    while (left.length > 0) {
      const at = now();
      const { year } = cityTime(at, city.timezone);
      const first = taken?.year === year ? taken.sequence + 1 : sequenceOf(await nextNumber(cases, year));
      const made = left.map(({ asked }, index) => {
        const number = numberOf(year, first + index);
        const secret = secretOf(serverKey, asked.origin);
        const hash = secretHash(serverKey, number, secret);
        return { secret, found: newCase(asked, { number, hash, city, at, id: newId() }) };
      });
      const written = await insertInOrder(made.map(({ found }) => found));
      taken = { year, sequence: first + written - 1 };
      for (const { secret, found } of made.slice(0, written)) {
        left.shift()?.done({ number: found._id, secret, handoverId: found.handover.id, repeated: false });
      }
      const [clashed] = left;
      if (!clashed) return;
      const before = await existing(clashed.asked);
      if (before) {
        const { _id, origin, handover } = before;
        const opened = { number: _id, secret: secretOf(serverKey, origin), handoverId: handover.id, repeated: true };
        left.shift()?.done(opened);
        continue;
      }
      // Other processes got through first. They may do so for long when all are busy, as long as the line moves.
      inVain = first + written === clashedOn ? inVain + 1 : 0;
      if (inVain === IN_VAIN) throw new Error('no case number could be had');
      clashedOn = first + written;
      taken = undefined;
    }
  }

  /** What was said about a matter of strong secrecy stays with it, also when only its agent found that it was one. */
  async function openFrom({ conversationId, category, fromSeq }: NewCase): Promise<number> {
    const secret = { conversationId, secrecy: 'strong' as const, category: { $ne: category } };
    const ended = { 'transcript.toSeq': { $gte: fromSeq } };
    const last = await cases
      .findOne({ ...secret, ...ended }, { transcript: 1 })
      .sort({ 'transcript.toSeq': -1 })
      .lean<Pick<Case, 'transcript'>>();
    return last ? last.transcript.toSeq + 1 : fromSeq;
  }

  return async (given) => {
    await cases.init();
    const serverKey = await key();
    const asked = given.conversationId ? { ...given, fromSeq: await openFrom(given) } : given;
    return new Promise((done, failed) => {
      waiting.push({ asked, done, failed });
      void inLine(async () => {
        const some = waiting.splice(0, TOGETHER);
        await openSome(some, serverKey).catch((error) => {
          taken = undefined;
          for (const one of some) one.failed(error);
        });
      });
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
    interpreter: asked.interpreter ?? false,
    channel: asked.channel,
    district: asked.district ?? '',
    subject: strong ? '' : (asked.subject ?? '').trim().slice(0, 200),
    reach,
    form: asked.form ?? '',
    details,
    transcript: { fromSeq: asked.fromSeq, toSeq: -1 },
    handover: {
      ...newHandover({ id, number, at }),
      ...(asked.handover && { state: 'waiting', openFor: asked.conversationId }),
      since: asked.since ?? at,
      centre: asked.centre ?? '',
      wanted: asked.wanted ?? '',
      keptUntil: asked.keptUntil ?? new Date(0),
      reachBy: asked.reachBy ?? 'chat',
    },
    persona: asked.persona ?? '',
    reason: asked.reason ?? '',
    assignedTo: asked.assignedTo ?? '',
    doors: {},
    forwarded: WITH_NOBODY_ELSE,
    dueOn: NO_DAY,
    answer: '',
    links: asked.links ?? [],
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
    moves: 0,
    toTell: false,
    day,
    hour,
    purgeAt: strong && !asked.by ? new Date(at.getTime() + IDLE_MS) : NEVER,
  };
}
