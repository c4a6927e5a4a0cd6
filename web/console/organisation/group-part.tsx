import { groupName } from '../city-names.js';
import { Choices } from '../parts/choices.js';
import { Field } from '../parts/field.js';
import { city } from '../state/session.js';
import { language, t } from '../texts.js';
import type { PartProps } from './centres-part.js';
import { type GroupDraft, noGroup, noTimes } from './draft.js';
import { groupOf } from './faults.js';
import { OwnTimes } from './own-times.js';
import { RuleFields } from './rule-fields.js';
import { TimesFields } from './times-fields.js';

interface Props extends PartProps {
  group: string;
  choose: (group: string) => void;
}

/** What is different for one answer group: its hours, where it has desks, who helps it. */
export function GroupPart({ draft, faults, change, group, choose }: Props) {
  const codes = Object.keys(city.value?.groups ?? {});
  const sorted = codes.sort((a, b) => groupName(a).localeCompare(groupName(b), language.value));
  const wrong = new Set(Object.keys(faults).map(groupOf));
  const set = (changes: Partial<GroupDraft>) =>
    change({ groups: { ...draft.groups, [group]: { ...(draft.groups[group] ?? noGroup()), ...changes } } });
  return (
    <section aria-labelledby="organisation-groups">
      <h2 id="organisation-groups">{t('organisation.groups')}</h2>
      <Field label={t('organisation.chooseGroup')} hint={t('organisation.groupsHint')}>
        {(ids) => (
          <select {...ids} value={group} onChange={(event) => choose(event.currentTarget.value)}>
            <option value="">{t('organisation.noGroup')}</option>
            {sorted.map((code) => (
              <option key={code} value={code}>
                {nameWith(code, { own: Boolean(draft.groups[code]), wrong: wrong.has(code) })}
              </option>
            ))}
          </select>
        )}
      </Field>
      {group && (
        <GroupFields key={group} group={group} one={draft.groups[group] ?? noGroup()} {...{ draft, faults, set }} />
      )}
    </section>
  );
}

function nameWith(code: string, { own, wrong }: { own: boolean; wrong: boolean }): string {
  if (wrong) return t('organisation.groupWrong', { group: groupName(code) });
  return own ? t('organisation.groupOwn', { group: groupName(code) }) : groupName(code);
}

interface FieldsProps extends Pick<PartProps, 'draft' | 'faults'> {
  group: string;
  one: GroupDraft;
  set: (changes: Partial<GroupDraft>) => void;
}

function GroupFields({ group, one: { times, own, at, rule }, draft, faults, set }: FieldsProps) {
  const { centres } = draft;
  const codes = centres.map(({ code }) => code);
  const place = `${group} `;
  return (
    <div class="organisation-group">
      <Choices
        single
        legend={t('organisation.hours', { group: groupName(group) })}
        options={[
          { value: 'always', label: t('organisation.always') },
          { value: 'hours', label: t('organisation.byHours') },
        ]}
        chosen={[times ? 'hours' : 'always']}
        onChange={([chosen]) => set(chosen === 'hours' ? { times: noTimes() } : { times: undefined, own: {} })}
      />
      {times && (
        <>
          <TimesFields times={times} place={place} faults={faults} onChange={(changed) => set({ times: changed })} />
          <OwnTimes
            group={group}
            own={own}
            centres={centres}
            faults={faults}
            onChange={(changed) => set({ own: changed })}
          />
        </>
      )}
      <Choices
        legend={t('organisation.at')}
        hint={t('organisation.atHint')}
        options={centres.map(({ code, name }) => ({ value: code, label: name }))}
        chosen={at ?? codes}
        onChange={(chosen) => set({ at: chosen.length === codes.length ? null : chosen })}
        error={faults[`at ${group}`]}
      />
      <Choices
        single
        legend={t('organisation.groupRule')}
        options={[
          { value: 'common', label: t('organisation.ruleCommon') },
          { value: 'own', label: t('organisation.ruleOwn') },
        ]}
        chosen={[rule ? 'own' : 'common']}
        onChange={([chosen]) => set({ rule: chosen === 'own' ? { ...draft.rule } : undefined })}
      />
      {rule && (
        <RuleFields
          rule={rule}
          centres={centres}
          fault={faults[`after ${group}`]}
          onChange={(changed) => set({ rule: changed })}
        />
      )}
    </div>
  );
}
