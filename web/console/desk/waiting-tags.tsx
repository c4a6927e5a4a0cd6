import type { HandoverItem } from '../api/shapes.js';
import { Icon } from '../parts/icon.js';
import { t } from '../texts.js';

/** What is worth knowing of somebody who waits, or of how a conversation came here; nothing for an ordinary one. */
export function WaitingTags({ item }: { item: HandoverItem }) {
  const { state, position, alarm, reachBy, transfers, interpreter } = item;
  return (
    <>
      {position > 0 && <span class="tag">{t('queue.place', { position })}</span>}
      {state === 'waiting' && alarm > 0 && (
        <span class="tag tag-alarm">
          <Icon name="warning" /> {t(alarm > 1 ? 'queue.alarmHigh' : 'queue.alarm')}
        </span>
      )}
      {interpreter && <span class="tag tag-mark">{t('queue.interpreter')}</span>}
      {reachBy !== 'chat' && <span class="tag tag-reach">{t(`queue.${reachBy}`)}</span>}
      {transfers > 0 && <span class="tag">{t('queue.sentOn', { count: transfers })}</span>}
    </>
  );
}
