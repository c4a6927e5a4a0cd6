import { join } from 'node:path';
import { readArticles } from '../../knowledge/articles.js';
import { type Knowledge, knowledgeOf } from '../../knowledge/index.js';
import { prepare } from '../../knowledge/prepare.js';
import { KNOWLEDGE } from './articles.js';

/** Beside what the build prepares, which fits the built program and not its sources. */
const FOLDER = join(KNOWLEDGE, '..', 'build', 'knowledge-in-tests');

/** The articles as they are shipped, with all that they teach; it is learnt by the first test file that asks. */
export function shippedKnowledge(): Knowledge {
  const articles = readArticles(KNOWLEDGE);
  const unfit: string[] = [];
  const prepared = { folder: FOLDER, onUnfit: (language: string) => unfit.push(language) };
  const knowledge = knowledgeOf(articles, { directory: KNOWLEDGE, prepared });
  if (unfit.length > 0) prepare(articles, FOLDER);
  return knowledge;
}
