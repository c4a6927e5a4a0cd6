import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const PAGE = join(ROOT, 'docs', 'complaints.md');

interface Row {
  name: string;
  files: string[];
}

/** The rows of a table under a heading: their first cell, and the tests that the last one links to. */
function rowsUnder(heading: string): Row[] {
  const [, section = ''] = readFileSync(PAGE, 'utf8').split(`\n## ${heading}\n`);
  const lines = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => /^\| (?!---|Row|Input)/.test(line));
  return lines.map((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    return {
      name: cells[1] ?? '',
      files: [...line.matchAll(/\]\(\.\.\/(test\/[^)]+)\)/g)].map(([, file]) => file ?? ''),
    };
  });
}

/** The titles of the tests in a file, also of those that are run for each of a list. */
function titlesIn(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/(?:\b(?:it|describe)|\))\(\s*(['`])((?:(?!\1).)+)\1,/g)].map(([, , title]) => title ?? '');
}

/** What a title says it shows: "(complaint 4)", "(complaints 8, 16 and 17)", "(complaints 2 to 7)". */
function complaintsOf(title: string): number[] {
  return [...title.matchAll(/\(complaints? ([\d, andto]+)\)/g)].flatMap(([, list = '']) => {
    const [from, to] = list.split(' to ').map(Number);
    if (to) return Array.from({ length: to - (from ?? 0) + 1 }, (_, nth) => (from ?? 0) + nth);
    return list.split(/, | and /).map(Number);
  });
}

describe('the complaints of other cities', () => {
  const rows = rowsUnder('Complaints');

  it('are all there, once', () => {
    expect(rows.map(({ name }) => name)).toEqual(Array.from({ length: 25 }, (_, nth) => String(nth + 1)));
  });

  it.each(rows)('are each shown by the tests named beside them: $name', ({ name, files }) => {
    expect(files).not.toEqual([]);
    const silent = files.filter((file) => !titlesIn(file).flatMap(complaintsOf).includes(Number(name)));
    expect(silent).toEqual([]);
  });
});

describe('what goes wrong on the way in', () => {
  const rows = rowsUnder('Bad input');

  it('is in the table', () => expect(rows).toHaveLength(7));

  it.each(rows)('is shown by the tests named beside it: $name', ({ name, files }) => {
    expect(files).not.toEqual([]);
    const silent = files.filter((file) => !titlesIn(file).some((title) => title.includes(`(bad input: ${name})`)));
    expect(silent).toEqual([]);
  });
});
