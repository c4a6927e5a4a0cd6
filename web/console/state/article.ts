import { computed, effect, signal } from '@preact/signals';
import { ApiError, call } from '../api/client.js';
import type {
  ArticleDetail,
  Checked,
  DiffLine,
  HistoryEntry,
  Revision,
  TakenQuestion,
  Tried,
} from '../api/editorial-shapes.js';
import { sentenceFor } from './failure.js';
import { coalesced, onChange } from './live.js';
import { route } from './route.js';
import { agent } from './session.js';

/** The name in the address of an article that is not there yet; no topic can be called so. */
export const NEW = '_new';

export interface OpenedArticle {
  topic: string;
  /** Undefined until the first answer. */
  detail?: ArticleDetail;
  missing?: boolean;
}

const wanted = computed(() => {
  const topic = route.value.view === 'articles' ? route.value.topic : undefined;
  return topic === NEW ? undefined : topic;
});

/** The article on the screen, in all its languages. */
export const openedArticle = signal<OpenedArticle | undefined>(undefined);
export const articleProblem = signal('');

/** The article somebody has just come from: the list goes on there. */
export const leftArticle = signal('');

export const refreshArticle = coalesced(async () => {
  const topic = wanted.value;
  if (!topic || !agent.value) return;
  try {
    const detail = await call<ArticleDetail>('GET', `/api/articles/${encodeURIComponent(topic)}`);
    if (wanted.value !== topic) return;
    openedArticle.value = { topic, detail };
    articleProblem.value = '';
  } catch (error) {
    if (wanted.value !== topic) return;
    if (error instanceof ApiError && error.status === 404) openedArticle.value = { topic, missing: true };
    else articleProblem.value = sentenceFor(error);
  }
});

/** Follows the address, and keeps what is open fresh. */
export function watchArticle(): () => void {
  const followed = effect(() => {
    const topic = wanted.value;
    openedArticle.value = topic ? { topic } : undefined;
    if (!topic) return;
    leftArticle.value = topic;
    void refreshArticle();
  });
  const unwatch = onChange(({ what }) => {
    if (what === '' || what === 'articles') void refreshArticle();
  });
  return () => {
    followed();
    unwatch();
    openedArticle.value = undefined;
    articleProblem.value = '';
  };
}

/** One text of an article. */
export interface Place {
  topic: string;
  language: string;
}

const pathOf = ({ topic, language }: Place, rest: string) =>
  `/api/articles/${encodeURIComponent(topic)}/${encodeURIComponent(language)}/${rest}`;

export interface NewDraft {
  text: string;
  /** The newest revision the editor has seen; 0 when there is none. */
  basedOn: number;
  /** Of a new topic. */
  category?: string;
}

/** @throws {ApiError | NoConnection} 409 `NotNewest` when somebody has saved since */
export const saveDraft = (place: Place, draft: NewDraft): Promise<Revision> =>
  call('POST', pathOf(place, 'drafts'), draft);

export type Step = 'submit' | 'publish' | 'reject';

/** @throws {ApiError | NoConnection} 422 `TextHasProblems` when it cannot be published as it is */
export async function decideRevision(place: Place, n: number, step: Step, comment = ''): Promise<void> {
  await call('POST', pathOf(place, `revisions/${n}/${step}`), comment ? { comment } : {});
}

/** @throws {ApiError | NoConnection} */
export const restoreRevision = (place: Place, n: number, basedOn: number): Promise<Revision> =>
  call('POST', pathOf(place, `revisions/${n}/restore`), { basedOn });

/** @throws {ApiError | NoConnection} */
export async function setReview(place: Place, review: { owner?: string; reviewBy?: string }): Promise<void> {
  await call('PUT', pathOf(place, 'review'), review);
  await refreshArticle();
}

/** @throws {ApiError | NoConnection} */
export async function confirmTranslation(place: Place): Promise<void> {
  await call('POST', pathOf(place, 'confirm-translation'));
  await refreshArticle();
}

/** Newest first. @throws {ApiError | NoConnection} */
export const historyOf = async (place: Place): Promise<HistoryEntry[]> =>
  (await call<{ items: HistoryEntry[] }>('GET', pathOf(place, 'history'))).items;

/** @throws {ApiError | NoConnection} */
export const diffOf = async (place: Place, from: number, to: number): Promise<DiffLine[]> =>
  (await call<{ lines: DiffLine[] }>('GET', pathOf(place, `diff?from=${from}&to=${to}`))).lines;

/** A text as it stands in the form, saved or not. */
export interface WrittenText extends Place {
  category: string;
  text: string;
}

/** @throws {ApiError | NoConnection} */
export const checkText = (written: WrittenText): Promise<Checked> => call('POST', '/api/articles/check', written);

/** @throws {ApiError | NoConnection} */
export const tryQuestion = (written: WrittenText, question: string): Promise<Tried> =>
  call('POST', '/api/articles/try', { ...written, question });

/** Which questions of other articles this text would answer once published. @throws {ApiError | NoConnection} */
export const takenBy = async (written: WrittenText): Promise<TakenQuestion[]> =>
  (await call<{ items: TakenQuestion[] }>('POST', '/api/articles/take-away', written)).items;
