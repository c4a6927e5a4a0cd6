import { Empty } from '../parts/empty.js';
import { waiting } from '../state/queue.js';
import { answers } from '../state/session.js';
import { t } from '../texts.js';

export function NothingOpen() {
  return (
    <section class="conversation conversation-none" aria-label={t('conversation.label')}>
      {(waiting.value?.length ?? 0) > 0 ? (
        <Empty
          title={t('conversation.noneTitle')}
          text={t(answers.value ? 'conversation.none' : 'conversation.noneReads')}
        />
      ) : (
        <Empty title={t('conversation.calmTitle')} text={t('conversation.calm')} />
      )}
    </section>
  );
}
