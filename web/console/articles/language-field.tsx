import { Field } from '../parts/field.js';
import { LanguageOptions } from '../parts/language-options.js';

interface Props {
  label: string;
  value: string;
  onChange: (language: string) => void;
}

/** One of the languages the city answers in. */
export function LanguageField({ label, value, onChange }: Props) {
  return (
    <Field label={label}>
      {(ids) => (
        <select {...ids} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          <LanguageOptions />
        </select>
      )}
    </Field>
  );
}
