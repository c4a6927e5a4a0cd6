import { refused, serverError } from './errors.js';
import type { Condition } from './filter.js';
import {
  checkKey,
  column,
  createIndexSql,
  duplicateKey,
  elementKeys,
  type IndexSpec,
  lookUp,
  multikeyTable,
  partialSql,
  presence,
  quoted,
} from './indexes.js';
import { matches } from './match.js';
import { stepsOf } from './paths.js';
import { plan, type Sort } from './plan.js';
import { sortDocs } from './sort.js';
import type { Sqlite } from './sqlite.js';
import { type Doc, decode, type Plain, type Scalar, toPlain } from './values.js';

export interface Row {
  n: number;
  text: string;
  doc: Doc;
}
export interface Query {
  condition: Condition;
  sort?: Sort;
  skip?: number;
  limit?: number;
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

export function openTable(db: Sqlite, name: string, onDrop: () => void) {
  const table = quoted(name);
  create(db, name);
  const specs: IndexSpec[] = db
    .all('SELECT spec FROM "_indexes" WHERE collection = ? ORDER BY rowid', [name])
    .map(([spec]) => JSON.parse(String(spec)));

  /** Checks a tree against all indexes before it is written; makes an index multikey when the first array arrives. */
  const check = (plain: Plain, n: number) => {
    for (const spec of specs) {
      const where = `${name}, index ${spec.name}`;
      const keys: Scalar[] = [];
      let isThere = false;
      for (const path of [...Object.keys(spec.key), ...spec.partial.map((term) => term.path)]) {
        if (spec.multikey) elementKeys(plain, stepsOf(path, where), where);
        const found = lookUp(plain, stepsOf(path, where));
        if (found.kind === 'array' && !spec.multikey) makeMultikey(spec, where);
        if (found.kind === 'object' && !spec.multikey) throw refused('a document inside an index', where);
        keys.push(found.kind === 'scalar' ? checkKey(found.key, where) : null);
        isThere ||= found.kind !== 'missing';
      }
      if (spec.unique && (isThere || !spec.sparse)) checkUniqueNulls(spec, keys, plain, n);
    }
  };

  /** SQLite lets nulls repeat in a unique index; MongoDB does not. */
  const checkUniqueNulls = (spec: IndexSpec, keys: Scalar[], plain: Plain, n: number) => {
    const paths = Object.keys(spec.key);
    const own = keys.slice(0, paths.length);
    if (!own.includes(null) || !inPartial(spec, plain)) return;
    const same = paths.map((path, i) => (own[i] === null ? `${column(path)} IS NULL` : `${column(path)} = ?`));
    const present = spec.sparse ? [`(${paths.map(presence).join(' OR ')})`] : [];
    const where = [...same, ...present, ...partialSql(spec), 'n <> ?'].join(' AND ');
    const params = [...own.filter((key) => key !== null), n];
    if (db.get(`SELECT 1 FROM ${table} WHERE ${where} LIMIT 1`, params)) throw duplicate(spec, plain);
  };

  const duplicate = (spec: Pick<IndexSpec, 'name' | 'key'>, plain: Plain) => {
    const doc = decode(JSON.stringify(plain));
    const valueAt = (path: string) =>
      stepsOf(path, name).reduce<unknown>((at, step) => (at as Doc | undefined)?.[step], doc) ?? null;
    return duplicateKey(name, spec, Object.fromEntries(Object.keys(spec.key).map((path) => [path, valueAt(path)])));
  };

  /** SQLite names the index that failed; the driver's error names its pattern and values. */
  const translated = (error: unknown, plain: Plain): unknown => {
    if (!isUniqueFailure(error)) return error;
    const spec = specs.find((candidate) => error.message.includes(`'${name}:${candidate.name}'`));
    return duplicate(spec ?? { name: '_id_', key: { _id: 1 } }, plain);
  };

  const makeMultikey = (spec: IndexSpec, where: string) => {
    const path = Object.keys(spec.key)[0] ?? '';
    if (
      Object.keys(spec.key).length > 1 ||
      spec.unique ||
      spec.partial.length > 0 ||
      spec.expireAfterSeconds !== undefined
    )
      throw refused('an array in a compound, unique, partial or expiring index', where);
    db.exec(`DROP INDEX IF EXISTS ${quoted(`${name}:${spec.name}`)}`);
    db.exec(`CREATE TABLE ${multikeyTable(name, spec)} (k NOT NULL, n INTEGER, PRIMARY KEY (k, n)) WITHOUT ROWID`);
    spec.multikey = true;
    db.run('UPDATE "_indexes" SET spec = ? WHERE collection = ? AND name = ?', [JSON.stringify(spec), name, spec.name]);
    for (const [n, text] of db.all(`SELECT n, doc FROM ${table}`)) {
      for (const key of entriesOf(spec, JSON.parse(String(text)), path)) addEntry(spec, key, Number(n));
    }
  };

  const entriesOf = (spec: IndexSpec, plain: Plain, path = Object.keys(spec.key)[0] ?? ''): Set<Scalar> => {
    const keys = new Set(elementKeys(plain, stepsOf(path, name), `${name}, index ${spec.name}`));
    keys.delete(null);
    return keys;
  };

  const addEntry = (spec: IndexSpec, key: Scalar, n: number) =>
    db.run(`INSERT INTO ${multikeyTable(name, spec)} (k, n) VALUES (?, ?)`, [key, n]);

  const moveEntries = (n: number, before: Plain | undefined, after: Plain | undefined) => {
    for (const spec of specs) {
      if (!spec.multikey) continue;
      const old = before === undefined ? new Set<Scalar>() : entriesOf(spec, before);
      const now = after === undefined ? new Set<Scalar>() : entriesOf(spec, after);
      for (const key of old) {
        if (!now.has(key)) db.run(`DELETE FROM ${multikeyTable(name, spec)} WHERE k = ? AND n = ?`, [key, n]);
      }
      for (const key of now) if (!old.has(key)) addEntry(spec, key, n);
    }
  };

  function* rows({ condition, sort = [], skip = 0, limit = 0 }: Query): Generator<Row> {
    const { where, params, exact, orderBy } = plan(name, specs, condition, sort);
    const inSql = exact && orderBy !== undefined;
    const window = inSql && (skip || limit) ? ` LIMIT ${limit === 1 ? 1 : '?'} OFFSET ?` : '';
    const values = window ? [...params, ...(limit === 1 ? [] : [limit || -1]), skip] : params;
    const sql = `SELECT n, doc FROM ${table}${where}${orderBy ?? ''}${window}`;
    if (inSql && limit === 1) {
      const row = db.get(sql, values);
      if (row) yield rowOf(row);
      return;
    }
    const found = inSql ? db.all(sql, values).map(rowOf) : checked(db.each(sql, values), exact ? undefined : condition);
    if (inSql) yield* found;
    else yield* windowOf(orderBy === undefined ? sortRows(found, sort) : found, skip, limit);
  }

  return {
    name,
    specs: specs as readonly IndexSpec[],
    rows,

    count(condition: Condition): number {
      const { where, params, exact } = plan(name, specs, condition, []);
      if (exact) return Number(db.get(`SELECT count(*) FROM ${table}${where}`, params)?.[0]);
      let count = 0;
      for (const _ of rows({ condition })) count++;
      return count;
    },

    insert(doc: unknown): void {
      const plain = toPlain(doc, name);
      const id = idOf(plain, name);
      check(plain, -1);
      const text = JSON.stringify(plain);
      try {
        db.run(`INSERT INTO ${table} (id, doc) VALUES (?, ?)`, [id, text]);
      } catch (error) {
        throw translated(error, plain);
      }
      if (specs.some((spec) => spec.multikey)) moveEntries(lastId(db), undefined, plain);
    },

    /** Whether the document differs from what was there. */
    replace(row: Row, doc: Doc): boolean {
      const plain = toPlain(doc, name);
      const text = JSON.stringify(plain);
      if (text === row.text) return false;
      check(plain, row.n);
      try {
        db.run(`UPDATE ${table} SET doc = ? WHERE n = ?`, [text, row.n]);
      } catch (error) {
        throw translated(error, plain);
      }
      if (specs.some((spec) => spec.multikey)) moveEntries(row.n, JSON.parse(row.text), plain);
      return true;
    },

    remove(row: Row): void {
      db.run(`DELETE FROM ${table} WHERE n = ?`, [row.n]);
      if (specs.some((spec) => spec.multikey)) moveEntries(row.n, JSON.parse(row.text), undefined);
    },

    createIndex(spec: IndexSpec): void {
      const paths = Object.keys(spec.key);
      if (paths.length === 1 && paths[0] === '_id') return;
      const existing = specs.find((other) => other.name === spec.name);
      if (existing) {
        if (JSON.stringify({ ...existing, multikey: false }) === JSON.stringify(spec)) return;
        throw serverError(86, `An existing index has the same name as the requested index, "${spec.name}" in ${name}`);
      }
      const documents = db
        .all(`SELECT n, doc FROM ${table}`)
        .map(([n, text]) => ({ n: Number(n), plain: JSON.parse(String(text)) }));
      try {
        db.exec(createIndexSql(name, spec));
      } catch (error) {
        if (isUniqueFailure(error)) throw duplicateKey(name, spec, {});
        throw error;
      }
      db.run('INSERT INTO "_indexes" (collection, name, spec) VALUES (?, ?, ?)', [
        name,
        spec.name,
        JSON.stringify(spec),
      ]);
      specs.push(spec);
      try {
        for (const { n, plain } of documents) check(plain, n);
      } catch (error) {
        dropIndex(spec);
        throw error;
      }
    },

    dropIndex(indexName: string): void {
      const spec = specs.find((other) => other.name === indexName);
      if (!spec) throw serverError(27, `index not found with name [${indexName}]`);
      dropIndex(spec);
    },

    drop(): void {
      for (const spec of [...specs]) dropIndex(spec);
      db.exec(`DROP TABLE ${table}`);
      onDrop();
    },

    explain({ condition, sort = [] }: Query): Explanation {
      const { where, params, exact, orderBy } = plan(name, specs, condition, sort);
      const steps = db
        .all(`EXPLAIN QUERY PLAN SELECT n, doc FROM ${table}${where}${orderBy ?? ''}`, params)
        .map((row) => String(row[3]));
      const all = condition.kind === 'and' && condition.of.length === 0;
      return {
        fullScan: steps.some((step) => step.startsWith('SCAN') && !(all && step.includes('USING INDEX'))),
        sortsAfterwards: orderBy === undefined || steps.some((step) => step.includes('TEMP B-TREE')),
        steps: [
          ...steps,
          ...(exact ? [] : ['CHECK EACH DOCUMENT']),
          ...(orderBy === undefined ? ['SORT DOCUMENTS'] : []),
        ],
      };
    },
  };

  function dropIndex(spec: IndexSpec): void {
    db.exec(`DROP INDEX IF EXISTS ${quoted(`${name}:${spec.name}`)}`);
    db.exec(`DROP TABLE IF EXISTS ${multikeyTable(name, spec)}`);
    db.run('DELETE FROM "_indexes" WHERE collection = ? AND name = ?', [name, spec.name]);
    specs.splice(specs.indexOf(spec), 1);
  }
}

function create(db: Sqlite, name: string): void {
  if (!/^[A-Za-z][\w.-]*$/.test(name) || /^sqlite_/i.test(name)) throw refused(`the name "${name}"`, 'a collection');
  const [existing] = db.get('SELECT name FROM sqlite_master WHERE name = ? COLLATE NOCASE', [name]) ?? [];
  if (existing === name) return;
  if (existing) throw refused(`two names that differ only in case, "${existing}" and "${name}"`, 'a collection');
  db.exec(`CREATE TABLE ${quoted(name)} (n INTEGER PRIMARY KEY, id NOT NULL UNIQUE, doc TEXT NOT NULL)`);
}

function lastId(db: Sqlite): number {
  return Number(db.get('SELECT last_insert_rowid()')?.[0]);
}

function idOf(plain: Plain, where: string): Scalar {
  const found = lookUp(plain, ['_id']);
  if (found.kind !== 'scalar' || found.key === null) throw refused('an _id that is null, a list or a document', where);
  return checkKey(found.key, `${where}, _id`);
}

function inPartial(spec: IndexSpec, plain: Plain): boolean {
  return spec.partial.every((term) => {
    const found = lookUp(plain, stepsOf(term.path, spec.name));
    return 'equals' in term ? found.kind === 'scalar' && found.key === term.equals : found.kind !== 'missing';
  });
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

function* checked(found: Iterable<unknown[]>, condition: Condition | undefined): Generator<Row> {
  for (const values of found) {
    const row = rowOf(values);
    if (!condition || matches(condition, row.doc)) yield row;
  }
}

function sortRows(rows: Iterable<Row>, sort: Sort): Row[] {
  return sortDocs([...rows], sort, (row) => row.doc);
}

function* windowOf(rows: Iterable<Row>, skip: number, limit: number): Generator<Row> {
  let seen = 0;
  for (const row of rows) {
    if (seen++ < skip) continue;
    yield row;
    if (limit && seen >= skip + limit) return;
  }
}
