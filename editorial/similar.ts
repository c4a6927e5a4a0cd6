import { fold, gramsOf, stemmerOf, wordsOf } from '../knowledge/text.js';

/** Shorter words ("hur", "kan", "the") stand in every question and would make all of them alike. */
const SHORTEST_CONTENT = 4;
const MOST_WORDS = 40;
/** Share of letter groups two questions must have in common to be the same question in other words. */
const ALIKE = 0.5;

/** What a question is about: the stems of its longer words, each once, in a fixed order. */
export function aboutOf(text: string, language: string): string[] {
  const stem = stemmerOf(language);
  const words = wordsOf(text);
  const long = words.filter((word) => word.length >= SHORTEST_CONTENT);
  const stems = (long.length > 0 ? long : words).map((word) => fold(stem(word)));
  return [...new Set(stems)].sort().slice(0, MOST_WORDS);
}

/** 0 … 1 by letter groups, so that typos and compounds count as nearly the same. */
export function likeness(a: readonly string[], b: readonly string[]): number {
  const [left, right] = [new Set(gramsOf(a)), new Set(gramsOf(b))];
  if (left.size + right.size === 0) return 1;
  let common = 0;
  for (const gram of left) if (right.has(gram)) common++;
  return (2 * common) / (left.size + right.size);
}

/** The most similar of some groups of questions, if any is similar enough. */
export function mostAlike<T extends { about: readonly string[] }>(
  about: readonly string[],
  groups: readonly T[],
): T | undefined {
  let best: T | undefined;
  let most = ALIKE;
  for (const group of groups) {
    const score = likeness(about, group.about);
    if (score < most || (score === most && best)) continue;
    [best, most] = [group, score];
  }
  return best;
}
