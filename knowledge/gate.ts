/** What is known about a ranking's first place when the bot must decide whether to answer. */
export interface Evidence {
  /** how much of what the question could reach the first article reached, 0 … 1 */
  coverage: number;
  /** how close the nearest "asked as" of the first article came, 0 … 1 */
  nearest: number;
  /** lead over the second article as a share of the first's score, 0 … 1 */
  margin: number;
  /** share of the question's content that no article of the language knows, 0 … 1 */
  unknownShare: number;
}

export type Verdict =
  | { kind: 'answer'; article: string }
  | { kind: 'choose'; articles: string[] }
  | { kind: 'unknown' };

export interface Thresholds {
  sure: number;
  maybe: number;
}

/** A logistic gate over the evidence. */
export interface Gate extends Thresholds {
  bias: number;
  weights: Readonly<Evidence>;
}

export const DEFAULT_GATE: Gate = {
  bias: -2.5,
  weights: { coverage: 5, nearest: 3, margin: 3, unknownShare: -3 },
  sure: 0.55,
  maybe: 0.2,
};

/** How likely it is that the first article is the right one, 0 … 1. */
export function confidenceOf(evidence: Evidence, { bias, weights }: Gate): number {
  const sum =
    bias +
    weights.coverage * evidence.coverage +
    weights.nearest * evidence.nearest +
    weights.margin * evidence.margin +
    weights.unknownShare * evidence.unknownShare;
  return 1 / (1 + Math.exp(-sum));
}

const CHOICES = 3;

/** Turns a ranking into what the bot should do: answer, offer the nearest topics, or say that it does not know. */
export function judge(
  ranking: readonly { id: string; score: number }[],
  confidence: number,
  gate: Thresholds,
): Verdict {
  const [best] = ranking;
  if (!best || best.score <= 0 || confidence < gate.maybe) return { kind: 'unknown' };
  if (confidence >= gate.sure) return { kind: 'answer', article: best.id };
  const articles = ranking
    .filter(({ score }) => score > 0)
    .slice(0, CHOICES)
    .map(({ id }) => id);
  return { kind: 'choose', articles };
}
