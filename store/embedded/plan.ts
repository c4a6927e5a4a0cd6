import type { Comparison, Condition, Leaf } from './filter.js';
import { column, type IndexSpec, literal, multikeyTable, presence } from './indexes.js';
import { afterPrefix } from './pattern.js';
import { KEY_RANGE, kindOf, type Scalar, toPlain } from './values.js';

export type Sort = ReadonlyArray<readonly [path: string, direction: 1 | -1]>;

/** How a filter and a sort become SQL. What SQL cannot say exactly is checked again on the documents. */
export interface Plan {
  where: string;
  params: Scalar[];
  /** SQL finds exactly the documents of the filter, not only candidates. */
  exact: boolean;
  /** Undefined when the documents must be sorted afterwards. */
  orderBy: string | undefined;
}

type Term = { sql: string; params: Scalar[]; exact: boolean };
const ANY: Term = { sql: '', params: [], exact: false };
const NONE: Term = { sql: '0', params: [], exact: true };

/** Only indexed paths are asked of SQL: of these the table knows whether any document has an array there. */
export function plan(table: string, specs: readonly IndexSpec[], condition: Condition, sort: Sort): Plan {
  const term = planner(table, specs)(condition);
  const sortable = sort.every(([path]) => path === '_id' || specs.some((spec) => path in spec.key && !spec.multikey));
  const order = sort.map(([path, direction]) => `${column(path)}${direction === -1 ? ' DESC' : ''}`).join(', ');
  return {
    where: term.sql && ` WHERE ${term.sql}`,
    params: term.params,
    exact: term.exact,
    orderBy: sortable ? order && ` ORDER BY ${order}` : undefined,
  };
}

function planner(table: string, specs: readonly IndexSpec[]): (condition: Condition) => Term {
  const translate = (condition: Condition): Term => {
    switch (condition.kind) {
      case 'and':
        return conjunction(condition.of.map(translate));
      case 'or':
        return disjunction(condition.of.map(translate));
      case 'not':
        return negation(condition.of);
      default:
        return leafTerm(condition);
    }
  };

  const leafTerm = (leaf: Leaf): Term => {
    if (leaf.path === '_id') return scalarTerm('id', leaf, []);
    const using = specs.filter((spec) => leaf.path in spec.key);
    const multikey = using.find((spec) => spec.multikey);
    if (multikey) return multikeyTerm(multikeyTable(table, multikey), leaf);
    return using.length > 0 || isPartialTerm(leaf.path, specs) ? scalarTerm(column(leaf.path), leaf, specs) : ANY;
  };

  const negation = (of: Condition): Term => {
    if (of.kind !== 'eq' && of.kind !== 'in' && of.kind !== 'exists') return ANY;
    const term = leafTerm(of);
    const plainPath = of.path === '_id' || specs.some((spec) => of.path in spec.key && !spec.multikey);
    if (!term.exact || !plainPath) return ANY;
    return { sql: `(${term.sql}) IS NOT 1`, params: term.params, exact: true };
  };

  return translate;
}

function isPartialTerm(path: string, specs: readonly IndexSpec[]): boolean {
  return specs.some((spec) => spec.partial.some((term) => term.path === path));
}

function conjunction(terms: Term[]): Term {
  const used = terms.filter((term) => term.sql);
  return {
    sql: used.map(({ sql }) => sql).join(' AND '),
    params: used.flatMap(({ params }) => params),
    exact: terms.every(({ exact }) => exact),
  };
}

function disjunction(terms: Term[]): Term {
  if (terms.length === 0) return NONE;
  if (terms.some((term) => !term.sql)) return { ...ANY, exact: terms.some((term) => !term.sql && term.exact) };
  return {
    sql: `(${terms.map(({ sql }) => `(${sql})`).join(' OR ')})`,
    params: terms.flatMap(({ params }) => params),
    exact: terms.every(({ exact }) => exact),
  };
}

/** The index key of a filter's value; undefined when no index can hold such a value. */
function keyOf(value: unknown): Scalar | undefined {
  if (!(kindOf(value) in KEY_RANGE)) return undefined;
  const key = toPlain(value, 'a filter') as Scalar;
  return typeof key === 'string' && key.includes('\0') ? undefined : key;
}

function scalarTerm(expr: string, leaf: Leaf, specs: readonly IndexSpec[]): Term {
  switch (leaf.kind) {
    case 'eq': {
      if (kindOf(leaf.value) === 'null') return { sql: `${expr} IS NULL`, params: [], exact: true };
      const key = keyOf(leaf.value);
      if (key === undefined) return NONE;
      // a partial index is chosen only when the query repeats its condition in the same words
      const isPartial = specs.some((spec) =>
        spec.partial.some((term) => term.path === leaf.path && 'equals' in term && term.equals === key),
      );
      return isPartial
        ? { sql: `${expr} = ${literal(key)}`, params: [], exact: true }
        : { sql: `${expr} = ?`, params: [key], exact: true };
    }
    case 'in':
      return leaf.patterns.length > 0 ? ANY : inTerm(expr, leaf.values);
    case 'exists':
      return leaf.path === '_id' ? ANY : { sql: presence(leaf.path), params: [], exact: true };
    case 'regex':
      return prefixTerm(expr, leaf.pattern.prefix);
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return rangeTerm(expr, leaf.kind, leaf.value);
    default:
      return ANY;
  }
}

/** An index over an array has an entry per element and none for null. */
function multikeyTerm(each: string, leaf: Leaf): Term {
  const values = leaf.kind === 'in' ? leaf.values : leaf.kind === 'eq' ? [leaf.value] : [];
  if (values.some((value) => keyOf(value) === undefined)) return ANY;
  if (leaf.kind === 'exists' || ('value' in leaf && kindOf(leaf.value) === 'null')) return ANY;
  const { sql, params, exact } = scalarTerm('k', leaf, []);
  return sql ? { sql: `n IN (SELECT n FROM ${each} WHERE ${sql})`, params, exact } : ANY;
}

function inTerm(expr: string, values: unknown[]): Term {
  const keys = values.map(keyOf).filter((key) => key !== undefined);
  const isNull = values.some((value) => kindOf(value) === 'null') ? `${expr} IS NULL` : '';
  if (keys.length === 0) return isNull ? { sql: isNull, params: [], exact: true } : NONE;
  // as many places as the next power of two, so that few different statements are prepared
  const params = [...keys];
  while (params.length & (params.length - 1)) params.push(keys[0] as Scalar);
  const list = `${expr} IN (${params.map(() => '?').join(',')})`;
  return { sql: isNull ? `(${list} OR ${isNull})` : list, params, exact: true };
}

function prefixTerm(expr: string, prefix: string | undefined): Term {
  if (prefix === undefined) return ANY;
  if (prefix.includes('\0')) return NONE;
  return { sql: `${expr} >= ? AND ${expr} < ?`, params: [prefix, afterPrefix(prefix)], exact: false };
}

const SQL_COMPARISON: Record<Comparison, string> = { gt: '>', gte: '>=', lt: '<', lte: '<=' };

/** A comparison finds values of its own kind only, so the other end is closed by the range of the kind. */
function rangeTerm(expr: string, comparison: Comparison, value: unknown): Term {
  if (kindOf(value) === 'null') {
    return comparison.endsWith('e') ? { sql: `${expr} IS NULL`, params: [], exact: true } : NONE;
  }
  const key = keyOf(value);
  const range = KEY_RANGE[kindOf(value)];
  if (key === undefined || !range) return ANY;
  const sql = `${expr} ${SQL_COMPARISON[comparison]} ?`;
  if (comparison.startsWith('g')) return { sql: `${sql} AND ${expr} < ?`, params: [key, range.below], exact: true };
  if (range.from === undefined) return { sql, params: [key], exact: true };
  return { sql: `${sql} AND ${expr} >= ?`, params: [key, range.from], exact: true };
}
