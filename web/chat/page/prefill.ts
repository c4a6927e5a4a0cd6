/** The number in a link such as /case#KC-2026-000123 goes into the form: what stands after # never reaches a server. */
const number = /^#(KC-\d{4}-\d{6,9})$/.exec(location.hash)?.[1];
const field = document.querySelector<HTMLInputElement>('#number');
if (number && field && field.value === '') {
  field.value = number;
  document.querySelector<HTMLInputElement>('#secret')?.focus();
}

export {};
