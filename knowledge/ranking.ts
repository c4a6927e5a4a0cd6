import { scoreAll, type Terms } from './bm25.js';
import { likelihoods } from './learned.js';
import { partsOf, type Ranker } from './ranker.js';
import { foldedWords, gramsOf } from './text.js';
import {
  ARTICLE_SHAPE,
  COMMON_WORDS,
  LEAST_LIKELY,
  LEAST_WORD,
  MIX,
  type Mix,
  MOST_LEARNED,
  PHRASING_SHAPE,
  PHRASINGS_TO_TRUST,
  SECOND_PHRASING,
  SYNONYM_WEIGHT,
  TRUST_GROWTH,
} from './weights.js';

/** A question taken apart for one ranker. */
export interface QuestionTerms {
  words: readonly string[];
  grams: Terms;
  stems: Terms;
  /** the same, with less weight for words that people use whatever they ask about */
  tellingGrams: Terms;
  tellingStems: Terms;
  /** the city's words for the everyday words among them */
  hintGrams: Terms;
  hintStems: Terms;
}

/** The four views' scores, one number an article each: shares of what the question could reach at most. */
export interface Scores {
  fused: Float32Array;
  articleGrams: Float32Array;
  articleStems: Float32Array;
  phrasingGrams: Float32Array;
  /** what was learnt from the phrasings, 0 … 1; nothing where they are too few */
  likelihood: Float32Array | undefined;
  /** the phrasing that came closest for each article */
  nearest: Int32Array;
}

/** Long stories have their point at the end; what lies further back only costs time. */
const MOST_WORDS = 300;
/** What is longer is no word. */
const LONGEST_WORD = 60;

export function questionTerms(ranker: Ranker, text: string): QuestionTerms {
  const { stems, grams, stem } = ranker.dictionary;
  const words = foldedWords(text)
    .slice(-MOST_WORDS)
    .map((word) => word.slice(0, LONGEST_WORD));
  const meant = ranker
    .meanings(words)
    .flatMap(({ meant }) => meant)
    .filter((word) => !words.includes(word));
  const stemsIn = (word: string) => partsOf(ranker, word).map(stem);
  const telling = tellingWeight(ranker);
  return {
    words,
    grams: termsFrom(words, gramsIn, grams.of, plain),
    stems: termsFrom(words, stemsIn, stems.of, plain),
    tellingGrams: termsFrom(words, gramsIn, grams.of, telling),
    tellingStems: termsFrom(words, stemsIn, stems.of, telling),
    hintGrams: termsFrom(meant, gramsIn, grams.of, hint),
    hintStems: termsFrom(meant, stemsIn, stems.of, hint),
  };
}

type Weight = (word: string) => number;
const plain: Weight = () => 1;
const hint: Weight = () => SYNONYM_WEIGHT;
const gramsIn = (word: string) => gramsOf([word]);

function termsFrom(
  words: readonly string[],
  termsIn: (word: string) => readonly string[],
  idOf: (term: string) => number,
  weigh: Weight,
): Terms {
  const weights = new Map<string, number>();
  for (const word of words) {
    const weight = weigh(word);
    for (const term of termsIn(word)) weights.set(term, (weights.get(term) ?? 0) + weight);
  }
  return { ids: Array.from(weights.keys(), idOf), weights: [...weights.values()] };
}

/** Articles with many phrasings hold the common words themselves, and their rarity tells; others are told of them. */
function tellingWeight({ phrasings, ids, commonness, dictionary }: Ranker): Weight {
  const power = COMMON_WORDS / Math.max(1, phrasings.length / ids.length);
  return (word) => Math.max(LEAST_WORD, (1 - (commonness.get(dictionary.stem(word)) ?? 0)) ** power);
}

/** Scores every article for a question in all four views and fuses them. */
export function scoreArticles(ranker: Ranker, question: QuestionTerms, mix: Mix = MIX): Scores {
  const { grams, stems, tellingGrams, tellingStems, hintGrams, hintStems } = question;
  const size = ranker.ids.length;
  const articleGrams = scoreAll(ranker.articleGrams, tellingGrams, ARTICLE_SHAPE.saturation, hintGrams);
  const articleStems = scoreAll(ranker.articleStems, tellingStems, ARTICLE_SHAPE.saturation, hintStems);
  const byGrams = scoreAll(ranker.phrasingGrams, grams, PHRASING_SHAPE.saturation, hintGrams);
  const byStems = scoreAll(ranker.phrasingStems, stems, PHRASING_SHAPE.saturation, hintStems);
  const phrasingGrams = new Float32Array(size);
  const nearest = new Int32Array(size).fill(-1);
  const best = new Float32Array(size);
  const second = new Float32Array(size);
  for (let phrasing = 0; phrasing < byGrams.length; phrasing++) {
    const owner = ranker.phrasingOwner[phrasing] ?? 0;
    const score = mix.phrasingGrams * (byGrams[phrasing] ?? 0) + mix.phrasingStems * (byStems[phrasing] ?? 0);
    if (score > (best[owner] ?? 0)) {
      second[owner] = best[owner] ?? 0;
      best[owner] = score;
      nearest[owner] = phrasing;
      phrasingGrams[owner] = byGrams[phrasing] ?? 0;
    } else if (score > (second[owner] ?? 0)) second[owner] = score;
  }
  const fused = new Float32Array(size);
  for (let at = 0; at < size; at++)
    fused[at] =
      mix.articleGrams * (articleGrams[at] ?? 0) +
      mix.articleStems * (articleStems[at] ?? 0) +
      (best[at] ?? 0) +
      SECOND_PHRASING * (second[at] ?? 0);
  const likelihood = ranker.learned && likelihoods(ranker.learned, grams, stems, size);
  if (likelihood) addLearned(fused, likelihood, ranker);
  return { fused, likelihood, articleGrams, articleStems, phrasingGrams, nearest };
}

/** The more phrasings an article has, the more what was learnt from them counts beside the search. */
function addLearned(fused: Float32Array, likelihood: Float32Array, { phrasings, ids }: Ranker): void {
  const share = Math.min(MOST_LEARNED, (phrasings.length / ids.length / PHRASINGS_TO_TRUST) ** TRUST_GROWTH);
  let top = 0;
  for (const score of fused) if (score > top) top = score;
  const scale = (top * share) / Math.log1p(1 / LEAST_LIKELY);
  for (let at = 0; at < fused.length; at++)
    fused[at] = (fused[at] ?? 0) + scale * Math.log1p((likelihood[at] ?? 0) / LEAST_LIKELY);
}
