import { useState } from 'preact/hooks';
import type { HandoverItem } from '../api/shapes.js';
import { groupName } from '../city-names.js';
import { claim } from '../state/conversation.js';
import { t } from '../texts.js';
import { mayClaim } from './queue.js';

/** Under a conversation that still waits. */
export function ClaimBar({ item }: { item: HandoverItem }) {
  const [busy, setBusy] = useState(false);
  if (!mayClaim(item)) return <p class="reading-only">{t('claim.notYours', { group: groupName(item.group) })}</p>;

  async function take(): Promise<void> {
    if (busy) return;
    setBusy(true);
    const got = await claim(item);
    if (!got) setBusy(false);
  }

  return (
    <div class="claim-bar">
      <p>{t('claim.reading')}</p>
      <button type="button" class="button-main" aria-disabled={busy} onClick={() => void take()}>
        {t('claim.button')}
      </button>
    </div>
  );
}
