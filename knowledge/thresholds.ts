import { join } from 'node:path';
import type { Article } from './articles.js';
import { leaveOutExamples, suretyFor } from './calibrate.js';
import { readGate, type Surety } from './gate.js';
import { readSynonyms } from './synonyms.js';

/** The articles of one language, and where the city's knowledge stands. */
export interface Judging {
  language: string;
  articles: readonly Article[];
  directory: string;
}

/** With fewer questions of their own, articles do not tell from where on an answer is sure. */
const LEAST_EXAMPLES = 300;

/**
 * From which confidence on these articles are answers, found by asking each of their phrasings while it is unknown.
 * Takes seconds; nothing where there are too few.
 */
export function findSurety({ language, articles, directory }: Judging): Surety | undefined {
  const { synonyms } = readSynonyms(join(directory, 'synonyms', `${language}.yaml`));
  const examples = leaveOutExamples(articles, language, synonyms);
  return examples.length < LEAST_EXAMPLES ? undefined : suretyFor(examples, readGate(directory).weights);
}
