import { refused, serverError } from './errors.js';
import { comparable } from './filter.js';
import { fieldOf, type Steps, stepsOf } from './paths.js';
import { compare, copyOf, type Doc, equal, isDoc, kindOf } from './values.js';

export interface Change {
  operator: string;
  path: string;
  steps: Steps;
  operand: unknown;
}
/** What an operator makes of the old value of a field; undefined takes the field away. */
type Work = (operand: never, old: unknown, path: string) => unknown;

/** Reads and checks an update; operands are copied. The changes come in the order in which MongoDB applies them. */
export function readUpdate(update: unknown, where: string): Change[] {
  if (Array.isArray(update)) throw refused('an update by a pipeline', where);
  const changes = Object.entries(update as object).flatMap(([operator, fields]) => {
    if (!operator.startsWith('$'))
      throw serverError(9, `Unknown modifier: ${operator}. Expected a valid update modifier`);
    if (!Object.hasOwn(WORK, operator)) throw refused(`the operator ${operator}`, where);
    return Object.entries((fields as object | undefined) ?? {}).map(([path, operand]) => {
      const place = `${where} at "${path}"`;
      return { operator, path, steps: stepsOf(path, place), operand: readOperand(operator, operand, place) };
    });
  });
  return inOrder(changes, 40);
}

/** Sorts changes by their paths; two of one path, or of a path inside another, are an error. */
export function inOrder(changes: Change[], code: number): Change[] {
  const sorted = changes
    .map((change) => ({ change, key: change.steps.join('\0') }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ change }) => change);
  for (const [i, { path }] of sorted.entries()) {
    const before = sorted[i - 1]?.path;
    if (before !== undefined && (path === before || path.startsWith(`${before}.`)))
      throw serverError(code, `The path '${path}' conflicts with '${before}'`);
  }
  return sorted;
}

function readOperand(operator: string, operand: unknown, where: string): unknown {
  if (operator === '$max') return comparable(operand, operator, where);
  const value = copyOf(operand, where);
  if (operator === '$push' || operator === '$addToSet') return readMany(operator, value, where);
  if (operator === '$inc' && typeof value !== 'number')
    throw serverError(14, `Cannot increment with non-numeric argument (${where})`);
  return value;
}

function readMany(operator: string, value: unknown, where: string): Doc {
  if (!isDoc(value) || !('$each' in value)) return { $each: [value] };
  const wrong = Object.keys(value).find((key) => key !== '$each');
  if (wrong) throw refused(`${wrong} in ${operator}`, where);
  if (!Array.isArray(value.$each)) throw serverError(2, `The argument to $each must be an array (${where})`);
  return value;
}

/** Changes the document in place. */
export function applyChanges(changes: readonly Change[], doc: Doc, isNew: boolean): void {
  for (const change of changes) if (isNew || change.operator !== '$setOnInsert') applyChange(change, doc);
}

function applyChange({ operator, path, steps, operand }: Change, doc: Doc): void {
  let holder = doc;
  for (const step of steps.slice(0, -1)) {
    const next = fieldOf(holder, step);
    if (Array.isArray(next)) throw refused('a path into a list', `${operator} at "${path}"`);
    if (isDoc(next)) holder = next;
    else if (operator === '$unset') return;
    else if (next !== undefined) throw serverError(28, `Cannot create a field in '${step}' (at '${path}')`);
    else {
      const made: Doc = {};
      holder[step] = made;
      holder = made;
    }
  }
  const last = steps.at(-1) ?? '';
  const value = WORK[operator]?.(operand as never, fieldOf(holder, last), path);
  if (value !== undefined) holder[last] = value;
  else delete holder[last];
}

function listAt(path: string, old: unknown): unknown[] {
  if (old === undefined) return [];
  if (!Array.isArray(old)) throw serverError(2, `The field '${path}' must be an array but is of type ${kindOf(old)}`);
  return old;
}

const WORK: Record<string, Work> = {
  $set: (operand) => operand,
  $setOnInsert: (operand) => operand,
  $unset: () => undefined,
  $inc(by: number, old, path) {
    if (old !== undefined && typeof old !== 'number')
      throw serverError(14, `Cannot apply $inc to a value of non-numeric type. The field '${path}' is ${kindOf(old)}`);
    const sum = (old ?? 0) + by;
    if (Number.isInteger(sum) && !Number.isSafeInteger(sum))
      throw refused('a whole number beyond 2^53', `$inc at "${path}"`);
    return sum;
  },
  $max: (operand, old) => (old === undefined || compare(operand, old) > 0 ? operand : old),
  $push: ({ $each }: { $each: unknown[] }, old, path) => [...listAt(path, old), ...$each],
  $addToSet({ $each }: { $each: unknown[] }, old, path) {
    const list = [...listAt(path, old)];
    for (const item of $each) if (!list.some((other) => equal(other, item))) list.push(item);
    return list;
  },
};
