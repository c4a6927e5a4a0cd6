import { join } from 'node:path';
import { FolderFault } from './errors.js';
import { openSqlite } from './sqlite.js';

/**
 * Holds a data folder for this process. The lock is the operating system's own on an open file, so it ends with the
 * process however that ends; nothing is left behind after `kill -9`.
 */
export function lockFolder(folder: string): () => void {
  const lock = openSqlite(join(folder, 'store.lock'));
  try {
    lock.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode !== 5) throw error;
    throw new FolderFault(
      `Another process is already running on the data folder ${folder}. Stop it first, or give this one a folder of its own`,
    );
  }
  return () => lock.close();
}
