import { itemsOf, parseArticle, sectionNamed } from '../knowledge/article-file.js';
import { wordsOf } from '../knowledge/text.js';
import type { Head } from './article.model.js';

/** Two phrasings of the same words are one phrasing, whatever their signs and capitals. */
export function phrasingKey(phrasing: string): string {
  return wordsOf(phrasing).join(' ');
}

export function phrasingsOf(text: string): { text: string; line: number }[] {
  return itemsOf(sectionNamed(parseArticle(text), 'Asked as'));
}

/** Phrasing → topic, of the published articles of one language. */
export function ownersOf(heads: readonly Head[]): Map<string, string> {
  return new Map(
    heads.flatMap(({ text, topic }) =>
      phrasingsOf(text).map((phrasing): [string, string] => [phrasingKey(phrasing.text), topic]),
    ),
  );
}

/** The text with one more line in its "Asked as"; undefined when it has no such section. */
export function withPhrasing(text: string, phrasing: string): string | undefined {
  const section = sectionNamed(parseArticle(text), 'Asked as');
  if (!section) return undefined;
  const lines = text.split('\n');
  const after = itemsOf(section).at(-1)?.line ?? section.line;
  const end = lines[after - 1]?.endsWith('\r') ? '\r' : '';
  return [...lines.slice(0, after), `- ${phrasing}${end}`, ...lines.slice(after)].join('\n');
}

/** Each language's own: no translation has to follow it. */
const OF_ONE_LANGUAGE = ['Asked as', 'In easy Swedish', 'Reviewed by'];

/** What a translation has to follow. */
export function contentOf(text: string): string {
  const { title, sections } = parseArticle(text);
  const kept = sections.filter(({ heading }) => !OF_ONE_LANGUAGE.includes(heading));
  return JSON.stringify([title, kept.map(({ heading, lines }) => [heading, lines.join('\n').trim()])]);
}
