import type { TextFault, TextProblem } from '../knowledge/problem.js';
import { type Rules, textProblems } from '../knowledge/text-rules.js';

export interface ArticleText {
  language: string;
  topic: string;
  category: string;
  text: string;
}

export interface TextRules extends Rules {
  /** Takes personal numbers out. */
  mask(text: string): string;
}

/** Where an article lies below a knowledge folder, in files and in what the check says. */
export function filePath({ category, topic, language }: Omit<ArticleText, 'text'>): string {
  return `articles/${category}/${topic}/${language}.md`;
}

/** The check of `npm run knowledge -- check`, for texts that lie in no folder yet. */
export function checkTexts(texts: readonly ArticleText[], rules: TextRules): TextProblem[] {
  const files = texts.map(({ topic, language, category, text }) => {
    return { id: topic, language, category, text, file: `knowledge/${filePath({ topic, language, category })}` };
  });
  const numbers = files.flatMap(({ text, file }) => {
    const line = lineOfPersonalNumber(text, rules.mask);
    return line ? [problemAt(file, PERSONAL_NUMBER, line)] : [];
  });
  return [...numbers, ...textProblems(files, rules)];
}

export const PERSONAL_NUMBER: TextFault = {
  code: 'personalNumber',
  values: {},
  message: 'holds a personal number; nothing of one person belongs into an article',
};

export function problemAt(file: string, fault: TextFault, line = 1): TextProblem {
  return { file, line, level: 'error', ...fault };
}

/** The first line that changes when personal numbers are taken out; 0 when none does. */
export function lineOfPersonalNumber(text: string, mask: (text: string) => string): number {
  const masked = mask(text);
  if (masked === text) return 0;
  const [before, after] = [text.split('\n'), masked.split('\n')];
  return before.findIndex((line, index) => line !== after[index]) + 1;
}
