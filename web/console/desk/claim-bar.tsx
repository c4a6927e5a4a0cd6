import { useState } from 'preact/hooks';
import type { HandoverItem } from '../api/shapes.js';
import { groupName } from '../city-names.js';
import { claim, opened } from '../state/conversation.js';
import { hrefOf } from '../state/route.js';
import { agent, answers, has } from '../state/session.js';
import { t } from '../texts.js';
import { isOfTheirGroups, mayClaim, whyOffered } from './offered.js';

/** Under a conversation that still waits. */
export function ClaimBar({ item }: { item: HandoverItem }) {
  const [busy, setBusy] = useState(false);
  const given = opened.value?.file?.assignedTo === agent.value?.id;
  if (!answers.value) return <OnlyReads />;
  if (!isOfTheirGroups(item, given))
    return <p class="reading-only">{t('claim.notYours', { group: groupName(item.group) })}</p>;
  if (!mayClaim(item, given))
    return (
      <p class="reading-only">
        {t('claim.notOffered')} {whyOffered(item)}
      </p>
    );

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

function OnlyReads() {
  return (
    <p class="reading-only">
      {t('claim.onlyReads')} {has('supervisor') && <a href={hrefOf({ view: 'board' })}>{t('claim.toBoard')}</a>}
    </p>
  );
}
