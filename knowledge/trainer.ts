import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Trained, TrainingSet } from './training.js';

/** A worker runs what is built; from the sources, as in a test, that stands in dist/. */
const FILES = [__dirname, join(__dirname, '..', 'dist', 'knowledge')].map((folder) =>
  join(folder, 'training-worker.js'),
);

/** Trains in a thread of its own, which ends with the training or when the signal says so. */
export function trainInWorker(set: TrainingSet, signal: AbortSignal): Promise<Trained> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const file = FILES.find(existsSync);
    if (!file) throw new Error(`${FILES[0]} is not built`);
    const worker = new Worker(file);
    const stop = () => void worker.terminate();
    signal.addEventListener('abort', stop);
    worker.once('message', (buffer: ArrayBuffer) => resolve(new Float32Array(buffer)));
    worker.once('error', reject);
    worker.once('exit', () => {
      signal.removeEventListener('abort', stop);
      reject(new Error('the training was broken off'));
    });
    const { owners, starts, ids, values } = set;
    worker.postMessage(
      set,
      [owners, starts, ids, values].map(({ buffer }) => buffer as ArrayBuffer),
    );
  });
}
