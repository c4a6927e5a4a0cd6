import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** One text to translate: where it stands, what it says in Swedish and English, and in the language itself, '' when it lacks. */
export interface Unit {
  file: string;
  key: string;
  sv: string;
  en: string;
  text: string;
}

/** What a city adds to the sentences: Swedish name → English name, and code of a ready-made reply → its texts. */
export interface CityTexts {
  names: Readonly<Record<string, string>>;
  templates: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

type Json = string | readonly Json[] | { readonly [key: string]: Json };

const SOURCE = 'sv';
/** The console speaks Swedish and English. */
const NOT_TRANSLATED = 'console.json';
/** Stands between the entries of a list in one cell. */
const BETWEEN = ' | ';

function readJson(file: string): Record<string, Json> {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** Text by dotted key, in the file's order; a list is one text. */
function flat(value: Json, prefix = ''): [string, string][] {
  if (typeof value === 'string') return [[prefix, value]];
  if (Array.isArray(value)) return [[prefix, value.join(BETWEEN)]];
  return Object.entries(value as Record<string, Json>).flatMap(([key, inner]) =>
    flat(inner, prefix ? `${prefix}.${key}` : key),
  );
}

/** The forms of a sentence with a count that a language's grammar has. */
function formsOf(language: string): string[] {
  const rules = new Intl.PluralRules(language);
  return [...new Set(Array.from({ length: 201 }, (_none, count) => rules.select(count)))];
}

const FORM = /_(?:one|other)$/;

/** The keys a language needs of a Swedish file, each with the Swedish key it stands for. */
function keysFor(swedish: readonly (readonly [string, string])[], language: string): { key: string; of: string }[] {
  const known = new Set(swedish.map(([key]) => key));
  const forms = formsOf(language);
  return swedish.flatMap(([key]) => {
    const family = key.replace(FORM, '');
    if (!FORM.test(key) || !known.has(`${family}_other`)) return [{ key, of: key }];
    if (key.endsWith('_one')) return [];
    return forms.map((form) => ({ key: `${family}_${form}`, of: form === 'one' ? `${family}_one` : key }));
  });
}

/** Every sentence, list, name and ready-made reply of a language, in the order of the Swedish files. */
export function sentencesOf(directory: string, language: string, city: CityTexts): Unit[] {
  const files = readdirSync(join(directory, SOURCE)).filter(
    (name) => name.endsWith('.json') && name !== NOT_TRANSLATED,
  );
  const sentences = files.sort().flatMap((name) => {
    const [swedish, english, own] = [SOURCE, 'en', language].map((code) => flat(readJson(join(directory, code, name))));
    const [sv, en, text] = [swedish, english, own].map((rows) => new Map(rows ?? []));
    return keysFor(swedish ?? [], language).map(({ key, of }) => ({
      file: name,
      key,
      sv: sv?.get(of) ?? '',
      en: en?.get(of) ?? '',
      text: text?.get(key) ?? '',
    }));
  });
  const named = (name: string) => readJson(join(directory, language, name));
  const [names, templates] = [named('names.json'), named('templates.json')];
  return [
    ...sentences,
    ...Object.entries(city.names).map(([sv, en]) =>
      unit('names.json', sv, { sv, en, text: language === 'en' ? en : names[sv] }),
    ),
    ...Object.entries(city.templates).map(([code, { sv = '', en = '', [language]: own }]) =>
      unit('templates.json', code, { sv, en, text: own ?? templates[code] }),
    ),
  ];
}

function unit(file: string, key: string, { sv, en, text }: { sv: string; en: string; text: Json | undefined }): Unit {
  return { file, key, sv, en, text: typeof text === 'string' ? text : '' };
}

/** Writes the texts of a language into its files, in the order given; what has no text is left out. */
export function writeSentences(directory: string, language: string, units: readonly Unit[]): void {
  for (const name of new Set(units.map(({ file }) => file))) {
    const isList = listsOf(readJson(join(directory, SOURCE, name)));
    const tree: Record<string, unknown> = {};
    for (const { file, key, text } of units) {
      if (file !== name || !text) continue;
      const value = isList(key) ? text.split(BETWEEN.trim()).map((one) => one.trim()) : text;
      // Names are keys as they stand; a full stop in one is no step.
      plant(tree, name === 'names.json' ? [key] : key.split('.'), value);
    }
    const file = join(directory, language, basename(name));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(tree, null, 2)}\n`);
  }
}

function listsOf(swedish: Record<string, Json>): (key: string) => boolean {
  return (key) => {
    let here: Json | undefined = swedish;
    for (const step of key.split('.')) here = (here as Record<string, Json> | undefined)?.[step];
    return Array.isArray(here);
  };
}

function plant(tree: Record<string, unknown>, [step = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    tree[step] = value;
    return;
  }
  tree[step] ??= {};
  plant(tree[step] as Record<string, unknown>, rest, value);
}
