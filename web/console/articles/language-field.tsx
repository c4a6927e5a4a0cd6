import { languageName } from '../format.js';
import { Field } from '../parts/field.js';
import { city } from '../state/session.js';
import { language as own } from '../texts.js';

interface Props {
  label: string;
  value: string;
  onChange: (language: string) => void;
}

/** One of the languages the city answers in. */
export function LanguageField({ label, value, onChange }: Props) {
  const languages = (city.value?.languages ?? []).map(({ code }) => ({ code, name: languageName(code) }));
  return (
    <Field label={label}>
      {(ids) => (
        <select {...ids} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {languages
            .sort((a, b) => a.name.localeCompare(b.name, own.value))
            .map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
        </select>
      )}
    </Field>
  );
}
