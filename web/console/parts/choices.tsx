import { useId } from 'preact/hooks';
import { FieldError } from './field.js';

interface Props {
  legend: string;
  hint?: string;
  error?: string | undefined;
  options: readonly { value: string; label: string; hint?: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  /** One of them instead of several. */
  single?: boolean;
}

/** A group of check boxes, or of radio buttons. */
export function Choices({ legend, hint, error, options, chosen, onChange, single = false }: Props) {
  const id = useId();
  const change = (value: string, on: boolean) =>
    onChange(
      single ? [value] : options.map((one) => one.value).filter((one) => (one === value ? on : chosen.includes(one))),
    );
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <fieldset class="choices" id={id} {...(described && { 'aria-describedby': described })}>
      <legend>{legend}</legend>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div class="choices-list">
        {options.map(({ value, label, hint: more }) => (
          <label key={value} class="choice">
            <input
              type={single ? 'radio' : 'checkbox'}
              name={id}
              value={value}
              checked={chosen.includes(value)}
              onChange={(event) => change(value, event.currentTarget.checked)}
            />
            <span>
              {label}
              {more && <small>{more}</small>}
            </span>
          </label>
        ))}
      </div>
      {error && <FieldError id={`${id}-error`} text={error} />}
    </fieldset>
  );
}
