import { parentPort } from 'node:worker_threads';
import { type TrainingSet, train } from './training.js';

/** One training and no more: the thread ends with it. */
parentPort?.once('message', (set: TrainingSet) => {
  const { buffer } = train(set);
  parentPort?.postMessage(buffer, [buffer as ArrayBuffer]);
});
