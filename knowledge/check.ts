import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type ArticleFile, itemsOf, parseArticle, type Section, sectionNamed, textOf } from './article-file.js';
import { type ArticlePath, articlePaths } from './articles.js';
import { type Fact, factsIn, factText, readFacts } from './facts.js';
import { findAnswer, loadKnowledge } from './index.js';
import type { Problem } from './problem.js';
import { readSynonyms, synonymFiles } from './synonyms.js';
import { wordsOf } from './text.js';

export type { Problem } from './problem.js';

export interface CheckOptions {
  directory: string;
  /** languages that citizens are offered: each must have every article */
  languages: readonly string[];
  /** YYYY-MM-DD */
  today: string;
}

const REQUIRED_SECTIONS = ['Asked as', 'Answer', 'Without the internet', 'Responsible', 'Source', 'Checked on'];
const KNOWN_SECTIONS = new Set([...REQUIRED_SECTIONS, 'E-service']);
const LEAST_QUESTIONS: Record<string, number> = { sv: 8, en: 5 };
const LEAST_QUESTIONS_ELSEWHERE = 3;
const LONGEST_SENTENCE = 25;
const UNCHECKED_MONTHS = 12;

/** What must stand in facts.yaml instead of in an article, and how to recognise it. */
const BARE_FACTS: readonly (readonly [string, RegExp])[] = [
  ['link', /https?:\/\/|\bwww\.|\b[a-z0-9-]+\.(?:se|stockholm|com|org|nu|eu)\b/i],
  ['e-mail address', /[\w.+-]+@[\w-]+\.\w+/],
  ['phone number', /(?:\+46|\b0)\d{1,3}[\s–-]?\d{2,3}(?:[\s–-]?\d{2,3})+/],
  ['amount of money', /\b\d[\d\s.,]*\s?(?:kr\b|kronor|SEK\b|:-|öre\b|€|euro\b)/i],
];

interface LoadedFile extends ArticlePath {
  parsed: ArticleFile;
  shownAs: string;
}

type Complain = (line: number, message: string, level?: Problem['level']) => void;

/** Everything an editor should know about the articles and facts of a directory; docs/for-editors.md has the rules. */
export function checkKnowledge(options: CheckOptions): Problem[] {
  const { directory } = options;
  const { facts, problems } = readFacts(join(directory, 'facts.yaml'));
  const files = articlePaths(directory).map((path): LoadedFile => {
    const shownAs = relative(join(directory, '..'), path.file);
    return { ...path, parsed: parseArticle(readFileSync(path.file, 'utf8')), shownAs };
  });
  const found: Problem[] = problems.map((problem) => ({
    ...problem,
    file: relative(join(directory, '..'), problem.file),
  }));
  for (const file of files) {
    const complain: Complain = (line, message, level = 'error') =>
      found.push({ file: file.shownAs, line, level, message });
    checkForm(file, complain);
    checkFacts(file, facts, complain);
    checkLanguageUse(file.parsed, complain);
    checkDate(file.parsed, options.today, complain);
  }
  return [
    ...found,
    ...synonymFiles(directory).flatMap(({ file }) =>
      readSynonyms(file).problems.map((problem) => ({ ...problem, file: relative(join(directory, '..'), file) })),
    ),
    ...missingLanguages(files, options.languages),
    ...sharedPhrasings(files),
    ...strayPhrasings(files, directory),
  ];
}

function checkForm({ parsed, language }: LoadedFile, complain: Complain): void {
  if (!parsed.title) complain(1, 'needs a title: "# What the citizen would call the matter"');
  for (const heading of REQUIRED_SECTIONS)
    if (!textOf(sectionNamed(parsed, heading))) complain(1, `needs a section "## ${heading}" with text`);
  const seen = new Set<string>();
  for (const { heading, line } of parsed.sections) {
    if (!KNOWN_SECTIONS.has(heading) && !/^District [a-z-]+$/.test(heading))
      complain(line, `"## ${heading}" is no section of an article; docs/for-editors.md lists them`);
    if (seen.has(heading)) complain(line, `"## ${heading}" stands here twice`);
    seen.add(heading);
  }
  const asked = sectionNamed(parsed, 'Asked as');
  const least = LEAST_QUESTIONS[language] ?? LEAST_QUESTIONS_ELSEWHERE;
  const questions = itemsOf(asked).length;
  if (asked && questions < least)
    complain(asked.line, `has ${questions} questions under "Asked as", needs at least ${least}`);
}

/** The sections a citizen gets to read. */
function shownSections(parsed: ArticleFile): Section[] {
  return parsed.sections.filter(({ heading }) => heading !== 'Asked as' && heading !== 'Checked on');
}

function checkFacts({ parsed, language }: LoadedFile, facts: ReadonlyMap<string, Fact>, complain: Complain): void {
  eachLine(parsed.sections, (text, line) => {
    for (const name of factsIn(text)) {
      const fact = facts.get(name);
      if (!fact) complain(line, `{{${name}}} is not in facts.yaml`);
      else if (fact.forbidden) complain(line, `{{${name}}} must not be shown: it ${fact.forbidden}`);
      else if (factText(fact, language) === undefined)
        complain(line, `{{${name}}} has no text in "${language}" in facts.yaml`);
    }
  });
  eachLine(shownSections(parsed), (text, line) => {
    const own = text.replace(/\{\{[^}]*\}\}/g, '');
    for (const [what, pattern] of BARE_FACTS)
      if (pattern.test(own)) complain(line, `has a bare ${what}: put it into facts.yaml and write {{group.name}}`);
  });
}

function eachLine(sections: readonly Section[], visit: (text: string, line: number) => void): void {
  for (const section of sections)
    for (const [index, text] of section.lines.entries()) visit(text, section.line + 1 + index);
}

function checkLanguageUse(parsed: ArticleFile, complain: Complain): void {
  const prose = shownSections(parsed).filter(({ heading }) => heading !== 'Source');
  eachLine(prose, (text, line) => {
    for (const sentence of text.split(/(?<=[.!?:])\s+/)) {
      const length = wordsOf(sentence.replace(/\]\([^)]*\)/g, '').replace(/\{\{[^}]*\}\}/g, 'x')).length;
      if (length > LONGEST_SENTENCE)
        complain(line, `has a sentence of ${length} words; at most 20 read well`, 'warning');
    }
  });
}

function checkDate(parsed: ArticleFile, today: string, complain: Complain): void {
  const section = sectionNamed(parsed, 'Checked on');
  if (!section) return;
  const day = textOf(section);
  const time = Date.parse(`${day}T00:00:00Z`);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
  if (!isDay) complain(section.line, `"${day}" is no date; write it as 2026-11-21`);
  else if (day > today) complain(section.line, `was checked on ${day}, which is yet to come`);
  else if (dayAfterMonths(time, UNCHECKED_MONTHS) < today)
    complain(section.line, `was last checked on ${day}, more than ${UNCHECKED_MONTHS} months ago`, 'warning');
}

function dayAfterMonths(time: number, months: number): string {
  const day = new Date(time);
  day.setUTCMonth(day.getUTCMonth() + months);
  return day.toISOString().slice(0, 10);
}

function missingLanguages(files: readonly LoadedFile[], languages: readonly string[]): Problem[] {
  const byTopic = new Map<string, LoadedFile[]>();
  for (const file of files) byTopic.set(file.id, [...(byTopic.get(file.id) ?? []), file]);
  return [...byTopic].flatMap(([id, versions]) => {
    const folders = [...new Set(versions.map(({ category }) => category))];
    const shownAs = versions[0]?.shownAs ?? id;
    const complaint = (file: string, message: string): Problem => ({ file, line: 1, level: 'error', message });
    const missing = languages.filter((language) => !versions.some((version) => version.language === language));
    return [
      ...(folders.length > 1
        ? [complaint(shownAs, `"${id}" lies in ${folders.join(' and ')}: one topic, one folder`)]
        : []),
      ...missing.map((language) =>
        complaint(join(shownAs, '..', `${language}.md`), `is missing: every article is needed in "${language}"`),
      ),
    ];
  });
}

interface Phrasing {
  file: LoadedFile;
  line: number;
  text: string;
}

function phrasingsOf(files: readonly LoadedFile[]): Phrasing[] {
  return files.flatMap((file) =>
    itemsOf(sectionNamed(file.parsed, 'Asked as')).map(({ text, line }) => ({ file, line, text })),
  );
}

function sharedPhrasings(files: readonly LoadedFile[]): Problem[] {
  const first = new Map<string, Phrasing>();
  return phrasingsOf(files).flatMap((phrasing): Problem[] => {
    const key = `${phrasing.file.language} ${wordsOf(phrasing.text).join(' ')}`;
    const before = first.get(key);
    if (!before) {
      first.set(key, phrasing);
      return [];
    }
    const where = `${before.file.shownAs}:${before.line}`;
    const message = `"${phrasing.text}" stands in ${where} already; a question belongs to one topic, once`;
    return [{ file: phrasing.file.shownAs, line: phrasing.line, level: 'error', message }];
  });
}

/** Each "asked as" is index and test at once: asked literally, it must find its own article first. */
function strayPhrasings(files: readonly LoadedFile[], directory: string): Problem[] {
  const knowledge = loadKnowledge({ directory });
  return phrasingsOf(files).flatMap(({ file, line, text }): Problem[] => {
    const [best] = findAnswer(knowledge, { text, language: file.language }).ranking;
    if (best?.id === file.id) return [];
    const message = `"${text}" finds ${best?.id ?? 'nothing'} first; say in it what only this topic is about`;
    return [{ file: file.shownAs, line, level: 'warning', message }];
  });
}
