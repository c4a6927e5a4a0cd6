import type { Agent } from '../api/shapes.js';
import { boardName, groupName } from '../city-names.js';
import { hrefOf } from '../state/route.js';
import { t } from '../texts.js';

export function AgentList({ agents, current }: { agents: Agent[]; current: string | undefined }) {
  return (
    <ul class="agents">
      {agents.map((agent) => (
        <li key={agent.id} class={agent.id === current ? 'agent-row agent-row-current' : 'agent-row'}>
          <a
            href={hrefOf({ view: 'staff', agentId: agent.id })}
            {...(agent.id === current && { 'aria-current': 'true' })}
          >
            {agent.name} <span class="code">{agent.username}</span>
          </a>
          <p class="agent-facts">
            {agent.roles.map((role) => (
              <span key={role} class="tag">
                {t(`role.${role}`)}
              </span>
            ))}
            {!agent.active && <span class="tag tag-off">{t('staff.inactive')}</span>}
          </p>
          {agent.roles.includes('agent') && (
            <p class="agent-groups">
              {agent.groups.length > 0 ? agent.groups.map(groupName).join(' · ') : t('staff.noGroups')}
            </p>
          )}
          {agent.roles.includes('officer') && agent.boards.length > 0 && (
            <p class="agent-groups">{agent.boards.map(boardName).join(' · ')}</p>
          )}
        </li>
      ))}
    </ul>
  );
}
