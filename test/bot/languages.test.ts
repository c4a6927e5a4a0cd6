import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, unparse } from 'papaparse';
import { runLanguages } from '../../bot/languages.js';

const ROOT = join(__dirname, '..', '..');
const ARTICLE = 'articles/KUL-BIB/bibliotek';

interface Row {
  file: string;
  key: string;
  sv: string;
  en: string;
  text: string;
}

describe('npm run languages', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'languages-'));
    mkdirSync(join(folder, 'locales'));
    for (const name of ['sv', 'en', 'other-languages.json', 'by-person.json'])
      cpSync(join(ROOT, 'locales', name), join(folder, 'locales', name), { recursive: true });
    const languages = [
      { code: 'sv', name: 'Svenska', dir: 'ltr', status: 'live' },
      { code: 'en', name: 'English', dir: 'ltr', status: 'live' },
      { code: 'pl', name: 'polski', dir: 'ltr', status: 'draft' },
    ];
    writeFileSync(join(folder, 'locales', 'languages.json'), JSON.stringify(languages));
    mkdirSync(join(folder, 'knowledge', ARTICLE), { recursive: true });
    for (const language of ['sv', 'en'])
      cpSync(join(ROOT, 'knowledge', ARTICLE, `${language}.md`), join(folder, 'knowledge', ARTICLE, `${language}.md`));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function run(...args: string[]) {
    const [said, complained] = [[] as string[], [] as string[]];
    const output = { print: (line: string) => said.push(line), complain: (line: string) => complained.push(line) };
    const folders = {
      locales: join(folder, 'locales'),
      knowledge: join(folder, 'knowledge'),
      city: join(ROOT, 'city'),
    };
    return { code: runLanguages(args, output, folders), said: said.join('\n'), complained: complained.join('\n') };
  }
  const rowsOf = (csv: string) => parse<Row>(csv, { header: true, skipEmptyLines: true }).data;
  const exported = () => rowsOf(run('export', 'pl').said);
  function bringBack(rows: readonly Row[]) {
    const file = join(folder, 'pl.csv');
    writeFileSync(file, `\uFEFF${unparse([...rows])}`);
    return run('import', 'pl', file);
  }
  const readJson = (name: string) => JSON.parse(readFileSync(join(folder, 'locales', 'pl', name), 'utf8'));

  it('exports every text a new language lacks, beside Swedish and English, with the plural forms of its own grammar', () => {
    const rows = exported();
    expect(rows.find(({ key }) => key === 'offline')).toMatchObject({ file: 'chat.json', text: '' });
    const forms = rows.filter(({ key }) => key.startsWith('waitOne_')).map(({ key }) => key);
    expect(forms.sort()).toEqual(['waitOne_few', 'waitOne_many', 'waitOne_one']);
    expect(rows.some(({ file, key }) => file === 'names.json' && key === 'Stockholms stad')).toBe(true);
    expect(rows.filter(({ file }) => file === `${ARTICLE}/pl.md`).map(({ key }) => key)).toEqual(
      expect.arrayContaining(['title', 'Asked as', 'Answer', 'Without the internet', 'Responsible']),
    );
    expect(rows.every(({ file }) => file !== 'console.json')).toBe(true);
  });

  it('brings everything back, and then nothing is missing', () => {
    const rows = exported().map((row) => ({ ...row, text: row.sv }));
    expect(bringBack(rows)).toMatchObject({ code: 0, complained: '' });
    expect(readJson('chat.json').offline).toBe(rows.find(({ key }) => key === 'offline')?.sv);
    expect(readJson('words.json').yes).toContain('ja');
    expect(readFileSync(join(folder, 'knowledge', ARTICLE, 'pl.md'), 'utf8')).toContain('\n## Asked as\n- ');
    expect(exported()).toEqual([]);
    expect(run('check', 'pl')).toMatchObject({ code: 0 });
  });

  it('leaves what was there as it was when a single text comes back', () => {
    bringBack(exported().map((row) => ({ ...row, text: row.sv })));
    const before = readJson('chat.json');
    bringBack([{ file: 'chat.json', key: 'offline', sv: '', en: '', text: 'Łączymy ponownie.' }]);
    expect(readJson('chat.json')).toEqual({ ...before, offline: 'Łączymy ponownie.' });
    expect(Object.keys(readJson('chat.json'))).toEqual(Object.keys(before));
  });

  it('writes nothing at all when a row has lost a placeholder or names a text that does not exist', () => {
    const { code, complained } = bringBack([
      { file: 'chat.json', key: 'offline', sv: '', en: '', text: 'Dobrze.' },
      { file: 'handover.json', key: 'accepted', sv: '', en: '', text: 'Teraz piszesz z człowiekiem.' },
      { file: 'chat.json', key: 'nonsense', sv: '', en: '', text: 'x' },
    ]);
    expect(code).toBe(1);
    expect(complained).toContain('row 3: accepted in handover.json has the placeholders ""; Swedish has "name"');
    expect(complained).toContain('row 4: there is no text nonsense in chat.json');
    expect(() => readJson('chat.json')).toThrow();
  });

  it('names file and key of what is missing', () => {
    const { code, said } = run('check', 'pl');
    expect(code).toBe(1);
    expect(said).toContain('locales/pl/chat.json: offline is missing');
    expect(said).toContain(`knowledge/${ARTICLE}/pl.md: Answer is missing`);
  });

  it('finds English whole: its names and ready-made replies stand with the city’s own', () => {
    const { code, said } = run('check', 'en');
    expect(said).toBe('1 languages, 0 texts missing or wrong');
    expect(code).toBe(0);
  });

  it('leaves an article out, and says so, while some of its parts have no text', () => {
    const answer = exported().find(({ file, key }) => file.startsWith(ARTICLE) && key === 'Answer');
    const { code, complained } = bringBack([{ ...(answer as Row), text: (answer as Row).sv }]);
    expect(code).toBe(1);
    expect(complained).toContain(`knowledge/${ARTICLE}/pl.md was left out`);
  });

  it.each([
    ['a language without a line', ['export', 'xx']],
    ['no command', []],
    ['a file that does not exist', ['import', 'pl', '/nowhere.csv']],
  ])('refuses %s in words', (_what, args) => {
    const { code, complained } = run(...args);
    expect(code).toBe(2);
    expect(complained).not.toBe('');
  });

  it('keeps a reviewer’s name with new phrasings, and not with new words', () => {
    const translated = exported().map((row) => ({ ...row, text: row.sv }));
    const article = translated.filter(({ file }) => file.startsWith(ARTICLE));
    bringBack(article);
    const file = join(folder, 'knowledge', ARTICLE, 'pl.md');
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n## Reviewed by\nMaria Ek\n`);
    const changed = (key: string, more: string) =>
      article.map((row) => (row.key === key ? { ...row, text: `${row.text}${more}` } : row));
    expect(bringBack(changed('Asked as', '\nksiążki')).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(/- książki\n[\s\S]*## Reviewed by\nMaria Ek\n$/);
    expect(bringBack(changed('Answer', '\n\nZapraszamy.')).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('Zapraszamy.');
    expect(readFileSync(file, 'utf8')).not.toContain('Reviewed by');
  });
});
