import { language as own } from '../texts.js';

/** What the others are translated from. */
export const SOURCE = 'sv';

interface InLanguage {
  language: string;
}

/** The text an article is called by: in the editor's language, else the source, else whatever there is. */
export function inOwnLanguage<T extends InLanguage>(texts: readonly T[]): T | undefined {
  return [own.value, SOURCE].map((code) => texts.find(({ language }) => language === code)).find(Boolean) ?? texts[0];
}

export function sourceFirst<T extends InLanguage>(texts: readonly T[]): T[] {
  return [...texts].sort((a, b) => Number(b.language === SOURCE) - Number(a.language === SOURCE));
}
