import { signal } from '@preact/signals';
import { call } from '../api/client.js';
import type { Board } from '../api/organisation-shapes.js';
import { sentenceFor } from './failure.js';
import { coalesced, onChange } from './live.js';

/** The contact centre at this moment. */
export const board = signal<Board | undefined>(undefined);
export const boardProblem = signal('');

export const refreshBoard = coalesced(async () => {
  try {
    board.value = await call<Board>('GET', '/api/board');
    boardProblem.value = '';
  } catch (error) {
    boardProblem.value = sentenceFor(error);
  }
});

const CONCERNED = ['', 'handovers', 'presence', 'organisation', 'agents'];

export function watchBoard(): () => void {
  void refreshBoard();
  const unwatch = onChange(({ what }) => {
    if (CONCERNED.includes(what)) void refreshBoard();
  });
  return () => {
    unwatch();
    board.value = undefined;
    boardProblem.value = '';
  };
}

const pathOf = (id: string, rest: string) => `/api/handovers/${encodeURIComponent(id)}/${rest}`;

/** @throws {ApiError | NoConnection} */
export async function giveTo(id: string, agentId: string): Promise<void> {
  await call('POST', pathOf(id, 'offer'), { agentId });
  await refreshBoard();
}

/** @throws {ApiError | NoConnection} */
export async function takeBack(id: string): Promise<void> {
  await call('POST', pathOf(id, 'take-back'));
  await refreshBoard();
}

export interface DeskName {
  group: string;
  /** '' for all of the group. */
  centre: string;
}

/** @throws {ApiError | NoConnection} */
export async function closeDesk(closing: DeskName & { until: string; why: string }): Promise<void> {
  await call('POST', '/api/organisation/closed-desks', closing);
  await refreshBoard();
}

/** @throws {ApiError | NoConnection} */
export async function openDesk(desk: DeskName): Promise<void> {
  await call('DELETE', `/api/organisation/closed-desks?${new URLSearchParams({ ...desk })}`);
  await refreshBoard();
}
