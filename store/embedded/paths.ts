import { refused } from './errors.js';
import { type Doc, isDoc } from './values.js';

export type Steps = readonly string[];

const known = new Map<string, Steps>();

/** The steps of a dotted path. A step means a field, never a place in a list. */
export function stepsOf(path: string, where: string): Steps {
  const found = known.get(path);
  if (found) return found;
  const steps = path.split('.');
  for (const step of steps) {
    if (step === '' || step === '__proto__') throw refused(`the path "${path}"`, where);
    if (step.startsWith('$')) throw refused(`the positional ${step}`, `${where} at "${path}"`);
    if (/^\d+$/.test(step)) throw refused(`the number ${step} in a path`, `${where} at "${path}"`);
  }
  if (known.size < 5000) known.set(path, steps);
  return steps;
}

export function fieldOf(doc: Doc, step: string): unknown {
  return Object.hasOwn(doc, step) ? doc[step] : undefined;
}

/** Shows `visit` every value that a path leads to, also through lists, until it says true. Missing is undefined. */
export function reach(value: unknown, steps: Steps, visit: (found: unknown) => boolean, at = 0): boolean {
  const step = steps[at];
  if (step === undefined) return visit(value);
  if (isDoc(value)) return reach(fieldOf(value, step), steps, visit, at + 1);
  if (!Array.isArray(value) || value.length === 0) return visit(undefined);
  return value.some((item) => isDoc(item) && reach(item, steps, visit, at));
}
