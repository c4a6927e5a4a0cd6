import type { Board } from '../api/organisation-shapes.js';
import { ageOf, minutesSince } from '../format.js';
import { now } from '../state/clock.js';
import { t } from '../texts.js';

/** Four figures, each with its words. */
export function Summary({ board: { groups, agents, conversations } }: { board: Board }) {
  const waiting = conversations.filter(({ state }) => state === 'waiting');
  const [first] = waiting.map(({ since }) => since).sort();
  const open = groups.filter(({ desks }) => desks.some((desk) => desk.open)).length;
  const free = agents.filter(({ presence }) => presence === 'free').length;
  const figures = [
    { name: t('board.waiting'), figure: String(waiting.length) },
    { name: t('board.longest'), figure: first ? ageOf(minutesSince(first, now.value)) : t('board.nobodyWaits') },
    { name: t('board.openGroups'), figure: t('board.of', { count: open, all: groups.length }) },
    { name: t('board.free'), figure: t('board.of', { count: free, all: agents.length }) },
  ];
  return (
    <dl class="board-figures">
      {figures.map(({ name, figure }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{figure}</dd>
        </div>
      ))}
    </dl>
  );
}
