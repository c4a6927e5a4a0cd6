import { refused } from './errors.js';
import { type Steps, stepsOf } from './paths.js';
import { copyOf, isDoc, isTree, kindOf } from './values.js';

export type Comparison = 'gt' | 'gte' | 'lt' | 'lte';
type At = { path: string; steps: Steps };
export type Leaf = At & ({ kind: 'eq' | Comparison; value: unknown } | { kind: 'in'; values: unknown[] });
/** A filter, read and checked: what the matcher and the planner both work on. */
export type Condition =
  | { kind: 'and'; of: Condition[] }
  | { kind: 'or'; of: Condition[] }
  | { kind: 'not'; of: Leaf }
  | Leaf;

export function readFilter(filter: unknown, where: string): Condition {
  if (filter === undefined || filter === null) return { kind: 'and', of: [] };
  if (typeof filter !== 'object' || Array.isArray(filter)) throw refused('a filter that is no object', where);
  return all(Object.entries(filter).map(([key, value]) => readEntry(key, value, where)));
}

function all(of: Condition[]): Condition {
  return of.length === 1 && of[0] ? of[0] : { kind: 'and', of };
}

function readEntry(key: string, value: unknown, where: string): Condition {
  if (!key.startsWith('$')) return readField({ path: key, steps: stepsOf(key, where) }, value, where);
  if (key !== '$and' && key !== '$or') throw refused(`the operator ${key}`, where);
  if (!Array.isArray(value) || value.length === 0) throw refused(`${key} without a list`, where);
  const of = value.map((part) => readFilter(part, `${where} ${key}`));
  return { kind: key === '$and' ? 'and' : 'or', of };
}

function isOperators(value: unknown): value is Record<string, unknown> {
  return isDoc(value) && (Object.keys(value)[0]?.startsWith('$') ?? false);
}

function readField(at: At, value: unknown, where: string): Condition {
  if (!isOperators(value)) return { ...at, kind: 'eq', value: copyOf(value, `${where} at "${at.path}"`) };
  return all(
    Object.entries(value).map(([operator, operand]) => readOperator(at, operator, operand, `${where} at "${at.path}"`)),
  );
}

function readOperator(at: At, operator: string, operand: unknown, where: string): Condition {
  switch (operator) {
    case '$eq':
      return { ...at, kind: 'eq', value: copyOf(operand, where) };
    case '$ne':
      return { kind: 'not', of: { ...at, kind: 'eq', value: copyOf(operand, where) } };
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return { ...at, kind: operator.slice(1) as Comparison, value: comparable(operand, operator, where) };
    case '$in':
      return { ...at, kind: 'in', values: listOf(operand, operator, where) };
    case '$nin':
      return { kind: 'not', of: { ...at, kind: 'in', values: listOf(operand, operator, where) } };
    default:
      throw refused(`the operator ${operator}`, where);
  }
}

function listOf(operand: unknown, operator: string, where: string): unknown[] {
  if (!Array.isArray(operand)) throw refused(`${operator} without a list`, where);
  return operand.map((item) => copyOf(item, where));
}

/** The operand of a comparison by order. */
export function comparable(operand: unknown, operator: string, where: string): unknown {
  const value = copyOf(operand, where);
  const kind = kindOf(value);
  if (isTree(kind)) throw refused(`${operator} with an ${kind}`, where);
  return value;
}

/** The values a document must have at certain paths to match: what an upsert starts from. */
export function equalities(condition: Condition): Array<At & { value: unknown }> {
  if (condition.kind === 'and') return condition.of.flatMap(equalities);
  return condition.kind === 'eq' ? [condition] : [];
}
