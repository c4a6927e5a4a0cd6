import { signal } from '@preact/signals';
import type { CallBackItem, CallOutcome } from '../api/case-shapes.js';
import { call } from '../api/client.js';
import type { Page } from '../api/shapes.js';
import { t } from '../texts.js';
import { isRefusal, sentenceFor } from './failure.js';
import { coalesced, onChange } from './live.js';
import { tell } from './notice.js';

/** '' = all groups. */
export const callGroup = signal('');
export const callBacks = signal<CallBackItem[] | undefined>(undefined);
/** Others are promised that are not in the list. */
export const moreCallBacks = signal(false);
export const callBacksProblem = signal('');

export const refreshCallBacks = coalesced(async () => {
  const group = callGroup.value;
  const query = group ? `?${new URLSearchParams({ group })}` : '';
  try {
    const { items, more } = await call<Page<CallBackItem>>('GET', `/api/call-backs${query}`);
    if (callGroup.value !== group) return;
    callBacks.value = items;
    moreCallBacks.value = more === true;
    callBacksProblem.value = '';
  } catch (error) {
    callBacksProblem.value = sentenceFor(error);
  }
});

export function showCallsOf(group: string): void {
  callGroup.value = group;
  void refreshCallBacks();
}

export function watchCallBacks(): () => void {
  void refreshCallBacks();
  const unwatch = onChange(({ what }) => {
    if (what === '' || what === 'cases') void refreshCallBacks();
  });
  return () => {
    unwatch();
    callBacks.value = undefined;
    callGroup.value = '';
    callBacksProblem.value = '';
  };
}

/** Keeps how a call went; whether it has left the list. */
export async function keepAttempt({ number }: CallBackItem, outcome: CallOutcome): Promise<boolean> {
  try {
    await call('POST', `/api/cases/${encodeURIComponent(number)}/call-attempt`, { outcome });
    tell('done', t(`callBacks.done.${outcome}`, { number }));
  } catch (error) {
    if (isRefusal(error, 409)) tell('polite', t('callBacks.gone', { number }));
    else tell('failed', t('callBacks.failed', { why: sentenceFor(error) }));
  }
  await refreshCallBacks();
  return !callBacks.value?.some((item) => item.number === number);
}
