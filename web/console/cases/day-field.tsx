import { dayAt, dayFrom } from '../format.js';
import { Field } from '../parts/field.js';
import { now } from '../state/clock.js';
import { t } from '../texts.js';

interface Props {
  label: string;
  value: string;
  onChange: (day: string) => void;
  tried: boolean;
}

/** A day to come. */
export function DayField({ label, value, onChange, tried }: Props) {
  return (
    <Field label={label} error={tried && !isToCome(value) ? t('step.dayFault') : undefined}>
      {(ids) => (
        <input
          {...ids}
          type="date"
          min={dayFrom(today(), 1)}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

const today = () => dayAt(now.peek());
const WEEK = 7;

export const inAWeek = () => dayFrom(today(), WEEK);
export const isToCome = (day: string) => day > today();
