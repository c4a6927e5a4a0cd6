import { type Finding, findAnswer, type Knowledge } from './index.js';
import { linesOf, readLines } from './json-lines.js';

/** A question with the topics that are right for it; none means that no article answers it. */
export interface LabelledQuestion {
  id: string;
  lang: string;
  text: string;
  topics: readonly string[];
  candidates?: readonly string[];
}

/** What the matcher made of one question, in the form of the predictions file. */
export interface Prediction {
  id: string;
  lang: string;
  verdict: 'answer' | 'choose' | 'unknown';
  ranking: { id: string; score: number }[];
  confidence: number;
  ms: number;
}

/** Shares in per cent; empty sets give 0. docs/kpis.md explains each figure. */
export interface Measured {
  n: number;
  at1: number;
  at3: number;
  mrr: number;
  answered: number;
  choose: number;
  unknown: number;
  wrongAmongAnswered: number;
  oos: number;
  oosNotAnswered: number;
  auroc: number;
  langRight: number;
  msP50: number;
  msP95: number;
}

function isLabelledQuestion(value: unknown): value is LabelledQuestion {
  const line = value as Partial<LabelledQuestion> | null;
  return (
    typeof line?.id === 'string' &&
    typeof line.lang === 'string' &&
    typeof line.text === 'string' &&
    isListOfTexts(line.topics)
  );
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** @throws {SyntaxError} that says what the line lacks */
export function questionOf(line: unknown): LabelledQuestion {
  if (!isLabelledQuestion(line)) throw new SyntaxError('needs "id", "lang", "text" and "topics", a list of their ids');
  if (!isListOfTexts(line.candidates ?? [])) throw new SyntaxError('"candidates" is a list of ids of topics');
  return line;
}

export function readQuestions(text: string): LabelledQuestion[] {
  return readLines(linesOf(text), questionOf);
}

export interface EvaluationOptions {
  /** forces the language instead of detecting it */
  language?: string;
  /** milliseconds of a clock that only moves forward */
  clock: () => number;
}

/** Asks every question; the matcher sees text and candidates, never the labels. */
export function predict(
  knowledge: Knowledge,
  questions: readonly LabelledQuestion[],
  { language, clock }: EvaluationOptions,
): Prediction[] {
  return questions.map(({ id, text, candidates }) => {
    const start = clock();
    const found: Finding = findAnswer(knowledge, { text, candidates, language });
    const ms = clock() - start;
    const { ranking, confidence } = found;
    return { id, lang: found.language, verdict: found.verdict.kind, ranking, confidence, ms };
  });
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : round((100 * part) / whole);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function quantile(sorted: readonly number[], share: number): number {
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}

/** Chance that a question of ours gets more confidence than one that is not, in per cent; ties count half. */
function areaUnderCurve(ours: readonly number[], others: readonly number[]): number {
  if (ours.length === 0 || others.length === 0) return 0;
  const all = [...ours.map((value) => ({ value, own: true })), ...others.map((value) => ({ value, own: false }))];
  all.sort((a, b) => a.value - b.value);
  let rankSum = 0;
  for (let at = 0; at < all.length; ) {
    let end = at;
    while (end < all.length && all[end]?.value === all[at]?.value) end++;
    const own = all.slice(at, end).filter((entry) => entry.own).length;
    rankSum += own * ((at + 1 + end) / 2);
    at = end;
  }
  return percent(rankSum - (ours.length * (ours.length + 1)) / 2, ours.length * others.length);
}

interface Judged {
  question: LabelledQuestion;
  prediction: Prediction;
  /** place of the first right topic, from 1; 0 when it is not in the ranking or there is none */
  place: number;
}

function measureJudged(judged: readonly Judged[]): Measured {
  const ours = judged.filter(({ question }) => question.topics.length > 0);
  const others = judged.filter(({ question }) => question.topics.length === 0);
  const with_ = (kind: Prediction['verdict']) => ours.filter(({ prediction }) => prediction.verdict === kind);
  const answered = with_('answer');
  const times = judged.map(({ prediction }) => prediction.ms).sort((a, b) => a - b);
  return {
    n: ours.length,
    at1: percent(ours.filter(({ place }) => place === 1).length, ours.length),
    at3: percent(ours.filter(({ place }) => place >= 1 && place <= 3).length, ours.length),
    mrr: percent(
      ours.reduce((sum, { place }) => sum + (place ? 1 / place : 0), 0),
      ours.length,
    ),
    answered: percent(answered.length, ours.length),
    choose: percent(with_('choose').length, ours.length),
    unknown: percent(with_('unknown').length, ours.length),
    wrongAmongAnswered: percent(answered.filter(({ place }) => place !== 1).length, answered.length),
    oos: others.length,
    oosNotAnswered: percent(others.filter(({ prediction }) => prediction.verdict !== 'answer').length, others.length),
    auroc: areaUnderCurve(
      ours.map(({ prediction }) => prediction.confidence),
      others.map(({ prediction }) => prediction.confidence),
    ),
    langRight: percent(
      judged.filter(({ question, prediction }) => prediction.lang === question.lang).length,
      judged.length,
    ),
    msP50: quantile(times, 0.5),
    msP95: quantile(times, 0.95),
  };
}

/** The figures for all questions and for each language of theirs. */
export function measure(
  questions: readonly LabelledQuestion[],
  predictions: readonly Prediction[],
): Record<string, Measured> {
  const judged = questions.flatMap((question, at): Judged[] => {
    const prediction = predictions[at];
    if (!prediction) return [];
    const place = prediction.ranking.findIndex(({ id }) => question.topics.includes(id)) + 1;
    return [{ question, prediction, place }];
  });
  const figures: Record<string, Measured> = { all: measureJudged(judged) };
  for (const language of [...new Set(questions.map(({ lang }) => lang))].sort())
    figures[language] = measureJudged(judged.filter(({ question }) => question.lang === language));
  return figures;
}
