import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type mongoose from 'mongoose';
import { createCommitter } from './commit.js';
import { connectMongoose } from './connection.js';
import { readFilter } from './filter.js';
import { lockFolder } from './lock.js';
import { readSort } from './sort.js';
import { openSqlite, type Sqlite } from './sqlite.js';
import { sweepExpired } from './sweep.js';
import { CATALOGUE, type Explanation, openTable, type Table } from './table.js';

export type { Explanation } from './table.js';

export interface Embedded {
  connection: mongoose.Connection;
  isReady(): boolean;
  sweep(now: Date): Promise<void>;
  explain(collection: string, filter: object, sort?: object): Promise<Explanation>;
}

export function fileIn(folder: string): string {
  return join(folder, 'store.sqlite');
}

/** Opens the store in a folder, alone; its connection's `close()` gives the folder free. */
export async function openEmbedded(folder: string, now: () => Date = () => new Date()): Promise<Embedded> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(folder);
  let db: Sqlite | undefined;
  try {
    db = openFile(fileIn(folder));
    return await openOver(db, unlock, now);
  } catch (error) {
    db?.close();
    unlock();
    throw error;
  }
}

function openFile(path: string): Sqlite {
  const isNew = !existsSync(path);
  const db = openSqlite(path);
  if (isNew) db.exec('PRAGMA auto_vacuum = INCREMENTAL');
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -65536',
  );
  db.exec('PRAGMA journal_size_limit = 67108864; PRAGMA temp_store = MEMORY');
  const version = Number(db.get('PRAGMA user_version')?.[0]);
  if (version > 1) throw new Error(`The data in ${path} were written by a newer version of this program.`);
  db.exec(`${CATALOGUE}; PRAGMA user_version = 1`);
  return db;
}

async function openOver(db: Sqlite, unlock: () => void, now: () => Date): Promise<Embedded> {
  const tables = new Map<string, Table>();
  let isOpen = true;
  const committer = createCommitter(db, { onRollback: () => tables.clear() });

  const tableOf = (name: string): Table => {
    const known = tables.get(name);
    if (known) return known;
    const table = openTable(db, name, () => tables.delete(name));
    tables.set(name, table);
    return table;
  };

  const connection = await connectMongoose({
    committer,
    tableOf,
    now,
    collectionNames: () => committer.read(() => namesIn(db)),
    async close() {
      if (!isOpen) return;
      isOpen = false;
      committer.flush();
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      db.close();
      unlock();
    },
  });

  return {
    connection,
    isReady: () => isOpen && db.get('SELECT 1')?.[0] === 1,
    sweep: (at) =>
      sweepExpired(at, {
        committer,
        tableOf,
        names: () => namesIn(db),
        compact: () => db.exec('PRAGMA incremental_vacuum(1000)'),
      }),
    explain: (collection, filter, sort) =>
      committer.read(() =>
        tableOf(collection).explain({ condition: readFilter(filter, 'explain'), sort: readSort(sort, 'explain') }),
      ),
  };
}

export function namesIn(db: Sqlite): string[] {
  const tables = db.all(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
  );
  return tables.map(([name]) => String(name)).filter((name) => name !== '_indexes' && !name.includes(':'));
}
