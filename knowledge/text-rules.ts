import { type ArticleFile, itemsOf, parseArticle, type Section, sectionNamed, textOf } from './article-file.js';
import { type Fact, factNamed, factsIn, factText } from './facts.js';
import type { ProblemCode, TextFault, TextProblem } from './problem.js';
import { wordsOf } from './text.js';

/** An article's text before anything is made of it, wherever it lies. */
export interface UncheckedText {
  id: string;
  category: string;
  language: string;
  text: string;
  /** How a problem names it. */
  file: string;
}

export interface Rules {
  facts: ReadonlyMap<string, Fact>;
  /** YYYY-MM-DD */
  today: string;
}

const REQUIRED_SECTIONS = ['Asked as', 'Answer', 'Without the internet', 'Responsible', 'Source', 'Checked on'];
const KNOWN_SECTIONS = new Set([...REQUIRED_SECTIONS, 'E-service']);
/** What only the source has, and what only a translation has. */
const OF_SOURCE = 'In easy Swedish';
const OF_TRANSLATIONS = 'Reviewed by';
const SOURCE = 'sv';
const LEAST_QUESTIONS = 10;
const LONGEST_SENTENCE = 25;
const READS_WELL = 20;
const UNCHECKED_MONTHS = 12;

/** What must stand in facts.yaml instead of in an article, and how to recognise it. */
const BARE_FACTS: readonly (readonly [ProblemCode, string, RegExp])[] = [
  ['bareLink', 'link', /https?:\/\/|\bwww\.|\b[a-z0-9-]+\.(?:se|stockholm|com|org|nu|eu)\b/i],
  ['bareEmail', 'e-mail address', /[\w.+-]+@[\w-]+\.\w+/],
  ['barePhone', 'phone number', /(?:\+46|\b0)\d{1,3}[\s–-]?\d{2,3}(?:[\s–-]?\d{2,3})+/],
  ['bareAmount', 'amount of money', /\b\d[\d\s.,]*\s?(?:kr\b|kronor|SEK\b|:-|öre\b|€|euro\b)/i],
];

type Complain = (line: number, fault: TextFault, level?: TextProblem['level']) => void;

/** Everything that can be said of texts by reading them: form, facts, plain language, dates, questions that two share. */
export function textProblems(texts: readonly UncheckedText[], { facts, today }: Rules): TextProblem[] {
  const found: TextProblem[] = [];
  for (const { text, language, file } of texts) {
    const parsed = parseArticle(text);
    const complain: Complain = (line, fault, level = 'error') => found.push({ file, line, level, ...fault });
    checkForm(parsed, language, complain);
    checkFacts(parsed, language, facts, complain);
    checkLanguageUse(parsed, complain);
    checkDate(parsed, today, complain);
  }
  return [...found, ...severalCategories(texts), ...sharedPhrasings(texts), ...sharedAnswers(texts)];
}

export interface Phrasing {
  of: UncheckedText;
  line: number;
  text: string;
}

export function phrasingsIn(texts: readonly UncheckedText[]): Phrasing[] {
  return texts.flatMap((of) =>
    itemsOf(sectionNamed(parseArticle(of.text), 'Asked as')).map(({ text, line }) => ({ of, line, text })),
  );
}

function checkForm(parsed: ArticleFile, language: string, complain: Complain): void {
  if (!parsed.title)
    complain(1, {
      code: 'titleMissing',
      values: {},
      message: 'needs a title: "# What the citizen would call the matter"',
    });
  for (const section of REQUIRED_SECTIONS)
    if (!textOf(sectionNamed(parsed, section)))
      complain(1, {
        code: 'sectionMissing',
        values: { section },
        message: `needs a section "## ${section}" with text`,
      });
  const seen = new Set<string>();
  for (const { heading: section, line } of parsed.sections) {
    const values = { section };
    const own = section === (language === SOURCE ? OF_SOURCE : OF_TRANSLATIONS);
    if (!own && !KNOWN_SECTIONS.has(section) && !/^District [a-z-]+$/.test(section))
      complain(line, {
        code: 'sectionUnknown',
        values,
        message: `"## ${section}" is no section of an article; docs/for-editors.md lists them`,
      });
    if (seen.has(section))
      complain(line, { code: 'sectionTwice', values, message: `"## ${section}" stands here twice` });
    seen.add(section);
  }
  const asked = sectionNamed(parsed, 'Asked as');
  const least = LEAST_QUESTIONS;
  const count = itemsOf(asked).length;
  if (asked && count < least)
    complain(asked.line, {
      code: 'fewQuestions',
      values: { count, least },
      message: `has ${count} questions under "Asked as", needs at least ${least}`,
    });
}

/** The sections a citizen gets to read. */
function shownSections(parsed: ArticleFile): Section[] {
  return parsed.sections.filter(
    ({ heading }) => heading !== 'Asked as' && heading !== 'Checked on' && heading !== OF_TRANSLATIONS,
  );
}

function checkFacts(parsed: ArticleFile, language: string, facts: ReadonlyMap<string, Fact>, complain: Complain): void {
  eachLine(parsed.sections, (text, line) => {
    for (const fact of factsIn(text)) {
      const fault = factFault(fact, language, facts);
      if (fault) complain(line, fault);
    }
  });
  eachLine(shownSections(parsed), (text, line) => {
    const own = text.replace(/\{\{[^}]*\}\}/g, '');
    for (const [code, what, pattern] of BARE_FACTS)
      if (pattern.test(own))
        complain(line, {
          code,
          values: {},
          message: `has a bare ${what}: put it into facts.yaml and write {{group.name}}`,
        });
    for (const link of brokenLinks(text))
      complain(line, {
        code: 'linkBroken',
        values: { link },
        message: `has a link that leads nowhere: "${link}"; write [text]({{link.name}})`,
      });
  });
}

/** Links without an end or without a target; a target is a fact or an address. */
function brokenLinks(text: string): string[] {
  const links = [...text.matchAll(/\[[^\]]*\]\(([^)]*)(\))?/g)];
  return links
    .filter(([, target = '', end]) => !end || !/^\s*(?:\{\{[^}]+\}\}|https?:\/\/\S+)\s*$/.test(target))
    .map(([whole]) => whole);
}

function factFault(name: string, language: string, facts: ReadonlyMap<string, Fact>): TextFault | undefined {
  const fact = factNamed(name, facts);
  if (!fact) return { code: 'factUnknown', values: { fact: name }, message: `{{${name}}} is not in facts.yaml` };
  if (fact.forbidden)
    return {
      code: 'factForbidden',
      values: { fact: name, why: fact.forbidden },
      message: `{{${name}}} must not be shown: it ${fact.forbidden}`,
    };
  if (factText(name, language, facts) === undefined)
    return {
      code: 'factUntranslated',
      values: { fact: name, language },
      message: `{{${name}}} has no text in "${language}" in facts.yaml`,
    };
  return undefined;
}

function eachLine(sections: readonly Section[], visit: (text: string, line: number) => void): void {
  for (const section of sections)
    for (const [index, text] of section.lines.entries()) visit(text, section.line + 1 + index);
}

function checkLanguageUse(parsed: ArticleFile, complain: Complain): void {
  const prose = shownSections(parsed).filter(({ heading }) => heading !== 'Source');
  eachLine(prose, (text, line) => {
    for (const sentence of text.split(/(?<=[.!?:])\s+/)) {
      const words = wordsOf(sentence.replace(/\]\([^)]*\)/g, '').replace(/\{\{[^}]*\}\}/g, 'x')).length;
      if (words <= LONGEST_SENTENCE) continue;
      const message = `has a sentence of ${words} words; at most ${READS_WELL} read well`;
      complain(line, { code: 'longSentence', values: { words, most: READS_WELL }, message }, 'warning');
    }
  });
}

function checkDate(parsed: ArticleFile, today: string, complain: Complain): void {
  const section = sectionNamed(parsed, 'Checked on');
  if (!section) return;
  const { line } = section;
  const date = textOf(section);
  const time = Date.parse(`${date}T00:00:00Z`);
  const isDay =
    /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
  if (!isDay)
    complain(line, {
      code: 'dateInvalid',
      values: { date },
      message: `"${date}" is no date; write it as 2026-11-21`,
    });
  else if (date > today)
    complain(line, {
      code: 'dateFuture',
      values: { date },
      message: `was checked on ${date}, which is yet to come`,
    });
  else if (dayAfterMonths(time, UNCHECKED_MONTHS) < today) {
    const message = `was last checked on ${date}, more than ${UNCHECKED_MONTHS} months ago`;
    complain(line, { code: 'dateOld', values: { date, months: UNCHECKED_MONTHS }, message }, 'warning');
  }
}

function dayAfterMonths(time: number, months: number): string {
  const day = new Date(time);
  day.setUTCMonth(day.getUTCMonth() + months);
  return day.toISOString().slice(0, 10);
}

function severalCategories(texts: readonly UncheckedText[]): TextProblem[] {
  const first = new Map<string, UncheckedText>();
  const categories = new Map<string, Set<string>>();
  for (const text of texts) {
    if (!first.has(text.id)) first.set(text.id, text);
    categories.set(text.id, (categories.get(text.id) ?? new Set()).add(text.category));
  }
  return [...first].flatMap(([topic, { file }]): TextProblem[] => {
    const folders = [...(categories.get(topic) ?? [])];
    if (folders.length < 2) return [];
    const message = `"${topic}" lies in ${folders.join(' and ')}: one topic, one folder`;
    const values = { topic, categories: folders.join(', ') };
    return [{ file, line: 1, level: 'error', code: 'severalCategories', values, message }];
  });
}

function sharedPhrasings(texts: readonly UncheckedText[]): TextProblem[] {
  const first = new Map<string, Phrasing>();
  return phrasingsIn(texts).flatMap((phrasing): TextProblem[] => {
    const { of, line, text: question } = phrasing;
    const key = `${of.language} ${wordsOf(question).join(' ')}`;
    const before = first.get(key);
    if (!before) {
      first.set(key, phrasing);
      return [];
    }
    const where = `${before.of.file}:${before.line}`;
    const message = `"${question}" stands in ${where} already; a question belongs to one topic, once`;
    const values = { question, line: before.line, topic: before.of.id };
    return [{ file: of.file, line, level: 'error', code: 'questionTwice', values, message }];
  });
}

/** Two topics with the same answer are one topic, or one of them was copied and never written. */
function sharedAnswers(texts: readonly UncheckedText[]): TextProblem[] {
  const first = new Map<string, UncheckedText>();
  return texts.flatMap((text): TextProblem[] => {
    const answer = sectionNamed(parseArticle(text.text), 'Answer');
    const key = `${text.language} ${wordsOf(textOf(answer)).join(' ')}`;
    const before = first.get(key);
    if (!answer || key.endsWith(' ') || !before) {
      if (answer) first.set(key, text);
      return [];
    }
    const message = `says the same as ${before.file}; one topic, one answer`;
    const values = { topic: before.id };
    return [{ file: text.file, line: answer.line, level: 'error', code: 'answerTwice', values, message }];
  });
}
