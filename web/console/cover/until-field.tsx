import { Field } from '../parts/field.js';
import { t } from '../texts.js';
import { isAllowed, latest } from './until.js';

interface Props {
  label: string;
  hint: string;
  value: string;
  onChange: (until: string) => void;
  /** Somebody has tried to go on. */
  tried: boolean;
}

/** A time to come, on the city's clock. */
export function UntilField({ label, hint, value, onChange, tried }: Props) {
  return (
    <Field label={label} hint={hint} error={tried && !isAllowed(value) ? t('cover.untilFault') : undefined}>
      {(ids) => (
        <input
          {...ids}
          type="datetime-local"
          max={latest()}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
