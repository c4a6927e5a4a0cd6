/** What stands where something was taken out. */
const TAKEN = '***';

const EMAIL = /[^\s@<>()[\],;]+\s?(?:@|\(at\)|\[at\])\s?[^\s@<>()[\],;]+\.[\p{L}]{2,}/giu;
/** Seven digits or more with what people put between them: a telephone number in any spelling. */
const PHONE = /\+?\p{Nd}(?:[\s\-–—./()]{0,3}\p{Nd}){6,}/gu;
const DAY = /^(?:19|20)\d\d-\d\d-\d\d$/;
const PLATE = /(?<![\p{L}\p{N}])(?:[A-ZÅÄÖ]{3}\s?\d{2}[A-Z\d]|[a-zåäö]{3}\d{2}[a-z\d])(?![\p{L}\p{N}])/gu;
/** Shorter parts of a name are words of the language as well. */
const SHORTEST_NAME = 3;

function withoutNames(text: string, names: readonly string[]): string {
  const parts = names.flatMap((name) => name.split(/[\s-]+/)).filter(({ length }) => length >= SHORTEST_NAME);
  return parts.reduce((rest, part) => {
    const escaped = part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    return rest.replace(new RegExp(`(?<!\\p{L})${escaped}s?(?!\\p{L})`, 'giu'), TAKEN);
  }, text);
}

/**
 * A citizen's words as everybody may read them: without personal numbers, e-mail addresses, telephone numbers,
 * registration plates and the names given with them. It rather takes out too much than too little.
 */
export function publicWords(
  text: string,
  { mask, names = [] }: { mask: (text: string) => string; names?: readonly string[] },
): string {
  const rest = mask(text)
    .replace(EMAIL, TAKEN)
    .replace(PHONE, (found) => (DAY.test(found) ? found : TAKEN))
    .replace(PLATE, TAKEN);
  return withoutNames(rest, names).trim();
}
