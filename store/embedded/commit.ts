import { setImmediate } from 'node:timers';
import mongoose from 'mongoose';
import { StoreRefusal } from './errors.js';
import type { Sqlite } from './sqlite.js';

/** Runs operations at once and in order; acknowledges them after the one commit they share. */
export interface Committer {
  read<T>(work: () => T): Promise<T>;
  write<T>(work: () => T): Promise<T>;
  /** Commits what is open, now. */
  flush(): void;
}

/**
 * Operations of one macrotask share one transaction and so one flush to disk. A read inside it sees the writes before
 * it and is answered only when these are safe: nobody ever hears of a thing that a crash could still take back.
 */
export function createCommitter(db: Sqlite, { onRollback }: { onRollback: () => void }): Committer {
  let waiting: Array<(failure?: unknown) => void> | undefined;

  const finish = (failure?: unknown) => {
    const settled = waiting ?? [];
    waiting = undefined;
    for (const settle of settled) settle(failure);
  };

  const rollback = (failure: unknown) => {
    try {
      db.run('ROLLBACK');
    } catch {
      // SQLite has already rolled back by itself, as it does when the disk is full
    }
    onRollback();
    finish(failure);
  };

  const commit = () => {
    if (!waiting) return;
    try {
      db.run('COMMIT');
    } catch (error) {
      rollback(error);
      return;
    }
    finish();
  };

  return {
    read(work) {
      return new Promise((resolve, reject) => {
        const result = work();
        if (!waiting) resolve(result);
        else waiting.push((failure) => (failure ? reject(failure) : resolve(result)));
      });
    },
    write(work) {
      return new Promise((resolve, reject) => {
        if (!waiting) {
          db.run('BEGIN IMMEDIATE');
          waiting = [];
          setImmediate(commit);
        }
        try {
          const result = work();
          waiting.push((failure) => (failure ? reject(failure) : resolve(result)));
        } catch (error) {
          if (isAnswer(error)) waiting.push((failure) => reject(failure ?? error));
          else {
            rollback(error);
            reject(error);
          }
        }
      });
    },
    flush: commit,
  };
}

/** An operation's own answer, such as a duplicate key; any other error takes the whole transaction back. */
function isAnswer(error: unknown): boolean {
  return error instanceof StoreRefusal || error instanceof mongoose.mongo.MongoError;
}
