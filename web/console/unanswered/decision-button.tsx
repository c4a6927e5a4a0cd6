import { useState } from 'preact/hooks';
import type { UnansweredItem } from '../api/editorial-shapes.js';
import { decide } from '../state/unanswered.js';
import { t } from '../texts.js';
import { neighbourOf } from './neighbour.js';

/** Says that a question is not the city's; on the list of those, takes it back. */
export function DecisionButton({ item, describedBy }: { item: UnansweredItem; describedBy: string }) {
  const [busy, setBusy] = useState(false);
  const putAway = item.status === 'not-ours';
  async function press(button: HTMLButtonElement): Promise<void> {
    if (busy) return;
    setBusy(true);
    const goOn = neighbourOf(button);
    const left = await decide(item, putAway ? 'open' : 'not-ours');
    setBusy(false);
    if (left && [button, document.body].includes(document.activeElement as HTMLElement)) goOn?.focus();
  }
  return (
    <button
      type="button"
      aria-disabled={busy}
      aria-describedby={describedBy}
      onClick={(event) => void press(event.currentTarget)}
    >
      {t(putAway ? 'unanswered.putBack' : 'unanswered.notOurs')}
    </button>
  );
}
