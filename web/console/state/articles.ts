import { computed, signal } from '@preact/signals';
import { call } from '../api/client.js';
import type { ArticleItem, ArticleTask } from '../api/editorial-shapes.js';
import { sentenceFor } from './failure.js';
import { coalesced, onChange } from './live.js';

export const ARTICLE_STATES = ['draft', 'review', 'due', 'stale', 'unreviewed', 'missing'] as const;
export type ArticleState = (typeof ARTICLE_STATES)[number];

export interface ArticleSearch {
  q: string;
  /** '' = all. */
  state: ArticleState | '';
  /** '' = all. */
  language: string;
}

const EVERYTHING: ArticleSearch = { q: '', state: '', language: '' };

export const articleSearch = signal(EVERYTHING);
export const articles = signal<ArticleItem[] | undefined>(undefined);
export const tasks = signal<ArticleTask[] | undefined>(undefined);
export const articlesProblem = signal('');

async function list({ q, state, language }: ArticleSearch): Promise<ArticleItem[]> {
  const query = new URLSearchParams();
  if (q.trim()) query.set('q', q.trim());
  if (state) query.set('state', state);
  if (language) query.set('language', language);
  return (await call<{ items: ArticleItem[] }>('GET', `/api/articles?${query}`)).items;
}

const refresh = coalesced(async () => {
  const asked = articleSearch.value;
  try {
    const [found, waiting] = await Promise.all([
      list(asked),
      call<{ items: ArticleTask[] }>('GET', '/api/articles/tasks'),
    ]);
    if (articleSearch.value !== asked) return;
    articles.value = found;
    tasks.value = waiting.items;
    articlesProblem.value = '';
  } catch (error) {
    articlesProblem.value = sentenceFor(error);
  }
});

export function searchArticles(changes: Partial<ArticleSearch>): void {
  articleSearch.value = { ...articleSearch.value, ...changes };
  void refresh();
}

export function watchArticles(): () => void {
  void refresh();
  return onChange(({ what }) => {
    if (what === '' || what === 'articles') void refresh();
  });
}

/** When somebody leaves: the next one at this desk begins anew. */
export function forgetArticles(): void {
  articleSearch.value = { ...EVERYTHING };
  articles.value = undefined;
  tasks.value = undefined;
  articlesProblem.value = '';
}

/** Every article there is, to choose one from. @throws {ApiError | NoConnection} */
export const allArticles = (): Promise<ArticleItem[]> => list(EVERYTHING);

export const isFiltered = computed(() => {
  const { q, state, language } = articleSearch.value;
  return [q.trim(), state, language].some((wanted) => wanted !== '');
});
