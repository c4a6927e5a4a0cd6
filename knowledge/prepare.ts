import { type Article, readArticles } from './articles.js';
import { baseSteps } from './base.js';
import { writePrepared } from './prepared.js';
import { lexiconOf, taughtAtOnce } from './ranker.js';
import { atOnce } from './steps.js';

/** Indexes articles and learns from them, for every start to come. */
export function prepare(articles: readonly Article[], folder: string): void {
  const { rankers } = atOnce(baseSteps(articles, (language) => lexiconOf(language)));
  writePrepared(folder, [...rankers.values()].map(taughtAtOnce));
}

if (require.main === module) {
  const [directory, folder] = process.argv.slice(2);
  if (!directory || !folder) {
    process.stderr.write('usage: node dist/knowledge/prepare.js knowledge build/knowledge\n');
    process.exitCode = 2;
  } else {
    prepare(readArticles(directory), folder);
  }
}
