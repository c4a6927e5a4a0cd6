import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runKnowledge } from '../../bot/knowledge.js';

function run(...args: string[]): { code: number; said: string; complained: string } {
  const said: string[] = [];
  const complained: string[] = [];
  const code = runKnowledge(args, { print: (line) => said.push(line), complain: (line) => complained.push(line) });
  return { code, said: said.join('\n'), complained: complained.join('\n') };
}

describe('npm run knowledge', () => {
  it('says what it would answer and why', () => {
    const { code, said } = run('ask', 'hur söker jag bygglov', '--lang', 'sv');
    expect(code).toBe(0);
    expect(said).toMatch(/verdict +answer bygglov/);
    expect(said).toMatch(/confidence +\d+ %/);
  });

  it('says it as data for a program', () => {
    const { code, said } = run('ask', 'hur söker jag bygglov', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(said)).toMatchObject({ language: 'sv', verdict: { kind: 'answer', article: 'bygglov' } });
  });

  it('measures another collection and writes its predictions', () => {
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
    const { code, said } = run(
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

  it.each([['import'], ['export']])('says when "%s" will come', (command) => {
    const { code, complained } = run(command);
    expect(code).toBe(2);
    expect(complained).toContain("editors' console");
  });

  it.each([
    [[]],
    [['ask']],
    [['evaluate']],
    [['dance']],
    [['ask', 'x', '--loud']],
  ])('explains itself when called wrongly: %j', (args) => {
    const { code, complained } = run(...args);
    expect(code).toBe(2);
    expect(complained).not.toBe('');
  });

  it('names the file it cannot read', () => {
    const { code, complained } = run('evaluate', '--questions', 'nowhere.jsonl');
    expect(code).toBe(2);
    expect(complained).toContain('nowhere.jsonl');
  });
});
