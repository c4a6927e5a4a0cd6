import { useId, useState } from 'preact/hooks';
import type { Agent } from '../api/shapes.js';
import { boardName, groupName } from '../city-names.js';
import { hrefOf } from '../state/route.js';
import { language, t } from '../texts.js';

/** Who works here; of hundreds, those whose name has what is typed. */
export function AgentList({ agents, current }: { agents: Agent[]; current: string | undefined }) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const found = agents.filter((agent) => isCalled(agent, typed));
  return (
    <>
      <search class="field">
        <label for={id}>{t('staff.search')}</label>
        <p class="hint" id={`${id}-hint`}>
          {t('staff.searchHint')}
        </p>
        <input
          id={id}
          type="search"
          autocomplete="off"
          spellcheck={false}
          aria-describedby={`${id}-hint`}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </search>
      <p class="hint" role="status">
        {t('staff.count', { count: found.length })}
      </p>
      <ul class="agents">
        {found.map((agent) => (
          <AgentRow key={agent.id} agent={agent} current={agent.id === current} />
        ))}
      </ul>
    </>
  );
}

const isCalled = ({ name, username }: Agent, typed: string): boolean =>
  `${name} ${username}`.toLocaleLowerCase(language.value).includes(typed.trim().toLocaleLowerCase(language.value));

function AgentRow({ agent, current }: { agent: Agent; current: boolean }) {
  const { id, name, username, roles, groups, boards } = agent;
  return (
    <li class={current ? 'agent-row agent-row-current' : 'agent-row'}>
      <a href={hrefOf({ view: 'staff', agentId: id })} {...(current && { 'aria-current': 'true' })}>
        {name} <span class="code">{username}</span>
      </a>
      <p class="agent-facts">
        {roles.map((role) => (
          <span key={role} class="tag">
            {t(`role.${role}`)}
          </span>
        ))}
        {!agent.active && <span class="tag tag-off">{t('staff.inactive')}</span>}
      </p>
      {roles.includes('agent') && (
        <p class="agent-groups">{groups.length > 0 ? groups.map(groupName).join(' · ') : t('staff.noGroups')}</p>
      )}
      {roles.includes('officer') && boards.length > 0 && (
        <p class="agent-groups">{boards.map(boardName).join(' · ')}</p>
      )}
    </li>
  );
}
