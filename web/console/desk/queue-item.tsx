import { useState } from 'preact/hooks';
import type { HandoverItem } from '../api/shapes.js';
import { categoryName, groupName } from '../city-names.js';
import { languageName } from '../format.js';
import { Age } from '../parts/age.js';
import { SecrecyMark } from '../parts/secrecy-mark.js';
import { claim } from '../state/conversation.js';
import { hrefOf } from '../state/route.js';
import { agent } from '../state/session.js';
import { unread } from '../state/unread.js';
import { t } from '../texts.js';
import { bandOf } from './band.js';
import { mayClaim, whyOffered } from './offered.js';
import { WaitingTags } from './waiting-tags.js';

export function QueueItem({ item, current }: { item: HandoverItem; current: boolean }) {
  const [busy, setBusy] = useState(false);
  const { id, caseNumber, category, group, language, since, state, secrecy } = item;
  const fresh = unread.value[id] ?? 0;

  async function take(): Promise<void> {
    if (busy) return;
    setBusy(true);
    await claim(item);
    setBusy(false);
  }

  return (
    <li class={`queue-item ${state === 'accepted' ? bandOf(caseNumber) : ''} ${current ? 'queue-item-current' : ''}`}>
      <a
        class="queue-item-link"
        href={hrefOf({ view: 'desk', handoverId: id })}
        {...(current && { 'aria-current': 'true' })}
      >
        <span class="queue-item-category">{categoryName(category)}</span>{' '}
        <span class="queue-item-number">{caseNumber}</span>
      </a>
      {mayClaim(item) && (
        <button type="button" class="button-claim" aria-disabled={busy} onClick={() => void take()}>
          {t('claim.button')}
          <span class="unseen">{t('claim.which', { number: caseNumber })}</span>
        </button>
      )}
      <p class="queue-item-facts">
        {state === 'waiting' ? (
          <Age since={since} />
        ) : (
          fresh > 0 && <span class="unread">{t('queue.unread', { count: fresh })}</span>
        )}
        <WaitingTags item={item} />
        <span class="tag">
          {isSpoken(language) ? t('queue.yourLanguage', { language: languageName(language) }) : languageName(language)}
        </span>
        <span class="tag" title={t('case.group')}>
          {groupName(group)}
        </span>
        <SecrecyMark secrecy={secrecy} />
      </p>
      {state === 'waiting' && <p class="queue-item-why">{whyOffered(item)}</p>}
    </li>
  );
}

/** Everybody here speaks the city's own language; of the others it is worth knowing. */
const CITY_LANGUAGE = 'sv';
const isSpoken = (language: string): boolean =>
  language !== CITY_LANGUAGE && (agent.value?.languages.includes(language) ?? false);
