import type { Board } from '../api/organisation-shapes.js';
import { t } from '../texts.js';
import { ConversationLines } from './conversation-lines.js';

/** Who waits, the longest first; whoever stands among the worries is there. */
export function Waiting({ board: { conversations, agents, more } }: { board: Board }) {
  const calm = conversations
    .filter(({ state, worry }) => state === 'waiting' && worry === '')
    .sort((a, b) => a.since.localeCompare(b.since) || a.caseNumber.localeCompare(b.caseNumber));
  return (
    <section class="board-part" aria-labelledby="board-waiting">
      <h2 id="board-waiting">{t('board.waitingTitle')}</h2>
      {more && <p>{t('board.more')}</p>}
      {calm.length === 0 ? (
        <p class="hint">{t('board.nobodyElse')}</p>
      ) : (
        <ConversationLines conversations={calm} agents={agents} />
      )}
    </section>
  );
}
