import { signal } from '@preact/signals';

/** Puts words into the answer that is being written, at the cursor and without sending; nothing when none is written. */
export const insertIntoReply = signal<((words: string) => void) | undefined>(undefined);
