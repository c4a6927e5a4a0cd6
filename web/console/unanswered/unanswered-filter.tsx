import { useId } from 'preact/hooks';
import { servedLanguages } from '../city-languages.js';
import { filter, SHOWN_STATUSES, type ShownStatus, showOnly } from '../state/unanswered.js';
import { t } from '../texts.js';

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
          {servedLanguages().map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </div>
    </search>
  );
}
