import type { BoardGroup } from '../api/organisation-shapes.js';
import { groupName } from '../city-names.js';
import { Disclosure } from '../parts/disclosure.js';
import { language, t } from '../texts.js';
import { GroupCard } from './group-card.js';

/** The groups where something goes on; the others behind one line. */
export function Groups({ groups }: { groups: readonly BoardGroup[] }) {
  const sorted = [...groups].sort((a, b) => groupName(a.group).localeCompare(groupName(b.group), language.value));
  const lively = sorted.filter(isLively);
  const still = sorted.filter((one) => !isLively(one));
  return (
    <section class="board-part" aria-labelledby="board-groups">
      <h2 id="board-groups">{t('board.groups')}</h2>
      {lively.length === 0 && <p class="hint">{t('board.allStill')}</p>}
      <ul class="board-groups">
        {lively.map((one) => (
          <GroupCard key={one.group} group={one} />
        ))}
      </ul>
      {still.length > 0 && (
        <Disclosure title={t('board.still', { count: still.length })}>
          {() => (
            <ul class="board-groups">
              {still.map((one) => (
                <GroupCard key={one.group} group={one} />
              ))}
            </ul>
          )}
        </Disclosure>
      )}
    </section>
  );
}

const isLively = ({ waiting, desks }: BoardGroup) =>
  waiting > 0 || desks.some(({ atWork, closed }) => atWork > 0 || closed);
