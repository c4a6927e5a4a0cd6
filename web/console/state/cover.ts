import { signal } from '@preact/signals';
import { call } from '../api/client.js';
import type { Covering } from '../api/shapes.js';
import { sentenceFor } from './failure.js';
import { coalesced, onChange } from './live.js';

/** Everybody who answers citizens, with the cover they have at this moment. */
export const covering = signal<Covering[] | undefined>(undefined);
export const coverProblem = signal('');

export const refreshCover = coalesced(async () => {
  try {
    covering.value = (await call<{ items: Covering[] }>('GET', '/api/cover')).items;
    coverProblem.value = '';
  } catch (error) {
    coverProblem.value = sentenceFor(error);
  }
});

export function watchCover(): () => void {
  void refreshCover();
  const unwatch = onChange(({ what }) => {
    if (what === '' || what === 'agents') void refreshCover();
  });
  return () => {
    unwatch();
    covering.value = undefined;
    coverProblem.value = '';
  };
}

const pathOf = (id: string) => `/api/agents/${encodeURIComponent(id)}/cover`;

/** @throws {ApiError | NoConnection} */
export async function giveCover(id: string, given: { group: string; until: string }): Promise<void> {
  await call('POST', pathOf(id), given);
  await refreshCover();
}

/** @throws {ApiError | NoConnection} */
export async function endCover(id: string, group: string): Promise<void> {
  await call('DELETE', `${pathOf(id)}/${encodeURIComponent(group)}`);
  await refreshCover();
}
