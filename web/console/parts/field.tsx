import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from './icon.js';

export interface FieldIds {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: 'true';
}

interface Props {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  /** Something to look at that is no fault. */
  warning?: string | undefined;
  children: (ids: FieldIds) => ComponentChildren;
}

/** A label, its input, a hint and what is wrong with it, tied together for those who cannot see that they stand together. */
export function Field({ label, hint, error, warning, children }: Props) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`, warning && `${id}-warning`]
    .filter(Boolean)
    .join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id,
        ...(described && { 'aria-describedby': described }),
        ...(error && { 'aria-invalid': 'true' as const }),
      })}
      {error && <FieldError id={`${id}-error`} text={error} />}
      {warning && (
        <p class="field-warning" id={`${id}-warning`}>
          {warning}
        </p>
      )}
    </div>
  );
}

export function FieldError({ id, text }: { id: string; text: string }) {
  return (
    <p class="field-error" id={id}>
      <Icon name="warning" /> {text}
    </p>
  );
}
