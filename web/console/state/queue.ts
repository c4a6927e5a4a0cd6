import { signal } from '@preact/signals';
import { call } from '../api/client.js';
import type { HandoverItem } from '../api/shapes.js';
import { coalesced, onChange } from './live.js';
import { answers, readsCases } from './session.js';

/** Undefined until first asked for. */
export const waiting = signal<HandoverItem[] | undefined>(undefined);
export const mine = signal<HandoverItem[] | undefined>(undefined);

const list = async (state: 'waiting' | 'mine') =>
  (await call<{ items: HandoverItem[] }>('GET', `/api/handovers?state=${state}`)).items;

export const refreshQueue = coalesced(async () => {
  if (!readsCases.value) {
    waiting.value = [];
    mine.value = [];
    return;
  }
  const [all, own] = await Promise.all([list('waiting'), answers.value ? list('mine') : []]);
  waiting.value = all.sort((a, b) => a.since.localeCompare(b.since) || a.caseNumber.localeCompare(b.caseNumber));
  mine.value = own;
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
