import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type City, loadCity, type Names } from '../../city/index.js';
import { COMMANDS, loadLocales, plainly } from '../../locales/index.js';

const ROOT = join(__dirname, '..', '..');
const locales = loadLocales(join(ROOT, 'locales'));

/** Lists belong to a language, and so do the names it has for the city's own; everything else must be the same keys everywhere. */
const LISTS = ['words.json', 'emergency-signs.json', 'reading.json', 'names.json', 'templates.json'];
/** The console speaks these. */
const CONSOLE = ['sv', 'en'];

function sentences(language: string): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (prefix: string, value: unknown) => {
    if (typeof value === 'string') found.set(prefix, value);
    else for (const [key, inner] of Object.entries(value as object)) walk(`${prefix}.${key}`, inner);
  };
  for (const file of readdirSync(join(ROOT, 'locales', language))) {
    if (!LISTS.includes(file) && file !== 'console.json')
      walk(file.replace('.json', ''), locales.file(language, file.replace('.json', '')));
  }
  return found;
}

const placeholders = (text: string) => [...text.matchAll(/\{\{\s*([\w.]+)/g)].map(([, name]) => name).sort();
const source = sentences('sv');

const isPlural = (key: string) => /_(one|other)$/.test(key) && source.has(key.replace(/_one$/, '_other'));

/** The keys a language needs: a sentence that depends on a count in each of the forms its grammar has. */
function keysIn(language: string): Map<string, string> {
  const rules = new Intl.PluralRules(language);
  const forms = new Set(Array.from({ length: 201 }, (_none, count) => rules.select(count)));
  return new Map(
    [...source].flatMap(([key, text]): [string, string][] => {
      if (!isPlural(key)) return [[key, text]];
      const family = key.replace(/_(one|other)$/, '');
      return [...forms].map((form) => [`${family}_${form}`, source.get(`${family}_other`) ?? text]);
    }),
  );
}

/** "One minute" and "two minutes" may be said without a figure. */
const saysCount = (key: string) => /_(zero|one|two)$/.test(key);

function sourcesOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sourcesOf(path);
    return /\.tsx?$/.test(entry.name) ? [readFileSync(join(ROOT, path), 'utf8')] : [];
  });
}

describe.each(locales.live)('the sentences in %s', (language) => {
  const texts = sentences(language);

  const needed = keysIn(language);

  it('are all there, and no others (complaint 22)', () => {
    expect([...needed.keys()].filter((key) => !texts.has(key))).toEqual([]);
    // A form for millions is never said.
    expect([...texts.keys()].filter((key) => !needed.has(key) && !/_many$/.test(key))).toEqual([]);
  });

  it('have the same placeholders as the Swedish ones', () => {
    const wrong = [...texts].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(needed.get(key) ?? text).join() && !saysCount(key),
    );
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it('are not empty and have no amounts or phone numbers of their own', () => {
    const wrong = [...texts].filter(
      ([key, text]) => !text.trim() || (/\d{2,3}[-\s]\d{2,}/.test(text) && !/^reach\.|\.example$/.test(key)),
    );
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it('have words for every command, and none that means two things', () => {
    const words = locales.file(language, 'words') as Record<string, string[]>;
    for (const command of COMMANDS) expect(words[command]?.length).toBeGreaterThan(0);
    const all = COMMANDS.flatMap((command) => (words[command] ?? []).map((word) => ({ word: plainly(word), command })));
    const answers = ['yes', 'no', 'skip', 'none', 'leave'];
    const twice = all.filter(({ word, command }) =>
      all.some(
        (other) =>
          other.word === word &&
          other.command !== command &&
          !answers.includes(command) &&
          !answers.includes(other.command),
      ),
    );
    expect(twice).toEqual([]);
  });
});

it.each(locales.live)('has words for days, places and the like in %s', (language) => {
  const [words, swedish] = [locales.file(language, 'reading'), locales.file('sv', 'reading')];
  expect(Object.keys(words)).toEqual(Object.keys(swedish));
  for (const name of ['months', 'weekdays', 'units', 'numbers'])
    expect(Object.keys(words[name] as object)).toEqual(Object.keys(swedish[name] as object));
});

describe('the keys', () => {
  const code = ['dialogs', 'bot', 'web'].flatMap(sourcesOf).join('\n');

  /** A sentence that depends on a count is written in several forms and said by one key. */
  const saidKey = (key: string) => key.replace(/_(one|other)$/, '');
  const keys = new Set([...source.keys()].map(saidKey));

  it('that the bot says exist', () => {
    const said = [
      ...code.matchAll(/(?:sentence\(turn,|reply\(turn,|say\(|locales\.say\([^,]+,)\s*'([a-zA-Z]+\.[\w.]+)'/g),
    ].map(([, key]) => key ?? '');
    expect(said.length).toBeGreaterThan(30);
    expect(said.filter((key) => !keys.has(key))).toEqual([]);
  });

  it('are all used', () => {
    const unused = [...keys].filter((key) => {
      const [file, ...rest] = key.split('.');
      if (file === 'console' || file === 'chat' || file === 'form') return false;
      // One of a family, such as every status, is named by where it stands.
      const family = key.slice(0, key.lastIndexOf('.'));
      return !code.includes(`'${key}'`) && !(rest.length > 0 && code.includes(`\`${family}.\${`));
    });
    expect(unused).toEqual([]);
  });
});

it.each(locales.live)('says a sentence that depends on a count, in %s', (language) => {
  for (const count of [1, 2, 3, 10, 11, 21, 100])
    expect(locales.say(language, 'handover.waitOne', { count })).toMatch(count > 2 ? String(count) : /\S/);
});

it.each(CONSOLE)('has the sentences of the console in %s', (language) => {
  expect(leaves(locales.file(language, 'console'))).toEqual(leaves(locales.file('sv', 'console')));
});

describe.each(
  locales.live.filter((language) => !CONSOLE.includes(language)),
)('the names and templates in %s', (language) => {
  const city = loadCity(join(ROOT, 'city'));

  it('are there for every name of the city that a citizen reads', () => {
    const names = locales.file(language, 'names');
    expect(namesOf(city).filter(({ sv }) => typeof names[sv] !== 'string')).toEqual([]);
  });

  it('are there for every ready-made reply, with the same things to fill in', () => {
    const templates = locales.file(language, 'templates');
    const wrong = city.templates.filter(
      ({ code, text }) => placeholders(String(templates[code])).join() !== placeholders(text.sv ?? '').join(),
    );
    expect(wrong.map(({ code }) => code)).toEqual([]);
  });
});

function namesOf({ name, boards, groups, resolutions, start, contactPoints, categories }: City): Names[] {
  return [
    name,
    ...Object.values(boards),
    ...Object.values(groups).map((group) => group.name),
    ...Object.values(resolutions).map(({ sv, en }) => ({ sv, en })),
    ...start.map(({ label }) => label),
    ...contactPoints.map(({ label }) => label),
    ...Object.values(categories).flatMap(({ topic, title }) => (topic ? [] : [title])),
  ];
}

function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [''];
  return Object.entries(value as object).flatMap(([key, inner]) => leaves(inner).map((rest) => `${key}.${rest}`));
}
