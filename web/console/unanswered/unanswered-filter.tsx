import { useId } from 'preact/hooks';
import { LanguageOptions } from '../parts/language-options.js';
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
          <LanguageOptions />
        </select>
      </div>
    </search>
  );
}
