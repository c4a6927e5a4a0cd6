import { effect, signal } from '@preact/signals';
import { call } from '../api/client.js';
import type { HandoverDetail, Message } from '../api/shapes.js';
import { visible } from './clock.js';
import { opened } from './conversation.js';
import { coalesced, onChange } from './live.js';
import { mine } from './queue.js';

/** How many messages of the citizen in my conversations have not been on the screen. */
export const unread = signal<Record<string, number>>({});

/** Handover → the last message that was on the screen. */
const seen = new Map<string, string>();

const fromCitizen = (messages: Message[] = []) => messages.filter(({ from }) => from === 'citizen');

/** Behind what was on the screen last; where nothing was yet, such as after a reload, behind what was answered. */
function unseen(messages: Message[], last: string | undefined): number {
  const isRead = ({ id, from }: Message) => (last ? id === last : from === 'agent');
  return fromCitizen(messages.slice(messages.map(isRead).lastIndexOf(true) + 1)).length;
}

const refresh = coalesced(async () => {
  const others = (mine.value ?? []).filter(({ id }) => !visible.value || id !== opened.value?.id);
  const counted = await Promise.all(
    others.map(async ({ id }) => {
      const { transcript } = await call<HandoverDetail>('GET', `/api/handovers/${encodeURIComponent(id)}`);
      return [id, unseen(transcript ?? [], seen.get(id))] as const;
    }),
  );
  unread.value = Object.fromEntries(counted.filter(([id]) => seen.has(id)));
});

/** Watches my conversations: one that is on the screen is read, the others are counted. */
export function watchUnread(): () => void {
  const reading = effect(() => {
    const shown = opened.value;
    if (!shown?.detail?.transcript || !visible.value) return;
    seen.set(shown.id, fromCitizen(shown.detail.transcript).at(-1)?.id ?? '');
    const { [shown.id]: _read, ...others } = unread.peek();
    if (_read) unread.value = others;
  });
  const listed = effect(() => {
    for (const { id } of mine.value ?? []) if (!seen.has(id)) seen.set(id, '');
  });
  const unwatch = onChange(({ what, id }) => {
    if (what === '' || (what === 'messages' && seen.has(id))) void refresh();
  });
  return () => {
    reading();
    listed();
    unwatch();
    seen.clear();
    unread.value = {};
  };
}
