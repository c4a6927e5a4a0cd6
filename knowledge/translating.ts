import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { itemsOf, parseArticle, type Section, sectionNamed, textOf } from './article-file.js';
import { articlePaths } from './articles.js';

/** A part of an article to translate; `file` is the translation's, from the knowledge folder. */
export interface ArticleUnit {
  file: string;
  key: string;
  sv: string;
  en: string;
  text: string;
}

const SOURCE = 'sv';
const TITLE = 'title';
/** Each language has phrasings of its own: they are written anew, not translated, and nothing of them is copied. */
const PHRASINGS = 'Asked as';
/** The same in every language, copied from the Swedish text. */
const COPIED = ['Source', 'Checked on'];
/** The name of whoever has read the translation. */
const REVIEW = 'Reviewed by';
/** Only the Swedish text has it. */
const EASY = 'In easy Swedish';

interface Parts {
  title: string;
  sections: ReadonlyMap<string, string>;
}

function readParts(file: string): Parts {
  if (!existsSync(file)) return { title: '', sections: new Map() };
  const { title, sections } = parseArticle(readFileSync(file, 'utf8'));
  return { title, sections: new Map(sections.map((section) => [section.heading, said(section)])) };
}

function said(section: Section): string {
  return section.heading === PHRASINGS
    ? itemsOf(section)
        .map(({ text }) => text)
        .join('\n')
    : textOf(section);
}

/** Every part of every article in a language, with the Swedish and English beside it. */
export function articleTextsOf(directory: string, language: string): ArticleUnit[] {
  return articlePaths(directory)
    .filter((path) => path.language === SOURCE)
    .flatMap(({ file, category, id }) => {
      const path = (code: string) => join(dirname(file), `${code}.md`);
      const [sv, en, own] = [readParts(file), readParts(path('en')), readParts(path(language))];
      const unit = (key: string, of: (parts: Parts) => string): ArticleUnit => ({
        file: `articles/${category}/${id}/${language}.md`,
        key,
        sv: of(sv),
        en: of(en),
        text: of(own),
      });
      const headings = [...sv.sections.keys()].filter((heading) => heading !== EASY && !COPIED.includes(heading));
      return [
        unit(TITLE, ({ title }) => title),
        ...headings.map((heading) => unit(heading, ({ sections }) => sections.get(heading) ?? '')),
      ];
    });
}

/** Writes articles whose parts are all there; sources and date come from the Swedish text. Names those that lack something. */
export function writeArticles(directory: string, units: readonly ArticleUnit[]): string[] {
  const files = [...new Set(units.map(({ file }) => file))];
  return files.filter((file) => {
    const own = units.filter((unit) => unit.file === file);
    if (own.some(({ sv, text }) => sv && !text)) return true;
    const target = join(directory, file);
    const swedish = parseArticle(readFileSync(join(dirname(target), `${SOURCE}.md`), 'utf8'));
    const reviewed = reviewOf(target, own);
    const sections = own.filter(({ key, text }) => key !== TITLE && text).map(({ key, text }) => [key, text] as const);
    const copied = COPIED.map((heading) => [heading, textOf(sectionNamed(swedish, heading))] as const);
    const all = [...sections, ...copied, ...(reviewed ? [[REVIEW, reviewed] as const] : [])];
    const title = own.find(({ key }) => key === TITLE)?.text ?? '';
    writeFileSync(
      target,
      [`# ${title}`, ...all.map(([key, text]) => `## ${key}\n${inForm(key, text)}`)].join('\n\n').concat('\n'),
    );
    return false;
  });
}

/** Who reviewed the file that is there, while it says the same words; other words have to be reviewed again. */
function reviewOf(target: string, own: readonly ArticleUnit[]): string {
  if (!existsSync(target)) return '';
  const { title, sections } = readParts(target);
  const before = (key: string) => (key === TITLE ? title : (sections.get(key) ?? ''));
  const isSame = own.every(({ key, text }) => key === PHRASINGS || before(key) === text);
  return isSame ? (sections.get(REVIEW) ?? '') : '';
}

function inForm(heading: string, text: string): string {
  if (heading !== PHRASINGS) return text;
  return text
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => `- ${line.trim()}`)
    .join('\n');
}
