import { WEEKDAYS } from '../api/organisation-shapes.js';
import { Field } from '../parts/field.js';
import { Icon } from '../parts/icon.js';
import { t } from '../texts.js';
import { newKey, type TimesDraft } from './draft.js';
import type { Faults } from './faults.js';

interface Props {
  times: TimesDraft;
  /** Group and centre: where its faults are. */
  place: string;
  faults: Faults;
  onChange: (times: TimesDraft) => void;
}

type Exception = TimesDraft['exceptions'][number];

/** A week, and the days that are different. */
export function TimesFields({ times: { week, exceptions }, place, faults, onChange }: Props) {
  const setDay = (key: number, changes: Partial<Exception>) =>
    onChange({ week, exceptions: exceptions.map((one) => (one.key === key ? { ...one, ...changes } : one)) });
  return (
    <>
      <p class="hint">{t('organisation.timesHint')}</p>
      <div class="organisation-grid">
        {WEEKDAYS.map((day) => (
          <Field key={day} label={t(`organisation.day.${day}`)} error={faults[`day ${place} ${day}`]}>
            {(ids) => (
              <input
                {...ids}
                type="text"
                value={week[day]}
                placeholder={t('organisation.closedDay')}
                onInput={(event) => onChange({ week: { ...week, [day]: event.currentTarget.value }, exceptions })}
              />
            )}
          </Field>
        ))}
      </div>
      <fieldset class="organisation-own">
        <legend>{t('organisation.exceptions')}</legend>
        <p class="hint">{t('organisation.exceptionsHint')}</p>
        {exceptions.map((one) => (
          <ExceptionRow
            key={one.key}
            exception={one}
            place={`exception ${place} ${one.key}`}
            faults={faults}
            set={(changes) => setDay(one.key, changes)}
            remove={() => onChange({ week, exceptions: exceptions.filter(({ key }) => key !== one.key) })}
          />
        ))}
        <p>
          <button
            type="button"
            onClick={() => onChange({ week, exceptions: [...exceptions, { key: newKey(), day: '', times: '' }] })}
          >
            <Icon name="add" /> {t('organisation.addException')}
          </button>
        </p>
      </fieldset>
    </>
  );
}

interface RowProps {
  exception: Exception;
  place: string;
  faults: Faults;
  set: (changes: Partial<Exception>) => void;
  remove: () => void;
}

function ExceptionRow({ exception: { day, times }, place, faults, set, remove }: RowProps) {
  return (
    <div class="organisation-exception">
      <Field label={t('organisation.exceptionDay')} error={faults[`${place} day`]}>
        {(ids) => (
          <input {...ids} type="date" value={day} onInput={(event) => set({ day: event.currentTarget.value })} />
        )}
      </Field>
      <Field label={t('organisation.exceptionTimes')} error={faults[`${place} times`]}>
        {(ids) => (
          <input
            {...ids}
            type="text"
            value={times}
            placeholder={t('organisation.closedDay')}
            onInput={(event) => set({ times: event.currentTarget.value })}
          />
        )}
      </Field>
      <button type="button" class="button-quiet" onClick={remove}>
        {t('organisation.remove')}
        <span class="unseen">: {day}</span>
      </button>
    </div>
  );
}
