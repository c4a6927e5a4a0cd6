import { signal } from '@preact/signals';

const DONE_MS = 6_000;
let fading: ReturnType<typeof setTimeout> | undefined;

/**
 * One sentence about what just happened. What went well goes away by itself; the rest stays until it is put away or the
 * next one comes.
 */
export const notice = signal<{ text: string; kind: 'done' | 'polite' | 'failed' } | undefined>(undefined);

export function tell(kind: 'done' | 'polite' | 'failed', text: string): void {
  clearTimeout(fading);
  notice.value = { kind, text };
  if (kind === 'done') fading = setTimeout(clearNotice, DONE_MS);
}

export function clearNotice(): void {
  notice.value = undefined;
}
