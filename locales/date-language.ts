/**
 * The language that dates are written in: English as the city writes it, the day before the month; everywhere the calendar
 * and the digits that stand on the city's letters.
 */
export function dateLanguage(language: string): string {
  return `${language === 'en' ? 'en-GB' : language}-u-ca-gregory-nu-latn`;
}
