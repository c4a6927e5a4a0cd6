import { reach, type Steps, stepsOf } from './paths.js';
import type { Sort } from './plan.js';
import { compare } from './values.js';

/** Reads a sort as the driver takes it: an object, a Map or a list of pairs. */
export function readSort(sort: unknown, where: string): Sort {
  if (!sort) return [];
  const pairs: Iterable<[string, unknown]> =
    sort instanceof Map || Array.isArray(sort) ? sort : Object.entries(sort as object);
  return Array.from(pairs, ([path, direction]) => {
    stepsOf(path, where);
    if (direction === 1 || direction === -1) return [path, direction] as const;
    throw new Error(`the sort direction of "${path}" in ${where} must be 1 or -1`);
  });
}

/** Sorts in place; equal ones keep their order. */
export function sortDocs<T>(items: T[], sort: Sort, docOf: (item: T) => unknown): T[] {
  const keys = sort.map(([path, direction]) => ({ steps: stepsOf(path, 'a sort'), direction }));
  return items
    .map((item) => ({ item, at: keys.map(({ steps, direction }) => sortKey(docOf(item), steps, direction)) }))
    .sort((a, b) => {
      for (let i = 0; i < keys.length; i++) {
        const order = compareKeys(a.at[i], b.at[i]);
        if (order !== 0) return order * (keys[i]?.direction ?? 1);
      }
      return 0;
    })
    .map(({ item }) => item);
}

const EMPTY = Symbol('empty list');

/** An empty list sorts before null. */
function compareKeys(a: unknown, b: unknown): number {
  return a === EMPTY || b === EMPTY ? Number(b === EMPTY) - Number(a === EMPTY) : compare(a, b);
}

/** An array sorts by its lowest element, or by its highest when the order descends. */
function sortKey(doc: unknown, steps: Steps, direction: 1 | -1): unknown {
  let best: { value: unknown } | undefined;
  const take = (value: unknown) => {
    if (!best || compareKeys(value, best.value) * direction < 0) best = { value };
  };
  reach(doc, steps, (found) => {
    if (Array.isArray(found)) (found.length > 0 ? found : [EMPTY]).forEach(take);
    else take(found);
    return false;
  });
  return best?.value;
}
