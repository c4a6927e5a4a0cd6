import { computed, effect, signal } from '@preact/signals';
import type { CaseDetail } from '../api/case-shapes.js';
import { ApiError, call } from '../api/client.js';
import type { HandoverDetail } from '../api/shapes.js';
import { t } from '../texts.js';
import { isRefusal, sentenceFor } from './failure.js';
import { coalesced, onChange } from './live.js';
import { clearNotice, tell } from './notice.js';
import { refreshQueue } from './queue.js';
import { go, route } from './route.js';
import { agent } from './session.js';

export interface Opened {
  id: string;
  /** Undefined until the first answer. */
  detail?: HandoverDetail;
  file?: CaseDetail;
  /** It is not there, or not for this agent. */
  missing?: boolean;
}

const wanted = computed(() => (route.value.view === 'desk' ? route.value.handoverId : undefined));

/** The conversation on the screen. */
export const opened = signal<Opened | undefined>(undefined);

/** Whether the agent at this screen has it. */
export const owned = computed(() => {
  const detail = opened.value?.detail;
  return detail?.state === 'accepted' && detail.agentId === agent.value?.id;
});

export const refreshConversation = coalesced(async () => {
  const id = wanted.value;
  if (!id || !agent.value) return;
  try {
    const detail = await call<HandoverDetail>('GET', `/api/handovers/${encodeURIComponent(id)}`);
    const file = await call<CaseDetail>('GET', `/api/cases/${encodeURIComponent(detail.caseNumber)}`).catch(
      () => undefined,
    );
    if (wanted.value === id) opened.value = { id, detail, ...(file && { file }) };
  } catch (error) {
    if (wanted.value === id && error instanceof ApiError && error.status === 404) opened.value = { id, missing: true };
  }
});

/** Follows the address, and keeps what is open fresh. */
export function watchConversation(): () => void {
  const followed = effect(() => {
    const id = wanted.value;
    opened.value = id ? { id } : undefined;
    if (id) void refreshConversation();
  });
  const unwatch = onChange(({ what, id }) => {
    if (what === 'typing') return;
    if (what === '' || id === wanted.value || id === opened.value?.detail?.caseNumber) void refreshConversation();
  });
  return () => {
    followed();
    unwatch();
    opened.value = undefined;
  };
}

export const pathOf = (id: string, rest: string) => `/api/handovers/${encodeURIComponent(id)}/${rest}`;

/** Takes a waiting conversation, or says politely who was quicker. */
export async function claim(item: { id: string; caseNumber: string }): Promise<boolean> {
  clearNotice();
  try {
    await call('POST', pathOf(item.id, 'claim'));
    await Promise.all([refreshQueue(), open(item.id)]);
    return true;
  } catch (error) {
    if (isRefusal(error, 409)) tell('polite', await whyNot(item, error.code));
    else if (isRefusal(error, 404)) tell('polite', t('claim.gone', { number: item.caseNumber }));
    else tell('failed', sentenceFor(error));
    await Promise.all([refreshQueue(), refreshConversation()]);
    return false;
  }
}

/** Takes what is this agent's to take next: the server knows what that is, also when others ask at the same time. */
export async function claimNext(): Promise<void> {
  clearNotice();
  try {
    const [next] = (await call<{ items: { id: string }[] }>('POST', '/api/handovers/claim-next')).items;
    if (!next) tell('polite', t('queue.nobody'));
    await Promise.all([refreshQueue(), next && open(next.id)]);
  } catch (error) {
    if (isRefusal(error, 409)) tell('polite', t('claim.full'));
    else tell('failed', sentenceFor(error));
  }
}

async function open(id: string): Promise<void> {
  if (wanted.value !== id) go({ view: 'desk', handoverId: id });
  await refreshConversation();
}

async function whyNot({ id, caseNumber: number }: { id: string; caseNumber: string }, code: string): Promise<string> {
  if (code === 'OfferedElsewhere') return t('claim.elsewhere', { number });
  if (code === 'TooMany') return t('claim.tooMany', { number });
  const found = await call<HandoverDetail>('GET', `/api/handovers/${encodeURIComponent(id)}`).catch(() => undefined);
  if (found?.state === 'accepted' && found.agentName) return t('claim.taken', { name: found.agentName, number });
  return t('claim.gone', { number });
}

/** @throws {ApiError | NoConnection} */
export async function addNote(id: string, text: string): Promise<{ masked: boolean }> {
  const { masked } = await call<{ masked: boolean }>('POST', pathOf(id, 'notes'), { text });
  await refreshConversation();
  return { masked };
}
