import type { Article } from './articles.js';
import type { LabelledQuestion } from './evaluate.js';
import { confidenceOf, type Evidence, type Gate, partsOf, type Thresholds, type Weights } from './gate.js';
import { findAnswer, type Knowledge } from './index.js';
import { match } from './match.js';
import { buildRanker } from './ranking.js';

/** A question whose right answer is known, as the gate sees it. */
export interface Example {
  evidence: Evidence;
  /** the first of the ranking was right */
  right: boolean;
  /** what the example counts; sets of different size can be made equal */
  weight: number;
}

const PARTS = ['coverage', 'stemCoverage', 'margin', 'likelihood', 'content'] as const;
const FOLDS = 5;
/** One in so many questions of a left-out article stands for what the city does not answer. */
const FOREIGN_SHARE = 4;
const UNJUDGED: Gate = {
  weights: { bias: 0, coverage: 0, stemCoverage: 0, margin: 0, likelihood: 0, content: 0 },
  sure: 1,
  maybe: 1,
};

/**
 * Asks the knowledge base its own questions, each while it does not know that phrasing; a fifth of the articles is
 * left out as well, so that their questions show what a question without an answer looks like.
 */
export function leaveOutExamples(articles: readonly Article[], language: string): Example[] {
  const own = articles.filter((article) => article.language === language);
  const examples: Omit<Example, 'weight'>[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const kept = own
      .filter((_article, at) => at % FOLDS !== fold)
      .map((article) => ({ ...article, askedAs: article.askedAs.filter((_text, at) => at % FOLDS !== fold) }));
    if (kept.length < 2) continue;
    const ranker = buildRanker(kept, language);
    own.forEach((article, at) => {
      const leftOut = at % FOLDS === fold;
      article.askedAs.forEach((text, nth) => {
        if (nth % (leftOut ? FOREIGN_SHARE : FOLDS) !== (leftOut ? 0 : fold)) return;
        const { ranking, reasons } = match(ranker, text, { gate: UNJUDGED });
        examples.push({ evidence: reasons, right: ranking[0]?.id === article.id });
      });
    });
  }
  return examples.map((example) => ({ ...example, weight: 1 / examples.length }));
}

/** Examples from labelled questions, when somebody has some. */
export function labelledExamples(knowledge: Knowledge, questions: readonly LabelledQuestion[]): Example[] {
  return questions.map(({ text, candidates, topics }) => {
    const { ranking, reasons } = findAnswer(knowledge, { text, candidates });
    return { evidence: reasons, right: topics.includes(ranking[0]?.id ?? ''), weight: 1 / questions.length };
  });
}

/**
 * What is asked of the thresholds on these examples, which are harder than what citizens ask: each phrasing is asked
 * while it is unknown. At most this share of the answers is wrong, and of what is left unanswered and without an
 * offer at most this share could have been answered.
 */
const MOST_WRONG = 0.2;
const MOST_MISSED = 0.1;

/** The gate for these examples, rounded so that the file stays readable. */
export function calibrate(examples: readonly Example[]): Gate {
  const rounded = Object.entries(fitGate(examples)).map(([part, weight]) => [part, Math.round(weight * 1000) / 1000]);
  const weights = Object.fromEntries(rounded) as Weights;
  return { weights, ...thresholdsFor(examples, weights) };
}

function thresholdsFor(examples: readonly Example[], weights: Weights): Thresholds {
  const judged = examples.map(({ evidence, right, weight }) => ({
    confidence: confidenceOf(evidence, { weights }),
    right,
    weight,
  }));
  const rightShare = (some: typeof judged) => {
    const all = some.reduce((sum, { weight }) => sum + weight, 0);
    const right = some.reduce((sum, example) => sum + (example.right ? example.weight : 0), 0);
    return all === 0 ? undefined : right / all;
  };
  const steps = Array.from({ length: 99 }, (_none, at) => (at + 1) / 100);
  const sure = steps.find(
    (step) => (rightShare(judged.filter((one) => one.confidence >= step)) ?? 1) >= 1 - MOST_WRONG,
  );
  const maybe = steps.findLast(
    (step) => (rightShare(judged.filter((one) => one.confidence < step)) ?? 0) <= MOST_MISSED,
  );
  return { sure: sure ?? 1, maybe: Math.min(maybe ?? 0, sure ?? 1) };
}

const STEPS = 3000;
const RATE = 0.3;
const SHRINKAGE = 1e-4;

/** Logistic regression by gradient descent over the parts brought to one scale; the same examples give the same gate. */
export function fitGate(examples: readonly Example[]): Weights {
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  const rows = examples.map(({ evidence, right, weight }) => ({
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
      const sum = (inputs[row] ?? []).reduce((total, input, at) => total + input * (weights[at] ?? 0), bias);
      const error = weight * (1 / (1 + Math.exp(-sum)) - (right ? 1 : 0));
      biasGradient += error;
      for (const [at, input] of (inputs[row] ?? []).entries()) gradient[at] = (gradient[at] ?? 0) + error * input;
    });
    bias -= RATE * biasGradient;
    for (const at of PARTS.keys())
      weights[at] = (weights[at] ?? 0) - RATE * ((gradient[at] ?? 0) + SHRINKAGE * (weights[at] ?? 0));
  }
  const unscaled = PARTS.map((_part, at) => (weights[at] ?? 0) / (scale[at]?.deviation ?? 1));
  const shift = unscaled.reduce((sum, weight, at) => sum + weight * (scale[at]?.mean ?? 0), 0);
  const [coverage = 0, stemCoverage = 0, margin = 0, likelihood = 0, content = 0] = unscaled;
  return { bias: bias - shift, coverage, stemCoverage, margin, likelihood, content };
}
