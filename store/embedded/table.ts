import { refused, serverError } from './errors.js';
import type { Condition } from './filter.js';
import { createIndexSql, duplicateKey, type IndexSpec, keyAt, quoted } from './indexes.js';
import { matches } from './match.js';
import { stepsOf } from './paths.js';
import { orderBy, plan, type Sort, sorted } from './plan.js';
import type { Sqlite } from './sqlite.js';
import { copyOf, type Doc, decode, type Plain, type Scalar, toPlain } from './values.js';

export interface Row {
  n: number;
  text: string;
  doc: Doc;
}
export interface Query {
  condition: Condition;
  sort?: Sort;
  limit?: number | undefined;
}
export interface Explanation {
  /** Every document is looked at although a filter names some of them, or nothing gives the order. */
  fullScan: boolean;
  /** The documents are sorted after they were found. */
  sortsAfterwards: boolean;
  steps: string[];
}
/** The documents of one collection in one SQLite table, with their indexes. All calls are synchronous. */
export type Table = ReturnType<typeof openTable>;

export const CATALOGUE = `CREATE TABLE IF NOT EXISTS "_indexes"
  (collection TEXT, name TEXT, spec TEXT, PRIMARY KEY (collection, name))`;

export function specsOf(db: Sqlite, name: string): IndexSpec[] {
  const found = db.all('SELECT spec FROM "_indexes" WHERE collection = ? ORDER BY rowid', [name]);
  return found.map(([spec]) => JSON.parse(String(spec)));
}

export function openTable(db: Sqlite, name: string) {
  const table = quoted(name);
  create(db, name);
  const specs = specsOf(db, name);
  const indexed = new Set(['_id', ...specs.flatMap(({ key }) => Object.keys(key))]);

  /** Checks a tree against the indexes before it is written. */
  const check = (plain: Plain, wanted: readonly IndexSpec[] = specs) => {
    for (const { name: indexName, key, unique } of wanted) {
      for (const path of Object.keys(key)) {
        const where = `${name}, index ${indexName} at "${path}"`;
        // SQLite lets nulls repeat in a unique index, MongoDB does not
        if (keyAt(plain, stepsOf(path, where), where) === null && unique)
          throw refused('a missing or null value in a unique index', where);
      }
    }
  };

  const keep = (plain: Plain, sql: string, params: Scalar[]) => {
    check(plain);
    try {
      db.run(sql, params);
    } catch (error) {
      if (!isUniqueFailure(error)) throw error;
      // SQLite names the index that failed; the driver's error names its pattern and values
      const failed = specs.find((one) => error.message.includes(`'${name}:${one.name}'`));
      const spec = failed ?? { name: '_id_', key: { _id: 1 as const } };
      const valueAt = (path: string) => copyOf(keyAt(plain, stepsOf(path, name), name), name);
      throw duplicateKey(name, spec, Object.fromEntries(Object.keys(spec.key).map((path) => [path, valueAt(path)])));
    }
  };

  const sqlOf = (found: string, { condition, sort = [] }: Query) => {
    const { where, params, exact } = plan(indexed, condition);
    const order = orderBy(indexed, sort);
    const sql = `SELECT ${found} FROM ${table}${where && ` WHERE ${where}`}${order ?? ''}`;
    return { sql, params, exact, isSorted: order !== undefined };
  };

  function find({ condition, sort = [], limit = 0 }: Query): Row[] {
    const { sql, params, exact, isSorted } = sqlOf('n, doc', { condition, sort });
    if (exact && isSorted && limit === 1) {
      const row = db.get(`${sql} LIMIT 1`, params);
      return row ? [rowOf(row)] : [];
    }
    if (exact && isSorted) return db.all(`${sql} LIMIT ?`, [...params, limit || -1]).map(rowOf);
    const end = limit || Number.POSITIVE_INFINITY;
    const rows: Row[] = [];
    for (const values of db.each(sql, params)) {
      const row = rowOf(values);
      if (matches(condition, row.doc) && rows.push(row) === end && isSorted) break;
    }
    return isSorted ? rows : sorted(rows, sort, name).slice(0, end);
  }

  return {
    find,

    count(condition: Condition): number {
      const { sql, params, exact } = sqlOf('count(*)', { condition });
      return exact ? Number(db.get(sql, params)?.[0]) : find({ condition }).length;
    },

    insert(doc: unknown): void {
      const plain = toPlain(doc, name);
      keep(plain, `INSERT INTO ${table} (id, doc) VALUES (?, ?)`, [idOf(plain, name), JSON.stringify(plain)]);
    },

    /** Whether the document differs from what was there. */
    replace(row: Row, doc: Doc): boolean {
      const plain = toPlain(doc, name);
      const text = JSON.stringify(plain);
      if (text === row.text) return false;
      keep(plain, `UPDATE ${table} SET doc = ? WHERE n = ?`, [text, row.n]);
      return true;
    },

    remove(row: Row): void {
      db.run(`DELETE FROM ${table} WHERE n = ?`, [row.n]);
    },

    createIndex(spec: IndexSpec): void {
      const existing = specs.find((other) => other.name === spec.name);
      if (existing) {
        const isSame = JSON.stringify(existing.key) === JSON.stringify(spec.key) && existing.unique === spec.unique;
        if (isSame) return;
        throw serverError(86, `An existing index has the same name as the requested index, "${spec.name}" in ${name}`);
      }
      for (const [text] of db.each(`SELECT doc FROM ${table}`, [])) check(JSON.parse(String(text)), [spec]);
      try {
        db.exec(createIndexSql(name, spec));
      } catch (error) {
        throw isUniqueFailure(error) ? duplicateKey(name, spec, {}) : error;
      }
      db.run('INSERT INTO "_indexes" VALUES (?, ?, ?)', [name, spec.name, JSON.stringify(spec)]);
      specs.push(spec);
      for (const path of Object.keys(spec.key)) indexed.add(path);
    },

    explain(query: Query): Explanation {
      const { sql, params, exact, isSorted } = sqlOf('n, doc', query);
      const steps = db.all(`EXPLAIN QUERY PLAN ${sql}`, params).map((row) => String(row[3]));
      const all = query.condition.kind === 'and' && query.condition.of.length === 0;
      return {
        fullScan: steps.some((step) => step.startsWith('SCAN') && !(all && step.includes('USING INDEX'))),
        sortsAfterwards: !isSorted || steps.some((step) => step.includes('TEMP B-TREE')),
        steps: exact ? steps : [...steps, 'CHECK EACH DOCUMENT'],
      };
    },
  };
}

function create(db: Sqlite, name: string): void {
  if (!/^[A-Za-z][\w.-]*$/.test(name) || /^sqlite_/i.test(name)) throw refused(`the name "${name}"`, 'a collection');
  const [existing] = db.get('SELECT name FROM sqlite_master WHERE name = ? COLLATE NOCASE', [name]) ?? [];
  if (existing === name) return;
  if (existing) throw refused(`two names that differ only in case, "${existing}" and "${name}"`, 'a collection');
  db.exec(`CREATE TABLE ${quoted(name)} (n INTEGER PRIMARY KEY, id NOT NULL UNIQUE, doc TEXT NOT NULL)`);
}

function idOf(plain: Plain, where: string): Scalar {
  const id = keyAt(plain, ['_id'], `${where}, _id`);
  if (id === null) throw refused('a missing or null _id', where);
  return id;
}

function isUniqueFailure(error: unknown): error is Error {
  // not instanceof: the binding's errors come from outside a test's sandbox
  return String((error as Error | undefined)?.message).includes('UNIQUE constraint failed');
}

function rowOf([n, text]: unknown[]): Row {
  let doc: Doc | undefined;
  return {
    n: Number(n),
    text: String(text),
    get doc() {
      doc ??= decode(this.text);
      return doc;
    },
  };
}
