import { computed, effect, signal } from '@preact/signals';
import { call } from '../api/client.js';
import type { Suggestions } from '../api/shapes.js';
import { opened } from './conversation.js';
import { sentenceFor } from './failure.js';
import { coalesced } from './live.js';
import { has } from './session.js';

/** Whether there is something to suggest from: a conversation whose words this agent sees, and that goes on. */
export const suggesting = computed(() => {
  const detail = opened.value?.detail;
  if (!detail?.transcript || !(has('agent') || has('supervisor'))) return false;
  return detail.state === 'waiting' || detail.state === 'accepted';
});

/** What the citizen said last, by which the suggestions are asked for anew. */
const asked = computed(() => {
  if (!suggesting.value) return undefined;
  const { id, detail } = opened.value ?? {};
  const last = detail?.transcript?.filter(({ from }) => from === 'citizen').at(-1);
  return `${id} ${detail?.agentId} ${last?.id} ${last?.text}`;
});

export const suggestions = signal<Suggestions | undefined>(undefined);
export const suggestionsProblem = signal('');

export const refreshSuggestions = coalesced(async () => {
  const key = asked.peek();
  const id = opened.peek()?.id;
  if (key === undefined || !id) return;
  try {
    const found = await call<Suggestions>('GET', `/api/handovers/${encodeURIComponent(id)}/suggestions`);
    if (asked.peek() !== key) return;
    suggestions.value = found;
    suggestionsProblem.value = '';
  } catch (error) {
    if (asked.peek() === key) suggestionsProblem.value = sentenceFor(error);
  }
});

/** Follows what the citizen says in the conversation on the screen. */
export function watchSuggestions(): () => void {
  const stop = effect(() => {
    if (asked.value !== undefined) void refreshSuggestions();
  });
  return () => {
    stop();
    suggestions.value = undefined;
    suggestionsProblem.value = '';
  };
}

/** @throws {ApiError | NoConnection} */
export function searchKnowledge(question: string, language: string): Promise<Suggestions> {
  return call('GET', `/api/knowledge?${new URLSearchParams({ q: question, language })}`);
}

/** Tells the editors that a question has no answer. @throws {ApiError | NoConnection} */
export async function reportMissing(handover: string, { question, language, message }: Suggestions): Promise<void> {
  const said = { text: question.slice(0, LONGEST), language, handover };
  await call('POST', '/api/unanswered', { ...said, ...(message && { message }) });
}

const LONGEST = 1000;
