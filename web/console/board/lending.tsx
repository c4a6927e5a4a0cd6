import type { Board } from '../api/organisation-shapes.js';
import { centreName, groupName } from '../city-names.js';
import { t } from '../texts.js';

/** What goes from one centre to another now, and what went there today. */
export function Lending({ board: { overflow, ledger } }: { board: Board }) {
  return (
    <section class="board-part" aria-labelledby="board-lending">
      <h2 id="board-lending">{t('board.lending')}</h2>
      <h3>{t('board.flowsNow')}</h3>
      {overflow.length === 0 ? (
        <p class="hint">{t('board.flowsNot')}</p>
      ) : (
        <ul class="board-flows">
          {overflow.map(({ group, from, to, why, waiting }) => (
            <li key={`${group} ${from} ${to} ${why}`}>
              {t('board.flow', {
                count: waiting,
                group: groupName(group),
                from: centreName(from),
                to: centreName(to),
              })}{' '}
              <span class="tag">{t(`board.loan.${why}`)}</span>
            </li>
          ))}
        </ul>
      )}
      <h3>{t('board.today')}</h3>
      {ledger.lent.length === 0 ? (
        <p class="hint">{t('board.lentNothing')}</p>
      ) : (
        <ul class="board-flows">
          {ledger.lent.map(({ from, to, why, conversations, minutes }) => (
            <li key={`${from} ${to} ${why}`}>
              {t('board.lent', { count: conversations, minutes, from: centreName(from), to: centreName(to) })}{' '}
              <span class="tag">{t(`board.loan.${why}`)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
