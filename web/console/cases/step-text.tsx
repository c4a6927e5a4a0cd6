import { directionOf } from '../city-languages.js';
import { Field } from '../parts/field.js';
import { Icon } from '../parts/icon.js';

interface Props {
  label: string;
  hint?: string;
  error?: string | undefined;
  value: string;
  onChange: (text: string) => void;
  /** Whether the citizen reads it or only colleagues do: the two never look alike. */
  reader: 'citizen' | 'colleagues';
  lang?: string;
}

const LONGEST = 4000;

export function StepText({ label, hint, error, value, onChange, reader, lang }: Props) {
  return (
    <div class={reader === 'colleagues' ? 'step-text note-box' : 'step-text'}>
      {reader === 'colleagues' && <Icon name="note" />}
      <Field label={label} hint={hint} error={error}>
        {(ids) => (
          <textarea
            {...ids}
            rows={3}
            dir={lang ? directionOf(lang, value) : 'auto'}
            maxLength={LONGEST}
            {...(lang && { lang })}
            value={value}
            onInput={(event) => onChange(event.currentTarget.value)}
          />
        )}
      </Field>
    </div>
  );
}
