import { copyFileSync, cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkGolden, readGolden } from '../../knowledge/golden.js';
import { aFolder, anArticleText, KNOWLEDGE } from '../support/editorial.js';

describe('golden questions beside an article', () => {
  let files: ReturnType<typeof aFolder>;
  beforeEach(() => {
    files = aFolder({ 'AVF-ELD/elda/sv': anArticleText('eldning'), 'AVF-ELD/brasa/sv': anArticleText('brasa') });
    for (const name of ['facts.yaml', 'gate.json', 'language-model.bin'])
      copyFileSync(join(KNOWLEDGE, name), join(files.folder, name));
    const synonyms = join(KNOWLEDGE, 'synonyms');
    if (existsSync(synonyms)) cpSync(synonyms, join(files.folder, 'synonyms'), { recursive: true });
  });
  afterEach(() => files.remove());

  const write = (...lines: string[]) =>
    writeFileSync(join(files.folder, 'articles/AVF-ELD/elda/golden.jsonl'), lines.map((line) => `${line}\n`).join(''));
  const golden = (text: string, topics: string[]) => JSON.stringify({ id: text, lang: 'sv', text, topics });

  it('are no fault when they find their article', () => {
    write(golden('får man ha eldning ikväll', ['elda']), '', golden('brasa hemma', ['elda', 'brasa']));
    expect(checkGolden(files.folder)).toEqual([]);
    expect(readGolden(files.folder).questions).toMatchObject([{ line: 1, topics: ['elda'] }, { line: 3 }]);
  });

  it('are optional', () => {
    expect(checkGolden(files.folder)).toEqual([]);
    expect(readGolden(join(files.folder, 'nowhere')).questions).toEqual([]);
  });

  it('name file and line when another article comes first', () => {
    write(golden('eldning', ['elda']), golden('brasa', ['elda']));
    expect(checkGolden(files.folder)).toEqual([
      {
        file: 'knowledge/articles/AVF-ELD/elda/golden.jsonl',
        line: 2,
        level: 'error',
        message: '"brasa" finds brasa first, not elda',
      },
    ]);
  });

  it('may say that nothing answers a question', () => {
    write(golden('eldning ett', []), golden('vem vann hockeymatchen', []));
    expect(checkGolden(files.folder)).toMatchObject([
      { line: 1, message: expect.stringContaining('is answered with elda') },
    ]);
  });

  it.each([
    ['{oops', 'is no JSON'],
    ['{"id":"x"}', 'needs "id", "lang", "text" and "topics"'],
    [golden('x', ['nowhere']), 'there is no topic "nowhere"'],
  ])('name the bad line and go on: %s', (line, message) => {
    write(line, golden('brasa', ['elda']));
    expect(checkGolden(files.folder)).toMatchObject([
      { line: 1, message: expect.stringContaining(message) },
      { line: 2 },
    ]);
  });
});
