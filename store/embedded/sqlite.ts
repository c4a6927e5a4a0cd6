import { createRequire } from 'node:module';
import type { DatabaseSyncInstance, SqliteModule, StatementSyncInstance } from '@photostructure/sqlite';
import type { Scalar } from './values.js';

/** SQLite behind five calls, with its statements kept prepared. Rows are arrays. */
export interface Sqlite {
  readonly path: string;
  get(sql: string, params?: readonly Scalar[]): unknown[] | undefined;
  all(sql: string, params?: readonly Scalar[]): unknown[][];
  each(sql: string, params: readonly Scalar[]): IterableIterator<unknown[]>;
  run(sql: string, params?: readonly Scalar[]): number;
  exec(sql: string): void;
  close(): void;
}

const STATEMENTS_KEPT = 500;
export const sqlite = binding();

/** Node's own SQLite where it has it (22.13 and later), else the same interface from a package. */
function binding(): SqliteModule {
  const load = createRequire(__filename);
  try {
    return load('node:sqlite') as SqliteModule;
  } catch {
    // Node 20 has none
  }
  return load('@photostructure/sqlite') as SqliteModule;
}

export function openSqlite(path: string, options: { readOnly?: boolean } = {}): Sqlite {
  const database: DatabaseSyncInstance = new sqlite.DatabaseSync(path, { readOnly: options.readOnly ?? false });
  const statements = new Map<string, StatementSyncInstance>();

  const statement = (sql: string): StatementSyncInstance => {
    const known = statements.get(sql);
    if (known) {
      if (statements.size === STATEMENTS_KEPT) {
        statements.delete(sql);
        statements.set(sql, known);
      }
      return known;
    }
    const prepared = database.prepare(sql);
    prepared.setReturnArrays(true);
    if (statements.size >= STATEMENTS_KEPT) statements.delete(statements.keys().next().value ?? '');
    statements.set(sql, prepared);
    return prepared;
  };

  return {
    path,
    get: (sql, params = []) => statement(sql).get(...params),
    all: (sql, params = []) => statement(sql).all(...params),
    each: (sql, params) => statement(sql).iterate(...params),
    run: (sql, params = []) => statement(sql).run(...params).changes,
    exec: (sql) => database.exec(sql),
    close() {
      statements.clear();
      database.close();
    },
  };
}
