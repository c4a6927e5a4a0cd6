/** Words that join two questions in one sentence. */
const JOINERS: Record<string, readonly string[]> = {
  sv: ['och', 'samt'],
  en: ['and'],
};
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
  const border = joiners ? new RegExp(`\\?+\\s+|,?\\s+(?:${joiners})\\s+`, 'giu') : /\?+\s+/gu;
  return [...text.matchAll(border)].flatMap((match): [string, string][] => {
    const halves: [string, string] = [text.slice(0, match.index), text.slice(match.index + match[0].length)];
    return halves.every((half) => wordCount(half) >= SHORTEST_PART) ? [halves] : [];
  });
}
