import { createRequire } from 'node:module';
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import type { Scalar } from './values.js';

/** SQLite behind five calls, with its statements kept prepared. Rows are arrays. */
export interface Sqlite {
  get(sql: string, params?: readonly Scalar[]): unknown[] | undefined;
  all(sql: string, params?: readonly Scalar[]): unknown[][];
  each(sql: string, params: readonly Scalar[]): IterableIterator<unknown[]>;
  run(sql: string, params?: readonly Scalar[]): number;
  exec(sql: string): void;
  /** Copies the whole database in one piece, beside the event loop. */
  copyTo(path: string): Promise<unknown>;
  close(): void;
}

type Binding = typeof import('@photostructure/sqlite');

const STATEMENTS_KEPT = 500;
const sqlite = binding();

/** Node's own SQLite where it has it whole (22.16 and later), else the same interface from a package. */
function binding(): Binding {
  const load = createRequire(__filename);
  try {
    const own = load('node:sqlite') as Binding;
    if (typeof own.backup === 'function') return own;
  } catch {
    // Node 20 has none
  }
  return load('@photostructure/sqlite') as Binding;
}

export function openSqlite(path: string, options: { readOnly?: boolean } = {}): Sqlite {
  const database: DatabaseSyncInstance = new sqlite.DatabaseSync(path, { readOnly: options.readOnly ?? false });
  const statements = new Map<string, StatementSyncInstance>();

  const statement = (sql: string): StatementSyncInstance => {
    const known = statements.get(sql);
    if (known) return known;
    const prepared = database.prepare(sql);
    prepared.setReturnArrays(true);
    if (statements.size >= STATEMENTS_KEPT) statements.clear();
    statements.set(sql, prepared);
    return prepared;
  };

  return {
    get: (sql, params = []) => statement(sql).get(...params),
    all: (sql, params = []) => statement(sql).all(...params),
    each: (sql, params) => statement(sql).iterate(...params),
    run: (sql, params = []) => statement(sql).run(...params).changes,
    exec: (sql) => database.exec(sql),
    copyTo: (to) => sqlite.backup(database, to, { rate: -1 }),
    close() {
      // SQLite keeps a closed connection half open while a statement of it is alive, and with it what it was reading
      if (database.isTransaction) database.exec('ROLLBACK');
      statements.clear();
      database.close();
    },
  };
}
