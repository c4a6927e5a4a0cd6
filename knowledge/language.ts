import { COST_STEPS, eachGroup, type LanguageModel, rowOf } from './language-model.js';
import { wordsOf } from './text.js';

export interface DetectedLanguage {
  language: string;
  /** 0 … 1 */
  probability: number;
  /** how far ahead of the second language, 0 … 1 */
  margin: number;
}

/** Scripts that only one language here uses, or that the model does not know. */
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['el', /\p{Script=Greek}/u],
  ['he', /\p{Script=Hebrew}/u],
  ['hy', /\p{Script=Armenian}/u],
  ['ka', /\p{Script=Georgian}/u],
  ['ti', /\p{Script=Ethiopic}/u],
  ['th', /\p{Script=Thai}/u],
  ['ko', /\p{Script=Hangul}/u],
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['zh', /\p{Script=Han}/u],
  ['bn', /\p{Script=Bengali}/u],
  ['ta', /\p{Script=Tamil}/u],
  ['hi', /\p{Script=Devanagari}/u],
];
const ARABIC = new Set(['ar', 'fa']);
const CYRILLIC = new Set(['ru', 'uk']);

/** Which of the model's languages are written in the script that the text is mostly in. */
function scriptAllows(text: string): (language: string) => boolean {
  const arabic = text.match(/\p{Script=Arabic}/gu)?.length ?? 0;
  const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (arabic > latin && arabic >= cyrillic) return (language) => ARABIC.has(language);
  if (cyrillic > latin) return (language) => CYRILLIC.has(language);
  return (language) => !ARABIC.has(language) && !CYRILLIC.has(language);
}

/** Groups of letters overlap, so their evidence is worth less than their number says. */
const OVERLAP = 5;

/** More words than these change nothing but the time it takes. */
const MOST_WORDS = 60;

/** Extra evidence for a language in units of one word, for instance that only its articles know the word. */
export type WordEvidence = (word: string, language: string) => number;

export interface DetectionOptions {
  /** language → weight before anything was read; others count 1 */
  priors?: Readonly<Record<string, number>>;
  evidence?: WordEvidence;
}

/** Finds a text's language: by script where that decides, else by naive Bayes over its letter groups and the priors. */
export function detectLanguage(
  text: string,
  model: LanguageModel,
  { priors = {}, evidence }: DetectionOptions = {},
): DetectedLanguage {
  for (const [language, script] of SCRIPTS)
    if (script.test(text) && !/\p{Script=Latin}{2}/u.test(text)) return { language, probability: 1, margin: 1 };

  const { languages, costs } = model;
  const words = wordsOf(text)
    .filter((word) => !/^\p{N}+$/u.test(word))
    .slice(0, MOST_WORDS);
  const surprise = new Float64Array(languages.length);
  for (const word of words) {
    eachGroup(word, (hash) => {
      const row = rowOf(model, hash);
      if (row < 0) return;
      const from = row * languages.length;
      for (let at = 0; at < languages.length; at++) surprise[at] = (surprise[at] ?? 0) + (costs[from + at] ?? 0);
    });
  }
  const allowed = scriptAllows(text);
  const logs = languages.map((language, at) => {
    if (!allowed(language)) return Number.NEGATIVE_INFINITY;
    const seen = evidence ? words.reduce((sum, word) => sum + evidence(word, language), 0) : 0;
    return Math.log(priors[language] ?? 1) + seen - (surprise[at] ?? 0) / COST_STEPS / OVERLAP;
  });
  return mostLikely(languages, logs);
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
