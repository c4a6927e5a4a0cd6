/**
 * The language that dates are written in: English as the city writes it, the day before the month; everywhere the calendar
 * and the digits that stand on the city's letters.
 */
export function dateLanguage(language: string): string {
  return `${language === 'en' ? 'en-GB' : language}-u-ca-gregory-nu-latn`;
}

/** Writes a day in full; a day given by its date alone is that day everywhere. */
export function dayIn(language: string, timeZone: string): (at: Date | string) => string {
  const days = new Intl.DateTimeFormat(dateLanguage(language), { dateStyle: 'long', timeZone });
  return (at) => days.format(typeof at === 'string' ? new Date(`${at}T12:00:00Z`) : at);
}
