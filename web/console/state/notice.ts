import { signal } from '@preact/signals';

/** One sentence about what just happened; it stays until it is put away or the next one comes. */
export const notice = signal<{ text: string; kind: 'done' | 'polite' | 'failed' } | undefined>(undefined);

export function tell(kind: 'done' | 'polite' | 'failed', text: string): void {
  notice.value = { kind, text };
}

export function clearNotice(): void {
  notice.value = undefined;
}
