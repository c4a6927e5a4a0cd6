import { computed, signal } from '@preact/signals';
import type { CaseItem } from '../api/case-shapes.js';
import { call } from '../api/client.js';
import type { Page } from '../api/shapes.js';
import { dayAt, dayFrom } from '../format.js';
import { now } from './clock.js';
import { sentenceFor } from './failure.js';
import { coalesced, onChange } from './live.js';

export const WHOSE = ['', 'mine', 'forwarded'] as const;
export const DUE = ['', 'today', 'week'] as const;

/** Each '' for everything. */
export interface CaseSearch {
  q: string;
  status: string;
  group: string;
  board: string;
  category: string;
  whose: (typeof WHOSE)[number];
  due: (typeof DUE)[number];
}

const EVERYTHING: CaseSearch = { q: '', status: '', group: '', board: '', category: '', whose: '', due: '' };

export const search = signal(EVERYTHING);
export const isNarrowed = computed(() => Object.values(search.value).some((one) => one.trim() !== ''));

interface Found {
  items: CaseItem[];
  /** Where the next page begins; '' at the end. */
  next: string;
  /** More are due than the pages have. */
  more: boolean;
}

export const found = signal<Found | undefined>(undefined);
export const searchProblem = signal('');

const PAGE = 50;
const WEEK = 7;
let pages = 1;

async function page(cursor: string): Promise<Page<CaseItem>> {
  const query = new URLSearchParams({ limit: String(PAGE) });
  const { whose, due, ...named } = search.value;
  const asked = {
    ...named,
    assigned: whose === 'mine' ? 'me' : '',
    forwarded: whose === 'forwarded' ? 'me' : '',
    due: due ? dayFrom(dayAt(now.peek()), due === 'week' ? WEEK : 0) : '',
    cursor,
  };
  for (const [name, value] of Object.entries(asked)) {
    if (value.trim()) query.set(name, value.trim());
  }
  return call('GET', `/api/cases?${query}`);
}

/** Asks for as many pages as are shown: a change must not throw somebody back to the top of the list. */
const refresh = coalesced(async () => {
  const asked = search.value;
  const items: CaseItem[] = [];
  let next = '';
  let more = false;
  try {
    for (let number = 0; number < pages; number++) {
      const answer = await page(next);
      items.push(...answer.items);
      next = answer.next ?? '';
      more = answer.more === true;
      if (!next) break;
    }
    if (search.value !== asked) return;
    found.value = { items, next, more };
    searchProblem.value = '';
  } catch (error) {
    searchProblem.value = sentenceFor(error);
  }
});

export function searchFor(changes: Partial<CaseSearch>): void {
  search.value = { ...search.value, ...changes };
  pages = 1;
  void refresh();
}

export function searchAll(): void {
  searchFor(EVERYTHING);
}

export async function showMore(): Promise<void> {
  pages += 1;
  await refresh();
}

export function watchCases(): () => void {
  void refresh();
  return onChange(({ what }) => {
    if (what === '' || what === 'cases') void refresh();
  });
}

/** When somebody leaves: the next one at this desk must not see what they looked for. */
export function forgetCases(): void {
  search.value = { ...EVERYTHING };
  found.value = undefined;
  pages = 1;
}
