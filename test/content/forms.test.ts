import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCity } from '../../city/index.js';
import { loadLocales } from '../../locales/index.js';

const ROOT = join(__dirname, '..', '..');
const city = loadCity(join(ROOT, 'city'));
const locales = loadLocales(join(ROOT, 'locales'));
const fields = [...city.forms.values()].flatMap((form) => form.fields);

function keysOf(value: unknown, prefix: string): string[] {
  if (typeof value !== 'object' || value === null) return [prefix];
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, prefix ? `${prefix}.${key}` : key));
}

/** The dialogs' and the checks' own code, where sentences are named that no form names. */
const code = ['dialogs', 'dialogs/form', 'dialogs/fields', 'cases']
  .flatMap((folder) => readdirSync(join(ROOT, folder)).map((file) => join(ROOT, folder, file)))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

/** Every sentence the shipped forms need. */
const needed = new Set([
  ...fields.flatMap(({ name }) => ['ask', 'label', 'example'].map((part) => `field.${name}.${part}`)),
  ...fields.flatMap(({ name, options }) =>
    Array.isArray(options) ? options.map((option) => `option.${name}.${option}`) : [],
  ),
  'option.yesNo.yes',
  'option.yesNo.no',
  ...fields.flatMap(({ says = {}, ends = {} }) => [says, ends].flatMap(Object.values).map((says) => `says.${says}`)),
]);
const faults = [...(/code:\s*((?:\|\s*'\w+'\s*)+)/.exec(code)?.[1] ?? '').matchAll(/'(\w+)'/g)].map(([, one]) => one);

describe.each(locales.live)('the sentences of the forms in %s', (language) => {
  const keys = new Set(keysOf(locales.file(language, 'form'), ''));

  it('are there for every field, option and consequence', () => {
    expect([...needed].filter((key) => !keys.has(key))).toEqual([]);
  });

  it('are there for every fault an answer can have', () => {
    expect(faults.length).toBeGreaterThan(20);
    expect(faults.filter((fault) => !keys.has(`invalid.${fault}`))).toEqual([]);
  });

  it('are all used', () => {
    const isNamed = (key: string) => {
      const [part = '', name = ''] = key.split('.');
      const composed = { invalid: `'${name}'`, summary: `'${name}'`, start: `'${name}'` }[part];
      return code.includes(`'form.${key}'`) || (composed !== undefined && code.includes(composed));
    };
    expect([...keys].filter((key) => !needed.has(key) && !isNamed(key))).toEqual([]);
  });

  it('ask in one or two short sentences, and never for what is not needed', () => {
    const asks = [...keys].filter((key) => key.endsWith('.ask'));
    const long = asks.filter((key) =>
      locales
        .say(language, `form.${key}`)
        .split(/[.?!]\s/)
        .some((one) => one.split(' ').length > 20),
    );
    expect(long).toEqual([]);
  });
});
