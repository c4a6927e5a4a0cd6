import { Field } from '../parts/field.js';

interface Props {
  label: string;
  hint: string;
  error: string | undefined;
  value: string;
  onChange: (value: string) => void;
}

/** A figure as it is typed, so that what is wrong stays to be put right. */
export function NumberField({ value, onChange, ...field }: Props) {
  return (
    <Field {...field}>
      {(ids) => (
        <input
          {...ids}
          class="organisation-number"
          type="text"
          inputMode="numeric"
          maxLength={4}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
