import type { Model, QueryFilter } from 'mongoose';
import type { City } from '../city/index.js';
import { type Clerk, owns, readable } from './access.js';
import type { AuditLog } from './audit.js';
import { type Case, NO_DAY, type TimelineEntry, type Who, WITH_NOBODY_ELSE } from './case.js';
import { cityTime } from './city-time.js';
import { bothOf, nobodyTalking, ownCase, sentHere } from './conditions.js';
import { isDay } from './details.js';
import { type ChangeStatus, type StatusChange, StepRefused, type StepRules } from './status.js';

/** Nobody keeps free text about a case of strong secrecy, not even as a note. */
export class TextNotKept extends Error {
  constructor() {
    super('no free text is kept about matters of strong secrecy');
  }
}

/** What every step may say: why, and the version of the case it was decided on. */
export interface Step {
  why?: string;
  version?: number;
}

/** Where to: a department, or a board. */
export type Target = { department: string } | { board: string };

/**
 * What people do with a case. An agent or officer does it to what they may read in full; anything else is not there.
 * A case that was forwarded stays with its board: those it was sent to answer it, wait for the citizen, or send it on
 * within their own board or back; all else is for those whose case it is. Every step is one write, on the timeline.
 * @throws {StepRefused | TextNotKept}
 */
export interface Steps {
  /** Begins, takes up again or fetches back, and has it assigned. What waits in a queue is claimed there instead. */
  take(number: string, clerk: Clerk, step: Step): Promise<Case>;
  wait(number: string, clerk: Clerk, step: Step): Promise<Case>;
  /** `why` is the summary, so that nobody asks again; under strong secrecy there is none, and no other board. */
  forward(number: string, clerk: Clerk, step: Step & { to: Target; answerBy: string }): Promise<Case>;
  /** `why` is the text for the citizen. */
  answer(number: string, clerk: Clerk, step: Step): Promise<Case>;
  /** Due again on the day; whoever it was sent to keeps it. */
  park(number: string, clerk: Clerk, step: Step & { until: string }): Promise<Case>;
  close(number: string, clerk: Clerk, step: Step & { resolution: string }): Promise<Case>;
  reopen(number: string, clerk: Clerk, step: Step): Promise<Case>;
  /** Joins two cases, both of which the clerk must see. */
  link(number: string, clerk: Clerk, other: string): Promise<void>;
  /** A supervisor gives it to somebody else: the way to a case of strong secrecy. */
  assign(number: string, supervisor: Clerk, assignee: { id: string; name: string }): Promise<void>;
  /** Opens a case of strong secrecy for an hour, with a reason that stays. */
  breakGlass(number: string, clerk: Clerk, reason: string): Promise<{ until: Date }>;
  /** The citizen, whose number and secret were checked, does not accept how it ended; within 14 days. */
  contest(number: string, step: Step): Promise<Case>;
  withdraw(number: string, step: Step): Promise<Case>;
}

interface Needs {
  cases: Model<Case>;
  changeStatus: ChangeStatus;
  audit: Pick<AuditLog, 'append'>;
  bus: { publish(event: { what: string; id: string }): void };
  city: Pick<City, 'timezone' | 'boards' | 'departments' | 'resolutions'>;
  now: () => Date;
}

export const CONTEST_WITHIN_MS = 14 * 24 * 60 * 60_000;
const DOOR_OPEN_MS = 60 * 60_000;
const SHORTEST_REASON = 10;
const CITIZEN: Who = { kind: 'citizen', id: '', name: '' };
/** How a case ends that the citizen takes back; nobody of the city closes with it. */
export const WITHDRAWN = 'withdrawn';

export function createSteps({ cases, changeStatus, audit, bus, city, now }: Needs): Steps {
  const by = ({ id, name }: Clerk): Who => ({ kind: 'agent', id, name });

  /** One step of somebody of the city: inside the wall, and without words where none are kept. */
  async function step(
    number: string,
    clerk: Clerk,
    change: Omit<StatusChange, 'who'>,
    { when = {}, unless, set = {} }: Omit<StepRules, 'within'> = {},
  ): Promise<Case> {
    const within = readable(clerk, now(), 'full');
    if (change.why) await refuseWords({ $and: [{ _id: number }, within] });
    const wordless: QueryFilter<Case> = change.why ? { secrecy: { $ne: 'strong' } } : {};
    const rules = { within, when: { $and: [when, wordless] }, set, ...(unless && { unless }) };
    return changeStatus(number, { ...change, who: by(clerk) }, rules);
  }

  async function refuseWords(filter: QueryFilter<Case>): Promise<void> {
    if (await cases.exists({ $and: [filter, { secrecy: 'strong' }] })) throw new TextNotKept();
  }

  function futureDay(day: string): string {
    if (!isDay(day) || day <= cityTime(now(), city.timezone).day)
      throw new StepRefused('not-valid', 'the date must be a day to come, such as 2027-01-31');
    return day;
  }

  function targetOf(to: Target): { board: string; department: string } {
    const department = 'department' in to ? to.department : '';
    const known = Object.hasOwn(city.departments, department) ? city.departments[department]?.board : undefined;
    const board = 'board' in to ? to.board : (known ?? '');
    if (!Object.hasOwn(city.boards, board)) throw new StepRefused('not-valid', 'no such board or department');
    return { board, department };
  }

  async function refusedUnless(number: string, within: QueryFilter<Case>): Promise<void> {
    if (!(await cases.exists({ $and: [{ _id: number }, within] })))
      throw new StepRefused('not-found', 'there is no such case');
  }

  return {
    take: (number, clerk, { why, version }) =>
      step(
        number,
        clerk,
        { to: 'in-progress', ...(why && { why }), ...(version !== undefined && { version }) },
        {
          ...bothOf(ownCase(clerk, now()), nobodyTalking({ but: clerk.id })),
          set: { assignedTo: clerk.id, dueOn: NO_DAY, forwarded: WITH_NOBODY_ELSE },
        },
      ),

    wait: (number, clerk, said) => step(number, clerk, { to: 'waiting-for-citizen', ...said }),

    async forward(number, clerk, { to, answerBy, ...said }) {
      const forwarded = targetOf(to);
      const dueOn = futureDay(answerBy);
      const within = readable(clerk, now(), 'full');
      const found = await cases.findOne({ $and: [{ _id: number }, within] }).lean<Case>();
      if (!found) throw new StepRefused('not-found', 'there is no such case');
      const strong = found.secrecy === 'strong';
      if (strong && found.board !== forwarded.board)
        throw new StepRefused('not-valid', 'a matter of strong secrecy stays with its board');
      const backOrWithin = forwarded.board === found.board || clerk.boards.includes(forwarded.board);
      if (!owns(clerk, found, now()) && !backOrWithin) throw sentHere();
      if (!strong && !said.why) throw new StepRefused('not-valid', 'a summary is needed, so that nobody asks again');
      return step(
        number,
        clerk,
        { to: 'forwarded', data: { ...forwarded, answerBy: dueOn }, ...said },
        { when: { secrecy: found.secrecy, board: found.board, group: found.group }, set: { forwarded, dueOn } },
      );
    },

    answer: (number, clerk, said) =>
      step(number, clerk, { to: 'answered', ...said }, { set: { answer: said.why ?? '', dueOn: NO_DAY } }),

    async park(number, clerk, { until, ...said }) {
      const dueOn = futureDay(until);
      const rules = { ...ownCase(clerk, now()), set: { dueOn } };
      return step(number, clerk, { to: 'parked', data: { until: dueOn }, ...said }, rules);
    },

    async close(number, clerk, { resolution, ...said }) {
      if (!Object.hasOwn(city.resolutions, resolution) || resolution === WITHDRAWN)
        throw new StepRefused('not-valid', 'unknown resolution');
      const set = { resolution, closedAt: now(), dueOn: NO_DAY, forwarded: WITH_NOBODY_ELSE };
      const rules = { ...bothOf(ownCase(clerk, now()), nobodyTalking()), set };
      return step(number, clerk, { to: 'closed', data: { resolution }, ...said }, rules);
    },

    reopen(number, clerk, said) {
      const { when, unless } = ownCase(clerk, now());
      const rules = { when: { $and: [when, { disposed: false }] }, unless, set: { resolution: '', closedAt: null } };
      return step(number, clerk, { to: 'reopened', ...said }, rules);
    },

    async link(number, clerk, other) {
      if (number === other) throw new StepRefused('not-valid', 'a case is not linked to itself');
      const at = now();
      const within = readable(clerk, at, 'full');
      await refusedUnless(number, within);
      await refusedUnless(other, readable(clerk, at));
      // The entry names no number: whoever reads this case may not be allowed to know of the other.
      const entry: TimelineEntry = { at, who: by(clerk), what: 'linked', data: {} };
      for (const [one, another] of [
        [number, other],
        [other, number],
      ] as const) {
        const { matchedCount } = await cases.updateOne(
          { _id: one, links: { $ne: another } },
          { $set: { updatedAt: at }, $push: { links: another, timeline: entry }, $inc: { version: 1 } },
        );
        if (matchedCount > 0) bus.publish({ what: 'cases', id: one });
      }
    },

    async assign(number, supervisor, assignee) {
      if (!supervisor.roles.includes('supervisor')) throw new StepRefused('not-found', 'there is no such case');
      const at = now();
      const toThemselves = assignee.id === supervisor.id;
      if (toThemselves && (await cases.exists({ _id: number, secrecy: 'strong' })))
        throw new StepRefused(
          'not-valid',
          'nobody gives a strictly secret case to themselves: break the glass, with a reason',
        );
      const { matchedCount } = await cases.updateOne(
        { _id: number, ...(toThemselves && { secrecy: { $ne: 'strong' } }) },
        {
          $set: { assignedTo: assignee.id, updatedAt: at },
          $push: { timeline: { at, who: by(supervisor), what: 'assigned', data: { to: assignee.name } } },
          $inc: { version: 1 },
        },
      );
      if (matchedCount === 0) throw new StepRefused('not-found', 'there is no such case');
      bus.publish({ what: 'cases', id: number });
    },

    async breakGlass(number, clerk, reason) {
      const at = now();
      const words = reason.trim();
      if (words.length < SHORTEST_REASON) throw new StepRefused('not-valid', 'say in a few words why you must see it');
      const strong: QueryFilter<Case> = { $and: [{ _id: number, secrecy: 'strong' }, readable(clerk, at)] };
      const found = await cases.findOne(strong).lean<Case>();
      if (!found) throw new StepRefused('not-found', 'there is no such case');
      const who = by(clerk);
      // First the log: a door that nobody hears of must not be.
      const { id, name } = clerk;
      await audit.append({ what: 'glass-broken', number, who: { id, name }, reason: words });
      const until = new Date(at.getTime() + DOOR_OPEN_MS);
      await cases.updateOne(
        { _id: number, $and: [readable(clerk, at)] },
        {
          $set: { [`doors.${id}`]: until, updatedAt: at },
          $push: { timeline: { at, who, what: 'glass-broken', data: { reason: words, until } } },
          $inc: { version: 1 },
        },
      );
      bus.publish({ what: 'cases', id: number });
      return { until };
    },

    async contest(number, { why = '', version }) {
      if (why) await refuseWords({ _id: number });
      const from = new Date(now().getTime() - CONTEST_WITHIN_MS);
      const change = { to: 'contested', who: CITIZEN, why, ...(version !== undefined && { version }) } as const;
      try {
        return await changeStatus(number, change, {
          when: { closedAt: { $gte: from }, disposed: false },
          set: { resolution: '', closedAt: null },
        });
      } catch (error) {
        const late = await cases.exists({ _id: number, status: 'closed', closedAt: { $lt: from } });
        throw late ? new StepRefused('not-valid', 'a closing can be contested within 14 days') : error;
      }
    },

    async withdraw(number, { why = '', version }) {
      if (why) await refuseWords({ _id: number });
      const set = { resolution: WITHDRAWN, closedAt: now(), dueOn: NO_DAY, forwarded: WITH_NOBODY_ELSE };
      const change = { to: 'closed', who: CITIZEN, what: WITHDRAWN, why, data: { resolution: WITHDRAWN } } as const;
      const rules = { when: nobodyTalking().when, set };
      return changeStatus(number, { ...change, ...(version !== undefined && { version }) }, rules);
    },
  };
}
