import { useEffect } from 'preact/hooks';
import type { Board } from '../api/organisation-shapes.js';
import { FailureLine } from '../parts/failure-line.js';
import { board, boardProblem, watchBoard } from '../state/board.js';
import { hrefOf } from '../state/route.js';
import { t } from '../texts.js';
import { Groups } from './groups.js';
import { Lending } from './lending.js';
import { People } from './people.js';
import { Summary } from './summary.js';
import { Waiting } from './waiting.js';
import { Worries } from './worries.js';

/** The contact centre at a glance, and what a supervisor does about it. */
export function BoardView() {
  useEffect(watchBoard, []);
  const now = board.value;
  const problem = boardProblem.value;
  return (
    <main class="board" id="main">
      <div class="staff-head">
        <h1 id="board-title" tabIndex={-1}>
          {t('views.board')}
        </h1>
        <a href={hrefOf({ view: 'organisation' })}>{t('board.toOrganisation')}</a>
      </div>
      {problem && <FailureLine text={problem} />}
      {!now && !problem && <p class="hint">{t('app.loading')}</p>}
      {now && <Parts board={now} />}
    </main>
  );
}

function Parts({ board: now }: { board: Board }) {
  return (
    <>
      <Summary board={now} />
      <Worries board={now} />
      <div class="board-columns">
        <div class="board-column">
          <Groups groups={now.groups} />
          <Lending board={now} />
        </div>
        <div class="board-column">
          <Waiting board={now} />
          <People board={now} />
        </div>
      </div>
    </>
  );
}
