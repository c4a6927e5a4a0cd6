import type { Board, BoardAgent, BoardConversation } from '../api/organisation-shapes.js';
import { centreName, groupName } from '../city-names.js';
import { language, t } from '../texts.js';
import { ConversationLine } from './conversation-line.js';
import { loadOf } from './load.js';

/** Who is at work and what they have now. Nothing else is counted of a person. */
export function People({ board: { agents, conversations } }: { board: Board }) {
  const sorted = [...agents].sort((a, b) => a.name.localeCompare(b.name, language.value));
  return (
    <section class="board-part" aria-labelledby="board-people">
      <h2 id="board-people">{t('board.people')}</h2>
      {agents.length === 0 && <p class="hint">{t('board.nobodyHere')}</p>}
      <ul class="board-people">
        {sorted.map((one) => (
          <Person
            key={one.id}
            person={one}
            agents={agents}
            theirs={conversations.filter(({ agentId }) => agentId === one.id)}
          />
        ))}
      </ul>
    </section>
  );
}

interface PersonProps {
  person: BoardAgent;
  agents: readonly BoardAgent[];
  theirs: readonly BoardConversation[];
}

function Person({ person, agents, theirs }: PersonProps) {
  const { name, centre, groups, presence, reason } = person;
  const calm = theirs.filter(({ worry }) => worry === '');
  return (
    <li class="board-person">
      <p class="board-person-head">
        <span class={`presence-dot presence-${presence}`} aria-hidden="true" />
        <strong>{name}</strong>
        <span>
          {t(`presence.${presence}`)}
          {reason && `: ${reason}`}
        </span>
        <span class="tag">{loadOf(person)}</span>
      </p>
      <p class="hint">{[...(centre ? [centreName(centre)] : []), ...groups.map(groupName)].join(' · ')}</p>
      {calm.length > 0 && (
        <ul class="board-lines">
          {calm.map((one) => (
            <ConversationLine key={one.id} conversation={one} agents={agents} />
          ))}
        </ul>
      )}
    </li>
  );
}
