import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS, loadLocales, plainly } from '../../locales/index.js';

const ROOT = join(__dirname, '..', '..');
const locales = loadLocales(join(ROOT, 'locales'));

/** Lists belong to a language; everything else must be the same keys everywhere. */
const LISTS = ['words.json', 'emergency-signs.json', 'reading.json'];

function sentences(language: string): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (prefix: string, value: unknown) => {
    if (typeof value === 'string') found.set(prefix, value);
    else for (const [key, inner] of Object.entries(value as object)) walk(`${prefix}.${key}`, inner);
  };
  for (const file of readdirSync(join(ROOT, 'locales', language))) {
    if (!LISTS.includes(file)) walk(file.replace('.json', ''), locales.file(language, file.replace('.json', '')));
  }
  return found;
}

const placeholders = (text: string) => [...text.matchAll(/\{\{\s*([\w.]+)/g)].map(([, name]) => name).sort();
const source = sentences('sv');

function sourcesOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sourcesOf(path);
    return /\.tsx?$/.test(entry.name) ? [readFileSync(join(ROOT, path), 'utf8')] : [];
  });
}

describe.each(locales.live)('the sentences in %s', (language) => {
  const texts = sentences(language);

  it('are all there, and no others (complaint 22)', () =>
    expect([...texts.keys()].sort()).toEqual([...source.keys()].sort()));

  it('have the same placeholders as the Swedish ones', () => {
    const wrong = [...texts].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(source.get(key) ?? '').join(),
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
  const saidKey = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');
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
  for (const count of [1, 2, 10]) expect(locales.say(language, 'handover.waitOne', { count })).toContain(String(count));
});
