import { refused, serverError } from './errors.js';
import { type Condition, readFilter } from './filter.js';
import { matches } from './match.js';
import { fieldOf, isPlace, type Steps, stepsOf } from './paths.js';
import { readSort, sortDocs } from './sort.js';
import { compare, copyOf, type Doc, equal, isDoc, kindOf } from './values.js';

export interface Change {
  operator: string;
  path: string;
  steps: Steps;
  operand: unknown;
}
/** An update, read and checked; its changes stand in the order in which MongoDB applies them. */
export interface Update {
  changes: Change[];
  arrayFilters: Map<string, Condition>;
}
type Holder = Doc | unknown[];
type Work = (holder: Holder, key: string, change: Change, old: unknown) => void;

export function readUpdate(update: unknown, arrayFilters: unknown, where: string): Update {
  if (Array.isArray(update)) throw refused('an update by a pipeline', where);
  const changes = Object.entries(update as object).flatMap(([operator, fields]) => {
    if (!operator.startsWith('$'))
      throw serverError(9, `Unknown modifier: ${operator}. Expected a valid update modifier`);
    if (!Object.hasOwn(WORK, operator)) throw refused(`the operator ${operator}`, where);
    return Object.entries((fields as object | undefined) ?? {}).map(([path, operand]) => {
      const steps = stepsOf(path, where);
      if (steps.some((step) => step === '$'))
        throw refused('the positional $; use arrayFilters', `${where} at "${path}"`);
      if (steps[0]?.startsWith('$')) throw refused(`the path "${path}"`, where);
      return { operator, path, steps, operand: readOperand(operator, operand, `${where} at "${path}"`) };
    });
  });
  changes.sort((a, b) => compareSteps(a.steps, b.steps));
  checkConflicts(changes);
  return { changes, arrayFilters: readArrayFilters(arrayFilters, where) };
}

function compareSteps(a: Steps, b: Steps): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x = '', y = ''] = [a[i], b[i]];
    if (x !== y) return isPlace(x) && isPlace(y) ? Number(x) - Number(y) : x < y ? -1 : 1;
  }
  return a.length - b.length;
}

function checkConflicts(changes: Change[]): void {
  for (let i = 1; i < changes.length; i++) {
    const [before, after] = [changes[i - 1], changes[i]];
    if (before && after && (before.path === after.path || after.path.startsWith(`${before.path}.`))) {
      throw serverError(40, `Updating the path '${after.path}' would create a conflict at '${before.path}'`);
    }
  }
}

function readArrayFilters(filters: unknown, where: string): Map<string, Condition> {
  const named = new Map<string, Condition>();
  for (const filter of (filters as Doc[] | undefined) ?? []) {
    const names = new Set(Object.keys(filter).map((key) => key.split('.')[0] ?? ''));
    const [name = ''] = names;
    if (names.size !== 1 || name.startsWith('$')) throw refused('an array filter over several names', where);
    named.set(name, readFilter({ $and: Object.entries(filter).map(([key, value]) => ({ [key]: value })) }, where));
  }
  return named;
}

/** Operands are copied once here; a document gets its own copy when they are put into it. */
function readOperand(operator: string, operand: unknown, where: string): unknown {
  if (operator === '$pull') return readPull(operand, where);
  const value = copyOf(operand, where);
  if (operator === '$push' || operator === '$addToSet') return readMany(operator, value, where);
  if (operator === '$inc' && typeof value !== 'number')
    throw serverError(14, `Cannot increment with non-numeric argument (${where})`);
  if (operator === '$pullAll' && !Array.isArray(value)) throw serverError(2, `$pullAll requires an array (${where})`);
  if (operator === '$currentDate' && value !== true && (value as Doc)?.$type !== 'date')
    throw refused('$currentDate other than as a date', where);
  return value;
}

function readMany(operator: string, value: unknown, where: string): Doc {
  if (!isDoc(value) || !('$each' in value)) return { $each: [value] };
  const allowed = operator === '$push' ? ['$each', '$slice', '$sort'] : ['$each'];
  const wrong = Object.keys(value).find((key) => !allowed.includes(key));
  if (wrong) throw refused(`${wrong} in ${operator}`, where);
  if (!Array.isArray(value.$each)) throw serverError(2, `The argument to $each must be an array (${where})`);
  if (value.$slice !== undefined && !Number.isInteger(value.$slice))
    throw serverError(2, `The value for $slice must be an integer (${where})`);
  return value;
}

function readPull(operand: unknown, where: string): (item: unknown) => boolean {
  const isOperators = isDoc(operand) && Object.keys(operand)[0]?.startsWith('$');
  if (isOperators) {
    const condition = readFilter({ value: operand }, where);
    return (item) => matches(condition, { value: item });
  }
  if (isDoc(operand)) {
    const condition = readFilter(operand, where);
    return (item) => isDoc(item) && matches(condition, item);
  }
  const value = copyOf(operand, where);
  return (item) => equal(item, value);
}

/** Changes the document in place. */
export function applyUpdate(update: Update, doc: Doc, { inserting, now }: { inserting: boolean; now: Date }): void {
  for (const change of update.changes) {
    if (change.operator === '$setOnInsert' && !inserting) continue;
    const operand = change.operator === '$currentDate' ? now : change.operand;
    visit(doc, { ...change, operand }, update.arrayFilters, 0);
  }
}

const REMOVING = new Set(['$unset', '$pull', '$pullAll']);

/** Walks to the field, making the documents on the way, and lets the operator work on it. */
function visit(holder: Holder, change: Change, filters: Map<string, Condition>, at: number): void {
  const step = change.steps[at] ?? '';
  if (step.startsWith('$[')) {
    if (!Array.isArray(holder)) throw serverError(2, `The path '${change.path}' must lead to an array at '${step}'`);
    const name = step.slice(2, -1);
    const filter = filters.get(name);
    if (name && !filter)
      throw serverError(2, `No array filter found for identifier '${name}' in path '${change.path}'`);
    holder.forEach((item, i) => {
      if (!filter || matches(filter, { [name]: item })) visitField(holder, String(i), change, filters, at);
    });
    return;
  }
  if (Array.isArray(holder) && !isPlace(step)) {
    if (REMOVING.has(change.operator)) return;
    throw serverError(28, `Cannot create field '${step}' in an array (at '${change.path}')`);
  }
  visitField(holder, step, change, filters, at);
}

function visitField(holder: Holder, step: string, change: Change, filters: Map<string, Condition>, at: number): void {
  const old = fieldOf(holder as Doc, step);
  if (at === change.steps.length - 1) {
    WORK[change.operator]?.(holder, step, change, old);
    return;
  }
  if (isDoc(old) || Array.isArray(old)) {
    visit(old, change, filters, at + 1);
    return;
  }
  if (REMOVING.has(change.operator)) return;
  if (old !== undefined)
    throw serverError(28, `Cannot create field '${change.steps[at + 1]}' in '${step}' (at '${change.path}')`);
  const made: Doc = {};
  visit(made, change, filters, at + 1);
  put(holder, step, made);
}

function put(holder: Holder, key: string, value: unknown): void {
  if (Array.isArray(holder)) {
    if (Number(key) > holder.length + 1_500_000)
      throw serverError(2, `The place ${key} is too far beyond the end of the list`);
    while (holder.length < Number(key)) holder.push(null);
  }
  (holder as Doc)[key] = value;
}

function copy(value: unknown): unknown {
  return typeof value === 'object' ? copyOf(value, 'an update') : value;
}

function listAt(change: Change, old: unknown): unknown[] {
  if (old === undefined) return [];
  if (!Array.isArray(old))
    throw serverError(2, `The field '${change.path}' must be an array but is of type ${kindOf(old)}`);
  return old;
}

const set: Work = (holder, key, { operand }) => put(holder, key, copy(operand));

const keepBetter =
  (sign: 1 | -1): Work =>
  (holder, key, { operand }, old) => {
    if (old === undefined || compare(operand, old) * sign > 0) put(holder, key, copy(operand));
  };

const removeWhere =
  (isOut: (operand: unknown, item: unknown) => boolean): Work =>
  (holder, key, change, old) => {
    if (old === undefined) return;
    put(
      holder,
      key,
      listAt(change, old).filter((item) => !isOut(change.operand, item)),
    );
  };

const WORK: Record<string, Work> = {
  $set: set,
  $setOnInsert: set,
  $currentDate: set,
  $unset: (holder, key) => {
    if (!Array.isArray(holder)) delete holder[key];
    else if (Number(key) < holder.length) holder[Number(key)] = null;
  },
  $inc: (holder, key, { operand, path }, old) => {
    if (old !== undefined && typeof old !== 'number') {
      throw serverError(14, `Cannot apply $inc to a value of non-numeric type. The field '${path}' is ${kindOf(old)}`);
    }
    const sum = (old ?? 0) + (operand as number);
    if (Number.isInteger(sum) && !Number.isSafeInteger(sum))
      throw refused('a whole number beyond 2^53', `$inc at "${path}"`);
    put(holder, key, sum);
  },
  $min: keepBetter(-1),
  $max: keepBetter(1),
  $push: (holder, key, change, old) => {
    const { $each, $sort, $slice } = change.operand as { $each: unknown[]; $sort?: unknown; $slice?: number };
    let list = [...listAt(change, old), ...(copy($each) as unknown[])];
    if ($sort !== undefined) list = sortPushed(list, $sort);
    if ($slice !== undefined) list = $slice < 0 ? list.slice($slice) : list.slice(0, $slice);
    put(holder, key, list);
  },
  $addToSet: (holder, key, change, old) => {
    const list = [...listAt(change, old)];
    for (const item of (change.operand as { $each: unknown[] }).$each) {
      if (!list.some((other) => equal(other, item))) list.push(copy(item));
    }
    put(holder, key, list);
  },
  $pull: removeWhere((isOut, item) => (isOut as (item: unknown) => boolean)(item)),
  $pullAll: removeWhere((values, item) => (values as unknown[]).some((value) => equal(value, item))),
};

function sortPushed(list: unknown[], sort: unknown): unknown[] {
  if (sort === 1 || sort === -1) return sortDocs(list, [['value', sort]], (value) => ({ value }));
  return sortDocs(list, readSort(sort, '$push'), (item) => item);
}
