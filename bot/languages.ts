import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, unparse } from 'papaparse';
import { type City, loadCity, type Names } from '../city/index.js';
import { factsIn, withoutBare } from '../knowledge/facts.js';
import { articleTextsOf, writeArticles } from '../knowledge/translating.js';
import { loadLocales } from '../locales/index.js';
import { type CityTexts, sentencesOf, type Unit, writeSentences } from '../locales/translating.js';
import { ROOT } from './config.js';
import type { Output } from './knowledge.js';

const USAGE = `usage: npm run languages -- check [LANGUAGE]         what each language lacks, and where placeholders differ
       npm run languages -- export LANGUAGE [--all] > FILE.csv   what is missing, or everything, beside Swedish and English
       npm run languages -- import LANGUAGE FILE.csv    brings it back; one bad row, and nothing is written`;

/** Exit codes: 0 fine, 1 something is missing or wrong, 2 the command cannot be carried out. */
type ExitCode = 0 | 1 | 2;

const COLUMNS = ['file', 'key', 'sv', 'en', 'text'] as const;

interface Folders {
  locales: string;
  knowledge: string;
  city: string;
}

const FOLDERS: Folders = {
  locales: join(ROOT, 'locales'),
  knowledge: join(ROOT, 'knowledge'),
  city: join(ROOT, 'city'),
};

/** Carries out one command of `npm run languages`, for translators; docs/for-editors.md tells them how. */
export function runLanguages(args: readonly string[], output: Output, folders: Folders = FOLDERS): ExitCode {
  try {
    const [command, language = '', file = ''] = args;
    const { languages } = loadLocales(folders.locales);
    const codes = languages.map(({ code }) => code).filter((code) => code !== 'sv');
    if (command === 'check') return check(language ? [language] : codes, folders, output);
    if ((command === 'export' || command === 'import') && !codes.includes(language)) {
      output.complain(`"${language}" has no line in locales/languages.json; there are ${codes.join(', ')}`);
      return 2;
    }
    if (command === 'export') return exportTexts(language, file === '--all', folders, output);
    if (command === 'import' && file) return importTexts(language, readFileSync(file, 'utf8'), folders, output);
  } catch (error) {
    output.complain((error as Error).message);
    return 2;
  }
  output.complain(USAGE);
  return 2;
}

const OF_ARTICLES = 'articles/';

function unitsOf(language: string, { locales, knowledge, city }: Folders): Unit[] {
  return [...sentencesOf(locales, language, cityTexts(loadCity(city))), ...articleTextsOf(knowledge, language)];
}

/** The names a citizen reads. Those of districts and places are the same in every language. */
function cityTexts({
  name,
  boards,
  groups,
  resolutions,
  start,
  contactPoints,
  categories,
  templates,
}: City): CityTexts {
  const all: Names[] = [
    name,
    ...Object.values(boards),
    ...Object.values(groups).map((group) => group.name),
    ...Object.values(resolutions),
    ...start.map(({ label }) => label),
    ...contactPoints.map(({ label }) => label),
    // The others are called as the article that answers them.
    ...Object.values(categories).flatMap(({ topic, title }) => (topic ? [] : [title])),
  ];
  return {
    names: Object.fromEntries(all.map(({ sv, en }) => [sv, en])),
    templates: Object.fromEntries(templates.map(({ code, text }) => [code, text])),
  };
}

/** In one order: a translation has the same ones, wherever they stand. */
const placeholdersIn = (text: string) => factsIn(text).map(withoutBare).sort().join(' ');

/** What is wrong with a translated text; '' when nothing is. Phrasings and lists are a language's own. */
function faultOf({ sv, text, key }: Unit): string {
  const [wanted, found] = [placeholdersIn(sv), placeholdersIn(text)];
  const saysCount = /_(zero|one|two)$/.test(key) && wanted.replace('count', '').trim() === found;
  return wanted === found || saysCount ? '' : `has the placeholders "${found}"; Swedish has "${wanted}"`;
}

function check(languages: readonly string[], folders: Folders, output: Output): ExitCode {
  let wrong = 0;
  for (const language of languages) {
    for (const unit of unitsOf(language, folders)) {
      const fault = unit.text ? faultOf(unit) : unit.sv && 'is missing';
      if (!fault) continue;
      wrong += 1;
      output.print(`${pathOf(unit, language)}: ${unit.key} ${fault}`);
    }
  }
  output.print(`${languages.length} languages, ${wrong} texts missing or wrong`);
  return wrong > 0 ? 1 : 0;
}

const pathOf = ({ file }: Unit, language: string) =>
  file.startsWith(OF_ARTICLES) ? `knowledge/${file}` : `locales/${language}/${file}`;

function exportTexts(language: string, all: boolean, folders: Folders, output: Output): ExitCode {
  const rows = unitsOf(language, folders).filter(({ sv, text }) => all || (sv && !text));
  output.print(unparse({ fields: [...COLUMNS], data: rows.map((unit) => COLUMNS.map((column) => unit[column])) }));
  return 0;
}

function importTexts(language: string, csv: string, folders: Folders, output: Output): ExitCode {
  const { data, errors } = parse<Partial<Unit>>(csv.replace(/^\uFEFF/, ''), { header: true, skipEmptyLines: true });
  const known = new Map(unitsOf(language, folders).map((unit) => [`${unit.file} ${unit.key}`, unit]));
  const problems = errors.map(({ row = 0, message }) => `row ${row + 2}: ${message}`);
  const changed = new Map<string, Unit>();
  for (const [at, { file = '', key = '', text = '' }] of data.entries()) {
    const unit = known.get(`${file} ${key}`);
    const fresh = unit && { ...unit, text: text.trim() };
    if (!fresh) problems.push(`row ${at + 2}: there is no text ${key} in ${file}`);
    else if (fresh.text && faultOf(fresh)) problems.push(`row ${at + 2}: ${key} in ${file} ${faultOf(fresh)}`);
    else if (fresh.text && fresh.text !== unit?.text) changed.set(`${file} ${key}`, fresh);
  }
  if (problems.length > 0) {
    for (const problem of problems) output.complain(problem);
    output.complain('nothing was written');
    return 1;
  }
  const after = [...known].map(([name, unit]) => changed.get(name) ?? unit);
  const touched = new Set([...changed.values()].map(({ file }) => file));
  const own = after.filter(({ file }) => touched.has(file));
  writeSentences(
    folders.locales,
    language,
    own.filter(({ file }) => !file.startsWith(OF_ARTICLES)),
  );
  const incomplete = writeArticles(
    folders.knowledge,
    own.filter(({ file }) => file.startsWith(OF_ARTICLES)),
  );
  for (const file of incomplete) output.complain(`knowledge/${file} was left out: some of its parts have no text yet`);
  output.print(`${changed.size} texts written`);
  return incomplete.length > 0 ? 1 : 0;
}

if (require.main === module) {
  process.exitCode = runLanguages(process.argv.slice(2), {
    print: (line) => process.stdout.write(`${line}\n`),
    complain: (line) => process.stderr.write(`${line}\n`),
  });
}
