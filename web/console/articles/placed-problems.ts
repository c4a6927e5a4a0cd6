import { parseArticle } from '../../../knowledge/article-file.js';
import type { TextProblem } from '../api/editorial-shapes.js';
import { topicName } from '../city-names.js';
import { t, tOr } from '../texts.js';

/** Where a problem is shown: a section's heading, `#` for the title, '' for the text as a whole. */
export const TITLE = '#';

export interface PlacedProblems {
  errors: string[];
  warnings: string[];
}

const NONE: PlacedProblems = { errors: [], warnings: [] };

/** The problems of a text by the field they concern. */
export function placeProblems(text: string, problems: readonly TextProblem[]): (field: string) => PlacedProblems {
  const placed = new Map<string, PlacedProblems>();
  for (const problem of problems) {
    const { field, line } = fieldOf(text, problem);
    const here = placed.get(field) ?? { errors: [], warnings: [] };
    (problem.level === 'error' ? here.errors : here.warnings).push(line > 0 ? atLine(line, problem) : said(problem));
    placed.set(field, here);
  }
  return (field) => placed.get(field) ?? NONE;
}

/** In the editor's language; a problem this console has no sentence for says itself what it is. */
export function said({ code, values, message }: TextProblem): string {
  // Other articles are called by their names here, not by what their folders are called.
  const named = code !== 'topicName' && typeof values.topic === 'string' ? { topic: topicName(values.topic) } : {};
  return tOr(`articles.problem.${code}`, message, { ...values, ...named });
}

export function atLine(line: number, problem: TextProblem): string {
  return t('articles.atLine', { line, text: said(problem) });
}

/** They are about the article's names and languages, or about the text as a whole. */
const OF_NO_FIELD = [
  'severalCategories',
  'languageMissing',
  'topicName',
  'categoryName',
  'languageName',
  'languageNotServed',
  'textTooLong',
  'textEmpty',
  'notUtf8',
];

function fieldOf(text: string, { code, line, values }: TextProblem): { field: string; line: number } {
  if (OF_NO_FIELD.includes(code)) return { field: '', line: 0 };
  // What is missing stands in no line: it belongs to the section it names.
  if (typeof values.section === 'string') return { field: values.section, line: 0 };
  const section = parseArticle(text)
    .sections.filter((one) => one.line <= line)
    .at(-1);
  if (!section) return { field: TITLE, line: 0 };
  const blank = section.lines.findIndex((one) => one.trim() !== '');
  const inField = line - section.line - Math.max(0, blank);
  const many = section.lines.filter((one) => one.trim() !== '').length > 1;
  return { field: section.heading, line: many ? Math.max(0, inField) : 0 };
}
