import { Empty } from '../parts/empty.js';
import { waiting } from '../state/queue.js';
import { t } from '../texts.js';

export function NothingOpen() {
  return (
    <section class="conversation conversation-none" aria-label={t('conversation.label')}>
      {(waiting.value?.length ?? 0) > 0 ? (
        <Empty title={t('conversation.noneTitle')} text={t('conversation.none')} />
      ) : (
        <Empty title={t('conversation.calmTitle')} text={t('conversation.calm')} />
      )}
    </section>
  );
}
