import { types } from 'node:util';
import { refused } from './errors.js';
import { type Steps, stepsOf } from './paths.js';
import { type Pattern, patternOf } from './pattern.js';
import { copyOf, isDoc, kindOf } from './values.js';

export type Comparison = 'gt' | 'gte' | 'lt' | 'lte';
type At = { path: string; steps: Steps };
export type Leaf = At &
  (
    | { kind: 'eq' | Comparison; value: unknown }
    | { kind: 'in'; values: unknown[]; patterns: Pattern[] }
    | { kind: 'exists' }
    | { kind: 'size'; size: number }
    | { kind: 'regex'; pattern: Pattern }
    | { kind: 'elemMatch'; of: Condition; scalar: boolean }
  );
/** A filter, read and checked: what the matcher and the planner both work on. */
export type Condition =
  | { kind: 'and'; of: Condition[] }
  | { kind: 'or'; of: Condition[] }
  | { kind: 'not'; of: Condition }
  | Leaf;

export function readFilter(filter: unknown, where: string): Condition {
  if (filter === undefined || filter === null) return { kind: 'and', of: [] };
  if (typeof filter !== 'object' || Array.isArray(filter)) throw refused('a filter that is no object', where);
  const of = Object.entries(filter).map(([key, value]) => readEntry(key, value, where));
  return of.length === 1 && of[0] ? of[0] : { kind: 'and', of };
}

function readEntry(key: string, value: unknown, where: string): Condition {
  if (!key.startsWith('$')) return readField(key, value, where);
  const list = () => {
    if (!Array.isArray(value) || value.length === 0) throw refused(`${key} without a list`, where);
    return value.map((part) => readFilter(part, `${where} ${key}`));
  };
  switch (key) {
    case '$and':
      return { kind: 'and', of: list() };
    case '$or':
      return { kind: 'or', of: list() };
    case '$nor':
      return { kind: 'not', of: { kind: 'or', of: list() } };
    default:
      throw refused(`the operator ${key}`, where);
  }
}

function isOperators(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || types.isRegExp(value) || !isDoc(value)) return false;
  return Object.keys(value)[0]?.startsWith('$') ?? false;
}

function readField(path: string, value: unknown, where: string): Condition {
  const at = { path, steps: path === '' ? [] : stepsOf(path, where) };
  if (types.isRegExp(value)) return { ...at, kind: 'regex', pattern: patternOf(value, undefined, where) };
  if (!isOperators(value)) return { ...at, kind: 'eq', value: copyOf(value, where) };
  if ('$options' in value && !('$regex' in value)) throw refused('$options without $regex', where);
  const of = Object.entries(value)
    .filter(([operator]) => operator !== '$options')
    .map(([operator, operand]) => readOperator(at, operator, operand, value.$options, `${where} at "${path}"`));
  return of.length === 1 && of[0] ? of[0] : { kind: 'and', of };
}

function readOperator(at: At, operator: string, operand: unknown, options: unknown, where: string): Condition {
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
      return readIn(at, operand, where);
    case '$nin':
      return { kind: 'not', of: readIn(at, operand, where) };
    case '$exists':
      return operand ? { ...at, kind: 'exists' } : { kind: 'not', of: { ...at, kind: 'exists' } };
    case '$size':
      if (!Number.isInteger(operand)) throw refused(`$size ${String(operand)}`, where);
      return { ...at, kind: 'size', size: Number(operand) };
    case '$regex':
      return { ...at, kind: 'regex', pattern: patternOf(operand, options, where) };
    case '$not':
      if (!isOperators(operand) && !types.isRegExp(operand)) throw refused('$not without an operator', where);
      return { kind: 'not', of: readField(at.path, operand, where) };
    case '$all':
      if (!Array.isArray(operand)) throw refused('$all without a list', where);
      if (operand.length === 0) return { kind: 'or', of: [] };
      return { kind: 'and', of: operand.map((item) => readField(at.path, item, where)) };
    case '$elemMatch': {
      if (!isDoc(operand)) throw refused('$elemMatch without a filter', where);
      const scalar = isOperators(operand) && !['$and', '$or', '$nor'].includes(Object.keys(operand)[0] ?? '');
      return {
        ...at,
        kind: 'elemMatch',
        scalar,
        of: scalar ? readField('', operand, where) : readFilter(operand, where),
      };
    }
    default:
      throw refused(`the operator ${operator}`, where);
  }
}

function readIn(at: At, operand: unknown, where: string): Leaf {
  if (!Array.isArray(operand)) throw refused('$in without a list', where);
  const patterns = operand.filter((item) => types.isRegExp(item)).map((item) => patternOf(item, undefined, where));
  const values = operand.filter((item) => !types.isRegExp(item)).map((item) => copyOf(item, where));
  return { ...at, kind: 'in', values, patterns };
}

function comparable(operand: unknown, operator: string, where: string): unknown {
  const value = copyOf(operand, where);
  const kind = kindOf(value);
  if (kind === 'object' || kind === 'array' || kind === 'binary') throw refused(`${operator} with an ${kind}`, where);
  return value;
}

/** The values a document must have at certain paths to match: what an upsert starts from. */
export function equalities(condition: Condition): Array<{ path: string; value: unknown }> {
  if (condition.kind === 'and') return condition.of.flatMap(equalities);
  return condition.kind === 'eq' ? [condition] : [];
}
