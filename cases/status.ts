import type { Model, QueryFilter, Schema, UpdateQuery } from 'mongoose';
import type { Case, TimelineEntry, Who } from './case.js';

export const CASE_STATUSES = [
  'registered',
  'waiting',
  'in-progress',
  'waiting-for-citizen',
  'forwarded',
  'parked',
  'answered',
  'closed',
  'contested',
  'reopened',
] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

/**
 * Where a case may go from where it stands. A case that waits in a queue is claimed or left, nothing else; one that an
 * agent had, or that was over, may come into a queue again.
 */
export const TRANSITIONS: Readonly<Record<CaseStatus, readonly CaseStatus[]>> = {
  registered: ['waiting', 'in-progress', 'waiting-for-citizen', 'forwarded', 'parked', 'answered', 'closed'],
  waiting: ['in-progress', 'registered', 'closed'],
  'in-progress': ['waiting', 'waiting-for-citizen', 'forwarded', 'parked', 'answered', 'closed'],
  'waiting-for-citizen': ['waiting', 'in-progress', 'forwarded', 'parked', 'answered', 'closed'],
  forwarded: ['forwarded', 'in-progress', 'waiting-for-citizen', 'parked', 'answered', 'closed'],
  parked: ['in-progress', 'waiting-for-citizen', 'forwarded', 'answered', 'closed'],
  answered: ['waiting', 'in-progress', 'waiting-for-citizen', 'forwarded', 'closed'],
  closed: ['waiting', 'contested', 'reopened'],
  contested: ['waiting', 'in-progress', 'waiting-for-citizen', 'forwarded', 'parked', 'answered', 'closed'],
  reopened: ['waiting', 'in-progress', 'waiting-for-citizen', 'forwarded', 'parked', 'answered', 'closed'],
};

export function originsOf(to: CaseStatus): CaseStatus[] {
  return CASE_STATUSES.filter((from) => TRANSITIONS[from].includes(to));
}

export type WhyRefused = 'not-found' | 'transition' | 'changed' | 'not-valid' | 'sent-here' | 'in-queue' | 'talking';

/**
 * `transition`: the case cannot go there from where it stands; `changed`: somebody else was first, or it is not as the
 * step needs it; `not-found` also stands for what the asker may not see; `sent-here`: the step is for those whose case it
 * is; `in-queue`: its conversation waits to be claimed; `talking`: somebody else is in conversation about it.
 */
export class StepRefused extends Error {
  constructor(
    readonly reason: WhyRefused,
    message: string,
  ) {
    super(message);
    this.name = 'StepRefused';
  }
}

export interface StatusChange {
  to: CaseStatus;
  who: Who;
  /** The timeline's word for it; the new status when left out. */
  what?: string;
  /** Free text: kept beside the timeline, so that it can be taken away without touching an entry. */
  why?: string;
  data?: Record<string, unknown>;
  /** The version the change was decided on; refused when it is no longer that. */
  version?: number;
}

/** What a step adds to a change of status, in the same write. */
export interface StepRules {
  /** The wall: a case outside it is not there. */
  within?: QueryFilter<Case>;
  /** What else must hold at the moment of the write. */
  when?: QueryFilter<Case>;
  /** Why a case that is not so is refused. */
  unless?(found: Case): StepRefused | undefined;
  set?: Record<string, unknown>;
}

interface Needs {
  cases: Model<Case>;
  bus: { publish(event: { what: string; id: string }): void };
  now: () => Date;
  newId: () => string;
}

export type ChangeStatus = (number: string, change: StatusChange, rules?: StepRules) => Promise<Case>;

/** The one function that changes where a case stands. @throws {StepRefused} */
export function createStatusChange({ cases, bus, now, newId }: Needs): ChangeStatus {
  return async (
    number,
    { to, who, what = to, why = '', data = {}, version },
    { within = {}, when = {}, unless, set = {} } = {},
  ) => {
    const at = now();
    const origins = originsOf(to);
    const words = why ? newId() : '';
    const entry: TimelineEntry = { at, who, what, data, words };
    const changed = await cases
      .findOneAndUpdate(
        {
          _id: number,
          status: { $in: origins },
          ...(version !== undefined && { version }),
          $and: [{ _id: number }, within, when],
        },
        {
          $set: { ...set, status: to, updatedAt: at, ...(why && { [`texts.${words}`]: why }) },
          $push: { timeline: entry },
          $inc: { version: 1 },
        },
        { returnDocument: 'after' },
      )
      .lean<Case>();
    if (changed) {
      bus.publish({ what: 'cases', id: number });
      return changed;
    }
    const found = await cases.findOne({ $and: [{ _id: number }, within] }).lean<Case>();
    if (!found) throw new StepRefused('not-found', 'there is no such case');
    if (!origins.includes(found.status))
      throw new StepRefused('transition', `a case that is ${found.status} cannot become ${to}`);
    if (version !== undefined && found.version !== version)
      throw new StepRefused('changed', 'somebody else changed the case, look at it again');
    throw unless?.(found) ?? new StepRefused('changed', 'the case is not as this step needs it');
  };
}

/** An update of cases that goes round the rules is a mistake in the program, not of a person. */
export class UnguardedUpdate extends Error {}

type Operation = { operator: string; path: string; operand: unknown };

function operationsOf(update: UpdateQuery<Case>): Operation[] {
  return Object.entries(update).flatMap(([key, value]) =>
    key.startsWith('$')
      ? Object.entries((value ?? {}) as object).map(([path, operand]) => ({ operator: key, path, operand }))
      : [{ operator: '$set', path: key, operand: value }],
  );
}

function namedOrigins(filter: QueryFilter<Case>): readonly string[] {
  const named = filter.status as unknown;
  if (typeof named === 'string') return [named];
  const { $in } = (named ?? {}) as { $in?: unknown };
  return Array.isArray($in) ? $in : [];
}

const isWithin = (field: string, path: string) => path === field || path.startsWith(`${field}.`);

function checkTimeline({ operator, operand }: Operation): void {
  const modifiers = Object.keys((operand ?? {}) as object).filter((key) => key.startsWith('$') && key !== '$each');
  if (operator === '$push' && modifiers.length === 0) return;
  throw new UnguardedUpdate(`the timeline only grows: ${operator} ${modifiers.join(' ')} is refused`);
}

function checkStatus(filter: QueryFilter<Case>, { operator, operand }: Operation, all: readonly Operation[]): void {
  const origins = namedOrigins(filter);
  const to = operand as CaseStatus;
  if (operator !== '$set') throw new UnguardedUpdate(`the status is set, not changed by ${operator}`);
  if (origins.length === 0) throw new UnguardedUpdate(`the status becomes ${to} whatever it was: name its origins`);
  const wrong = origins.find((from) => !TRANSITIONS[from as CaseStatus]?.includes(to));
  if (wrong) throw new UnguardedUpdate(`a case that is ${wrong} cannot become ${to}`);
  if (!all.some((one) => one.operator === '$push' && one.path === 'timeline'))
    throw new UnguardedUpdate('a change of status stands on the timeline');
  if (!all.some((one) => one.operator === '$inc' && one.path === 'version' && one.operand === 1))
    throw new UnguardedUpdate('a change of status counts the version on');
}

/** Every update through the model passes here, whoever makes it. @throws {UnguardedUpdate} */
export function checkUpdate(filter: QueryFilter<Case>, update: unknown): void {
  if (Array.isArray(update)) throw new UnguardedUpdate('cases are not updated by a pipeline');
  const all = operationsOf((update ?? {}) as UpdateQuery<Case>);
  for (const one of all) {
    if (one.operator === '$rename') throw new UnguardedUpdate('no field of a case changes its name');
    if (isWithin('timeline', one.path)) checkTimeline(one);
    if (isWithin('status', one.path)) checkStatus(filter, one, all);
  }
}

/** Whoever changes a status marks the case in the same write: so nobody has to remember that the citizen is to be told. */
function markMove(update: UpdateQuery<Case>): void {
  if (!operationsOf(update).some(({ path }) => path === 'status')) return;
  update.$set = { ...update.$set, toTell: true };
  update.$inc = { ...update.$inc, moves: 1 };
}

export function guardStatus(schema: Schema<Case>): void {
  schema.pre(['updateOne', 'findOneAndUpdate', 'updateMany'], function () {
    const update = this.getUpdate();
    checkUpdate(this.getFilter(), update);
    if (update) markMove(update as UpdateQuery<Case>);
  });
  schema.pre(['replaceOne', 'findOneAndReplace'], () => {
    throw new UnguardedUpdate('a case is never replaced');
  });
  schema.pre('bulkWrite', () => {
    throw new UnguardedUpdate('cases are not changed in bulk');
  });
  schema.pre('save', function () {
    if (!this.isNew) throw new UnguardedUpdate('a case is changed by updates that name what they expect');
  });
}
