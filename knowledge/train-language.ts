import { writeFileSync } from 'node:fs';
import { type Lesson, lessonOf, PLAIN_SHARE, readSentences, type Sentence } from './language-lesson.js';
import { KINDS, type LearnedGroup, packModel, WEIGHT_STEPS } from './language-model.js';

/** Groups of letters overlap, so each says less than its frequency would. */
const OVERLAP = 5;
/** So often every language is taken to have used every group. */
const UNSEEN = 1;

/** Where learning starts: how much more often than the average language each uses a group. */
function frequencies({ languages, kinds, counts }: Lesson): Float32Array {
  const size = languages.length;
  const totals = Array.from({ length: KINDS }, () => new Float64Array(size));
  const different = new Array<number>(KINDS).fill(0);
  kinds.forEach((kind, id) => {
    different[kind] = (different[kind] ?? 0) + 1;
    const total = totals[kind];
    if (total) for (let at = 0; at < size; at++) total[at] = (total[at] ?? 0) + (counts[id * size + at] ?? 0);
  });
  const weights = new Float32Array(counts.length);
  kinds.forEach((kind, id) => {
    const logs = languages.map((_language, at) => {
      const all = (totals[kind]?.[at] ?? 0) + UNSEEN * (different[kind] ?? 0);
      return Math.log(((counts[id * size + at] ?? 0) + UNSEEN) / all) / OVERLAP;
    });
    const mean = logs.reduce((sum, log) => sum + log, 0) / size;
    logs.forEach((log, at) => {
      weights[id * size + at] = log - mean;
    });
  });
  return weights;
}

const ROUNDS = 6;
const RATE = 0.1;
/** So many of an example's groups are left out each time, or words seen before would outshout what all words share. */
const LEFT_OUT = 0.4;

/** Always the same, so that the same sentences give the same file. */
function chances(): () => number {
  let seed = 7;
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
}

/** Softmax regression by AdaGrad: weighs the groups so that neighbours, Swedish and Danish, are told apart. */
function tellApart({ languages, examples }: Lesson, weights: Float32Array): void {
  const size = languages.length;
  const chance = chances();
  const squares = new Float32Array(weights.length).fill(1);
  const shares = new Float64Array(size);
  const often = new Float64Array(size);
  for (const { language } of examples) often[language] = (often[language] ?? 0) + 1;
  const worth = often.map((times) => examples.length / size / times);
  for (let round = 0; round < ROUNDS; round++) {
    shuffle(examples, chance);
    const rate = RATE * (1 - round / ROUNDS);
    for (const { language, words, rivals } of examples) {
      const onPlainKeyboard = chance() < PLAIN_SHARE;
      const groups: number[] = [];
      for (const { groups: written, plain } of words)
        for (const id of (onPlainKeyboard && plain) || written) if (chance() >= LEFT_OUT) groups.push(id);
      likelihoods(weights, groups, rivals, shares);
      for (let at = 0; at < size; at++) {
        if (!rivals[at]) continue;
        const gradient = (worth[language] ?? 1) * ((at === language ? 1 : 0) - (shares[at] ?? 0));
        if (gradient > -1e-4 && gradient < 1e-4) continue;
        for (const id of groups) {
          const place = id * size + at;
          const square = (squares[place] ?? 0) + gradient * gradient;
          squares[place] = square;
          weights[place] = (weights[place] ?? 0) + (rate * gradient) / Math.sqrt(square);
        }
      }
    }
  }
}

function shuffle<T>(items: T[], chance: () => number): void {
  for (let at = items.length - 1; at > 0; at--) {
    const other = Math.floor(chance() * (at + 1));
    [items[at], items[other]] = [items[other] as T, items[at] as T];
  }
}

function likelihoods(weights: Float32Array, groups: readonly number[], rivals: Uint8Array, into: Float64Array): void {
  const size = into.length;
  into.fill(0);
  for (const id of groups)
    for (let at = 0; at < size; at++) into[at] = (into[at] ?? 0) + (weights[id * size + at] ?? 0);
  let top = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < size; at++) if (rivals[at] && (into[at] ?? 0) > top) top = into[at] ?? 0;
  let sum = 0;
  for (let at = 0; at < size; at++) {
    const share = rivals[at] ? Math.exp(((into[at] ?? 0) - top) / (1 - LEFT_OUT)) : 0;
    into[at] = share;
    sum += share;
  }
  for (let at = 0; at < size; at++) into[at] = (into[at] ?? 0) / sum;
}

/** Groups that speak alike for all languages are left out; so many say nearly everything. */
const MOST_GROUPS = 300_000;

/** Learns what groups of letters say about the language; pure, so that a test can learn from three sentences. */
export function learnLanguages(sentences: readonly Sentence[]): Buffer {
  const lesson = lessonOf(sentences);
  const weights = frequencies(lesson);
  tellApart(lesson, weights);
  const size = lesson.languages.length;
  const groups = lesson.hashes.map((hash, id): LearnedGroup & { says: number } => {
    const own = weights.subarray(id * size, (id + 1) * size);
    const says = Math.max(...own) - Math.min(...own);
    return { hash, says, weights: Int8Array.from(own, (weight) => Math.round(weight * WEIGHT_STEPS)) };
  });
  groups.sort((a, b) => b.says - a.says || a.hash - b.hash);
  return packModel(lesson.languages, groups.slice(0, MOST_GROUPS));
}

if (require.main === module) {
  const [source, target] = process.argv.slice(2);
  if (!source || !target) {
    process.stderr.write('usage: node dist/knowledge/train-language.js SENTENCES.jsonl knowledge/language-model.bin\n');
    process.exitCode = 2;
  } else {
    writeFileSync(target, learnLanguages(readSentences(source)));
  }
}
