import { useState } from 'preact/hooks';
import type { BoardAgent, BoardConversation } from '../api/organisation-shapes.js';
import { t } from '../texts.js';
import { ConversationLine } from './conversation-line.js';

const AT_ONCE = 10;

/** The first ones of a list; all of them when somebody wants to see them. */
export function ConversationLines({
  conversations,
  agents,
}: {
  conversations: readonly BoardConversation[];
  agents: readonly BoardAgent[];
}) {
  const [all, setAll] = useState(false);
  const rest = conversations.length - AT_ONCE;
  return (
    <>
      <ul class="board-lines">
        {conversations.slice(0, all ? undefined : AT_ONCE).map((one) => (
          <ConversationLine key={one.id} conversation={one} agents={agents} />
        ))}
      </ul>
      {rest > 0 && (
        <p>
          <button type="button" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? t('board.fewer') : t('board.others', { count: rest })}
          </button>
        </p>
      )}
    </>
  );
}
