import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runKnowledge } from '../../bot/knowledge.js';
import { openStore } from '../../store/index.js';
import { aFolder, anArticleText } from '../support/editorial.js';

const ROOT = join(__dirname, '..', '..');
const dataDir = mkdtempSync(join(tmpdir(), 'knowledge-store-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ code: number; said: string; complained: string }> {
  const said: string[] = [];
  const complained: string[] = [];
  const output = { print: (line: string) => said.push(line), complain: (line: string) => complained.push(line) };
  const code = await runKnowledge(args, output, () => ({ dataDir, mongodbUri: undefined }));
  return { code, said: said.join('\n'), complained: complained.join('\n') };
}

describe('npm run knowledge', () => {
  it('says what it would answer and why', async () => {
    const { code, said } = await run('ask', 'hur söker jag bygglov', '--lang', 'sv');
    expect(code).toBe(0);
    expect(said).toMatch(/verdict +answer bygglov/);
    expect(said).toMatch(/confidence +\d+ %/);
  });

  it('says it as data for a program', async () => {
    const { code, said } = await run('ask', 'hur söker jag bygglov', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(said)).toMatchObject({ language: 'sv', verdict: { kind: 'answer', article: 'bygglov' } });
  });

  it('says where each word stands and what an everyday word stands for, also as data', async () => {
    const { said } = await run('ask', 'hur söker jag dagis zxqwv', '--lang', 'sv');
    expect(said).toMatch(/stands for +dagis → förskola/);
    expect(said).toMatch(/^ {4}söker: .*title/m);
    expect(said).toMatch(/^ {4}zxqwv: –$/m);
    const { why } = JSON.parse((await run('ask', 'hur söker jag dagis', '--lang', 'sv', '--json')).said);
    expect(why.synonyms).toEqual([{ said: 'dagis', meant: 'förskola' }]);
    expect(why.articles[0].words[1]).toMatchObject({ word: 'söker', known: true });
    expect(why.articles[0].words[1].fields).toContainEqual({ field: 'title', by: 'stem' });
  });

  it('refuses a language nobody serves, and names those that are', async () => {
    const { code, said, complained } = await run('ask', 'hur söker jag bygglov', '--lang', 'tlh');
    expect([code, said]).toEqual([2, '']);
    expect(complained).toMatch(/"tlh".*\ben\b.*\bsv\b/);
  });

  it('ends quietly when nobody reads on', async () => {
    const child = spawn(process.execPath, [join(ROOT, 'dist/bot/knowledge.js'), 'ask', 'hur söker jag bygglov'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let complained = '';
    child.stderr.on('data', (data) => {
      complained += data;
    });
    const [code] = await once(child, 'close');
    expect([code, complained]).toEqual([0, '']);
  });

  describe('with labelled questions or articles that are at fault', () => {
    const good = '{"id":"q","lang":"sv","text":"vem ger bygglov","topics":["bygglov"]}';
    const file = join(dataDir, 'questions.jsonl');
    const evaluated = (...lines: string[]) => {
      writeFileSync(file, lines.join('\r\n'));
      return run('evaluate', '--questions', file);
    };

    it.each([
      ['that is no JSON', '{"id":', 'is no JSON'],
      ['without a text', '{"id":"q","lang":"sv","topics":[]}', 'needs "id", "lang", "text"'],
      ['with a topic that is no id', '{"id":"q","lang":"sv","text":"x","topics":[1]}', 'needs "id", "lang", "text"'],
      ['with candidates that are no list', `${good.slice(0, -1)},"candidates":"a"}`, '"candidates" is a list'],
      ['that is nothing', 'null', 'needs "id", "lang", "text"'],
    ])('names file and line of a question %s', async (_what, line, message) => {
      const { code, said, complained } = await evaluated(good, '', line, good);
      expect([code, said]).toEqual([2, '']);
      expect(complained).toContain(`${file}:3: ${message}`);
    });

    it('names all that are at fault, but no more than twenty', async () => {
      const few = await evaluated(good, '{', good, '[]', '{');
      expect(few.complained.split('\n').map((line) => line.slice(file.length, file.length + 3))).toEqual([
        ':2:',
        ':4:',
        ':5:',
      ]);
      const many = await evaluated(good, ...Array<string>(25).fill('{'));
      expect(many.complained.split('\n')).toHaveLength(21);
      expect(many.complained).toContain(`${file}:21:`);
      expect(many.complained).toContain('there may be more');
    });

    it('names file and line of an article, too', async () => {
      writeFileSync(file, good);
      const articles = join(dataDir, 'collection.jsonl');
      writeFileSync(articles, `\ufeff{"id":"a","lang":"sv","answer":"Ja."}\n{"id":"b","lang":"sv","questions":"x"}\n`);
      const { code, complained } = await run('evaluate', '--questions', file, '--articles', articles);
      expect([code, complained]).toEqual([2, `${articles}:2: "questions" is a list of texts`]);
    });
  });

  it('measures another collection and writes its predictions', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'evaluate-'));
    const [questions, articles, predictions] = ['q.jsonl', 'a.jsonl', 'p.jsonl'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(
      articles,
      '{"id":"a","lang":"sv","answer":"Bygglov söks hos nämnden."}\n{"id":"b","lang":"sv","answer":"Sopor hämtas."}\n',
    );
    writeFileSync(questions, '{"id":"q","lang":"sv","text":"vem ger bygglov","topics":["a"]}\n');
    const { code, said } = await run(
      'evaluate',
      '--questions',
      questions,
      '--articles',
      articles,
      '--predictions',
      predictions,
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(said)).toMatchObject({ all: { n: 1, at1: 100 }, sv: { n: 1 } });
    expect(JSON.parse(readFileSync(predictions, 'utf8'))).toMatchObject({
      id: 'q',
      lang: 'sv',
      ranking: [{ id: 'a' }, { id: 'b' }],
    });
  });

  it('brings a folder into the store and writes it back without loss', async () => {
    const files = aFolder({ 'AVF-ELD/elda/sv': anArticleText('eldning') });
    expect(await run('import', files.folder)).toMatchObject({
      code: 0,
      said: '1 published, 0 proposed, 0 unchanged, 0 errors',
    });
    expect((await run('import', files.folder)).said).toContain('1 unchanged');
    const out = aFolder();
    expect((await run('export', out.folder)).said).toContain('1 written');
    expect(readFileSync(join(out.folder, 'articles/AVF-ELD/elda/sv.md'), 'utf8')).toBe(anArticleText('eldning'));
    files.remove();
    out.remove();
  });

  it('names file and line of what cannot be imported, and imports the rest', async () => {
    const broken = anArticleText('brasa', { answer: 'Se {{link.nowhere}}.' });
    const files = aFolder({ 'AVF-ELD/brasa/sv': broken, 'AVF-ELD/kamin/sv': anArticleText('kamin') });
    const { code, said, complained } = await run('import', files.folder);
    expect(code).toBe(1);
    expect(said).toContain('sv/elda: its file is gone; the article stays');
    expect(said).toContain('1 published, 0 proposed, 0 unchanged, 1 errors');
    expect(complained).toContain('knowledge/articles/AVF-ELD/brasa/sv.md:16: {{link.nowhere}}');
    files.remove();
  });

  it('imports nothing of a JSONL with one bad line, and names the line', async () => {
    const lines = Array.from({ length: 2000 }, (_, n) =>
      JSON.stringify({ id: `t${n}`, lang: 'sv', answer: `Svar ${n}` }),
    );
    lines[1499] = '{"id":"t1499","lang":';
    const file = join(dataDir, 'articles.jsonl');
    writeFileSync(file, lines.join('\n'));
    const { code, complained } = await run('import', file);
    expect(code).toBe(1);
    expect(complained).toContain(`${file}:1500: is no JSON`);
    const out = aFolder();
    expect((await run('export', out.folder)).said).toContain(' 0 drafts stay');
    out.remove();
    expect(complained).toContain('nothing of');
    writeFileSync(file, `${lines.slice(0, 20).join('\n')}\n`);
    expect((await run('import', file)).said).toContain('20 drafts');
    expect((await run('import', file)).said).toContain(
      '0 drafts to be completed and published in the console, 20 unchanged',
    );
  });

  it.each([
    ['without an id', '{"lang":"sv","answer":"x"}', 'needs "id" and "lang"'],
    ['in a language nobody serves', '{"id":"a","lang":"tlh","answer":"x"}', 'nobody serves the language "tlh"'],
    ['without a text', '{"id":"a","lang":"sv"}', 'needs at least one of'],
    ['that leads out of the folder', '{"id":"../a","lang":"sv","answer":"x"}', 'is no name for a topic'],
    ['with a list for an answer', '{"id":"a","lang":"sv","answer":[]}', 'are texts'],
    ['with a personal number', '{"id":"a","lang":"sv","answer":"Fråga 811218-9876"}', 'holds a personal number'],
    ['a second time', '{"id":"first","lang":"sv","answer":"x"}', 'stands on line 1 already'],
  ])('refuses an article %s', async (_what, line, message) => {
    const file = join(dataDir, 'one.jsonl');
    writeFileSync(file, `{"id":"first","lang":"sv","answer":"x"}\n\n${line}\n`);
    const { code, complained } = await run('import', file);
    expect(code).toBe(1);
    expect(complained).toContain(`${file}:3:`);
    expect(complained).toContain(message);
  });

  it('says that a running server holds the store', async () => {
    const store = await openStore({ dataDir });
    const { code, complained } = await run('export', dataDir);
    expect(code).toBe(2);
    expect(complained).toContain('Another process is already running on the data folder');
    await store.close();
  });

  it('says when the folder to import is not there, or holds nothing', async () => {
    expect(await run('import', join(dataDir, 'nowhere'))).toMatchObject({
      code: 2,
      complained: expect.stringContaining('is not there'),
    });
    expect(await run('import', dataDir)).toMatchObject({
      code: 2,
      complained: expect.stringContaining('holds no articles'),
    });
  });

  it.each([
    [[]],
    [['ask']],
    [['evaluate']],
    [['import']],
    [['export']],
    [['dance']],
    [['ask', 'x', '--loud']],
  ])('explains itself when called wrongly: %j', async (args) => {
    const { code, complained } = await run(...args);
    expect(code).toBe(2);
    expect(complained).not.toBe('');
  });

  it('names the file it cannot read', async () => {
    const { code, complained } = await run('evaluate', '--questions', 'nowhere.jsonl');
    expect(code).toBe(2);
    expect(complained).toContain('nowhere.jsonl');
  });
});
