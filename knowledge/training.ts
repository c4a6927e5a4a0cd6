/** What a softmax regression is trained from, as plain rows of numbers that a worker can be handed. */
export interface TrainingSet {
  /** how many articles there are, and how many features */
  articles: number;
  features: number;
  /** example → its article */
  owners: Uint32Array;
  /** the features of example n: starts[n] … starts[n + 1] */
  starts: Uint32Array;
  ids: Uint32Array;
  values: Float64Array;
}

/** Feature × articles. */
export type Trained = Float32Array;
export type Train = (set: TrainingSet) => Promise<Trained>;

/** Looked up once: where globals are a sandbox's, as in a test, looking them up costs more than the arithmetic. */
const { exp, sqrt } = Math;

const ROUNDS = 6;
const RATE = 0.12;
/** An example that is already this certain teaches nothing. */
const LEARNT = 0.98;

/** Probabilities of the articles by the features from … to, written into `into`. */
export function softmax(
  weights: Trained,
  { ids, values }: { ids: ArrayLike<number>; values: ArrayLike<number> },
  into: Float32Array,
  from = 0,
  to = ids.length,
): Float32Array {
  const articles = into.length;
  into.fill(0);
  for (let nth = from; nth < to; nth++) {
    const row = (ids[nth] ?? 0) * articles;
    const value = values[nth] ?? 0;
    for (let at = 0; at < articles; at++) into[at] = (into[at] ?? 0) + value * (weights[row + at] ?? 0);
  }
  let top = Number.NEGATIVE_INFINITY;
  for (const score of into) if (score > top) top = score;
  let sum = 0;
  for (let at = 0; at < articles; at++) {
    const share = exp((into[at] ?? 0) - top);
    into[at] = share;
    sum += share;
  }
  for (let at = 0; at < articles; at++) into[at] = (into[at] ?? 0) / sum;
  return into;
}

/** Always the same order, so that the same articles give the same answers. */
function shuffled(size: number): Uint32Array {
  const order = Uint32Array.from({ length: size }, (_none, at) => at);
  let seed = 7;
  for (let at = size - 1; at > 0; at--) {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    const other = seed % (at + 1);
    const kept = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}

/** Trains by AdaGrad. */
export function train(set: TrainingSet): Trained {
  const { articles, features, owners, starts } = set;
  const weights = new Float32Array(features * articles);
  const squares = new Float32Array(features * articles).fill(1e-4);
  const shares = new Float32Array(articles);
  const order = shuffled(owners.length);
  for (let round = 0; round < ROUNDS; round++)
    for (const example of order) {
      const owner = owners[example] ?? 0;
      const [from, to] = [starts[example] ?? 0, starts[example + 1] ?? 0];
      softmax(weights, set, shares, from, to);
      if ((shares[owner] ?? 0) > LEARNT) continue;
      shares[owner] = (shares[owner] ?? 0) - 1;
      for (let nth = from; nth < to; nth++)
        descend(weights, squares, (set.ids[nth] ?? 0) * articles, set.values[nth] ?? 0, shares);
    }
  return weights;
}

function descend(weights: Trained, squares: Float32Array, row: number, value: number, errors: Float32Array): void {
  for (let at = 0; at < errors.length; at++) {
    const gradient = value * (errors[at] ?? 0);
    if (gradient > -1e-4 && gradient < 1e-4) continue;
    const square = (squares[row + at] ?? 0) + gradient * gradient;
    squares[row + at] = square;
    weights[row + at] = (weights[row + at] ?? 0) - (RATE * gradient) / sqrt(square);
  }
}
