import type { Article } from './articles.js';
import type { LabelledQuestion } from './evaluate.js';
import { type Evidence, type Gate, partsOf, type Weights } from './gate.js';
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
 * Where the bot answers and where it gives up. A citizen who gets three topics to choose from has lost a click, one
 * who gets a wrong answer has to ask again: answering pays from not quite 40 % on. The examples are harder than real
 * questions, since each phrasing is asked while it is unknown, so what is really wrong lies below what this suggests.
 */
const THRESHOLDS = { sure: 0.38, maybe: 0.12 };

/** The gate for these examples, rounded so that the file stays readable. */
export function calibrate(examples: readonly Example[]): Gate {
  const rounded = Object.entries(fitGate(examples)).map(([part, weight]) => [part, Math.round(weight * 1000) / 1000]);
  return { weights: Object.fromEntries(rounded) as Weights, ...THRESHOLDS };
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
