import { holdersOf, holds, worthOf } from './bm25.js';
import type { Evidence } from './gate.js';
import { contentOf, partsOf, type Ranker, stemIdOf } from './ranker.js';
import type { QuestionTerms, Scores } from './ranking.js';
import { gramsOf } from './text.js';

/** Share of a word's letter groups that must be known for a misspelt or inflected word to count as known. */
export const KNOWN_BY_LETTERS = 0.7;
/** A word recognised by its letters alone explains a little less than one recognised by its stem. */
const BY_LETTERS = 0.8;
/** And one of which only some letters fit explains at most so much. */
const BY_SOME_LETTERS = 0.5;

export function isKnown(ranker: Ranker, word: string): boolean {
  if (holdersOf(ranker.articleStems, stemIdOf(ranker, word)) > 0) return true;
  return shareOf(gramIdsOf(ranker, word), (gram) => holdersOf(ranker.articleGrams, gram) > 0) >= KNOWN_BY_LETTERS;
}

function gramIdsOf({ dictionary }: Ranker, word: string): number[] {
  return gramsOf([word]).map(dictionary.grams.of);
}

function shareOf(grams: readonly number[], counts: (gram: number) => boolean): number {
  return grams.filter(counts).length / grams.length;
}

/** Share of the words' content for which `counts` holds. */
export function contentShare(ranker: Ranker, words: readonly string[], counts: (word: string) => boolean): number {
  let counted = 0;
  let all = 0;
  for (const word of words) {
    const content = contentOf(ranker, word);
    all += content;
    if (counts(word)) counted += content;
  }
  return all > 0 ? counted / all : 0;
}

/** The share of a rare word's content that the most telling word has: how far a question names a topic. */
export function mostContent(ranker: Ranker, words: readonly string[]): number {
  return Math.max(0, ...words.map((word) => contentOf(ranker, word) / ranker.articleStems.unseenRarity));
}

/** How well an article knows a word, 0 … 1: by its stem, by a part of the compound, or by its letters. */
function explainedBy(ranker: Ranker, word: string, article: number): number {
  if (partsOf(ranker, word).some((part) => holds(ranker.articleStems, stemIdOf(ranker, part), article))) return 1;
  const share = shareOf(gramIdsOf(ranker, word), (gram) => holds(ranker.articleGrams, gram, article));
  return share >= KNOWN_BY_LETTERS ? BY_LETTERS : share * BY_SOME_LETTERS;
}

/**
 * How much of the question's content one article accounts for, and how much of that hangs on a single word: "is there
 * a shelter for cats" fits a topic by one rare word, a citizen's question by several.
 */
function explanation(ranker: Ranker, words: readonly string[], article: number) {
  let sum = 0;
  let most = 0;
  for (const word of new Set(words)) {
    const share = explainedBy(ranker, word, article);
    const content = contentOf(ranker, word) / ranker.articleStems.unseenRarity;
    sum += content * share;
    if (share >= BY_LETTERS) most = Math.max(most, content);
  }
  return { explained: Math.log(1 + sum), oneWord: sum > 0 ? most / sum : 1 };
}

/** How evenly the likelihoods spread over the articles: 0 one article alone, 1 each as likely. */
function doubtOf(likelihood: Float32Array): number {
  let entropy = 0;
  for (const share of likelihood) if (share > 1e-9) entropy -= share * Math.log(share);
  return entropy / Math.log(Math.max(2, likelihood.length));
}

function gramContent({ articleGrams }: Ranker, { grams }: QuestionTerms): number {
  let sum = 0;
  for (let nth = 0; nth < grams.ids.length; nth++)
    sum += (grams.weights[nth] ?? 0) * worthOf(articleGrams, grams.ids[nth] ?? 0);
  return Math.log(1 + sum / articleGrams.unseenRarity);
}

/** What speaks for the first of a ranking, before it is weighed. */
export function evidenceFor(
  ranker: Ranker,
  terms: QuestionTerms,
  scores: Scores,
  ranking: readonly { id: string; score: number }[],
): Evidence {
  const [best, second] = ranking;
  const at = ranker.placeOf.get(best?.id ?? '') ?? -1;
  return {
    coverage: Math.min(1, scores.articleGrams[at] ?? 0),
    stemCoverage: Math.min(1, scores.articleStems[at] ?? 0),
    margin: best && best.score > 0 ? (best.score - (second?.score ?? 0)) / best.score : 0,
    likelihood: scores.likelihood?.[at],
    content: gramContent(ranker, terms),
    doubt: scores.likelihood && doubtOf(scores.likelihood),
    ...explanation(ranker, terms.words, at),
  };
}
