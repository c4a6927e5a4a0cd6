import { isDeepStrictEqual } from 'node:util';
import type { Closure, OrganisationRevision } from './organisation.js';

export const CHANGES = [
  'centres',
  'hours',
  'timezone',
  'capacity',
  'alarm',
  'idle',
  'overflow',
  'rule',
  'closed',
  'opened',
] as const;

/** One thing that a revision changed; `group` and `centre` are '' where it is about none. */
export interface Change {
  what: (typeof CHANGES)[number];
  group: string;
  centre: string;
}

/** What a revision has changed since the one before. What was closed until a time and is over by itself is no change. */
export function changesBetween(before: OrganisationRevision, after: OrganisationRevision): Change[] {
  const [was, is] = [before.organisation, after.organisation];
  const one = (what: Change['what'], same: boolean): Change[] => (same ? [] : [{ what, group: '', centre: '' }]);
  const desks = (['capacity', 'alarm', 'idle', 'overflow'] as const).flatMap((what) =>
    one(what, isDeepStrictEqual(was.desks[what], is.desks[what])),
  );
  return [
    ...one('centres', isDeepStrictEqual(was.centres, is.centres)),
    ...one('timezone', was.hours.timezone === is.hours.timezone),
    ...byGroup('hours', was.hours.groups, is.hours.groups),
    ...desks,
    ...byGroup('rule', was.desks.groups, is.desks.groups),
    ...without(after.closed, before.closed).map(({ group, centre }) => ({ what: 'closed' as const, group, centre })),
    ...without(before.closed, after.closed)
      .filter(({ group, centre, until }) => until > (after.at ?? until) && !isClosed(after.closed, { group, centre }))
      .map(({ group, centre }) => ({ what: 'opened' as const, group, centre })),
  ];
}

function byGroup(what: 'hours' | 'rule', was: Record<string, unknown>, is: Record<string, unknown>): Change[] {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((group) => !isDeepStrictEqual(was[group], is[group]))
    .map((group) => ({ what, group, centre: '' }));
}

const without = (all: readonly Closure[], others: readonly Closure[]) =>
  all.filter((one) => !others.some((other) => isDeepStrictEqual(one, other)));

const isClosed = (closed: readonly Closure[], desk: { group: string; centre: string }) =>
  closed.some(({ group, centre }) => group === desk.group && centre === desk.centre);
