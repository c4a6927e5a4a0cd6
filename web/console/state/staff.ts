import { signal } from '@preact/signals';
import { call } from '../api/client.js';
import type { Agent } from '../api/shapes.js';
import { sentenceFor } from './failure.js';
import { coalesced, onChange } from './live.js';
import { refreshMe } from './session.js';

export const staff = signal<Agent[] | undefined>(undefined);
export const staffProblem = signal('');

export const refreshStaff = coalesced(async () => {
  try {
    staff.value = (await call<{ items: Agent[] }>('GET', '/api/agents')).items;
    staffProblem.value = '';
  } catch (error) {
    staffProblem.value = sentenceFor(error);
  }
});

export function watchStaff(): () => void {
  void refreshStaff();
  // Administrators alone are told of nothing: there may be other centres by now.
  void refreshMe();
  const unwatch = onChange(({ what }) => {
    if (what === '') void refreshStaff();
  });
  return () => {
    unwatch();
    staff.value = undefined;
  };
}

export type AgentInput = Pick<Agent, 'name' | 'roles' | 'groups' | 'languages' | 'boards' | 'centre' | 'capacity'>;

/** @throws {ApiError | NoConnection} */
export async function addAgent(input: AgentInput & { username: string; password: string }): Promise<void> {
  await call('POST', '/api/agents', input);
  await refreshStaff();
}

/** @throws {ApiError | NoConnection} */
export async function changeAgent(id: string, input: AgentInput & { password?: string }): Promise<void> {
  await call('PUT', `/api/agents/${encodeURIComponent(id)}`, input);
  await refreshStaff();
}
