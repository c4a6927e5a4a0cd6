import {
  type DeskHours,
  type Organisation,
  type Overflow,
  WEEKDAYS,
  type Weekday,
} from '../api/organisation-shapes.js';
import { intervalsOf, textOf } from './times.js';

/** What the form holds: texts as they are typed, so that what is wrong stays to be put right. */
export interface TimesDraft {
  week: Record<Weekday, string>;
  exceptions: { key: number; day: string; times: string }[];
}

export interface RuleDraft {
  /** '' when nobody overflows because of a long wait. */
  after: string;
  /** Null: every centre, in the order of the list. */
  to: string[] | null;
  secret: boolean;
}

export interface GroupDraft {
  /** Undefined: open whenever somebody is at work. */
  times: TimesDraft | undefined;
  /** Centres with times of their own. */
  own: Record<string, TimesDraft>;
  /** Centres that have a desk; null: all. */
  at: string[] | null;
  /** Undefined: as for all groups. */
  rule: RuleDraft | undefined;
}

export const FIGURES = ['capacity', 'groupAfter', 'supervisorAfter', 'askAfter', 'closeAfter'] as const;
export type Figure = (typeof FIGURES)[number];

export interface Draft extends Record<Figure, string> {
  timezone: string;
  centres: { code: string; name: string; districts: string[] }[];
  groups: Record<string, GroupDraft>;
  rule: RuleDraft;
}

let keys = 0;
export const newKey = (): number => ++keys;

export const noTimes = (): TimesDraft => timesOf({ hours: {}, exceptions: {} });
export const noGroup = (): GroupDraft => ({ times: undefined, own: {}, at: null, rule: undefined });

export function draftOf({ centres, hours, desks }: Organisation): Draft {
  const codes = new Set([...Object.keys(hours.groups), ...Object.keys(desks.groups)]);
  const groups = [...codes].map((code): [string, GroupDraft] => {
    const times = hours.groups[code];
    const { centres: at, overflow } = desks.groups[code] ?? {};
    const own = Object.entries(times?.centres ?? {}).map(([centre, one]): [string, TimesDraft] => [
      centre,
      timesOf(one),
    ]);
    return [
      code,
      {
        times: times && timesOf(times),
        own: Object.fromEntries(own),
        at: at ?? null,
        rule: overflow && ruleOf(overflow),
      },
    ];
  });
  return {
    timezone: hours.timezone,
    centres: structuredClone(centres),
    groups: Object.fromEntries(groups),
    capacity: desks.capacity === undefined ? '' : String(desks.capacity),
    groupAfter: String(desks.alarm.groupAfterMinutes),
    supervisorAfter: String(desks.alarm.supervisorAfterMinutes),
    askAfter: String(desks.idle.askAfterMinutes),
    closeAfter: String(desks.idle.closeAfterMinutes),
    rule: ruleOf(desks.overflow),
  };
}

function timesOf({ hours, exceptions }: DeskHours): TimesDraft {
  const week = Object.fromEntries(WEEKDAYS.map((day) => [day, textOf(hours[day])])) as TimesDraft['week'];
  const days = Object.entries(exceptions).sort(([a], [b]) => a.localeCompare(b));
  return { week, exceptions: days.map(([day, times]) => ({ key: newKey(), day, times: textOf(times) })) };
}

const ruleOf = ({ afterMinutes, to, secret }: Overflow): RuleDraft => ({
  after: afterMinutes === undefined ? '' : String(afterMinutes),
  to: to ?? null,
  secret,
});

/** Only of a draft without faults. */
export function organisationOf(draft: Draft): Organisation {
  const { centres, groups, timezone } = draft;
  const hours = Object.entries(groups).flatMap(([code, { times, own }]) => {
    const centresOwn = Object.entries(own).map(([centre, one]) => [centre, hoursOf(one)] as const);
    if (!times) return [];
    return [[code, { ...hoursOf(times), ...(centresOwn.length > 0 && { centres: Object.fromEntries(centresOwn) }) }]];
  });
  const rules = Object.entries(groups).flatMap(([code, { at, rule }]) =>
    at || rule ? [[code, { ...(at && { centres: at }), ...(rule && { overflow: overflowOf(rule) }) }]] : [],
  );
  return {
    centres: centres.map(({ code, name, districts }) => ({ code, name: name.trim(), districts })),
    hours: { timezone, groups: Object.fromEntries(hours) },
    desks: {
      ...(draft.capacity.trim() && { capacity: Number(draft.capacity) }),
      alarm: { groupAfterMinutes: Number(draft.groupAfter), supervisorAfterMinutes: Number(draft.supervisorAfter) },
      idle: { askAfterMinutes: Number(draft.askAfter), closeAfterMinutes: Number(draft.closeAfter) },
      overflow: overflowOf(draft.rule),
      groups: Object.fromEntries(rules),
    },
  };
}

function hoursOf({ week, exceptions }: TimesDraft): DeskHours {
  const days = WEEKDAYS.map((day) => [day, intervalsOf(week[day]) ?? []] as const).filter(
    ([, list]) => list.length > 0,
  );
  return {
    hours: Object.fromEntries(days),
    exceptions: Object.fromEntries(exceptions.map(({ day, times }) => [day, intervalsOf(times) ?? []])),
  };
}

const overflowOf = ({ after, to, secret }: RuleDraft): Overflow => ({
  ...(after.trim() && { afterMinutes: Number(after) }),
  ...(to && { to }),
  secret,
});

/** A centre that is gone is gone everywhere: its times, its desks and its place in every rule. */
export function withoutCentre(draft: Draft, code: string): Draft {
  const left = (list: string[] | null) => list?.filter((one) => one !== code) ?? null;
  const ruleWithout = (rule: RuleDraft): RuleDraft => ({ ...rule, to: left(rule.to) });
  const groups = Object.entries(draft.groups).map(([group, one]): [string, GroupDraft] => {
    const own = Object.entries(one.own).filter(([centre]) => centre !== code);
    return [group, { ...one, own: Object.fromEntries(own), at: left(one.at), rule: one.rule && ruleWithout(one.rule) }];
  });
  return {
    ...draft,
    centres: draft.centres.filter((one) => one.code !== code),
    groups: Object.fromEntries(groups),
    rule: ruleWithout(draft.rule),
  };
}

/** A code for a new centre, made of its name. */
export function codeFor(name: string, taken: readonly string[]): string {
  const plain = name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  const code =
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 36) || 'center';
  let free = code;
  for (let n = 2; taken.includes(free); n++) free = `${code}-${n}`;
  return free;
}
