import { signal } from '@preact/signals';
import type { CaseItem } from '../api/case-shapes.js';
import { call } from '../api/client.js';
import type { Page } from '../api/shapes.js';
import { sentenceFor } from './failure.js';
import { coalesced, onChange } from './live.js';

export type PreviousCase = CaseItem & { same: ('linked' | 'conversation' | 'phone' | 'email')[] };

/** What the citizen of the conversation on the screen asked before; undefined until the first answer. */
export const previous = signal<PreviousCase[] | undefined>(undefined);
/** They have older ones besides. */
export const morePrevious = signal(false);
export const previousProblem = signal('');

/** Follows one conversation: a way to reach the citizen may be learnt while it goes on. */
export function watchPrevious({ id: handoverId, caseNumber }: { id: string; caseNumber: string }): () => void {
  let over = false;
  const refresh = coalesced(async () => {
    try {
      const path = `/api/handovers/${encodeURIComponent(handoverId)}/previous`;
      const { items, more } = await call<Page<PreviousCase>>('GET', path);
      if (over) return;
      previous.value = items;
      morePrevious.value = more === true;
      previousProblem.value = '';
    } catch (error) {
      if (!over) previousProblem.value = sentenceFor(error);
    }
  });
  void refresh();
  const unwatch = onChange(({ what, id }) => {
    if (what === 'cases' && id === caseNumber) void refresh();
  });
  return () => {
    over = true;
    unwatch();
    previous.value = undefined;
    previousProblem.value = '';
  };
}
