/** What a translator must not touch, in the order of its marks. */
export interface SetAside {
  /** The text with a mark for each of them. */
  text: string;
  kept: readonly string[];
}

const STREET = String.raw`(?:\p{Lu}\p{L}*\s){1,2}(?:gata|väg|gränd|torg|plan|stig|backe)(?!\p{L})`;
const HOUSE = String.raw`(?:\s\p{Nd}+(?:\s?\p{Lu}(?!\p{L}))?)?`;

/** Most telling first: of two that begin at the same place, the first takes it. */
const KEPT = [
  String.raw`\{\{[^{}]*\}\}`,
  String.raw`(?:https?:\/\/|www\.)[^\s<>"]*[^\s<>".,;:!?)\]،؛؟]`,
  String.raw`[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+`,
  // A personal number as it is masked.
  String.raw`\*[*\s-]*\*`,
  // A street, with its number where it has one: "Storgatan 5 B", "Karl Johans väg 12".
  String.raw`(?:\p{L}*(?:gatan|vägen|gränd|torget|stigen|backen|allén|leden|kajen)(?!\p{L})|${STREET})${HOUSE}`,
  // Numbers, times, dates, telephones, codes.
  String.raw`(?:\p{Lu}+-)?[+(]*[\p{L}]*\p{Nd}[\p{L}\p{Nd}]*(?:(?:[ \u00a0\u202f.,:/–-]|\)[ -]?)\p{Nd}[\p{L}\p{Nd}]*)*(?:\s?%)?`,
  // Marks that stand in the text already.
  '[⟦⟧]+',
];

const LATIN_RUN = String.raw`\p{Script=Latin}+(?:[ '’.-]\p{Script=Latin}+)*`;
const NAME = String.raw`\p{Lu}[\p{L}'’-]+`;
const NAMES = String.raw`${NAME}(?:\s(?:(?:af|al|bin|da|de|del|der|di|el|ibn|van|von)\s)?${NAME})*`;

/** Capitals out of politeness, at the beginning of these words. English has so many that one alone says nothing. */
const POLITE: Readonly<Record<string, RegExp>> = {
  en: /^/,
  es: /^(?:Usted|Uds?$|Sra?$)/,
  fi: /^(?:Te$|Tei)/,
  pl: /^(?:Pan|Pań|Ci$|Cię$|Cieb|Tob|Tw[oó]|Wa[ms]|Wasz)/,
  sv: /^(?:Ni$|Er|Du$|Di[gnt])/,
  tr: /^(?:Siz)/,
  uk: /^(?:Ви$|Ва[смш])/,
};

/** Most of a text in another script than ours: what is in Latin letters there is a name or a Swedish word. */
function isForeignScript(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return latin * 2 < letters;
}

/** Whoever writes everything in capitals writes no names by them. */
function shouts(text: string): boolean {
  return (text.match(/\p{Lu}/gu)?.length ?? 0) > (text.match(/\p{Ll}/gu)?.length ?? 0);
}

const quoted = (name: string): string => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/**
 * Numbers, addresses, links and names give way to marks that an engine leaves alone.
 * @param names that are known to stand in such texts
 */
export function setAside(
  text: string,
  { language, names = [] }: { language: string; names?: readonly string[] },
): SetAside {
  const known = names.filter((name) => name.length > 1).sort((a, b) => b.length - a.length);
  const parts = [
    ...(known.length > 0 ? [String.raw`(?<![\p{L}\p{N}])(?:${known.map(quoted).join('|')})(?![\p{L}\p{N}])`] : []),
    ...KEPT,
    ...(isForeignScript(text) ? [LATIN_RUN] : []),
    ...(shouts(text) ? ['((?!))'] : [`((?<!\\p{L})${NAMES})`]),
  ];
  const kept: string[] = [];
  const marked = text.replace(new RegExp(parts.join('|'), 'gu'), (found, name: string | undefined, at: number) => {
    const first = name === undefined ? '' : plainStart(name, text.slice(0, at), language);
    return first === found ? found : `${first}⟦${kept.push(found.slice(first.length)) - 1}⟧`;
  });
  return { text: marked, kept };
}

/** How much of words in capitals is no name: the beginning of a sentence, or a polite "You". */
function plainStart(words: string, before: string, language: string): string {
  const begins = !/[\p{L}\p{N},;()"”'’–-]\s*$/u.test(before);
  const first = begins ? (/^\S+\s*/.exec(words)?.[0] ?? '') : '';
  const rest = words.slice(first.length);
  return !/\s/.test(rest) && POLITE[language]?.test(rest) ? words : first;
}

/** Whether anything is left that a translator could change. */
export const saysSomething = ({ text }: SetAside): boolean => /\p{L}/u.test(text);

/** The translation with what was set aside; undefined when a mark is missing, comes twice or was never there. */
export function putBack(translated: string, kept: readonly string[]): string | undefined {
  const seen: number[] = [];
  const text = translated.replace(/⟦\s*(\p{Nd}+)\s*⟧/gu, (_, digits: string) => {
    const place = Number(digits.replace(/\p{Nd}/gu, western));
    seen.push(place);
    return kept[place] ?? '';
  });
  const whole = seen.length === kept.length && kept.every((_, place) => seen.includes(place));
  return whole ? text : undefined;
}

/** The digits of the scripts we meet lie so in Unicode that their last four bits are their value. */
const western = (digit: string): string => String((digit.codePointAt(0) ?? 0) & 0xf);
