import { Empty } from '../parts/empty.js';
import { filter } from '../state/unanswered.js';
import { t } from '../texts.js';

export function NothingUnanswered() {
  const { status, language } = filter.value;
  if (language) return <Empty title={t('unanswered.noneInLanguageTitle')} text={t('unanswered.noneInLanguage')} />;
  return status === 'open' ? (
    <Empty title={t('unanswered.emptyTitle')} text={t('unanswered.empty')} />
  ) : (
    <Empty title={t('unanswered.putAwayTitle')} text={t('unanswered.putAway')} />
  );
}
