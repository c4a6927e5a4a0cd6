import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { KNOWLEDGE } from './articles.js';

const WORDS = ['ett', 'två', 'tre', 'fyra', 'fem', 'sex', 'sju', 'åtta', 'nio', 'tio'];

/** The text of an article that passes the editors' check; override what the test is about. */
export function anArticleText(
  about: string,
  given: { answer?: string; askedAs?: readonly string[]; checkedOn?: string } = {},
): string {
  const { answer = `Så här gör du med ${about}.`, checkedOn = '2026-11-01' } = given;
  const askedAs = given.askedAs ?? WORDS.map((word) => `${about} ${word}`);
  return `# Om ${about}

## Asked as
${askedAs.map((text) => `- ${text}`).join('\n')}

## Answer
${answer}

## Without the internet
Prata med en människa.

## Responsible
Stadsdelen.

## Source
- skollagen

## Checked on
${checkedOn}
`;
}

/** A folder of articles, by `<category>/<topic>/<language>`, gone after `remove`. */
export function aFolder(articles: Readonly<Record<string, string>> = {}) {
  const root = mkdtempSync(join(tmpdir(), 'articles-'));
  const folder = join(root, 'knowledge');
  const write = (name: string, text: string | Buffer) => {
    const file = join(folder, 'articles', `${name}.md`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  mkdirSync(folder);
  for (const [name, text] of Object.entries(articles)) write(name, text);
  return { folder, write, remove: () => rmSync(root, { recursive: true, force: true }) };
}

export { KNOWLEDGE };
