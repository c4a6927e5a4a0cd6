import { signal } from '@preact/signals';
import { call } from '../api/client.js';
import type { UnansweredDetail, UnansweredItem } from '../api/editorial-shapes.js';
import type { Page } from '../api/shapes.js';
import { t } from '../texts.js';
import { isRefusal, sentenceFor } from './failure.js';
import { coalesced, onChange } from './live.js';
import { tell } from './notice.js';

export const SHOWN_STATUSES = ['open', 'not-ours'] as const;
export type ShownStatus = (typeof SHOWN_STATUSES)[number];

interface Filter {
  status: ShownStatus;
  /** '' = all. */
  language: string;
}

const EVERYTHING_OPEN: Filter = { status: 'open', language: '' };

export const filter = signal(EVERYTHING_OPEN);

interface Found {
  items: UnansweredItem[];
  /** Where the next page begins; '' at the end. */
  next: string;
}

export const unanswered = signal<Found | undefined>(undefined);
export const unansweredProblem = signal('');

const PAGE = 50;
let pages = 1;

function page({ status, language }: Filter, cursor: string): Promise<Page<UnansweredItem>> {
  const query = new URLSearchParams({ limit: String(PAGE), status });
  if (language) query.set('language', language);
  if (cursor) query.set('cursor', cursor);
  return call('GET', `/api/unanswered?${query}`);
}

/** Asks for as many pages as are shown. A question asked meanwhile can move between two of them; it is shown once. */
export const refreshUnanswered = coalesced(async () => {
  const asked = filter.value;
  const items = new Map<string, UnansweredItem>();
  let next = '';
  try {
    for (let number = 0; number < pages; number++) {
      const answer = await page(asked, next);
      for (const item of answer.items) items.set(item.id, item);
      next = answer.next ?? '';
      if (!next) break;
    }
    if (filter.value !== asked) return;
    unanswered.value = { items: [...items.values()], next };
    unansweredProblem.value = '';
  } catch (error) {
    unansweredProblem.value = sentenceFor(error);
  }
});

export function showOnly(changes: Partial<Filter>): void {
  filter.value = { ...filter.value, ...changes };
  unanswered.value = undefined;
  pages = 1;
  void refreshUnanswered();
}

export async function showMoreUnanswered(): Promise<void> {
  pages += 1;
  await refreshUnanswered();
}

export function watchUnanswered(): () => void {
  void refreshUnanswered();
  return onChange(({ what }) => {
    if (what === '' || what === 'unanswered') void refreshUnanswered();
  });
}

/** When somebody leaves: the next one at this desk begins anew. */
export function forgetUnanswered(): void {
  // A copy: an answer still on its way is not for the next one.
  filter.value = { ...EVERYTHING_OPEN };
  unanswered.value = undefined;
  unansweredProblem.value = '';
  pages = 1;
}

/** The newest wordings of one item. @throws {ApiError | NoConnection} */
export async function wordingsOf(id: string): Promise<UnansweredDetail['questions']> {
  return (await call<UnansweredDetail>('GET', `/api/unanswered/${encodeURIComponent(id)}`)).questions;
}

export interface QuestionAnswer {
  as: 'asked-as' | 'draft';
  topic: string;
  phrasing: string;
  /** Of a new topic. */
  category?: string;
}

/**
 * Turns a question into a phrasing of an article, or into the draft of a new one.
 * @throws {ApiError | NoConnection} 409 `PhrasingTaken` when another article is asked so
 */
export async function answerQuestion({ id, version }: UnansweredItem, given: QuestionAnswer): Promise<void> {
  try {
    await call('POST', `/api/unanswered/${encodeURIComponent(id)}/answer`, { ...given, version });
    tell('done', t(given.as === 'draft' ? 'unanswered.draft.done' : 'unanswered.askedAs.done'));
  } catch (error) {
    if (!isRefusal(error, 409) || error.code !== 'Conflict') throw error;
    tell('polite', t('unanswered.decidedSince'));
  }
}

/** Puts a question away or back; whether it has left the list that is shown. */
export async function decide({ id, version }: UnansweredItem, as: ShownStatus): Promise<boolean> {
  try {
    await call('POST', `/api/unanswered/${encodeURIComponent(id)}/decision`, { as, version });
    tell('done', t(as === 'open' ? 'unanswered.putBackDone' : 'unanswered.notOursDone'));
  } catch (error) {
    if (isRefusal(error, 409)) tell('polite', t('unanswered.decidedSince'));
    else tell('failed', t('unanswered.failed', { why: sentenceFor(error) }));
  }
  await refreshUnanswered();
  return !unanswered.value?.items.some((item) => item.id === id);
}
