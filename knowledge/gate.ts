import { readFileSync } from 'node:fs';
import { join } from 'node:path';

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
  /** how evenly what was learnt spreads over the articles: 0 one alone, 1 each as likely; or nothing */
  doubt: number | undefined;
  /** how much of the content the first article accounts for: logarithm, in units of one rare word */
  explained: number;
  /** share of that which hangs on a single word, 0 … 1 */
  oneWord: number;
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
  /** with less lead over the second than this, both are offered instead of one being answered */
  lead: number;
}

/** The evidence as the numbers that are weighed. */
export type Parts = { [Part in keyof Evidence]: number };
export type Weights = Parts & { bias: number };

/** From where on a language's own articles are answers; from where on topics are offered, they cannot tell alone. */
export type Surety = Pick<Thresholds, 'sure' | 'lead'>;

/** What was found on the articles of one language. */
export interface Found extends Surety {
  /** digest of those articles */
  on: string;
}

/**
 * A logistic gate over the evidence; `gate.json` holds the one in use, `npm run knowledge -- calibrate` writes it. Its
 * own thresholds are for articles that none were found on.
 */
export interface Gate extends Thresholds {
  weights: Weights;
  found?: Readonly<Record<string, Found>>;
}

export function readGate(directory: string): Gate {
  return JSON.parse(readFileSync(join(directory, 'gate.json'), 'utf8')) as Gate;
}

/** Small shares differ in kind, large ones hardly: their logarithm counts. */
const LEAST_COVERAGE = 0.02;
const LEAST_LIKELIHOOD = 0.001;
/** Where nothing could be learnt, the search has no second witness, and the gate is as careful as without one. */
const NO_LIKELIHOOD = 0;
const NO_DOUBT_KNOWN = 0.8;

export function partsOf({ coverage, likelihood = NO_LIKELIHOOD, doubt = NO_DOUBT_KNOWN, ...others }: Evidence): Parts {
  return {
    ...others,
    coverage: Math.log(coverage + LEAST_COVERAGE),
    likelihood: Math.log(likelihood + LEAST_LIKELIHOOD),
    doubt,
  };
}

export const PARTS = [
  'coverage',
  'stemCoverage',
  'margin',
  'likelihood',
  'content',
  'doubt',
  'explained',
  'oneWord',
] as const satisfies readonly (keyof Parts)[];

/** How likely it is that the articles answer the question, 0 … 1. */
export function confidenceOf(evidence: Evidence, { weights }: Pick<Gate, 'weights'>): number {
  const parts = partsOf(evidence);
  const sum = PARTS.reduce((total, part) => total + weights[part] * parts[part], weights.bias);
  return 1 / (1 + Math.exp(-sum));
}

const CHOICES = 3;

/** Turns a ranking into what the bot should do: answer, offer the nearest topics, or say that it does not know. */
export function judge(
  ranking: readonly { id: string; score: number }[],
  { confidence, margin }: { confidence: number; margin: number },
  { sure, maybe, lead }: Thresholds,
): Verdict {
  const [best] = ranking;
  if (!best || best.score <= 0 || confidence < maybe) return { kind: 'unknown' };
  if (confidence >= sure && margin >= lead) return { kind: 'answer', article: best.id };
  const near = ranking.slice(0, CHOICES).filter(({ score }) => score > 0);
  return { kind: 'choose', articles: near.map(({ id }) => id) };
}
