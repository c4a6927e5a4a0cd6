import type { Comparison, Condition, Leaf } from './filter.js';
import { reach } from './paths.js';
import { compare, equal, kindOf } from './values.js';

/** Whether a document fits a filter, as MongoDB judges it. */
export function matches(condition: Condition, doc: unknown): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.of.every((part) => matches(part, doc));
    case 'or':
      return condition.of.some((part) => matches(part, doc));
    case 'not':
      return !matches(condition.of, doc);
    default:
      return reach(
        doc,
        condition.steps,
        (found) => fits(condition, found) || (Array.isArray(found) && found.some((item) => fits(condition, item))),
      );
  }
}

function fits(leaf: Leaf, found: unknown): boolean {
  switch (leaf.kind) {
    case 'eq':
      return equal(found, leaf.value);
    case 'in':
      return leaf.values.some((value) => equal(found, value));
    default:
      return kindOf(found) === kindOf(leaf.value) && isInOrder(leaf.kind, compare(found, leaf.value));
  }
}

function isInOrder(comparison: Comparison, order: number): boolean {
  if (order === 0) return comparison.endsWith('e');
  return order > 0 === comparison.startsWith('g');
}
