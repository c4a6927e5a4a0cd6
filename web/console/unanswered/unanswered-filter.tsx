import { useId } from 'preact/hooks';
import { languageName } from '../format.js';
import { city } from '../state/session.js';
import { filter, SHOWN_STATUSES, type ShownStatus, showOnly } from '../state/unanswered.js';
import { language, t } from '../texts.js';

export function UnansweredFilter() {
  const id = useId();
  return (
    <search class="unanswered-filter">
      <div>
        <label for={`${id}-status`}>{t('unanswered.show')}</label>
        <select
          id={`${id}-status`}
          value={filter.value.status}
          onChange={(event) => showOnly({ status: event.currentTarget.value as ShownStatus })}
        >
          {SHOWN_STATUSES.map((status) => (
            <option key={status} value={status}>
              {t(`unanswered.status.${status}`)}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label for={`${id}-language`}>{t('unanswered.language')}</label>
        <select
          id={`${id}-language`}
          value={filter.value.language}
          onChange={(event) => showOnly({ language: event.currentTarget.value })}
        >
          <option value="">{t('unanswered.allLanguages')}</option>
          {languagesByName().map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </div>
    </search>
  );
}

function languagesByName(): { code: string; name: string }[] {
  const all = (city.value?.languages ?? []).map(({ code }) => ({ code, name: languageName(code) }));
  return all.sort((a, b) => a.name.localeCompare(b.name, language.value));
}
