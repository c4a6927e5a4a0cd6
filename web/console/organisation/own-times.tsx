import { Choices } from '../parts/choices.js';
import { t } from '../texts.js';
import { type Draft, noTimes, type TimesDraft } from './draft.js';
import type { Faults } from './faults.js';
import { TimesFields } from './times-fields.js';

interface Props {
  group: string;
  own: Record<string, TimesDraft>;
  centres: Draft['centres'];
  faults: Faults;
  onChange: (own: Record<string, TimesDraft>) => void;
}

/** Centres whose desk of the group has other hours than the group's. */
export function OwnTimes({ group, own, centres, faults, onChange }: Props) {
  return (
    <>
      <Choices
        legend={t('organisation.ownTimes')}
        options={centres.map(({ code, name }) => ({ value: code, label: name }))}
        chosen={Object.keys(own)}
        onChange={(chosen) => onChange(Object.fromEntries(chosen.map((code) => [code, own[code] ?? noTimes()])))}
      />
      {centres
        .filter(({ code }) => own[code])
        .map(({ code, name }) => (
          <fieldset key={code} class="organisation-own">
            <legend>{t('organisation.timesAt', { centre: name })}</legend>
            <TimesFields
              times={own[code] ?? noTimes()}
              place={`${group} ${code}`}
              faults={faults}
              onChange={(times) => onChange({ ...own, [code]: times })}
            />
          </fieldset>
        ))}
    </>
  );
}
