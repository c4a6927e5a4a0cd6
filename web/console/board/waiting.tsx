import type { Board } from '../api/organisation-shapes.js';
import { t } from '../texts.js';
import { ConversationLine } from './conversation-line.js';

/** Who waits, the longest first; whoever stands among the worries is there. */
export function Waiting({ board: { conversations, agents } }: { board: Board }) {
  const calm = conversations
    .filter(({ state, worry }) => state === 'waiting' && worry === '')
    .sort((a, b) => a.since.localeCompare(b.since) || a.caseNumber.localeCompare(b.caseNumber));
  return (
    <section class="board-part" aria-labelledby="board-waiting">
      <h2 id="board-waiting">{t('board.waitingTitle')}</h2>
      {calm.length === 0 ? (
        <p class="hint">{t('board.nobodyElse')}</p>
      ) : (
        <ul class="board-lines">
          {calm.map((one) => (
            <ConversationLine key={one.id} conversation={one} agents={agents} />
          ))}
        </ul>
      )}
    </section>
  );
}
