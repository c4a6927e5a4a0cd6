import type { Surety } from './gate.js';
import { inWorker } from './in-worker.js';
import type { Judging } from './thresholds.js';
import type { Trained, TrainingSet } from './training.js';

export async function trainInWorker(set: TrainingSet, signal: AbortSignal): Promise<Trained> {
  const { owners, starts, ids, values } = set;
  const transfer = [owners, starts, ids, values].map(({ buffer }) => buffer as ArrayBuffer);
  return new Float32Array(await inWorker<ArrayBuffer>({ name: 'training-worker', given: set, transfer, signal }));
}

export function judgeInWorker(given: Judging, signal: AbortSignal): Promise<Surety | undefined> {
  return inWorker({ name: 'judging-worker', given, signal });
}
