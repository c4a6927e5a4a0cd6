const BANDS = 6;

/** Each conversation has a colour of its own beside its number: cases opened one after the other differ. */
export const bandOf = (caseNumber: string): string => `band band-${Number(/\d+$/.exec(caseNumber)?.[0] ?? 0) % BANDS}`;
