import type { Model } from 'mongoose';
import { isDuplicateKey } from '../store/index.js';
import type { Case } from './case.js';
import { cityTime } from './city-time.js';
import type { Details } from './details.js';
import { createLine, nextNumber, numberOf, sequenceOf } from './numbering.js';
import { type Reach, reachOf } from './reach.js';
import { type CityRules, IDLE_MS, NEVER, rulesOf } from './secrecy.js';
import { secretHash, secretOf } from './secret.js';

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
}

export interface OpenedCase {
  number: string;
  secret: string;
  handoverId: string;
  /** True when it was there before: the turn is repeated, or the conversation already waits for somebody. */
  repeated: boolean;
}

interface Needs {
  cases: Model<Case>;
  city: CityRules;
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

function newCase(
  asked: NewCase,
  { number, hash, city, at, id }: { number: string; hash: string; city: CityRules; at: Date; id: string },
): Case {
  const rules = rulesOf(city, asked.category);
  const strong = rules.secrecy === 'strong';
  const { day, hour } = cityTime(at, city.timezone);
  const bot = { kind: 'bot', id: 'bot', name: '' } as const;
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
    reach: reachOf(asked.reach ?? {}),
    form: asked.form ?? '',
    details: asked.details ?? {},
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
    resolution: '',
    timeline: [
      { at, who: bot, what: 'opened', data: { category: rules.category } },
      ...(asked.handover ? [{ at, who: bot, what: 'queued', data: { group: rules.group } }] : []),
    ],
    texts: {},
    openedAt: at,
    updatedAt: at,
    closedAt: null,
    version: 1,
    day,
    hour,
    purgeAt: strong ? new Date(at.getTime() + IDLE_MS) : NEVER,
  };
}
