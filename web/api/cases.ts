import { z } from 'zod';
import { movesOf } from '../../cases/conditions.js';
import type { Details } from '../../cases/details.js';
import type { Registry } from '../../cases/registry.js';
import { CASE_STATUSES } from '../../cases/status.js';
import { transcriptOf } from '../../cases/transcript.js';
import type { Agents } from '../../handover/agents.js';
import type { ActivityLog } from '../../store/activity-log.js';
import { FILE } from '../direct-line/view.js';
import { HttpError } from '../http-error.js';
import { caseDetailShape, caseShape } from './case-shapes.js';
import { type Route, route } from './route.js';

interface Needs {
  registry: Pick<Registry, 'listCases' | 'readCase'>;
  agents: Pick<Agents, 'find'>;
  log: Pick<ActivityLog, 'after'>;
  liveText(entryId: string): string | undefined;
  linkTo(contentUrl: string): string;
  now: () => Date;
}

const blank = z.literal('').transform(() => undefined);
const number = z.string().regex(/^KC-\d{4}-\d{6,}$/);
const listQuery = z.object({
  status: z.enum(CASE_STATUSES).or(blank).optional(),
  group: z.string().max(40).or(blank).optional(),
  board: z.string().max(40).or(blank).optional(),
  category: z.string().max(40).or(blank).optional(),
  /** An account's id, or `me`. */
  assigned: z.string().max(60).or(blank).optional(),
  due: z.iso.date().or(blank).optional(),
  /** `me`: sent to a board of one's own. */
  forwarded: z.literal('me').or(blank).optional(),
  q: z.string().max(254).optional(),
  cursor: number.or(blank).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

const READERS = ['agent', 'officer', 'supervisor'] as const;

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** What was asked for, without what was left empty. */
function given<T extends object>(asked: T): Given<T> {
  return Object.fromEntries(
    Object.entries(asked).filter(([, value]) => value !== undefined && value !== ''),
  ) as Given<T>;
}

type Picture = { id: string };
const isPicture = (one: unknown): one is Picture => typeof one === 'object' && one !== null && 'id' in one;

/** The answers, each picture with a link that opens it for a while. */
function withLinks(details: Details, linkTo: Needs['linkTo']): Record<string, unknown> {
  const linked = (one: unknown) => (isPicture(one) ? { ...one, contentUrl: linkTo(FILE + one.id) } : one);
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, Array.isArray(value) ? value.map(linked) : value]),
  );
}

/** The register of cases, behind its walls. */
export function caseRoutes({ registry, agents, log, liveText, linkTo, now }: Needs): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/cases',
      name: 'listCases',
      about:
        'Cases, newest first. `q` is a case number, a telephone number or an e-mail address; `assigned` may be `me`; `due` lists those due on that day or before; `forwarded=me` those sent to one’s own boards.',
      allowed: READERS,
      query: listQuery,
      answer: {
        status: 200,
        about: 'one page; `next` is the cursor of the next; `more`: others are due later that no page has',
        schema: z.object({
          items: z.array(caseShape),
          next: z.string().optional(),
          more: z.literal(true).optional(),
        }),
      },
      handle: ({ session: { agent }, query: { cursor, assigned, forwarded, ...asked } }) =>
        registry.listCases(agent, {
          ...given(asked),
          ...(assigned && { assigned: assigned === 'me' ? agent.id : assigned }),
          ...(forwarded && { forwardedTo: agent.boards }),
          ...(cursor && { after: cursor }),
        }),
    }),
    route({
      method: 'GET',
      path: '/api/cases/{number}',
      name: 'getCase',
      about: 'A case with its timeline and transcript, as far as one may see them.',
      allowed: READERS,
      answer: { status: 200, about: 'the case', schema: caseDetailShape },
      refusals: [404],
      async handle({ session: { agent }, params: { number: asked = '' } }) {
        const found = await registry.readCase(asked, agent);
        if (!found) throw new HttpError(404, 'NotFound', 'there is no such case');
        const { case: whole } = found;
        const assignedName = (whole.assignedTo && (await agents.find(whole.assignedTo))?.name) || '';
        const detail = { ...found.detail, assignedName };
        if (detail.access !== 'full') return detail;
        const { state, agentId } = whole.handover;
        const owned = state === 'accepted' && agentId === agent.id;
        return {
          ...detail,
          details: withLinks(detail.details ?? {}, linkTo),
          next: movesOf(agent, whole, now()),
          transcript: await transcriptOf(log, whole, { linkTo, ...(owned && { liveText }) }),
        };
      },
    }),
  ];
}
