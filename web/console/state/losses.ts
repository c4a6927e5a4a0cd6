import { effect, signal } from '@preact/signals';
import type { CaseDetail, TimelineEntry } from '../api/case-shapes.js';
import { call, NoConnection } from '../api/client.js';
import type { HandoverItem } from '../api/shapes.js';
import { t } from '../texts.js';
import { opened, owned } from './conversation.js';
import { tell } from './notice.js';
import { flush, outgoing } from './outgoing.js';
import { mine, refreshQueue } from './queue.js';
import { agent } from './session.js';

/** Conversations that went from the agent without their doing it here, and how: by the handover's id. */
export const lost = signal<Record<string, string>>({});

/** Those the agent is giving away in this window at the moment. */
const leaving = new Set<string>();

/**
 * What an agent does here is no loss. A reply on its way to the citizen goes before.
 * @param leaves whether the conversation goes with it
 * @throws {NoConnection} when that reply does not arrive
 */
export async function byMyself<T>(
  id: string,
  work: () => Promise<T>,
  leaves: (done: T) => boolean = () => true,
): Promise<T> {
  await flush(id);
  if (outgoing.peek()[id]) throw new NoConnection('the reply before did not arrive');
  leaving.add(id);
  let gone = false;
  try {
    const done = await work();
    gone = leaves(done);
    return done;
  } finally {
    if (!gone) leaving.delete(id);
  }
}

/** Tells the agent of each conversation that is not theirs any more. */
export function watchLosses(): () => void {
  let known: HandoverItem[] | undefined;
  let had = '';
  const listed = effect(() => {
    const now = mine.value;
    const gone = (known ?? []).filter(({ id }) => now && !now.some((one) => one.id === id));
    known = now ?? known;
    for (const item of gone) if (!leaving.delete(item.id)) void say(item);
    for (const { id } of now ?? []) forget(id);
  });
  // What is open is asked for more often than the list.
  const shown = effect(() => {
    const id = opened.value?.id ?? '';
    if (had === id && id !== '' && !owned.value && opened.value?.detail) void refreshQueue();
    had = owned.value ? id : '';
  });
  return () => {
    listed();
    shown();
    leaving.clear();
    lost.value = {};
  };
}

function forget(id: string): void {
  const { [id]: was, ...others } = lost.peek();
  if (was !== undefined) lost.value = others;
}

async function say({ id, caseNumber: number }: HandoverItem): Promise<void> {
  const file = await call<CaseDetail>('GET', `/api/cases/${encodeURIComponent(number)}`).catch(() => undefined);
  const name = file?.handover.state === 'accepted' ? file.handover.agentName : '';
  const sentence = [wayOf(number, file?.timeline), name && t('lost.nowWith', { name })].filter(Boolean).join(' ');
  lost.value = { ...lost.peek(), [id]: sentence };
  // Where it is on the screen, it stands there.
  if (opened.peek()?.id !== id) tell('polite', sentence);
}

const BY_OTHERS = ['lapsed', 'taken-back', 'consent-given'] as const;
const BY_ONESELF = ['released', 'transferred', 'to-bot', 'closed', 'ended'];

/** How it went, from the newest entry that says so. */
function wayOf(number: string, timeline: readonly TimelineEntry[] = []): string {
  const last = [...timeline].reverse().find(({ what }) => [...BY_OTHERS, ...BY_ONESELF].includes(what));
  const way = BY_OTHERS.find((what) => what === last?.what);
  if (way) return t(`lost.${way}`, { number, name: last?.who.name ?? '' });
  if (last?.who.id === agent.peek()?.id) return t('lost.myself', { number });
  return t(last?.who.kind === 'system' && last.what !== 'released' ? 'lost.idle' : 'lost.other', { number });
}
