import { parentPort } from 'node:worker_threads';
import { findSurety, type Judging } from './thresholds.js';

/** One language judged and no more: the thread ends with it. */
parentPort?.once('message', (task: Judging) => parentPort?.postMessage(findSurety(task)));
