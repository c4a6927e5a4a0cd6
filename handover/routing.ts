import type { Secrecy } from '../cases/secrecy.js';
import type { Organisation } from '../city/organisation.js';
import { isOpen, type Opening } from './hours.js';

/** Why another centre than the citizen's own is asked. */
export const OVERFLOWS = ['closed', 'empty', 'slow'] as const;
export type Overflow = (typeof OVERFLOWS)[number];

/** A group's desk that a supervisor has closed for a while. */
export interface ClosedDesk {
  group: string;
  /** '' for all centres. */
  centre: string;
  until: Date;
}

/** How the city works at this moment. */
export interface AtWork {
  organisation: Organisation;
  closed: readonly ClosedDesk[];
  /** Centres of those at work who answer for a group; '' for somebody who belongs to none. */
  present(group: string): ReadonlySet<string>;
  at: Date;
}

export interface Waiting {
  group: string;
  /** The centre that is local to the citizen; '' when none is. */
  centre: string;
  secrecy: Secrecy;
  since: Date;
}

/** A desk that may take a waiting conversation now. `why` is '' at the citizen's own desk. */
export interface Offer {
  centre: string;
  why: Overflow | '';
}

const MINUTE_MS = 60_000;

/** The centres that have a desk of this group. */
export function centresWith({ centres, desks }: Organisation, group: string): string[] {
  return desks.groups[group]?.centres ?? centres.map(({ code }) => code);
}

/** The desk that is local to a citizen of this district; '' when no centre is, or the group has no desk there. */
export function localCentre(organisation: Organisation, group: string, district: string): string {
  const local = organisation.centres.find(({ districts }) => districts.includes(district))?.code ?? '';
  return centresWith(organisation, group).includes(local) ? local : '';
}

/** Whether a desk's hours, and the supervisor, let it answer now. */
export function deskOpening({ organisation, closed, at }: AtWork, group: string, centre: string): Opening {
  const shut = closed.find((one) => one.group === group && ['', centre].includes(one.centre) && one.until > at);
  const hours = isOpen(organisation.hours, group, shut?.until ?? at, centre);
  if (!shut) return hours;
  return { open: false, opensAt: hours.open ? shut.until : (hours.opensAt ?? shut.until) };
}

/**
 * Which centres' desks may take a waiting conversation at this moment, the citizen's own first. It follows from the
 * record and the clock alone: nothing has to happen for a conversation to flow over, and nothing can be missed.
 * A secret matter leaves its own desk only where the rule says so.
 */
export function offersFor({ group, centre, secrecy, since }: Waiting, work: AtWork): Offer[] {
  const all = centresWith(work.organisation, group);
  if (centre === '' || !all.includes(centre)) return all.map((code) => ({ centre: code, why: '' as const }));
  const own: Offer = { centre, why: '' };
  const rule = work.organisation.desks.groups[group]?.overflow ?? work.organisation.desks.overflow;
  if (secrecy === 'strong' && !rule.secret) return [own];
  const present = work.present(group);
  const answers = (code: string) => deskOpening(work, group, code).open && present.has(code);
  const next = (rule.to ?? all).filter((code) => code !== centre && all.includes(code) && answers(code));
  if (!deskOpening(work, group, centre).open)
    return [own, ...next.map((code) => ({ centre: code, why: 'closed' as const }))];
  if (!present.has(centre)) return [own, ...next.map((code) => ({ centre: code, why: 'empty' as const }))];
  if (rule.afterMinutes === undefined) return [own];
  const asked = Math.floor((work.at.getTime() - since.getTime()) / (rule.afterMinutes * MINUTE_MS));
  return [own, ...next.slice(0, Math.max(0, asked)).map((code) => ({ centre: code, why: 'slow' as const }))];
}

/**
 * Whether somebody can answer: the citizen's own desk or any that their conversation may go to, or somebody of the group
 * who belongs to no centre.
 */
export function availability(waiting: Waiting, work: AtWork): Opening {
  const present = work.present(waiting.group);
  const openings = offersFor(waiting, work).map(({ centre }) => ({
    somebody: present.has(centre) || present.has(''),
    ...deskOpening(work, waiting.group, centre),
  }));
  if (openings.some(({ open, somebody }) => open && somebody)) return { open: true };
  const later = openings.flatMap(({ opensAt }) => (opensAt ? [opensAt.getTime()] : []));
  const anyOpen = openings.some(({ open }) => open);
  return { open: false, ...(!anyOpen && later.length > 0 && { opensAt: new Date(Math.min(...later)) }) };
}
