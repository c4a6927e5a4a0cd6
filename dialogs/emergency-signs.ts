import { plainly } from '../locales/index.js';

/** What overrides everything else: the right help first, no further question, and the words are not kept. */
export const EMERGENCIES = ['missingChild', 'selfHarm', 'violence', 'danger'] as const;
export type Emergency = (typeof EMERGENCIES)[number];

export function isEmergency(value: unknown): value is Emergency {
  return EMERGENCIES.includes(value as Emergency);
}

/** Words that may stand where a sign has a gap: "min man han … slår mig". */
const GAP = 3;

type Sign = readonly string[];

function matchesAt(words: readonly string[], at: number, sign: Sign): boolean {
  const [first, ...rest] = sign;
  if (first === undefined) return true;
  if (first === '…') {
    for (let skipped = 0; skipped <= GAP; skipped += 1) if (matchesAt(words, at + skipped, rest)) return true;
    return false;
  }
  const word = words[at];
  if (word === undefined) return false;
  const fits = first.endsWith('*') ? word.startsWith(first.slice(0, -1)) : word === first;
  return fits && matchesAt(words, at + 1, rest);
}

/** People in danger do not look for å, ä and ö on the keyboard. */
function foldedWords(text: string): string[] {
  return plainly(text.normalize('NFD').replace(/\p{M}/gu, '')).split(' ');
}

/**
 * Looks for signs of danger in a message of any served language at once, because somebody in danger writes in whatever
 * language comes first. The signs are data: `locales/<language>/emergency-signs.json`, where … stands for up to three
 * words and * for the rest of a word.
 */
export function signsOfEmergency(files: readonly Record<string, unknown>[]): (text: string) => Emergency | undefined {
  const signs = EMERGENCIES.map((kind) => ({
    kind,
    signs: files.flatMap((file) =>
      ((file[kind] as string[] | undefined) ?? []).map((sign) =>
        sign.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().split(/\s+/),
      ),
    ),
  }));
  return (text) => {
    const words = foldedWords(text);
    return signs.find((known) => known.signs.some((sign) => words.some((_, at) => matchesAt(words, at, sign))))?.kind;
  };
}
