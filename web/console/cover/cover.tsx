import { useEffect, useState } from 'preact/hooks';
import { Empty } from '../parts/empty.js';
import { FailureLine } from '../parts/failure-line.js';
import { Icon } from '../parts/icon.js';
import { ListPage } from '../parts/list-page.js';
import { covering, coverProblem, watchCover } from '../state/cover.js';
import { t } from '../texts.js';
import { CoverRow } from './cover-row.js';
import { GiveCoverDialog } from './give-cover-dialog.js';

/** Who answers for another desk at this moment. For supervisors. */
export function CoverView() {
  useEffect(watchCover, []);
  const [giving, setGiving] = useState(false);
  const people = covering.value;
  const problem = coverProblem.value;
  const given = people?.flatMap((agent) => agent.cover.map((cover) => ({ agent, cover }))) ?? [];
  return (
    <ListPage view="cover" intro={t('cover.intro')}>
      {problem && <FailureLine text={problem} />}
      {!people && !problem && <p class="hint">{t('app.loading')}</p>}
      {people && (
        <p>
          <button type="button" class="button-main" onClick={() => setGiving(true)}>
            <Icon name="add" /> {t('cover.give')}
          </button>
        </p>
      )}
      {people && given.length === 0 && <Empty title={t('cover.emptyTitle')} text={t('cover.empty')} />}
      {given.length > 0 && (
        <ul class="list-rows" aria-label={t('cover.list')}>
          {given
            .sort((a, b) => a.cover.until.localeCompare(b.cover.until))
            .map(({ agent, cover }) => (
              <CoverRow key={`${agent.id} ${cover.group}`} agent={agent} cover={cover} />
            ))}
        </ul>
      )}
      {giving && people && <GiveCoverDialog people={people} onClose={() => setGiving(false)} />}
    </ListPage>
  );
}
