import type { Article } from './articles.js';
import type { LabelledQuestion } from './evaluate.js';
import {
  confidenceOf,
  type Evidence,
  type Gate,
  PARTS,
  partsOf,
  type Surety,
  type Thresholds,
  type Weights,
} from './gate.js';
import { findAnswer, type Knowledge } from './index.js';
import { match } from './match.js';
import { buildRanker } from './ranker.js';
import type { Synonym } from './synonyms.js';
import { wordsOf } from './text.js';

/** A question whose right answer is known, as the gate sees it. */
export interface Example {
  evidence: Evidence;
  /** some article answers it */
  ours: boolean;
  /** the first of the ranking was right */
  right: boolean;
  /** what the example counts; sets of different size can be made equal */
  weight: number;
}

const FOLDS = 5;
/** One in so many questions of a left-out article stands for what the city does not answer. */
const FOREIGN_SHARE = 4;
/** Editors write headings, citizens at least as often sentences and stories: from this length on one counts more. */
const SENTENCE = 10;
const SENTENCE_WEIGHT = 4;
/** What questions to other authorities count beside the city's own examples. */
const FOREIGN_WEIGHT = 0.3;
const UNJUDGED: Gate = {
  weights: { bias: 0, ...(Object.fromEntries(PARTS.map((part) => [part, 0])) as Omit<Weights, 'bias'>) },
  sure: 1,
  maybe: 1,
  lead: 0,
};

function brought(examples: readonly Example[], weight: number): Example[] {
  const total = examples.reduce((sum, example) => sum + example.weight, 0);
  return examples.map((example) => ({ ...example, weight: (example.weight / total) * weight }));
}

/**
 * Asks the knowledge base its own questions, each while it does not know that phrasing; a fifth of the articles is
 * left out as well, so that their questions show what a question without an answer looks like.
 */
export function leaveOutExamples(
  articles: readonly Article[],
  language: string,
  synonyms: readonly Synonym[] = [],
): Example[] {
  const own = articles.filter((article) => article.language === language);
  const examples: Example[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const kept = own
      .filter((_article, at) => at % FOLDS !== fold)
      .map((article) => ({ ...article, askedAs: article.askedAs.filter((_text, at) => at % FOLDS !== fold) }));
    if (kept.length < 2) continue;
    const ranker = buildRanker(kept, language, synonyms);
    own.forEach((article, at) => {
      const leftOut = at % FOLDS === fold;
      article.askedAs.forEach((text, nth) => {
        if (nth % (leftOut ? FOREIGN_SHARE : FOLDS) !== (leftOut ? 0 : fold)) return;
        const { ranking, reasons } = match(ranker, text, { gate: UNJUDGED });
        const weight = !leftOut && wordsOf(text).length >= SENTENCE ? SENTENCE_WEIGHT : 1;
        examples.push({ evidence: reasons, ours: !leftOut, right: ranking[0]?.id === article.id, weight });
      });
    });
  }
  return brought(examples, 1);
}

/** Examples from labelled questions, when somebody has some. */
export function labelledExamples(knowledge: Knowledge, questions: readonly LabelledQuestion[]): Example[] {
  const examples = questions.map(({ text, candidates, topics }) => {
    const { ranking, reasons } = findAnswer(knowledge, { text, candidates });
    return { evidence: reasons, ours: topics.length > 0, right: topics.includes(ranking[0]?.id ?? ''), weight: 1 };
  });
  return brought(examples, 1);
}

/** Questions put to somebody else entirely, asked of this knowledge. */
export function foreignExamples(knowledge: Knowledge, questions: readonly LabelledQuestion[]): Example[] {
  const examples = questions.map(({ text, lang }) => {
    const { reasons } = findAnswer(knowledge, { text, language: lang });
    return { evidence: reasons, ours: false, right: false, weight: 1 };
  });
  return brought(examples, FOREIGN_WEIGHT);
}

/**
 * What is asked of the thresholds on these examples, which are harder than what citizens ask: each phrasing is asked
 * while it is unknown. At most this share of the answers is wrong, and of what is left unanswered and without an
 * offer at most this share could have been answered.
 */
const MOST_WRONG = 0.14;
const MOST_MISSED = 0.07;

/** The gate for these examples, rounded so that the file stays readable. */
export function calibrate(examples: readonly Example[]): Gate {
  const rounded = Object.entries(fitGate(examples)).map(([part, weight]) => [part, Math.round(weight * 1000) / 1000]);
  const weights = Object.fromEntries(rounded) as Weights;
  return { weights, ...thresholdsFor(examples, weights) };
}

interface Judged {
  confidence: number;
  margin: number;
  right: boolean;
  ours: boolean;
  weight: number;
}

function judgedBy(weights: Weights, examples: readonly Example[]): Judged[] {
  return examples.map(({ evidence, right, ours, weight }) => {
    return { confidence: confidenceOf(evidence, { weights }), margin: evidence.margin, right, ours, weight };
  });
}

function weightOf(some: readonly Judged[]): number {
  return some.reduce((sum, { weight }) => sum + weight, 0);
}

function rightOf(some: readonly Judged[]): number {
  return weightOf(some.filter(({ right }) => right));
}

function rightShare(some: readonly Judged[]): number | undefined {
  return some.length === 0 ? undefined : rightOf(some) / weightOf(some);
}

/** Pairs that answer this much fewer of all questions than the best are as good. */
const AS_GOOD = 0.005;

/**
 * From where on the bot answers: of all pairs that are wrong seldom enough, those that answer the most questions; of these
 * the one that answers the fewest that are not the city's.
 */
export function suretyFor(examples: readonly Example[], weights: Weights): Surety {
  const judged = judgedBy(weights, examples);
  const pairs = LEADS.map((lead) => {
    const ahead = judged.filter(({ margin }) => margin >= lead);
    const answeredFrom = (step: number) => ahead.filter(({ confidence }) => confidence >= step);
    const sure = CONFIDENCES.find((step) => (rightShare(answeredFrom(step)) ?? 1) >= 1 - MOST_WRONG) ?? 1;
    const given = answeredFrom(sure);
    return { sure, lead, answered: rightOf(given), foreign: weightOf(given.filter(({ ours }) => !ours)) };
  });
  const most = Math.max(...pairs.map(({ answered }) => answered)) - AS_GOOD * weightOf(judged);
  const [best] = pairs.filter(({ answered }) => answered >= most).sort((a, b) => a.foreign - b.foreign);
  return { sure: best?.sure ?? 1, lead: best?.lead ?? 0 };
}

function thresholdsFor(examples: readonly Example[], weights: Weights): Thresholds {
  const { sure, lead } = suretyFor(examples, weights);
  const judged = judgedBy(weights, examples);
  const maybe = CONFIDENCES.findLast(
    (step) => (rightShare(judged.filter((one) => one.confidence < step)) ?? 0) <= MOST_MISSED,
  );
  return { sure, maybe: Math.min(maybe ?? 0, sure), lead };
}

const CONFIDENCES = Array.from({ length: 99 }, (_none, at) => (at + 1) / 100);
const LEADS = Array.from({ length: 16 }, (_none, at) => at / 50);
const STEPS = 3000;
const RATE = 0.3;
const SHRINKAGE = 1e-4;

/**
 * Logistic regression by gradient descent over the parts brought to one scale; the same examples give the same gate.
 * A question of ours whose first article was wrong teaches nothing here: it is neither foreign nor well answered.
 */
export function fitGate(examples: readonly Example[]): Weights {
  const telling = examples.filter(({ ours, right }) => right || !ours);
  const total = telling.reduce((sum, { weight }) => sum + weight, 0);
  const rows = telling.map(({ evidence, right, weight }) => ({
    parts: partsOf(evidence),
    right,
    weight: weight / total,
  }));
  const scale = PARTS.map((part) => {
    const mean = rows.reduce((sum, { parts, weight }) => sum + weight * parts[part], 0);
    const variance = rows.reduce((sum, { parts, weight }) => sum + weight * (parts[part] - mean) ** 2, 0);
    return { mean, deviation: Math.sqrt(variance) || 1 };
  });
  const inputs = rows.map(({ parts }) =>
    PARTS.map((part, at) => (parts[part] - (scale[at]?.mean ?? 0)) / (scale[at]?.deviation ?? 1)),
  );
  const weights = PARTS.map(() => 0);
  let bias = 0;
  for (let step = 0; step < STEPS; step++) {
    const gradient = PARTS.map(() => 0);
    let biasGradient = 0;
    rows.forEach(({ right, weight }, row) => {
      const input = inputs[row] ?? [];
      let sum = bias;
      for (let at = 0; at < input.length; at++) sum += (input[at] ?? 0) * (weights[at] ?? 0);
      const error = weight * (1 / (1 + Math.exp(-sum)) - (right ? 1 : 0));
      biasGradient += error;
      for (let at = 0; at < input.length; at++) gradient[at] = (gradient[at] ?? 0) + error * (input[at] ?? 0);
    });
    bias -= RATE * biasGradient;
    for (const at of PARTS.keys())
      weights[at] = (weights[at] ?? 0) - RATE * ((gradient[at] ?? 0) + SHRINKAGE * (weights[at] ?? 0));
  }
  const unscaled = PARTS.map((_part, at) => (weights[at] ?? 0) / (scale[at]?.deviation ?? 1));
  const shift = unscaled.reduce((sum, weight, at) => sum + weight * (scale[at]?.mean ?? 0), 0);
  const byPart = Object.fromEntries(PARTS.map((part, at) => [part, unscaled[at] ?? 0])) as Omit<Weights, 'bias'>;
  return { bias: bias - shift, ...byPart };
}
