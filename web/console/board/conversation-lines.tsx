import { useState } from 'preact/hooks';
import type { BoardAgent, BoardConversation } from '../api/organisation-shapes.js';
import { t } from '../texts.js';
import { ConversationLine } from './conversation-line.js';

interface Props {
  conversations: readonly BoardConversation[];
  agents: readonly BoardAgent[];
  /** How many at first. */
  atOnce?: number;
}

/** The first ones of a list; all of them when somebody wants to see them. */
export function ConversationLines({ conversations, agents, atOnce = 10 }: Props) {
  const [all, setAll] = useState(false);
  const rest = conversations.length - atOnce;
  return (
    <>
      <ul class="board-lines">
        {conversations.slice(0, all ? undefined : atOnce).map((one) => (
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
