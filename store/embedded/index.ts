import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Store } from '../index.js';
import { backupFolder, fileIn, verifyFolder } from './care.js';
import { createCommitter } from './commit.js';
import { connectMongoose } from './connection.js';
import { FolderFault } from './errors.js';
import { readFilter } from './filter.js';
import { lockFolder } from './lock.js';
import { readSort } from './plan.js';
import { openSqlite, type Sqlite } from './sqlite.js';
import { CATALOGUE, openTable, type Table } from './table.js';

/** Opens the store in a folder, alone; its connection's `close()` gives the folder free. */
export async function openEmbedded(folder: string): Promise<Store> {
  prepareFolder(folder);
  const unlock = lockFolder(folder);
  let db: Sqlite | undefined;
  try {
    db = openFile(fileIn(folder));
    return await openOver(db, folder, unlock);
  } catch (error) {
    db?.close();
    unlock();
    throw error;
  }
}

function prepareFolder(folder: string): void {
  try {
    makeFolder(resolve(folder));
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new FolderFault(`"${folder}" cannot be used (${(error as Error).message})`);
  }
}

/** Node's own recursive `mkdirSync` never returns where a folder exists but takes no children, as in /proc. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

function openFile(path: string): Sqlite {
  const isNew = !existsSync(path);
  const db = openSqlite(path);
  if (isNew) db.exec('PRAGMA auto_vacuum = INCREMENTAL');
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -65536',
  );
  // What was taken out is overwritten, not only unlinked: words of strictly secret matters must be gone from the file.
  db.exec('PRAGMA secure_delete = ON');
  db.exec('PRAGMA journal_size_limit = 67108864; PRAGMA temp_store = MEMORY');
  const version = Number(db.get('PRAGMA user_version')?.[0]);
  if (version > 1) throw new FolderFault(`The data in ${path} were written by a newer version of this program`);
  db.exec(`${CATALOGUE}; PRAGMA user_version = 1`);
  return db;
}

async function openOver(db: Sqlite, folder: string, unlock: () => void): Promise<Store> {
  const tables = new Map<string, Table>();
  let isOpen = true;
  const committer = createCommitter(db, { onRollback: () => tables.clear() });

  const tableOf = (name: string): Table => {
    const table = tables.get(name) ?? openTable(db, name);
    tables.set(name, table);
    return table;
  };

  const connection = await connectMongoose({
    committer,
    tableOf,
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
    engine: 'embedded',
    ready: async () => isOpen && db.get('SELECT 1')?.[0] === 1,
    backup: (path) => backupFolder(folder, path),
    verify: () => verifyFolder(folder),
    async sweep() {
      committer.flush();
      db.exec('PRAGMA incremental_vacuum(1000)');
      // The log in front of the file still has what the file has lost. A reader in the way: the next sweep does it.
      db.exec('PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA busy_timeout = 5000');
    },
    close: () => connection.close(),
    explain: (collection, filter, sort) =>
      committer.read(() =>
        tableOf(collection).explain({ condition: readFilter(filter, 'explain'), sort: readSort(sort, 'explain') }),
      ),
  };
}
