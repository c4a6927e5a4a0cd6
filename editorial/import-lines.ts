import { type Article, articleOf } from '../knowledge/articles.js';
import { jsonOf, linesIn, MOST_FAULTS } from '../knowledge/json-lines.js';
import type { Problem } from '../knowledge/problem.js';
import { type ArticleText, lineOfPersonalNumber, PERSONAL_NUMBER } from './check-texts.js';
import { bringInText } from './import-files.js';
import type { ArticleNeeds } from './needs.js';
import { createShelf, idOf, nameFault, textFault } from './shelf.js';

export interface ImportedLines {
  drafts: number;
  unchanged: number;
  /** As soon as there is one, nothing is imported. */
  problems: Problem[];
}

const NO_CATEGORY = 'ALL-OVR';

/**
 * Brings another collection (an article a line) into the store, as drafts: it lacks the source, the responsible unit
 * and the day of checking that the city's own answers need. All lines are read before the first is written.
 */
export async function importLines(needs: ArticleNeeds, file: string): Promise<ImportedLines> {
  const outcome: ImportedLines = { drafts: 0, unchanged: 0, problems: [] };
  const first = new Map<string, number>();
  for (const { line, text } of linesIn(file)) {
    if (outcome.problems.length === MOST_FAULTS) break;
    const fault = faultOf(text, needs, (id) => {
      const before = first.get(id);
      if (before === undefined) first.set(id, line);
      return before;
    });
    if (fault) outcome.problems.push({ file, line, level: 'error', message: fault });
  }
  if (outcome.problems.length > 0) return outcome;
  const shelf = createShelf(needs);
  for (const { text } of linesIn(file)) {
    const done = await bringInText(shelf, textOfLine(articleOf(jsonOf(text))), { publish: false });
    if (done === 'unchanged') outcome.unchanged++;
    else outcome.drafts++;
  }
  return outcome;
}

function faultOf(
  text: string,
  { languages, mask }: Pick<ArticleNeeds, 'languages' | 'mask'>,
  lineBefore: (id: string) => number | undefined,
): string | undefined {
  try {
    const article = articleOf(jsonOf(text));
    if (!article.title && !article.answer && article.askedAs.length === 0)
      return 'needs at least one of "title", "questions" and "answer"';
    const asText = textOfLine(article);
    const before = lineBefore(idOf(asText));
    if (before !== undefined) return `${idOf(asText)} stands on line ${before} already`;
    if (lineOfPersonalNumber(asText.text, mask)) return PERSONAL_NUMBER.message;
    return (nameFault(asText, languages) ?? textFault(asText.text))?.message;
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}

/** The line in the form of docs/for-editors.md, as far as it has the parts. */
function textOfLine({ id, language, category, title, askedAs, answer }: Article): ArticleText {
  const flat = (text: string) => text.replace(/\s+/g, ' ').trim();
  const parts = [`# ${flat(title || askedAs[0] || id)}`];
  if (askedAs.length > 0) parts.push(`## Asked as\n${askedAs.map((question) => `- ${flat(question)}`).join('\n')}`);
  if (answer) parts.push(`## Answer\n${answer.trim().replace(/^#/gm, '\\#')}`);
  return { topic: id, language, category: category || NO_CATEGORY, text: `${parts.join('\n\n')}\n` };
}
