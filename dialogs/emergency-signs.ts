import { fold, withoutJoiners } from '../knowledge/text.js';
import { plainly } from '../locales/index.js';

/** What overrides everything else: the right help first, no further question, and the words are not kept. */
export const EMERGENCIES = ['missingChild', 'selfHarm', 'violence', 'danger'] as const;
export type Emergency = (typeof EMERGENCIES)[number];

export function isEmergency(value: unknown): value is Emergency {
  return EMERGENCIES.includes(value as Emergency);
}

/** What was seen, and in the words of which language. */
export interface Sighting {
  kind: Emergency;
  language: string;
}

/** Words that may stand where a sign has a gap: "min man han … slår mig". */
const GAP = 3;

/** Each word of a sign in the ways it may be written. */
type Sign = readonly (readonly string[])[];

function matchesAt(words: readonly string[], at: number, sign: Sign): boolean {
  const [first, ...rest] = sign;
  if (first === undefined) return true;
  if (first.includes('…')) {
    for (let skipped = 0; skipped <= GAP; skipped += 1) if (matchesAt(words, at + skipped, rest)) return true;
    return false;
  }
  const word = words[at];
  if (word === undefined) return false;
  const fits = (way: string) => (way.endsWith('*') ? word.startsWith(way.slice(0, -1)) : word === way);
  return first.some(fits) && matchesAt(words, at + 1, rest);
}

/** People in danger do not look for å, ä and ö on the keyboard. */
function folded(text: string): string {
  return fold(withoutJoiners(text.toLowerCase()));
}

const END_OF_SENTENCE = /[.!?؟…\n]+/;

/** The words of the whole message, because people put full stops anywhere, and of each sentence; ^ and $ are its ends. */
function passagesOf(text: string): string[][] {
  const passages = new Set([text, ...text.split(END_OF_SENTENCE)].map((passage) => plainly(folded(passage))));
  return [...passages].map((passage) => ['^', ...passage.split(' '), '$']);
}

/**
 * Looks for signs of danger in a message of any served language at once, because somebody in danger writes in whatever
 * language comes first. The signs are data: `locales/<language>/emergency-signs.json`, where … stands for up to three
 * words, * for the rest of a word, | for "or" between two words, ^ for the beginning of a sentence and $ for its end.
 */
export function signsOfEmergency(
  files: readonly { language: string; signs: Record<string, unknown> }[],
): (text: string) => Sighting | undefined {
  // By first word, so that an ordinary message costs one look per word.
  const byFirst = new Map<string, (Sighting & { sign: Sign })[]>();
  const open: (Sighting & { sign: Sign })[] = [];
  for (const { language, signs } of files) {
    for (const kind of EMERGENCIES) {
      for (const text of (signs[kind] as string[] | undefined) ?? []) {
        const sign = folded(text)
          .split(/\s+/)
          .map((word) => word.split('|'));
        const [first = []] = sign;
        if (first.some((way) => way.endsWith('*'))) open.push({ kind, language, sign });
        else for (const way of first) byFirst.set(way, [...(byFirst.get(way) ?? []), { kind, language, sign }]);
      }
    }
  }
  return (text) => {
    const found = passagesOf(text).flatMap((words) =>
      words.flatMap((word, at) =>
        [...(byFirst.get(word) ?? []), ...open].filter(({ sign }) => matchesAt(words, at, sign)),
      ),
    );
    const kind = EMERGENCIES.find((one) => found.some((sighting) => sighting.kind === one));
    const sighting = found.find((one) => one.kind === kind);
    return sighting && { kind: sighting.kind, language: sighting.language };
  };
}
