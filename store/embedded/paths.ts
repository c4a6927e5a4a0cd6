import { refused } from './errors.js';
import { type Doc, isDoc } from './values.js';

export type Steps = readonly string[];

const known = new Map<string, Steps>();

/** The steps of a dotted path. */
export function stepsOf(path: string, where: string): Steps {
  const found = known.get(path);
  if (found) return found;
  const steps = path.split('.');
  if (steps.some((step) => step === '' || step === '__proto__')) throw refused(`the path "${path}"`, where);
  if (known.size < 5000) known.set(path, steps);
  return steps;
}

export function isPlace(step: string | undefined): boolean {
  return step !== undefined && /^(0|[1-9]\d*)$/.test(step);
}

export function fieldOf(doc: Doc, step: string): unknown {
  return Object.hasOwn(doc, step) ? doc[step] : undefined;
}

/**
 * Shows `visit` every value that a path leads to, through arrays of documents and by number into arrays, until it
 * says true. A missing value is undefined.
 */
export function reach(value: unknown, steps: Steps, visit: (found: unknown) => boolean, at = 0): boolean {
  const step = steps[at];
  if (step === undefined) return visit(value);
  if (isDoc(value)) return reach(fieldOf(value, step), steps, visit, at + 1);
  if (!Array.isArray(value) || value.length === 0) return visit(undefined);
  if (isPlace(step) && Number(step) < value.length && reach(value[Number(step)], steps, visit, at + 1)) return true;
  return value.some((item) => isDoc(item) && reach(item, steps, visit, at));
}
