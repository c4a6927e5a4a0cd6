import { useEffect } from 'preact/hooks';
import { FailureLine } from '../parts/failure-line.js';
import { ListPage } from '../parts/list-page.js';
import { unanswered, unansweredProblem, watchUnanswered } from '../state/unanswered.js';
import { t } from '../texts.js';
import { NothingUnanswered } from './nothing-unanswered.js';
import { UnansweredFilter } from './unanswered-filter.js';
import { UnansweredList } from './unanswered-list.js';

/** What the bot could not answer. For editors. */
export function Unanswered() {
  useEffect(watchUnanswered, []);
  const found = unanswered.value;
  const problem = unansweredProblem.value;
  return (
    <ListPage view="unanswered" intro={t('unanswered.intro')}>
      <UnansweredFilter />
      {problem && <FailureLine text={problem} />}
      {!found && !problem && <p class="hint">{t('app.loading')}</p>}
      {found && (found.items.length > 0 ? <UnansweredList found={found} /> : <NothingUnanswered />)}
    </ListPage>
  );
}
