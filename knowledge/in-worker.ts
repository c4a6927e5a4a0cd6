import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type TransferListItem, Worker } from 'node:worker_threads';

/** A worker runs what is built; from the sources, as in a test, that stands in dist/. */
const FOLDERS = [__dirname, join(__dirname, '..', 'dist', 'knowledge')];

interface Task {
  /** the worker's file, without its ending */
  name: string;
  given: unknown;
  /** what goes over instead of being copied */
  transfer?: readonly TransferListItem[];
  signal: AbortSignal;
}

/** Has one task done in a thread of its own, which ends with it or when the signal says so. */
export function inWorker<T>({ name, given, transfer = [], signal }: Task): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const files = FOLDERS.map((folder) => join(folder, `${name}.js`));
    const file = files.find(existsSync);
    if (!file) throw new Error(`${files[0]} is not built`);
    const worker = new Worker(file);
    const stop = () => void worker.terminate();
    signal.addEventListener('abort', stop);
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => {
      signal.removeEventListener('abort', stop);
      reject(new Error(`${name} was broken off`));
    });
    worker.postMessage(given, transfer);
  });
}
