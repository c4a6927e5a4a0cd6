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
  /**
   * Centres of those at work who answer for a group; '' for somebody who belongs to none. Whoever covers for the group
   * takes nothing of strong secrecy by themselves.
   */
  present(group: string, secrecy: Secrecy): ReadonlySet<string>;
  at: Date;
}

export interface Waiting {
  group: string;
  /** The centre that is local to the citizen; '' when none is. */
  centre: string;
  secrecy: Secrecy;
  /** When it came into the queue. */
  since: Date;
}

/** A desk that may take a waiting conversation now. `why` is '' at the citizen's own desk. */
export interface Offer {
  centre: string;
  why: Overflow | '';
}

const MINUTE_MS = 60_000;

/** The centre somebody works at; '' when they belong to none, or theirs is not there any more. */
export function centreOf({ centres }: Organisation, { centre }: { centre: string }): string {
  return centres.some(({ code }) => code === centre) ? centre : '';
}

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
  const [shut] = closed
    .filter((one) => one.group === group && ['', centre].includes(one.centre) && one.until > at)
    .sort((a, b) => b.until.getTime() - a.until.getTime());
  const hours = isOpen(organisation.hours, group, shut?.until ?? at, centre);
  if (!shut) return hours;
  return { open: false, opensAt: hours.open ? shut.until : (hours.opensAt ?? shut.until) };
}

/** The desks that a conversation is for from the first, and those that step in when these cannot, in their order. */
function desksFor({ group, centre, secrecy }: Waiting, { organisation }: AtWork) {
  const all = centresWith(organisation, group);
  if (!all.includes(centre)) return { own: all, next: [] };
  const rule = organisation.desks.groups[group]?.overflow ?? organisation.desks.overflow;
  const stays = secrecy === 'strong' && !rule.secret;
  const next = stays ? [] : (rule.to ?? all).filter((code) => code !== centre && all.includes(code));
  return { own: [centre], next, afterMinutes: rule.afterMinutes };
}

/**
 * Which centres' desks may take a waiting conversation at this moment, the citizen's own first. It follows from the
 * record and the clock alone: nothing has to happen for a conversation to flow over, and nothing can be missed.
 * A secret matter leaves its own desk only where the rule says so.
 */
export function offersFor(waiting: Waiting, work: AtWork): Offer[] {
  const { group, centre, secrecy, since } = waiting;
  const desks = desksFor(waiting, work);
  const own = desks.own.map((code): Offer => ({ centre: code, why: '' }));
  const present = work.present(group, secrecy);
  const answers = (code: string) => deskOpening(work, group, code).open && present.has(code);
  const next = desks.next.filter(answers);
  const nextBecause = (why: Overflow) => [...own, ...next.map((code) => ({ centre: code, why }))];
  if (next.length === 0) return own;
  if (!deskOpening(work, group, centre).open) return nextBecause('closed');
  if (!present.has(centre)) return nextBecause('empty');
  const { afterMinutes } = desks;
  if (afterMinutes === undefined) return own;
  const asked = Math.floor((work.at.getTime() - since.getTime()) / (afterMinutes * MINUTE_MS));
  return nextBecause('slow').slice(0, own.length + Math.max(0, asked));
}

/**
 * Whether somebody can answer: the citizen's own desk or any that their conversation may go to, or somebody of the group
 * who belongs to no centre.
 */
export function availability(waiting: Waiting, work: AtWork): Opening {
  const { group, secrecy } = waiting;
  const present = work.present(group, secrecy);
  const somebody = (centre: string) => present.has(centre) || present.has('');
  const { own, next } = desksFor(waiting, work);
  const opening = (centre: string) => deskOpening(work, group, centre);
  if ([...own, ...next].some((centre) => somebody(centre) && opening(centre).open)) return { open: true };
  // Within the hours of their own desk somebody may come at any moment: that is no time to tell.
  if (own.some((centre) => opening(centre).open)) return { open: false };
  const later = [...own, ...next].flatMap((centre) => opening(centre).opensAt?.getTime() ?? []);
  return { open: false, ...(later.length > 0 && { opensAt: new Date(Math.min(...later)) }) };
}
