/** What is known about a ranking's first place when the bot must decide whether to answer. */
export interface Evidence {
  /** how much of what the question could reach in letter groups the first article reached, 0 … 1 */
  coverage: number;
  /** the same in stems and parts of compounds */
  stemCoverage: number;
  /** lead over the second article as a share of the first's score, 0 … 1 */
  margin: number;
  /** how likely the first article is by what was learnt from the phrasings; 0 … 1, or nothing */
  likelihood: number | undefined;
  /** how much the question says at all: logarithm of its content in units of one rare letter group */
  content: number;
}

export type Verdict =
  | { kind: 'answer'; article: string }
  | { kind: 'choose'; articles: string[] }
  | { kind: 'unknown' };

export interface Thresholds {
  /** from this confidence on the bot answers */
  sure: number;
  /** from this confidence on it offers the nearest topics */
  maybe: number;
}

/** The evidence as the numbers that are weighed. */
export type Parts = { [Part in keyof Evidence]: number };
export type Weights = Parts & { bias: number };

/** A logistic gate over the evidence; `gate.json` holds the one in use, `npm run knowledge -- calibrate` writes it. */
export interface Gate extends Thresholds {
  weights: Weights;
}

/** Small shares differ in kind, large ones hardly: their logarithm counts. */
const LEAST_COVERAGE = 0.02;
const LEAST_LIKELIHOOD = 0.001;
/** Where nothing could be learnt, the search has no second witness, and the gate is as careful as without one. */
const NO_LIKELIHOOD = 0;

export function partsOf({ coverage, stemCoverage, margin, likelihood = NO_LIKELIHOOD, content }: Evidence): Parts {
  return {
    coverage: Math.log(coverage + LEAST_COVERAGE),
    stemCoverage,
    margin,
    likelihood: Math.log(likelihood + LEAST_LIKELIHOOD),
    content,
  };
}

/** How likely it is that the first article is the right one, 0 … 1. */
export function confidenceOf(evidence: Evidence, { weights }: Pick<Gate, 'weights'>): number {
  const parts = partsOf(evidence);
  const sum =
    weights.bias +
    weights.coverage * parts.coverage +
    weights.stemCoverage * parts.stemCoverage +
    weights.margin * parts.margin +
    weights.likelihood * parts.likelihood +
    weights.content * parts.content;
  return 1 / (1 + Math.exp(-sum));
}

const CHOICES = 3;

/** Turns a ranking into what the bot should do: answer, offer the nearest topics, or say that it does not know. */
export function judge(
  ranking: readonly { id: string; score: number }[],
  confidence: number,
  { sure, maybe }: Thresholds,
): Verdict {
  const [best] = ranking;
  if (!best || best.score <= 0 || confidence < maybe) return { kind: 'unknown' };
  if (confidence >= sure) return { kind: 'answer', article: best.id };
  const near = ranking.slice(0, CHOICES).filter(({ score }) => score > 0);
  return { kind: 'choose', articles: near.map(({ id }) => id) };
}
