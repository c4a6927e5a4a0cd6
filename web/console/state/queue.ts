import { signal } from '@preact/signals';
import { call } from '../api/client.js';
import type { HandoverItem, Page } from '../api/shapes.js';
import { coalesced, onChange } from './live.js';
import { answers, readsCases } from './session.js';

/** Undefined until first asked for. */
export const waiting = signal<HandoverItem[] | undefined>(undefined);
export const mine = signal<HandoverItem[] | undefined>(undefined);

/** Others wait who are not in the list. */
export const moreWait = signal(false);

const list = (state: 'waiting' | 'mine') => call<Page<HandoverItem>>('GET', `/api/handovers?state=${state}`);
const NONE: Page<HandoverItem> = { items: [] };

export const refreshQueue = coalesced(async () => {
  if (!readsCases.value) {
    waiting.value = [];
    mine.value = [];
    return;
  }
  const [{ items, more }, own] = await Promise.all([list('waiting'), answers.value ? list('mine') : NONE]);
  waiting.value = items.sort((a, b) => a.since.localeCompare(b.since) || a.caseNumber.localeCompare(b.caseNumber));
  moreWait.value = more === true;
  mine.value = own.items;
});

/** Keeps both lists fresh while somebody is signed in. */
export function watchQueue(): () => void {
  void refreshQueue();
  const unwatch = onChange(({ what }) => {
    if (what === '' || what === 'handovers') void refreshQueue();
  });
  return () => {
    unwatch();
    waiting.value = undefined;
    mine.value = undefined;
  };
}
