import { useId } from 'preact/hooks';
import { groupName } from '../city-names.js';
import { groupsToRead } from '../state/groups.js';
import { language, t } from '../texts.js';

/** One answer group, or all that the reader may see. */
export function GroupChoice({ value, onChange }: { value: string; onChange: (group: string) => void }) {
  const id = useId();
  const groups = groupsToRead().map((code) => ({ code, name: groupName(code) }));
  return (
    <search class="call-group">
      <label for={id}>{t('callBacks.group')}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{t('callBacks.allGroups')}</option>
        {groups
          .sort((a, b) => a.name.localeCompare(b.name, language.value))
          .map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
      </select>
    </search>
  );
}
