import { refused } from './errors.js';
import type { Comparison, Condition, Leaf } from './filter.js';
import { column, keyAt } from './indexes.js';
import { stepsOf } from './paths.js';
import { compare, KEY_RANGE, kindOf, type Plain, type Scalar, toPlain } from './values.js';

export type Sort = ReadonlyArray<readonly [path: string, direction: 1 | -1]>;

/** Reads a sort as the driver takes it: an object, a Map or a list of pairs. */
export function readSort(sort: unknown, where: string): Sort {
  if (!sort) return [];
  const pairs: Iterable<[string, unknown]> =
    sort instanceof Map || Array.isArray(sort) ? sort : Object.entries(sort as object);
  return Array.from(pairs, ([path, direction]) => {
    stepsOf(path, where);
    if (direction === 1 || direction === -1) return [path, direction] as const;
    throw refused(`the sort direction ${JSON.stringify(direction)}`, `${where} at "${path}"`);
  });
}

/** How a filter becomes SQL. */
export interface Plan {
  where: string;
  params: Scalar[];
  /** SQL finds exactly the documents of the filter; otherwise candidates, on which the filter is checked again. */
  exact: boolean;
}
const ANY: Plan = { where: '', params: [], exact: false };

/** Only `_id` and indexed paths are asked of SQL: the table lets nothing stand there that SQL would compare wrongly. */
export function plan(indexed: ReadonlySet<string>, condition: Condition): Plan {
  switch (condition.kind) {
    case 'and': {
      const parts = condition.of.map((part) => plan(indexed, part));
      const used = parts.filter(({ where }) => where);
      return joined(used, ' AND ', parts);
    }
    case 'or': {
      const parts = condition.of.map((part) => plan(indexed, part));
      return parts.every(({ where }) => where) ? joined(parts, ' OR ', parts) : ANY;
    }
    case 'not':
      return ANY;
    default:
      return indexed.has(condition.path) ? leafPlan(column(condition.path), condition) : ANY;
  }
}

function joined(used: Plan[], word: string, parts: Plan[]): Plan {
  return {
    where: used.length > 1 ? `(${used.map(({ where }) => `(${where})`).join(word)})` : (used[0]?.where ?? ''),
    params: used.flatMap(({ params }) => params),
    exact: parts.every(({ exact }) => exact),
  };
}

function leafPlan(expr: string, leaf: Leaf): Plan {
  switch (leaf.kind) {
    case 'eq':
      return withKeys([leaf.value], () => `${expr} = ?`);
    case 'in':
      return withKeys(leaf.values, (keys) => `${expr} IN (${keys.map(() => '?').join(',')})`);
    default:
      return rangePlan(expr, leaf.kind, leaf.value);
  }
}

/** An index holds no null (the same as missing), list, document or NUL character to be found by. */
function withKeys(values: unknown[], sql: (keys: Scalar[]) => string): Plan {
  const keys = values.map((value) => (kindOf(value) in KEY_RANGE ? (toPlain(value, 'a filter') as Scalar) : null));
  if (keys.some((key) => key === null || (typeof key === 'string' && key.includes('\0')))) return ANY;
  return { where: sql(keys), params: keys, exact: true };
}

const SQL_COMPARISON: Record<Comparison, string> = { gt: '>', gte: '>=', lt: '<', lte: '<=' };

/** A comparison finds values of its own kind only, so the other end is closed by the range of the kind. */
function rangePlan(expr: string, comparison: Comparison, value: unknown): Plan {
  const found = withKeys([value], () => `${expr} ${SQL_COMPARISON[comparison]} ?`);
  const { from, below } = KEY_RANGE[kindOf(value)] ?? {};
  if (!found.where || below === undefined) return ANY;
  const [other, limit] = comparison.startsWith('g') ? ['<', below] : ['>=', from];
  if (limit === undefined) return found;
  return { ...found, where: `${found.where} AND ${expr} ${other} ?`, params: [...found.params, limit] };
}

/** Only scalars stand at indexed paths, so SQLite's order there is exact; undefined when another path is asked for. */
export function orderBy(indexed: ReadonlySet<string>, sort: Sort): string | undefined {
  if (sort.some(([path]) => !indexed.has(path))) return undefined;
  const terms = sort.map(([path, direction]) => `${column(path)}${direction === -1 ? ' DESC' : ''}`);
  return terms.length > 0 ? ` ORDER BY ${terms.join(', ')}` : '';
}

/** The same order for paths that no index holds, or not yet; refuses documents with lists there. */
export function sorted<T extends { text: string }>(rows: readonly T[], sort: Sort, where: string): T[] {
  const keysOf = (plain: Plain) =>
    sort.map(([path]) => keyAt(plain, stepsOf(path, where), `${where}, sort by "${path}"`));
  const keyed = rows.map((row) => ({ row, keys: keysOf(JSON.parse(row.text)) }));
  keyed.sort((a, b) => {
    const orders = sort.map(([, direction], i) => direction * compare(a.keys[i], b.keys[i]));
    return orders.find((order) => order !== 0) ?? 0;
  });
  return keyed.map(({ row }) => row);
}
