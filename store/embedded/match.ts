import type { Comparison, Condition, Leaf } from './filter.js';
import { reach } from './paths.js';
import { compare, equal, isDoc, kindOf } from './values.js';

/** Whether a document (or, inside an array, a value) fits a filter, as MongoDB judges it. */
export function matches(condition: Condition, value: unknown): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.of.every((part) => matches(part, value));
    case 'or':
      return condition.of.some((part) => matches(part, value));
    case 'not':
      return !matches(condition.of, value);
    default:
      return reach(value, condition.steps, (found) => fits(condition, found));
  }
}

function fits(leaf: Leaf, found: unknown): boolean {
  switch (leaf.kind) {
    case 'exists':
      return found !== undefined;
    case 'size':
      return Array.isArray(found) && found.length === leaf.size;
    case 'elemMatch':
      return Array.isArray(found) && found.some((item) => (leaf.scalar || isDoc(item)) && matches(leaf.of, item));
    default:
      return fitsScalar(leaf, found) || (Array.isArray(found) && found.some((item) => fitsScalar(leaf, item)));
  }
}

function fitsScalar(leaf: Leaf, found: unknown): boolean {
  switch (leaf.kind) {
    case 'eq':
      return equal(found, leaf.value);
    case 'in':
      return (
        leaf.values.some((value) => equal(found, value)) ||
        (typeof found === 'string' && leaf.patterns.some((pattern) => pattern.test(found)))
      );
    case 'regex':
      return typeof found === 'string' && leaf.pattern.test(found);
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return kindOf(found) === kindOf(leaf.value) && inOrder(leaf.kind, compare(found, leaf.value));
    default:
      return false;
  }
}

function inOrder(comparison: Comparison, order: number): boolean {
  switch (comparison) {
    case 'gt':
      return order > 0;
    case 'gte':
      return order >= 0;
    case 'lt':
      return order < 0;
    case 'lte':
      return order <= 0;
  }
}
