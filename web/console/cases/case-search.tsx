import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { STATUSES } from '../api/case-shapes.js';
import { boardName, categoryName, groupName } from '../city-names.js';
import { type CaseSearch, isNarrowed, search, searchAll, searchFor, WHOSE } from '../state/cases.js';
import { groupsToRead } from '../state/groups.js';
import { city, has } from '../state/session.js';
import { language, t } from '../texts.js';

const PAUSE_MS = 300;

export function CaseSearchForm() {
  const id = useId();
  const words = useRef<HTMLInputElement>(null);
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
            ref={words}
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
        <Choice
          label={t('case.status')}
          all={t('cases.allStatuses')}
          options={STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))}
          field="status"
        />
        <Choice
          label={t('cases.whose')}
          all={t('cases.everybodys')}
          options={WHOSE.filter((value) => value === 'mine' || (value === 'forwarded' && has('officer'))).map(
            (value) => ({
              value,
              label: t(value === 'mine' ? 'cases.mineOnly' : 'cases.forwardedToMe'),
            }),
          )}
          field="whose"
        />
        <Choice
          label={t('cases.due')}
          all={t('cases.anyDay')}
          options={[
            { value: 'today', label: t('cases.dueToday') },
            { value: 'week', label: t('cases.dueWeek') },
          ]}
          field="due"
        />
        <Choice
          label={t('case.group')}
          all={t('cases.allGroups')}
          options={named(groupsToRead(), groupName)}
          field="group"
        />
        <Choice
          label={t('case.board')}
          all={t('cases.allBoards')}
          options={named(Object.keys(city.value?.boards ?? {}), boardName)}
          field="board"
        />
        <Choice
          label={t('case.category')}
          all={t('cases.allCategories')}
          options={named(Object.keys(city.value?.categories ?? {}), categoryName)}
          field="category"
        />
      </form>
      {isNarrowed.value && (
        <button
          type="button"
          class="button-quiet"
          onClick={() => {
            setTyped('');
            searchAll();
            // The button goes with the last filter.
            words.current?.focus();
          }}
        >
          {t('cases.clear')}
        </button>
      )}
    </search>
  );
}

interface ChoiceProps {
  label: string;
  /** What stands for everything. */
  all: string;
  options: { value: string; label: string }[];
  field: Exclude<keyof CaseSearch, 'q'>;
}

function Choice({ label, all, options, field }: ChoiceProps) {
  const id = useId();
  return (
    <div>
      <label for={id}>{label}</label>
      <select
        id={id}
        value={search.value[field]}
        onChange={(event) => searchFor({ [field]: event.currentTarget.value })}
      >
        <option value="">{all}</option>
        {options.map(({ value, label: name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

function named(codes: string[], nameOf: (code: string) => string): { value: string; label: string }[] {
  return codes
    .map((value) => ({ value, label: nameOf(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, language.value));
}
