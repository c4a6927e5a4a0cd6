import type { Connection, QueryFilter } from 'mongoose';
import type { City } from '../city/index.js';
import { type Case, caseModel } from './case.js';
import { publicWords } from './public-words.js';
import { placeOf } from './spot.js';
import type { CaseStatus } from './status.js';

/** A report as everybody may see it. Nothing of who reported it is in it. */
export interface PublicReport {
  number: string;
  category: string;
  board: string;
  status: CaseStatus;
  /** '' until it is closed. */
  resolution: string;
  /** '' for a report without words. */
  description: string;
  /** From the nearest to the widest: street and number or a landmark, then the district. '' when neither is known. */
  address: string;
  position: { latitude: number; longitude: number } | undefined;
  openedAt: Date;
  /** When it was closed, once it is. */
  updatedAt: Date;
}

export interface PublicQuery {
  from: Date;
  to: Date;
  /** All public ones when left out. */
  categories?: readonly string[];
  closed?: boolean;
  skip: number;
  limit: number;
}

export interface PublicReports {
  /** Newest first. */
  list(query: PublicQuery): Promise<PublicReport[]>;
  /** Those of the numbers that everybody may see, newest first. */
  find(numbers: readonly string[]): Promise<PublicReport[]>;
}

interface Needs {
  db: Connection;
  city: Pick<City, 'categories' | 'forms' | 'districts'>;
  mask: (text: string) => string;
}

/** Of `reach` only the name, which is taken out of the words. */
const SHOWN = {
  category: 1,
  board: 1,
  district: 1,
  status: 1,
  resolution: 1,
  details: 1,
  reach: 1,
  openedAt: 1,
  updatedAt: 1,
  closedAt: 1,
} as const;

export function isPublic(city: Pick<City, 'categories'>, code: string): boolean {
  return Object.hasOwn(city.categories, code) && city.categories[code]?.public === true;
}

/** What was reported with a form in a public category. A conversation handed over is none, whatever it is about. */
export function createPublicReports({ db, city, mask }: Needs): PublicReports {
  const cases = caseModel(db);
  const codes = Object.keys(city.categories).filter((code) => isPublic(city, code));
  const forms = codes.flatMap((code) => city.forms.get(city.categories[code]?.topic ?? '')?.id ?? []);
  const reported: QueryFilter<Case> = { form: { $in: forms }, secrecy: 'none', disposed: false };

  function shown({ _id, category, board, district, status, resolution, details, reach, ...times }: Case): PublicReport {
    const names = [reach?.name ?? '', String(details.contactName ?? '')];
    const words = (text: string) => publicWords(text, { mask, names });
    const place = placeOf(details);
    const where = words(place?.address ?? place?.text ?? '');
    const area = city.districts.find(({ code }) => code === district)?.name ?? '';
    return {
      number: _id,
      category,
      board,
      status,
      resolution,
      description: words(String(details.description ?? '')),
      address: [where, ...(where.includes(area) ? [] : [area])].filter(Boolean).join(', '),
      position: place?.position,
      openedAt: times.openedAt,
      updatedAt: (status === 'closed' && times.closedAt) || times.updatedAt,
    };
  }

  return {
    async list({ from, to, categories = codes, closed, skip, limit }) {
      const found = await cases
        .find(
          {
            ...reported,
            category: { $in: categories.filter((code) => isPublic(city, code)) },
            openedAt: { $gte: from, $lte: to },
            ...(closed !== undefined && { status: closed ? 'closed' : { $ne: 'closed' } }),
          },
          SHOWN,
        )
        .sort({ openedAt: -1, _id: -1 })
        .limit(skip + limit)
        .lean<Case[]>();
      return found.slice(skip).map(shown);
    },

    async find(numbers) {
      const found = await cases
        .find({ ...reported, _id: { $in: [...numbers] }, category: { $in: codes } }, SHOWN)
        .sort({ _id: -1 })
        .lean<Case[]>();
      return found.map(shown);
    },
  };
}
