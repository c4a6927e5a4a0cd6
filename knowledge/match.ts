import { confidenceOf, DEFAULT_GATE, type Evidence, type Gate, judge, type Verdict } from './gate.js';
import { type QuestionTerms, questionTerms, type Ranker, type Scores, scoreArticles } from './ranking.js';
import { gramsOf } from './text.js';

export interface Ranked {
  id: string;
  score: number;
}

export interface Reasons extends Evidence {
  /** the question's words, and whether the articles know them */
  words: readonly { word: string; known: boolean }[];
  /** the "asked as" or title of the first article that came closest */
  nearestPhrasing?: string;
}

export interface Match {
  verdict: Verdict;
  ranking: Ranked[];
  confidence: number;
  reasons: Reasons;
}

/** Share of a word's letter groups that must be known for a misspelt or inflected word to count as known. */
const KNOWN_BY_LETTERS = 0.7;

function isKnown(ranker: Ranker, word: string): boolean {
  if (ranker.articleStems.terms.has(ranker.stem(word))) return true;
  const grams = gramsOf([word]);
  return grams.filter((gram) => ranker.articleGrams.terms.has(gram)).length / grams.length >= KNOWN_BY_LETTERS;
}

/** Share of the question that no article knows; a word weighs by its rarity, so "jag" and "the" hardly count. */
function unknownShareOf(ranker: Ranker, words: readonly { word: string; known: boolean }[]): number {
  let unknown = 0;
  let all = 0;
  for (const { word, known } of words) {
    const term = ranker.articleStems.terms.get(ranker.stem(word));
    const weight = term === undefined ? ranker.articleStems.unseenRarity : (ranker.articleStems.rarity[term] ?? 0);
    all += weight;
    if (!known) unknown += weight;
  }
  return all > 0 ? unknown / all : 1;
}

/** Positions of the articles, best first; equal scores keep the order of the knowledge base. */
function order(scores: Float32Array, isCandidate: (at: number) => boolean): number[] {
  const positions: number[] = [];
  for (let at = 0; at < scores.length; at++) if (isCandidate(at)) positions.push(at);
  return positions.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
}

export interface MatchOptions {
  candidates?: ReadonlySet<string>;
  gate?: Gate;
}

function evidenceFor(scores: Scores, [first, second]: readonly number[]): Omit<Evidence, 'unknownShare'> {
  if (first === undefined) return { coverage: 0, nearest: 0, margin: 0 };
  const best = scores.fused[first] ?? 0;
  const runnerUp = second === undefined ? 0 : (scores.fused[second] ?? 0);
  return {
    coverage: Math.min(1, scores.articleGrams[first] ?? 0),
    nearest: Math.min(1, scores.phrasingGrams[first] ?? 0),
    margin: best > 0 ? (best - runnerUp) / best : 0,
  };
}

/** Ranks the articles of one language for a question and says what to do with the ranking. */
export function match(ranker: Ranker, text: string, { candidates, gate = DEFAULT_GATE }: MatchOptions = {}): Match {
  const terms: QuestionTerms = questionTerms(ranker, text);
  const scores = scoreArticles(ranker, terms);
  const positions = order(scores.fused, (at) => !candidates || candidates.has(ranker.ids[at] ?? ''));
  const words = terms.words.map((word) => ({ word, known: isKnown(ranker, word) }));
  const evidence = { ...evidenceFor(scores, positions), unknownShare: unknownShareOf(ranker, words) };
  const confidence = confidenceOf(evidence, gate);
  const ranking = positions.map((at) => ({ id: ranker.ids[at] ?? '', score: scores.fused[at] ?? 0 }));
  const nearest = scores.nearest[positions[0] ?? -1] ?? -1;
  return {
    verdict: judge(ranking, confidence, gate),
    ranking,
    confidence,
    reasons: { ...evidence, words, nearestPhrasing: ranker.phrasings[nearest] },
  };
}
