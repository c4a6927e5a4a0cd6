import { contentShare, evidenceFor, isKnown, mostContent } from './evidence.js';
import { confidenceOf, type Evidence, type Gate, judge, type Verdict } from './gate.js';
import { type Ranker, usesOf } from './ranker.js';
import { questionTerms, scoreArticles } from './ranking.js';
import { foldedWords } from './text.js';

export interface Ranked {
  id: string;
  score: number;
}

export interface Reasons extends Evidence {
  /** the question's words, and whether the articles know them */
  words: readonly { word: string; known: boolean }[];
  /** share of the question's content that no article of its language knows, 0 … 1 */
  unknownShare: number;
  /** how close the nearest "asked as" of the first article came, 0 … 1 */
  nearest: number;
  /** that phrasing */
  nearestPhrasing?: string;
}

export interface Match {
  verdict: Verdict;
  ranking: Ranked[];
  confidence: number;
  reasons: Reasons;
}

export interface MatchOptions {
  gate: Gate;
  candidates?: ReadonlySet<string>;
  /** the same topics in other languages: they help with words that only they know */
  others?: readonly Ranker[];
  /** what the other languages count at least, for a question in a language without articles */
  othersShare?: number;
}

export const NO_MATCH: Match = {
  verdict: { kind: 'unknown' },
  ranking: [],
  confidence: 0,
  reasons: {
    coverage: 0,
    stemCoverage: 0,
    margin: 0,
    likelihood: undefined,
    content: 0,
    doubt: undefined,
    explained: 0,
    oneWord: 1,
    words: [],
    unknownShare: 1,
    nearest: 0,
  },
};

/** How many of a large collection are ranked; all of a city's topics are. */
const MOST_RANKED = 200;

/** Adds what the same topics score in another language, as far as that language knows words that this one does not. */
function addOtherLanguage(
  scores: Float32Array,
  { own, other }: { own: Ranker; other: Ranker },
  { text, words, least }: { text: string; words: readonly string[]; least: number },
): Ranked[] {
  const knownThere = contentShare(own, words, (word) => usesOf(own, word) === 0 && usesOf(other, word) > 0);
  const share = Math.max(least, knownThere);
  if (share === 0) return [];
  const { fused } = scoreArticles(other, questionTerms(other, text));
  const onlyThere: Ranked[] = [];
  for (const [at, id] of other.ids.entries()) {
    const place = own.placeOf.get(id);
    const score = share * (fused[at] ?? 0);
    if (place === undefined) onlyThere.push({ id, score });
    else scores[place] = (scores[place] ?? 0) + score;
  }
  return onlyThere;
}

/** The best of many without sorting all; equal scores keep the order of the knowledge base. */
function bestOf(ids: readonly string[], scores: Float32Array, isCandidate: (id: string) => boolean): Ranked[] {
  const best: Ranked[] = [];
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at] ?? 0;
    const last = best.length === MOST_RANKED ? best.at(-1) : undefined;
    if (last && score <= last.score) continue;
    const id = ids[at] ?? '';
    if (!isCandidate(id)) continue;
    if (last) best.pop();
    let place = best.length;
    while (place > 0 && (best[place - 1]?.score ?? 0) < score) place--;
    best.splice(place, 0, { id, score });
  }
  return best;
}

/** Share of a rare word's content below which all of a question's words are such as stand everywhere: "och att det". */
const SAYS_NOTHING = 0.03;

/** Whether a question is word for word a phrasing: "what can you do" asks something although no word of it does. */
function isSame(words: readonly string[], phrasing = ''): boolean {
  return words.join(' ') === foldedWords(phrasing).join(' ');
}

/** Ranks the articles of one language for a question and says what to do with the ranking. */
export function match(
  ranker: Ranker,
  text: string,
  { gate, candidates, others = [], othersShare = 0 }: MatchOptions,
): Match {
  const terms = questionTerms(ranker, text);
  const scores = scoreArticles(ranker, terms);
  const isCandidate = (id: string) => !candidates || candidates.has(id);
  const total = others.length ? scores.fused.slice() : scores.fused;
  const asked = { text, words: terms.words, least: othersShare };
  const elsewhere = others.flatMap((other) => addOtherLanguage(total, { own: ranker, other }, asked));
  const ranking = [...bestOf(ranker.ids, total, isCandidate), ...elsewhere.filter(({ id }) => isCandidate(id))];
  if (elsewhere.length > 0) ranking.sort((a, b) => b.score - a.score);
  const evidence = evidenceFor(ranker, terms, scores, ranking);
  const confidence = confidenceOf(evidence, gate);
  const first = ranker.placeOf.get(ranking[0]?.id ?? '') ?? -1;
  const known = new Map(terms.words.map((word) => [word, isKnown(ranker, word)]));
  const nearestPhrasing = ranker.phrasings[scores.nearest[first] ?? -1];
  const saysNothing = mostContent(ranker, terms.words) < SAYS_NOTHING && !isSame(terms.words, nearestPhrasing);
  return {
    verdict: saysNothing ? NO_MATCH.verdict : judge(ranking, { confidence, margin: evidence.margin }, gate),
    ranking,
    confidence,
    reasons: {
      ...evidence,
      words: terms.words.map((word) => ({ word, known: known.get(word) ?? false })),
      unknownShare: contentShare(ranker, terms.words, (word) => !known.get(word)),
      nearest: Math.min(1, scores.phrasingGrams[first] ?? 0),
      nearestPhrasing,
    },
  };
}
