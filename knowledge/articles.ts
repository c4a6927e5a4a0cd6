import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type ArticleFile, itemsOf, parseArticle, sectionNamed, textOf } from './article-file.js';
import { type Fact, insertFacts, readFacts } from './facts.js';

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
  title?: string;
  questions?: string[];
  answer?: string;
  category?: string;
}

/** The objects of a JSONL text. @throws {SyntaxError} naming the line that is none */
export function jsonLines(text: string): unknown[] {
  return text.split('\n').flatMap((line, index) => {
    if (!line.trim()) return [];
    try {
      return [JSON.parse(line) as unknown];
    } catch (error) {
      throw new SyntaxError(`line ${index + 1} is no JSON: ${(error as Error).message}`);
    }
  });
}

function isArticleLine(value: unknown): value is ArticleLine {
  const line = value as Partial<ArticleLine> | null;
  return typeof line?.id === 'string' && typeof line.lang === 'string';
}

/** Any other FAQ collection: a JSON object a line, everything but `id`, `lang` and one text may be missing. */
export function readArticleLines(text: string): Article[] {
  return jsonLines(text).map((line, index) => {
    if (!isArticleLine(line)) throw new SyntaxError(`article ${index + 1} needs "id" and "lang"`);
    return {
      id: line.id,
      category: line.category ?? '',
      language: line.lang,
      version: 1,
      title: line.title ?? '',
      askedAs: line.questions ?? [],
      answer: line.answer ?? '',
      districts: {},
      sources: [],
      checkedOn: '',
    };
  });
}
