import { parseArticle, sectionNamed, textOf } from '../knowledge/article-file.js';

const REVIEWED_BY = 'Reviewed by';
/** What nobody stands for with their name: how people ask, where it comes from and when that was looked at. */
const NOT_REVIEWED = ['Asked as', 'Source', 'Checked on', REVIEWED_BY];

/** Who of the city stands for a translation; '' as long as nobody does. */
export const reviewerOf = (text: string): string => textOf(sectionNamed(parseArticle(text), REVIEWED_BY));

function wordsOf(text: string): string {
  const { title, sections } = parseArticle(text);
  const kept = sections.filter(({ heading }) => !NOT_REVIEWED.includes(heading));
  return JSON.stringify([title, kept.map((section) => [section.heading, textOf(section)])]);
}

/** A review is of words that were saved: in other words than before, a text has yet to be reviewed. */
export function withoutOldReview(text: string, before: string): string {
  const section = sectionNamed(parseArticle(text), REVIEWED_BY);
  if (!section || wordsOf(text) === wordsOf(before)) return text;
  const lines = text.split('\n');
  const [from, to] = [section.line - 1, section.line + section.lines.length];
  return [...lines.slice(0, from), ...lines.slice(to)].join('\n').replace(/\s*$/, '\n');
}
