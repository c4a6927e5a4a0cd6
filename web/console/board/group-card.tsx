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
      {languages.length > 0 && <Languages languages={languages} />}
    </li>
  );
}

/** How many wait in each language, and how long it usually takes; those of which too little is known share a line. */
function Languages({ languages }: Pick<BoardGroup, 'languages'>) {
  const known = languages.filter(({ wait }) => wait);
  const others = languages.filter(({ wait }) => !wait);
  return (
    <ul class="board-languages" aria-label={t('board.languages')}>
      {known.map((one) => (
        <li key={one.language}>
          {waitingIn(one)} <span class="hint">{one.wait && t('board.wait', one.wait)}</span>
        </li>
      ))}
      {others.length > 0 && (
        <li>
          {others.map(waitingIn).join(' · ')} <span class="hint">{t('board.noWait')}</span>
        </li>
      )}
    </ul>
  );
}

const waitingIn = ({ language, waiting }: BoardGroup['languages'][number]): string =>
  t('board.language', { language: languageName(language), count: waiting });
