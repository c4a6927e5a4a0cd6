const FAULT = '[aria-invalid="true"], fieldset:has(> .field-error) input';

/** The first field with a fault gets the focus, once it is drawn as one. */
export function focusFirstFault(place: Element | null): void {
  requestAnimationFrame(() => place?.querySelector<HTMLElement>(FAULT)?.focus());
}
