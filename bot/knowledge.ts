import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { articleOf, digestOf, readArticles } from '../knowledge/articles.js';
import { calibrate, foreignExamples, labelledExamples, leaveOutExamples, suretyFor } from '../knowledge/calibrate.js';
import { checkKnowledge } from '../knowledge/check.js';
import { commonnessOf } from '../knowledge/commonness.js';
import { type LabelledQuestion, type Measured, measure, predict, questionOf } from '../knowledge/evaluate.js';
import { checkGolden } from '../knowledge/golden.js';
import {
  type Explanation,
  type Finding,
  findAnswer,
  type Knowledge,
  knowledgeOf,
  loadKnowledge,
} from '../knowledge/index.js';
import { linesIn, readLines } from '../knowledge/json-lines.js';
import { readSynonyms, synonymFiles } from '../knowledge/synonyms.js';
import { loadLocales } from '../locales/index.js';
import { processEnvironment, ROOT, readConfig } from './config.js';
import { exportKnowledge, importKnowledge, type StoreSettings } from './knowledge-store.js';

const USAGE = `usage: npm run knowledge -- ask "TEXT" [--lang sv] [--json]
       npm run knowledge -- check [--json]
       npm run knowledge -- evaluate --questions FILE.jsonl [--articles FILE.jsonl] [--lang sv] [--predictions OUT.jsonl] [--json]
       npm run knowledge -- calibrate [--questions FILE.jsonl --articles FILE.jsonl] [--foreign FILE.jsonl]…   (rewrites knowledge/gate.json)
       npm run knowledge -- import FOLDER|FILE.jsonl   (into the store of DATA_DIR, while no server runs on it)
       npm run knowledge -- export FOLDER`;

/** Exit codes: 0 fine, 1 the check found errors, 2 the command cannot be carried out. */
type ExitCode = 0 | 1 | 2;

export interface Output {
  print(line: string): void;
  complain(line: string): void;
}

const DIRECTORY = join(ROOT, 'knowledge');
/** The languages with phrasings enough to learn from what tells a right answer from a wrong one. */
const TEACHING = ['sv', 'en'];

/** Carries out one command of `npm run knowledge`. */
export async function runKnowledge(
  args: readonly string[],
  output: Output,
  settings: () => StoreSettings = () => readConfig(processEnvironment()),
): Promise<ExitCode> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        lang: { type: 'string' },
        json: { type: 'boolean', default: false },
        questions: { type: 'string' },
        articles: { type: 'string' },
        foreign: { type: 'string', multiple: true },
        predictions: { type: 'string' },
      },
    });
    const [command, ...rest] = positionals;
    if (command === 'ask' && rest.length > 0) return ask(rest.join(' '), values, output);
    if (command === 'check') return check(values, output);
    if (command === 'evaluate' && values.questions) return evaluate({ ...values, questions: values.questions }, output);
    if (command === 'calibrate') return calibrateGate(values, output);
    const [path] = rest;
    if (command === 'import' && path)
      return await importKnowledge({
        path,
        settings: settings(),
        directory: DIRECTORY,
        languages: loadLocales(join(ROOT, 'locales')).languages.map(({ code }) => code),
        output,
      });
    if (command === 'export' && path) return await exportKnowledge({ path, settings: settings(), output });
    output.complain(USAGE);
    return 2;
  } catch (error) {
    output.complain((error as Error).message);
    return 2;
  }
}

function ask(text: string, { lang, json }: { lang?: string; json: boolean }, output: Output): ExitCode {
  const knowledge = loadKnowledge({ directory: DIRECTORY });
  if (lang !== undefined && !knowledge.languages.includes(lang)) {
    output.complain(`--lang: nobody serves "${lang}"; the articles are in ${knowledge.languages.join(', ')}`);
    return 2;
  }
  const question = { text, language: lang };
  const finding = findAnswer(knowledge, question);
  const why = knowledge.explain(question, finding);
  if (json) output.print(JSON.stringify({ ...finding, ranking: finding.ranking.slice(0, 10), why }, null, 2));
  else for (const line of [...inWords(finding, knowledge), ...whyInWords(why)]) output.print(line);
  return 0;
}

const SHOWN = 5;

/** The verdict and its reasons as lines for a person. */
function inWords(finding: Finding, knowledge: Knowledge): string[] {
  const { verdict, language, languageSure, confidence, ranking, reasons } = finding;
  const share = (value: number) => `${Math.round(value * 100)} %`;
  const titleOf = (id: string) => knowledge.article(id, language)?.title ?? '';
  const chosen =
    verdict.kind === 'answer' ? verdict.article : verdict.kind === 'choose' ? verdict.articles.join(', ') : '';
  return [
    `verdict     ${verdict.kind} ${chosen}`.trimEnd(),
    `language    ${language}${languageSure ? '' : ' (not sure)'}`,
    `confidence  ${share(confidence)}`,
    `words       ${reasons.words.map(({ word, known }) => (known ? word : `${word} (unknown)`)).join(', ')}`,
    `nearest     ${reasons.nearestPhrasing ?? '–'}`,
    `parts       coverage ${share(reasons.coverage)}, stems ${share(reasons.stemCoverage)}, nearest question ${share(reasons.nearest)}, lead ${share(reasons.margin)}, unknown words ${share(reasons.unknownShare)}, on one word ${share(reasons.oneWord)}`,
    'ranking',
    ...ranking.slice(0, SHOWN).map(({ id, score }) => `  ${score.toFixed(3)}  ${id}  ${titleOf(id)}`),
  ];
}

/** What stands for what, and where each word of the question stands in the first articles. */
function whyInWords({ synonyms, articles }: Explanation): string[] {
  const placed = ({ word, fields }: Explanation['articles'][number]['words'][number]) =>
    `    ${word}: ${fields.map(({ field, by }) => (by === 'stem' ? field : `${field} by ${by}`)).join(', ') || '–'}`;
  return [
    ...(synonyms.length > 0
      ? [`stands for  ${synonyms.map(({ said, meant }) => `${said} → ${meant}`).join(', ')}`]
      : []),
    'why',
    ...articles.flatMap(({ article, words, nearest }) => [
      `  ${article}${nearest && `  (nearest: ${nearest})`}`,
      ...words.map(placed),
    ]),
  ];
}

function check({ json }: { json: boolean }, output: Output): ExitCode {
  const today = new Date().toISOString().slice(0, 10);
  const { languages, live } = loadLocales(join(ROOT, 'locales'));
  const served = languages.map(({ code }) => code);
  const problems = [
    ...checkKnowledge({ directory: DIRECTORY, languages: live, served, today }),
    ...checkGolden(DIRECTORY),
  ];
  const errors = problems.filter(({ level }) => level === 'error').length;
  if (json) output.print(JSON.stringify(problems, null, 2));
  else {
    for (const { file, line, level, message } of problems)
      output.print(`${file}:${line}: ${level === 'warning' ? 'warning: ' : ''}${message}`);
    output.print(`${errors} errors, ${problems.length - errors} warnings`);
  }
  return errors > 0 ? 1 : 0;
}

interface EvaluateFlags extends CollectionFlags {
  questions: string;
  predictions?: string;
  lang?: string;
  json: boolean;
}

interface CollectionFlags {
  questions?: string;
  articles?: string;
}

/** Learns anew from which confidence on the bot may answer; worth it after the articles have changed a lot. */
function calibrateGate(
  { questions, articles, foreign = [] }: CollectionFlags & { foreign?: string[] },
  output: Output,
): ExitCode {
  const own = readArticles(DIRECTORY);
  const synonyms = new Map(
    synonymFiles(DIRECTORY).map(({ file, language }) => [language, readSynonyms(file).synonyms]),
  );
  const { live } = loadLocales(join(ROOT, 'locales'));
  const byLanguage = live.map((language) => ({
    language,
    leftOut: leaveOutExamples(own, language, synonyms.get(language)),
  }));
  const examples = byLanguage.flatMap(({ language, leftOut }) => (TEACHING.includes(language) ? leftOut : []));
  if (questions) examples.push(...labelledExamples(knowledgeFrom(articles), questionsIn(questions)));
  for (const file of foreign) examples.push(...foreignExamples(knowledgeFrom(undefined), questionsIn(file)));
  const gate = calibrate(examples);
  const found = Object.fromEntries(
    byLanguage.map(({ language, leftOut }) => {
      const on = digestOf(own.filter((article) => article.language === language));
      return [language, { ...suretyFor(leftOut, gate.weights), on }];
    }),
  );
  const common = Object.fromEntries(live.map((language) => [language, commonnessOf(own, language)]));
  writeFileSync(join(DIRECTORY, 'common-words.json'), `${JSON.stringify(common, null, 2)}\n`);
  writeFileSync(join(DIRECTORY, 'gate.json'), `${JSON.stringify({ ...gate, found }, null, 2)}\n`);
  output.print(`knowledge/gate.json: learnt from ${examples.length} questions`);
  return 0;
}

/** The collection in a JSONL file, or the city's own articles. */
function knowledgeFrom(articles: string | undefined): Knowledge {
  if (!articles) return loadKnowledge({ directory: DIRECTORY });
  return knowledgeOf(readLines(linesIn(articles), articleOf), { directory: DIRECTORY });
}

function questionsIn(file: string): LabelledQuestion[] {
  return readLines(linesIn(file), questionOf);
}

function evaluate({ questions, articles, predictions, lang, json }: EvaluateFlags, output: Output): ExitCode {
  const labelled = questionsIn(questions);
  const knowledge = knowledgeFrom(articles);
  const predicted = predict(knowledge, labelled, { language: lang, clock: () => performance.now() });
  if (predictions) writeFileSync(predictions, predicted.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const figures = measure(labelled, predicted);
  if (json) output.print(JSON.stringify(figures));
  else for (const line of table(figures)) output.print(line);
  return 0;
}

function table(figures: Readonly<Record<string, Measured>>): string[] {
  const groups = Object.keys(figures);
  const names = Object.keys(figures.all ?? {}) as (keyof Measured)[];
  const row = (name: string, cells: readonly string[]) =>
    name.padEnd(20) + cells.map((cell) => cell.padStart(9)).join('');
  return [
    row('', groups),
    ...names.map((name) =>
      row(
        name,
        groups.map((group) => String(figures[group]?.[name] ?? '')),
      ),
    ),
  ];
}

if (require.main === module) {
  // Whoever reads us has seen enough, as in `… | head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  void runKnowledge(process.argv.slice(2), {
    print: (line) => process.stdout.write(`${line}\n`),
    complain: (line) => process.stderr.write(`${line}\n`),
  }).then((code) => {
    process.exitCode = code;
  });
}
