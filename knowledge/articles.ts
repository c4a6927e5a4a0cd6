import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type ArticleFile, itemsOf, parseArticle, sectionNamed, textOf } from './article-file.js';
import { type Fact, insertFacts, readFacts } from './facts.js';
import { linesOf, readLines } from './json-lines.js';

/** One answer in one language, with its facts inserted: what is searched, shown and cited. */
export interface Article {
  id: string;
  category: string;
  language: string;
  /** the revision; 1 as long as it comes from a file */
  version: number;
  title: string;
  askedAs: readonly string[];
  answer: string;
  eService?: string;
  withoutInternet?: string;
  responsible?: string;
  /** district code → what differs there */
  districts: Readonly<Record<string, string>>;
  sources: readonly string[];
  /** YYYY-MM-DD, or empty where nobody said */
  checkedOn: string;
  /** the same in easy Swedish (lättläst), for the Swedish article */
  easy?: string;
  /** who of the city has compared a translation with the Swedish text; nothing as long as nobody has */
  reviewedBy?: string;
  /** a translation whose source has said something else since */
  outdated?: true;
}

export interface ArticlePath {
  file: string;
  category: string;
  id: string;
  language: string;
}

function foldersIn(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Every `articles/<category>/<topic>/<language>.md` of a knowledge directory, in a fixed order. */
export function articlePaths(directory: string): ArticlePath[] {
  const root = join(directory, 'articles');
  return foldersIn(root).flatMap((category) =>
    foldersIn(join(root, category)).flatMap((id) =>
      readdirSync(join(root, category, id))
        .filter((name) => name.endsWith('.md'))
        .sort()
        .map((name) => ({ file: join(root, category, id, name), category, id, language: basename(name, '.md') })),
    ),
  );
}

/** Turns a parsed file into the article the citizen may see. */
export function articleFrom(file: ArticleFile, path: ArticlePath, facts: ReadonlyMap<string, Fact>): Article {
  const { id, category, language } = path;
  const said = (heading: string) => insertFacts(textOf(sectionNamed(file, heading)), language, facts);
  const districts: Record<string, string> = {};
  for (const { heading } of file.sections) {
    const code = /^District (\S+)$/.exec(heading)?.[1];
    if (code) districts[code] = said(heading);
  }
  return {
    id,
    category,
    language,
    version: 1,
    title: file.title,
    askedAs: itemsOf(sectionNamed(file, 'Asked as')).map(({ text }) => text),
    answer: said('Answer'),
    eService: said('E-service') || undefined,
    withoutInternet: said('Without the internet') || undefined,
    responsible: said('Responsible') || undefined,
    districts,
    easy: said('In easy Swedish') || undefined,
    reviewedBy: textOf(sectionNamed(file, 'Reviewed by')) || undefined,
    sources: itemsOf(sectionNamed(file, 'Source')).map(({ text }) => insertFacts(text, language, facts)),
    checkedOn: textOf(sectionNamed(file, 'Checked on')),
  };
}

/** Reads the city's own articles. Bad form is no reason to stop here: `checkKnowledge` tells the editor. */
export function readArticles(directory: string): Article[] {
  const factsFile = join(directory, 'facts.yaml');
  const facts = existsSync(factsFile) ? readFacts(factsFile).facts : new Map<string, Fact>();
  return articlePaths(directory).map((path) => articleFrom(parseArticle(readFileSync(path.file, 'utf8')), path, facts));
}

interface ArticleLine {
  id: string;
  lang: string;
  title?: string | null;
  questions?: string[] | null;
  answer?: string | null;
  category?: string | null;
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** @throws {SyntaxError} that says what the line lacks */
function checkArticleLine(value: unknown): asserts value is ArticleLine {
  const { id, lang, title, questions, answer, category } = (value ?? {}) as Record<string, unknown>;
  if (!isText(id) || !isText(lang)) throw new SyntaxError('needs "id" and "lang"');
  if (![title, answer, category].every((field) => isText(field ?? '')))
    throw new SyntaxError('"title", "answer" and "category" are texts');
  if (!Array.isArray(questions ?? []) || !((questions ?? []) as unknown[]).every(isText))
    throw new SyntaxError('"questions" is a list of texts');
}

/** An article of another FAQ collection: everything but `id`, `lang` and one text may be missing. */
export function articleOf(line: unknown): Article {
  checkArticleLine(line);
  const { id, lang, title, questions, answer, category } = line;
  return {
    id,
    category: category ?? '',
    language: lang,
    version: 1,
    title: title ?? '',
    askedAs: questions ?? [],
    answer: answer ?? '',
    districts: {},
    sources: [],
    checkedOn: '',
  };
}

export function readArticleLines(text: string): Article[] {
  return readLines(linesOf(text), articleOf);
}

/** The same for articles that say the same, however they came about. */
export function digestOf(articles: readonly Article[]): string {
  const said = articles.map(({ id, title, askedAs, answer }) => [id, title, askedAs, answer]);
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 16);
}
