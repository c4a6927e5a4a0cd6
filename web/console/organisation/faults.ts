import { WEEKDAYS } from '../api/organisation-shapes.js';
import { MOST_CONVERSATIONS } from '../staff/agent-input.js';
import { t } from '../texts.js';
import { type Draft, FIGURES, type Figure, type RuleDraft, type TimesDraft } from './draft.js';
import { intervalsOf, isDay } from './times.js';

/** Place in the form → what is wrong there. */
export type Faults = Readonly<Record<string, string>>;

const DAY_MINUTES = 24 * 60;

/** The faults that can be told before asking the server; it checks everything again. */
export function faultsOf(draft: Draft): Faults {
  return Object.fromEntries([
    ...draft.centres.flatMap(({ code, name }) =>
      name.trim() ? [] : [[`centre ${code}`, t('organisation.fault.name')] as const],
    ),
    ...(draft.centres.length > 0 ? [] : [['centres', t('organisation.fault.noCentre')] as const]),
    ...FIGURES.flatMap((figure) => figureFault(draft, figure)),
    ...ruleFaults('', draft.rule),
    ...Object.entries(draft.groups).flatMap(([group, { times, own, at, rule }]) => [
      ...(times ? timesFaults(`${group} `, times) : []),
      ...(times ? Object.entries(own).flatMap(([centre, one]) => timesFaults(`${group} ${centre}`, one)) : []),
      ...(at?.length === 0 ? [[`at ${group}`, t('organisation.fault.noDesk')] as const] : []),
      ...(rule ? ruleFaults(group, rule) : []),
    ]),
  ]);
}

/** The group a fault is about; '' when it is about none. */
export const groupOf = (place: string): string => /^(?:day|exception|at|after) (\S+)/.exec(place)?.[1] ?? '';

type Fault = readonly [place: string, text: string];

const isWhole = (text: string, most: number) =>
  /^\d{1,4}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= most;

function figureFault(draft: Draft, figure: Figure): Fault[] {
  const text = draft[figure];
  if (figure === 'capacity') {
    if (!text.trim() || isWhole(text, MOST_CONVERSATIONS)) return [];
    return [[figure, t('organisation.fault.capacity', { most: MOST_CONVERSATIONS })]];
  }
  if (!isWhole(text, DAY_MINUTES)) return [[figure, t('organisation.fault.minutes', { most: DAY_MINUTES })]];
  const early = figure === 'supervisorAfter' && Number(text) < Number(draft.groupAfter);
  return early ? [[figure, t('organisation.fault.order')]] : [];
}

function ruleFaults(group: string, { after }: RuleDraft): Fault[] {
  if (!after.trim() || isWhole(after, DAY_MINUTES)) return [];
  return [[`after ${group}`, t('organisation.fault.minutes', { most: DAY_MINUTES })]];
}

/** @param desk group and centre */
function timesFaults(desk: string, { week, exceptions }: TimesDraft): Fault[] {
  const wrong = t('organisation.fault.times');
  return [
    ...WEEKDAYS.flatMap((day): Fault[] => (intervalsOf(week[day]) ? [] : [[`day ${desk} ${day}`, wrong]])),
    ...exceptions.flatMap(({ key, day, times }, index): Fault[] => {
      const place = `exception ${desk} ${key}`;
      if (!isDay(day)) return [[`${place} day`, t('organisation.fault.day')]];
      if (exceptions.findIndex((one) => one.day === day) !== index)
        return [[`${place} day`, t('organisation.fault.twice')]];
      return intervalsOf(times) ? [] : [[`${place} times`, wrong]];
    }),
  ];
}
