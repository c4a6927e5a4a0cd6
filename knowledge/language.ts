import { eachGroup, type LanguageModel, rowOf, WEIGHT_STEPS } from './language-model.js';
import { wordsOf } from './text.js';

export interface DetectedLanguage {
  language: string;
  /** 0 … 1 */
  probability: number;
  /** how far ahead of the second language, 0 … 1 */
  margin: number;
}

const LATIN = /\p{Script=Latin}/gu;
/** The scripts that several languages here are written in; the model tells these apart. */
const SHARED_SCRIPTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\p{Script=Arabic}/gu, ['ar', 'fa']],
  [/\p{Script=Cyrillic}/gu, ['ru', 'uk']],
];
/** Scripts that only one language here uses, or that the model does not know; Japanese writes Chinese signs as well. */
const OWN_SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Armenian}/gu, 'hy'],
  [/\p{Script=Georgian}/gu, 'ka'],
  [/\p{Script=Ethiopic}/gu, 'ti'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Bengali}/gu, 'bn'],
  [/\p{Script=Tamil}/gu, 'ta'],
  [/\p{Script=Devanagari}/gu, 'hi'],
];
const IN_OTHER_SCRIPTS = new Set(SHARED_SCRIPTS.flatMap(([, languages]) => languages));

/** Which of the model's languages are written in the script that most of the text is in. */
export function writtenLike(text: string): (language: string) => boolean {
  let most = text.match(LATIN)?.length ?? 0;
  let among: readonly string[] | undefined;
  for (const [script, languages] of SHARED_SCRIPTS) {
    const letters = text.match(script)?.length ?? 0;
    if (letters > most) [most, among] = [letters, languages];
  }
  return (language) => among?.includes(language) ?? !IN_OTHER_SCRIPTS.has(language);
}

/** The language that alone uses the script of most of the text. */
function ownScript(text: string): string | undefined {
  const others = text.match(/[\p{Script=Latin}\p{Script=Arabic}\p{Script=Cyrillic}]/gu)?.length ?? 0;
  return OWN_SCRIPTS.find(([script]) => (text.match(script)?.length ?? 0) > others)?.[1];
}

/** More than this changes nothing but the time it takes. */
const MOST_LETTERS = 2000;
const MOST_WORDS = 60;

/** Extra evidence for a language in units of one word, for instance that only its articles know the word. */
export type WordEvidence = (word: string, language: string) => number;

export interface DetectionOptions {
  /** language → weight before anything was read; others count 1 */
  priors?: Readonly<Record<string, number>>;
  evidence?: WordEvidence;
}

/** Finds a text's language: by script where that decides, else by what its letter groups say, and the priors. */
export function detectLanguage(
  text: string,
  model: LanguageModel,
  { priors = {}, evidence }: DetectionOptions = {},
): DetectedLanguage {
  const read = text.slice(0, MOST_LETTERS);
  const alone = ownScript(read);
  if (alone) return { language: alone, probability: 1, margin: 1 };

  const { languages } = model;
  const words = wordsOf(read)
    .filter((word) => /\p{L}/u.test(word))
    .slice(0, MOST_WORDS);
  const said = weighWords(words, model);
  const allowed = writtenLike(read);
  const logs = languages.map((language, at) => {
    if (!allowed(language)) return Number.NEGATIVE_INFINITY;
    const seen = evidence ? words.reduce((sum, word) => sum + evidence(word, language), 0) : 0;
    return Math.log(priors[language] ?? 1) + seen + (said[at] ?? 0);
  });
  const found = mostLikely(languages, logs);
  return words.length > 0 ? found : { ...found, probability: 0, margin: 0 };
}

/** What the words' letter groups say for each language, as logarithms. */
function weighWords(words: readonly string[], model: LanguageModel): Float64Array {
  const said = new Float64Array(model.languages.length);
  for (const word of words) {
    const weights = weightsOf(word, model);
    for (let at = 0; at < said.length; at++) said[at] = (said[at] ?? 0) + (weights[at] ?? 0);
  }
  return said.map((sum) => sum / WEIGHT_STEPS);
}

/** The words heard of late: most of what people write are the same few. */
const heard = new WeakMap<LanguageModel, Map<string, Int32Array>>();
const MOST_HEARD = 2000;
/** Longer words come seldom. */
const LONGEST_HEARD = 20;

function weightsOf(word: string, model: LanguageModel): Int32Array {
  const known = heard.get(model) ?? new Map<string, Int32Array>();
  heard.set(model, known);
  const weights = known.get(word) ?? weigh(word, model);
  if (known.size >= MOST_HEARD) known.clear();
  if (word.length <= LONGEST_HEARD) known.set(word, weights);
  return weights;
}

function weigh(word: string, model: LanguageModel): Int32Array {
  const { languages, weights } = model;
  const said = new Int32Array(languages.length);
  eachGroup(word, (hash) => {
    const row = rowOf(model, hash);
    if (row < 0) return;
    const from = row * languages.length;
    for (let at = 0; at < languages.length; at++) said[at] = (said[at] ?? 0) + (weights[from + at] ?? 0);
  });
  return said;
}

function mostLikely(languages: readonly string[], logs: readonly number[]): DetectedLanguage {
  const top = Math.max(...logs);
  const shares = logs.map((log) => Math.exp(log - top));
  const sum = shares.reduce((total, share) => total + share, 0);
  const best = logs.indexOf(top);
  const second = Math.max(...shares.filter((_share, at) => at !== best));
  return {
    language: languages[best] ?? 'und',
    probability: (shares[best] ?? 0) / sum,
    margin: ((shares[best] ?? 0) - second) / sum,
  };
}
