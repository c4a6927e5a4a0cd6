import type { Model } from 'mongoose';
import type { City } from '../city/index.js';
import { mayRead, type Reader } from './access.js';
import type { Case, Follower } from './case.js';
import type { Place } from './details.js';
import { readEmail, readPhone } from './reach.js';
import { cellsAround, metresBetween, NEAR_METRES, type Spot, spotOf } from './spot.js';
import { type CaseStatus, StepRefused } from './status.js';
import { type CaseItem, caseItem } from './view.js';

export interface Report {
  category: string;
  place: Place;
  district?: string;
  /** When it is reported; now when left out. */
  at?: Date;
}

/** What a citizen is told of somebody else's report. It names neither number nor reporter. */
export interface KnownReport {
  category: string;
  street: string;
  since: Date;
  status: CaseStatus;
}

export interface Duplicates {
  /** Open reports of the same thing nearby. The number is for `follow` and is not told. */
  likelyDuplicates(report: Report): Promise<{ number: string; known: KnownReport }[]>;
  /** The same, as an agent may see them. */
  duplicatesFor(reader: Reader, report: Report): Promise<CaseItem[]>;
  /** A citizen hears of an open report instead of making another; doing it twice changes nothing. @throws {StepRefused} */
  follow(number: string, follower: { conversationId: string; phone?: string; email?: string }): Promise<void>;
}

interface Needs {
  cases: Model<Case>;
  bus: { publish(event: { what: string; id: string }): void };
  city: Pick<City, 'whereIn'>;
  now: () => Date;
}

const WITHIN_MS = 30 * 24 * 60 * 60_000;
const AT_MOST = 5;
/** Looked at; a street with more open reports of one kind in a month has its newest compared. */
const COMPARED = 200;

export function createDuplicates({ cases, bus, city, now }: Needs): Duplicates {
  const secret = { $in: ['possible', 'strong'] } as const;

  async function near({ category, place, district, at = now() }: Report): Promise<Case[]> {
    const spot = spotOf(place, city);
    const open = { category, openedAt: { $gte: new Date(at.getTime() - WITHIN_MS), $lte: at } };
    const ways = [
      ...(spot.street ? [{ ...open, 'spot.street': spot.street }] : []),
      ...cellsAround(spot).map((cell) => ({ ...open, 'spot.cell': cell })),
    ];
    const found = new Map<string, Case>();
    for (const way of ways) {
      const some = await cases.find(way).sort({ openedAt: -1 }).limit(COMPARED).lean<Case[]>();
      for (const one of some) found.set(one._id, one);
    }
    return [...found.values()]
      .filter((one) => one.secrecy === 'none' && one.status !== 'closed' && !one.disposed)
      .map((one) => ({ one, rank: rankOf(spot, one, district ?? place.district) }))
      .filter(({ rank }) => rank < FAR)
      .sort((a, b) => a.rank - b.rank || b.one.openedAt.getTime() - a.one.openedAt.getTime())
      .slice(0, AT_MOST)
      .map(({ one }) => one);
  }

  return {
    async likelyDuplicates(report) {
      return (await near(report)).map(({ _id, category, spot, openedAt, status }) => ({
        number: _id,
        known: { category, street: spot.street, since: openedAt, status },
      }));
    },

    async duplicatesFor(reader, report) {
      const at = now();
      return (await near(report))
        .map((one) => ({ one, access: mayRead(reader, one, at) }))
        .filter(({ access }) => access === 'full')
        .map(({ one, access }) => caseItem(one, access));
    },

    async follow(number, { conversationId, phone = '', email = '' }) {
      const at = now();
      const follower: Follower = { conversationId, phone: readPhone(phone) ?? '', email: readEmail(email) ?? '', at };
      const citizen = { kind: 'citizen', id: '', name: '' } as const;
      const open = { _id: number, secrecy: { $nin: secret.$in }, status: { $ne: 'closed' }, disposed: false } as const;
      const { matchedCount } = await cases.updateOne(
        { ...open, 'followers.conversationId': { $ne: conversationId } },
        {
          $set: { updatedAt: at },
          $push: { followers: follower, timeline: { at, who: citizen, what: 'followed', data: {} } },
          $inc: { version: 1 },
        },
      );
      if (matchedCount > 0) return bus.publish({ what: 'cases', id: number });
      if (!(await cases.exists(open))) throw new StepRefused('not-found', 'there is no such open report');
    },
  };
}

const FAR = 3;

/** Lower is likelier: the same door, the same spot, the same street. */
function rankOf(asked: Spot, { spot, district }: Case, askedDistrict = ''): number {
  const metres = metresBetween(asked, spot);
  if (metres <= NEAR_METRES) return 1 + metres / NEAR_METRES / 2;
  const elsewhere = askedDistrict !== '' && district !== '' && askedDistrict !== district;
  const placedApart = Number.isFinite(metres);
  if (!asked.street || asked.street !== spot.street || elsewhere || placedApart) return FAR;
  return asked.number !== '' && asked.number === spot.number ? 0 : 2;
}
