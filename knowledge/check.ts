import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { articlePaths } from './articles.js';
import { readFacts } from './facts.js';
import { findAnswer, type Knowledge, loadKnowledge } from './index.js';
import type { Problem, TextProblem } from './problem.js';
import { readSynonyms, synonymFiles } from './synonyms.js';
import { phrasingsIn, textProblems, type UncheckedText } from './text-rules.js';

export type { Problem } from './problem.js';

export interface CheckOptions {
  directory: string;
  /** languages that citizens are offered: each must have every article */
  languages: readonly string[];
  /** languages an article may be written in; any when left out */
  served?: readonly string[];
  /** YYYY-MM-DD */
  today: string;
}

/** Everything an editor should know about the articles and facts of a directory; docs/for-editors.md has the rules. */
export function checkKnowledge({ directory, languages, served, today }: CheckOptions): Problem[] {
  const shown = (file: string) => relative(join(directory, '..'), file);
  const { facts, problems } = readFacts(join(directory, 'facts.yaml'));
  const texts = articlePaths(directory).map(
    ({ file, ...path }): UncheckedText => ({ ...path, text: readFileSync(file, 'utf8'), file: shown(file) }),
  );
  return [
    ...problems.map((problem) => ({ ...problem, file: shown(problem.file) })),
    ...textProblems(texts, { facts, today }),
    ...synonymFiles(directory).flatMap(({ file }) =>
      readSynonyms(file).problems.map((problem) => ({ ...problem, file: shown(file) })),
    ),
    ...missingLanguages(texts, languages),
    ...languagesNotServed(texts, served),
    ...strayPhrasings(texts, loadKnowledge({ directory })),
  ];
}

function missingLanguages(texts: readonly UncheckedText[], languages: readonly string[]): TextProblem[] {
  const byTopic = new Map<string, UncheckedText[]>();
  for (const text of texts) byTopic.set(text.id, [...(byTopic.get(text.id) ?? []), text]);
  return [...byTopic.values()].flatMap((versions) => {
    const [first] = versions;
    const missing = languages.filter((language) => !versions.some((version) => version.language === language));
    return missing.map((language): TextProblem => {
      const message = `is missing: every article is needed in "${language}"`;
      const file = join(first?.file ?? '', '..', `${language}.md`);
      return { file, line: 1, level: 'error', code: 'languageMissing', values: { language }, message };
    });
  });
}

function languagesNotServed(texts: readonly UncheckedText[], served: readonly string[] | undefined): TextProblem[] {
  if (!served) return [];
  return texts
    .filter(({ language }) => !served.includes(language))
    .map(({ file, language }): TextProblem => {
      const languages = served.join(', ');
      const message = `is in "${language}", which nobody is served in; languages are ${languages}`;
      const values = { language, languages };
      return { file, line: 1, level: 'error', code: 'languageNotServed', values, message };
    });
}

/** Each "asked as" is index and test at once: asked literally, it must find its own article first. */
export function strayPhrasings(texts: readonly UncheckedText[], knowledge: Knowledge): TextProblem[] {
  return phrasingsIn(texts).flatMap(({ of, line, text: question }): TextProblem[] => {
    const [best] = findAnswer(knowledge, { text: question, language: of.language }).ranking;
    if (best?.id === of.id) return [];
    const message = `"${question}" finds ${best?.id ?? 'nothing'} first; say in it what only this topic is about`;
    const values = { question, topic: best?.id ?? '' };
    return [{ file: of.file, line, level: 'warning', code: 'questionStray', values, message }];
  });
}
