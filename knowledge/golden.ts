import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { articlePaths } from './articles.js';
import { type LabelledQuestion, readQuestions } from './evaluate.js';
import { findAnswer, loadKnowledge } from './index.js';
import type { Problem } from './problem.js';

/** A question an editor expects to be answered, from a `golden.jsonl` beside the article. */
export interface GoldenQuestion extends LabelledQuestion {
  file: string;
  line: number;
}

/** The golden questions of a knowledge directory; a line that is none is a problem, the others count. */
export function readGolden(directory: string): { questions: GoldenQuestion[]; problems: Problem[] } {
  const questions: GoldenQuestion[] = [];
  const problems: Problem[] = [];
  const folders = [...new Set(articlePaths(directory).map(({ file }) => dirname(file)))];
  for (const path of folders.map((folder) => join(folder, 'golden.jsonl')).filter((file) => existsSync(file))) {
    const file = relative(join(directory, '..'), path);
    for (const [index, text] of readFileSync(path, 'utf8').split('\n').entries()) {
      const line = index + 1;
      try {
        questions.push(...readQuestions(text).map((question) => ({ ...question, file, line })));
      } catch (error) {
        const message = (error as Error).message.replace(/^(line|question) 1 /, '');
        problems.push({ file, line, level: 'error', message });
      }
    }
  }
  return { questions, problems };
}

/** Asks every golden question: one of its topics must come first, and a question without topics stays unanswered. */
export function checkGolden(directory: string): Problem[] {
  const { questions, problems } = readGolden(directory);
  if (questions.length === 0) return problems;
  const knowledge = loadKnowledge({ directory });
  const topics = new Set(knowledge.ids);
  const complaintAbout = ({ text, lang, topics: right, candidates }: GoldenQuestion): string | undefined => {
    const unknown = right.find((topic) => !topics.has(topic));
    if (unknown !== undefined) return `there is no topic "${unknown}"`;
    const { verdict, ranking } = findAnswer(knowledge, { text, language: lang, candidates });
    const first = ranking[0]?.id;
    if (right.length === 0)
      return verdict.kind === 'answer'
        ? `"${text}" is answered with ${verdict.article}, though nothing answers it`
        : undefined;
    return first !== undefined && right.includes(first)
      ? undefined
      : `"${text}" finds ${first ?? 'nothing'} first, not ${right.join(' or ')}`;
  };
  return [
    ...problems,
    ...questions.flatMap((question): Problem[] => {
      const message = complaintAbout(question);
      return message ? [{ file: question.file, line: question.line, level: 'error', message }] : [];
    }),
  ];
}
