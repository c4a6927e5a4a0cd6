import { setImmediate as nextTurn } from 'node:timers/promises';

/** Work in pieces of well under a millisecond, so that others can be served between them. */
export type Steps<T> = Generator<void, T, void>;

/** How long a server may be deaf to everything else. */
const SLICE_MS = 5;

/** All of the work at once: at the start nobody is waiting yet. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The work in slices, with everybody else's turn between them. */
export async function inSlices<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    await nextTurn();
    const until = performance.now() + SLICE_MS;
    do {
      const step = steps.next();
      if (step.done) return step.value;
    } while (performance.now() < until);
  }
}
