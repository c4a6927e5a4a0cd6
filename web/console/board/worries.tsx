import type { Board, BoardConversation } from '../api/organisation-shapes.js';
import { Icon } from '../parts/icon.js';
import { t } from '../texts.js';
import { ConversationLines } from './conversation-lines.js';

/** On the worst of days the groups and the people below are still in sight. */
const AT_ONCE = 5;
const GRAVITY = ['supervisor', 'silent', 'group'];

/** What somebody should look at, the gravest first. When there is nothing, that is said, too. */
export function Worries({ board }: { board: Board }) {
  const worrying = board.conversations
    .filter(({ worry }) => worry !== '')
    .sort((a, b) => GRAVITY.indexOf(a.worry) - GRAVITY.indexOf(b.worry) || sinceOf(a).localeCompare(sinceOf(b)));
  return (
    <section
      class={worrying.length > 0 ? 'board-worries board-worries-any' : 'board-worries'}
      aria-labelledby="worries"
    >
      <div role="status">
        <h2 id="worries">
          <Icon name={worrying.length > 0 ? 'warning' : 'check'} />{' '}
          {worrying.length > 0 ? t('board.worries', { count: worrying.length }) : t('board.noWorries')}
        </h2>
      </div>
      {worrying.length > 0 && <ConversationLines conversations={worrying} agents={board.agents} atOnce={AT_ONCE} />}
    </section>
  );
}

const sinceOf = ({ silentSince, since }: BoardConversation) => silentSince ?? since;
