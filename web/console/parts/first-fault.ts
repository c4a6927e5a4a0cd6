/** The first field with a fault gets the focus, once it is drawn as one. */
export function focusFirstFault(place: Element | null): void {
  requestAnimationFrame(() => place?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
