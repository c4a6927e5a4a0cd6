import { useEffect, useRef, useState } from 'preact/hooks';
import type { CaseDetail } from '../api/case-shapes.js';
import { call } from '../api/client.js';
import { isRefusal, sentenceFor } from '../state/failure.js';
import { coalesced, onChange } from '../state/live.js';

export type CaseState =
  | { kind: 'loading' }
  | { kind: 'missing' }
  | { kind: 'failed'; text: string }
  | { kind: 'here'; file: CaseDetail };

export interface OpenedCase {
  state: CaseState;
  /** How many entries the timeline had when the page was opened: what came later is new to the reader. */
  seen: number;
  /** Asks again; the case as it is then. */
  refresh(): Promise<CaseDetail | undefined>;
}

/** One case, kept fresh. */
export function useCase(number: string, onFirst: () => void): OpenedCase {
  const [state, setState] = useState<CaseState>({ kind: 'loading' });
  const newest = useRef<CaseDetail | undefined>(undefined);
  const seen = useRef<number | undefined>(undefined);
  const ask = useRef<(() => Promise<void>) | undefined>(undefined);

  useEffect(() => {
    const refresh = coalesced(async () => {
      try {
        const file = await call<CaseDetail>('GET', `/api/cases/${encodeURIComponent(number)}`);
        newest.current = file;
        seen.current ??= file.timeline?.length;
        setState({ kind: 'here', file });
      } catch (error) {
        if (isRefusal(error, 404)) setState({ kind: 'missing' });
        else setState((before) => (before.kind === 'here' ? before : { kind: 'failed', text: sentenceFor(error) }));
      }
    });
    ask.current = refresh;
    void refresh().then(onFirst);
    return onChange(({ what, id }) => {
      if (what === '' || what === 'messages' || id === number) void refresh();
    });
  }, [number]);

  return {
    state,
    seen: seen.current ?? 0,
    async refresh() {
      await ask.current?.();
      return newest.current;
    },
  };
}
