import type { PublicQuery, PublicReport } from '../../cases/public-reports.js';
import type { CaseStatus } from '../../cases/status.js';
import type { City } from '../../city/index.js';
import type { RequestIds } from './request-ids.js';
import { type ServiceCity, serviceOf } from './services.js';
import { refused, type Wording } from './wording.js';
import type { Answered } from './xml.js';

const DAY_MS = 24 * 60 * 60_000;
export const MOST_DAYS = 90;
export const MOST_AT_ONCE = 1000;
/** Whoever looks further back chooses a period. */
const DEEPEST = 20_000;

/** Where a report stands, for somebody who has no part in it. */
const NOTES: Readonly<Record<CaseStatus, string>> = {
  registered: 'open311.status.registered',
  waiting: 'open311.status.waiting',
  'in-progress': 'open311.status.inProgress',
  'waiting-for-citizen': 'open311.status.waitingForCitizen',
  forwarded: 'open311.status.forwarded',
  parked: 'open311.status.parked',
  answered: 'open311.status.answered',
  closed: 'open311.status.closed',
  contested: 'open311.status.contested',
  reopened: 'open311.status.reopened',
};

/** A moment as the standard writes it. */
export function moment(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, 'Z');
}

export function requestView(
  found: PublicReport,
  {
    ids,
    city,
    wording,
  }: { ids: RequestIds; city: Pick<City, 'categories' | 'boards' | 'resolutions'>; wording: Wording },
): Answered {
  const { say, named } = wording;
  const { title } = city.categories[found.category] ?? {};
  const board = city.boards[found.board];
  const resolution = city.resolutions[found.resolution];
  const closedAs = found.status === 'closed' && resolution;
  return {
    service_request_id: ids.idOf(found.number),
    status: found.status === 'closed' ? 'closed' : 'open',
    status_notes: closedAs
      ? say('open311.status.closedAs', { resolution: named(resolution) })
      : say(NOTES[found.status]),
    service_name: title ? named(title) : found.category,
    service_code: found.category,
    description: found.description || null,
    agency_responsible: board ? named(board) : null,
    service_notice: null,
    requested_datetime: moment(found.openedAt),
    updated_datetime: moment(found.updatedAt),
    expected_datetime: null,
    address: found.address || null,
    address_id: null,
    zipcode: null,
    lat: found.position?.latitude ?? null,
    long: found.position?.longitude ?? null,
    media_url: null,
  };
}

export type Asked = { kind: 'these'; ids: string[] } | ({ kind: 'period' } & PublicQuery);

interface Needs {
  city: ServiceCity;
  now: Date;
  wording: Wording;
}

/** What a list was asked for. Ids that are named overrule everything else. @throws {HttpError} 400 | 404 */
export function readAsked(query: URLSearchParams, { city, now, wording }: Needs): Asked {
  const { say } = wording;
  const ids = listed(query, 'service_request_id');
  if (ids.length > MOST_AT_ONCE) throw refused(400, say('open311.invalid.tooMany', { max: MOST_AT_ONCE }));
  if (ids.length > 0) return { kind: 'these', ids };

  const codes = listed(query, 'service_code').map((code) => serviceOf(city, code, wording).code);
  const states = new Set(listed(query, 'status').map((status) => status.toLowerCase()));
  if ([...states].some((state) => state !== 'open' && state !== 'closed'))
    throw refused(400, say('open311.invalid.status'));
  const size = whole(query, 'page_size', MOST_AT_ONCE) ?? MOST_AT_ONCE;
  const page = whole(query, 'page', DEEPEST) ?? 1;
  if (page * size > DEEPEST) throw refused(400, say('open311.invalid.tooDeep'));
  return {
    kind: 'period',
    ...periodFrom(query, now, wording),
    ...(codes.length > 0 && { categories: codes }),
    ...(states.size === 1 && { closed: states.has('closed') }),
    skip: (page - 1) * size,
    limit: size,
  };

  function whole(from: URLSearchParams, field: string, max: number): number | undefined {
    const text = from.get(field);
    if (!text) return undefined;
    const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
    if (number < 1 || number > max) throw refused(400, say('open311.invalid.whole', { field, max }));
    return number;
  }
}

/** A field that may be there several times, and have several values with commas between. */
function listed(query: URLSearchParams, field: string): string[] {
  return query
    .getAll(field)
    .flatMap((values) => values.split(','))
    .map((value) => value.trim())
    .filter(Boolean);
}

function periodFrom(query: URLSearchParams, now: Date, wording: Wording): { from: Date; to: Date } {
  const start = momentIn(query, 'start_date', wording);
  const end = momentIn(query, 'end_date', wording);
  const span = MOST_DAYS * DAY_MS;
  const to = end ?? (start ? new Date(start.getTime() + span) : now);
  const from = start ?? new Date(to.getTime() - span);
  if (from > to) throw refused(400, wording.say('open311.invalid.order'));
  if (to.getTime() - from.getTime() > span)
    throw refused(400, wording.say('open311.invalid.span', { days: MOST_DAYS }));
  return { from, to };
}

function momentIn(query: URLSearchParams, field: string, { say }: Wording): Date | undefined {
  // A plus sign that was not escaped arrives as a space.
  const text = query.get(field)?.replace(' ', '+');
  if (!text) return undefined;
  const at = new Date(text);
  const day = text.slice(0, 10);
  const real = new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) ?? false;
  const whole = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  if (!whole || !real || Number.isNaN(at.getTime()))
    throw refused(400, say('open311.invalid.date', { field, example: '2026-01-31T00:00:00Z' }));
  return at;
}
