import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { type Article, digestOf } from './articles.js';
import type { Taken } from './dictionary.js';
import { type Lexicon, type Prepared, preparedFrom, type Ranker, rankerFrom } from './ranker.js';
import { packed, unpacked } from './rows.js';

/** Why a language's file is of no use. */
export type Unfit = 'missing' | 'damaged' | 'outdated';

/** What a build has indexed and learnt already, a file a language. */
export interface PreparedFolder {
  folder: string;
  /** The articles are indexed and learnt anew instead. */
  onUnfit?: (language: string, why: Unfit) => void;
}

interface File extends Prepared {
  of: string;
}

export function writePrepared(folder: string, rankers: Iterable<Ranker>): void {
  const stateOf = states();
  mkdirSync(folder, { recursive: true });
  for (const ranker of rankers) {
    const file = fileOf(folder, ranker.language);
    const of = stateOf(ranker.read.map(({ article }) => article));
    const written = `${file}.${process.pid}.new`;
    writeFileSync(written, packed({ ...preparedFrom(ranker), of } satisfies File));
    renameSync(written, file);
  }
}

/** What was prepared for these very articles, language by language. */
export function preparedRankers(
  articles: readonly Article[],
  { folder, onUnfit }: PreparedFolder,
  lexiconOf: (language: string, taken: Taken) => Lexicon,
): Map<string, Ranker> {
  const stateOf = states();
  const rankers = new Map<string, Ranker>();
  for (const language of new Set(articles.map((article) => article.language))) {
    const own = articles.filter((article) => article.language === language);
    const found = read(fileOf(folder, language), stateOf(own));
    if (typeof found === 'string') onUnfit?.(language, found);
    else rankers.set(language, rankerFrom(found, own, lexiconOf(language, found.taken)));
  }
  return rankers;
}

function read(file: string, state: string): Prepared | Unfit {
  if (!existsSync(file)) return 'missing';
  const found = unpacked(readFileSync(file)) as File | undefined;
  if (!found) return 'damaged';
  return found.of === state ? found : 'outdated';
}

function fileOf(folder: string, language: string): string {
  return join(folder, `${language}.bin`);
}

/** Everything that decides what is prepared: the articles, this room's own code, and what runs it. */
function states(): (articles: readonly Article[]) => string {
  const code = digestOfCode();
  return (articles) => [digestOf(articles), code, process.version, process.arch].join(' ');
}

/** Of the code as it runs: that of dist/ in a start, the sources in a test. */
function digestOfCode(): string {
  const hash = createHash('sha256');
  const files = readdirSync(__dirname).filter((name) => extname(name) === extname(__filename));
  for (const name of files.sort()) hash.update(`${name}\n`).update(readFileSync(join(__dirname, name)));
  return hash.digest('hex').slice(0, 16);
}
