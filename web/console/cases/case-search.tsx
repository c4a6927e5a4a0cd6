import { useEffect, useId, useState } from 'preact/hooks';
import { STATUSES } from '../api/shapes.js';
import { groupName } from '../city-names.js';
import { search, searchFor } from '../state/cases.js';
import { agent, city, has } from '../state/session.js';
import { language, t } from '../texts.js';

const PAUSE_MS = 300;

export function CaseSearchForm() {
  const id = useId();
  const [typed, setTyped] = useState(search.value.q);
  useEffect(() => {
    if (typed === search.peek().q) return;
    const pause = setTimeout(() => searchFor({ q: typed }), PAUSE_MS);
    return () => clearTimeout(pause);
  }, [typed]);
  return (
    <search>
      <form
        class="search"
        onSubmit={(event) => {
          event.preventDefault();
          searchFor({ q: typed });
        }}
      >
        <div class="search-words">
          <label for={`${id}-q`}>{t('cases.search')}</label>
          <input
            id={`${id}-q`}
            type="search"
            autocomplete="off"
            spellcheck={false}
            aria-describedby={`${id}-hint`}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <p class="hint" id={`${id}-hint`}>
            {t('cases.searchHint')}
          </p>
        </div>
        <div>
          <label for={`${id}-status`}>{t('case.status')}</label>
          <select
            id={`${id}-status`}
            value={search.value.status}
            onChange={(event) => searchFor({ status: event.currentTarget.value })}
          >
            <option value="">{t('cases.allStatuses')}</option>
            {STATUSES.map((status) => (
              <option key={status} value={status}>
                {t(`status.${status}`)}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label for={`${id}-group`}>{t('case.group')}</label>
          <select
            id={`${id}-group`}
            value={search.value.group}
            onChange={(event) => searchFor({ group: event.currentTarget.value })}
          >
            <option value="">{t('cases.allGroups')}</option>
            {groupsToRead().map((group) => (
              <option key={group} value={group}>
                {groupName(group)}
              </option>
            ))}
          </select>
        </div>
      </form>
    </search>
  );
}

/** An agent's own groups; whoever reads by board or reads everything may meet any group. */
function groupsToRead(): string[] {
  const all = Object.keys(city.value?.groups ?? {});
  const own = has('supervisor') || has('officer') ? all : (agent.value?.groups ?? []);
  return [...own].sort((a, b) => groupName(a).localeCompare(groupName(b), language.value));
}
