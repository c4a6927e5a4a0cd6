import type { BoardGroup } from '../api/organisation-shapes.js';
import { groupName } from '../city-names.js';
import { languageName } from '../format.js';
import { Age } from '../parts/age.js';
import { t } from '../texts.js';
import { DeskLine } from './desk-line.js';

/** An answer group: whether citizens reach somebody, who waits in which language, and its desks. */
export function GroupCard({ group: { group, waiting, since, desks, languages } }: { group: BoardGroup }) {
  const open = desks.some((desk) => desk.open);
  return (
    <li class={open ? 'board-group board-group-open' : 'board-group'}>
      <div class="board-group-head">
        <h3>{groupName(group)}</h3>
        <span class={open ? 'tag tag-open' : 'tag tag-off'}>{t(open ? 'board.open' : 'board.shut')}</span>
        {waiting > 0 && <span class="tag">{t('queue.waitingCount', { count: waiting })}</span>}
        {since && <Age since={since} />}
      </div>
      <ul class="board-desks">
        {desks.map((desk) => (
          <DeskLine key={desk.centre} group={group} desk={desk} several={desks.length > 1} />
        ))}
      </ul>
      {languages.length > 0 && (
        <ul class="board-languages" aria-label={t('board.languages')}>
          {languages.map((one) => (
            <li key={one.language}>
              {t('board.language', { language: languageName(one.language), count: one.waiting })}{' '}
              <span class="hint">{one.wait ? t('board.wait', one.wait) : t('board.noWait')}</span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
