import type { Match } from './match.js';

/** Words that join two questions in one sentence. */
const JOINERS: Record<string, readonly string[]> = {
  sv: ['och', 'samt'],
  en: ['and'],
  fi: ['ja', 'sekä'],
  ar: ['و'],
  fa: ['و'],
  so: ['iyo', 'oo'],
  pl: ['i', 'oraz', 'a'],
  es: ['y'],
  uk: ['і', 'та', 'й', 'а'],
  tr: ['ve', 'ayrıca'],
};
/** Languages that write the joining word together with the next one. */
const WRITTEN_TOGETHER = new Set(['ar']);
/** What is longer is a story about one thing, told in many sentences. */
const LONGEST = 30;
const SHORTEST_PART = 3;

function wordCount(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/**
 * The ways to read a text as two questions: after a question mark, or at a joining word. Only the matcher can say
 * whether both halves are questions of their own. A full stop is none of them: sentences tell a story about one thing.
 */
export function halvesOf(text: string, language: string): [string, string][] {
  if (wordCount(text) > LONGEST) return [];
  const joiners = JOINERS[language]?.join('|');
  const after = WRITTEN_TOGETHER.has(language) ? '\\s*' : '\\s+';
  const border = joiners ? new RegExp(`[?؟]+\\s+|,?\\s+(?:${joiners})${after}`, 'giu') : /[?؟]+\s+/gu;
  return [...text.matchAll(border)].flatMap((match): [string, string][] => {
    const halves: [string, string] = [text.slice(0, match.index), text.slice(match.index + match[0].length)];
    return halves.every((half) => wordCount(half) >= SHORTEST_PART) ? [halves] : [];
  });
}

/** How clearly one article must lead for the whole message before its halves are not looked at. */
const ONE_THING = 0.5;
/** How far down the whole message's ranking the answers to its halves may stand. */
const AMONG_FIRST = 6;
/** Half a message says less than a whole one, so it has to say it clearly. */
const CONFIDENT_HALF = 0.8;

/**
 * Two questions in one message: both halves are answered by themselves, by different articles that the whole message
 * is about as well. A story whose sentences tell of one thing has one article in the lead.
 */
export function partsOf(
  whole: Match,
  text: string,
  language: string,
  findHalf: (half: string) => Match,
): Match[] | undefined {
  if (whole.reasons.margin >= ONE_THING) return undefined;
  const near = whole.ranking.slice(0, AMONG_FIRST).map(({ id }) => id);
  for (const halves of halvesOf(text, language)) {
    const found = halves.map(findHalf);
    const answers = found.map(({ verdict, confidence }) =>
      verdict.kind === 'answer' && confidence >= CONFIDENT_HALF ? verdict.article : undefined,
    );
    const [first, second] = answers;
    if (first && second && first !== second && near.includes(first) && near.includes(second)) return found;
  }
  return undefined;
}
