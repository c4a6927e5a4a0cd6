import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { column, quoted } from './indexes.js';
import { openSqlite, type Sqlite } from './sqlite.js';
import { specsOf } from './table.js';
import { decode, equal, toPlain } from './values.js';

export function fileIn(folder: string): string {
  return join(folder, 'store.sqlite');
}

/** Copies the data of a folder while another process may be writing them; needs no lock. */
export async function backupFolder(folder: string, path: string): Promise<void> {
  if (existsSync(path)) throw new Error(`${path} is already there; a backup does not overwrite anything.`);
  const unfinished = `${path}.unfinished`;
  rmSync(unfinished, { force: true });
  const db = openData(folder);
  try {
    await db.copyTo(unfinished);
    chmodSync(unfinished, 0o600);
  } finally {
    db.close();
  }
  renameSync(unfinished, path);
}

function openData(folder: string): Sqlite {
  const file = fileIn(folder);
  if (!existsSync(file)) throw new Error(`There are no data in ${folder}.`);
  return openSqlite(file, { readOnly: true });
}

/** Looks at every page, document and unique index. */
export async function verifyFolder(folder: string): Promise<{ ok: boolean; problems: string[] }> {
  const db = openData(folder);
  try {
    db.exec('BEGIN');
    const pages = db.all('PRAGMA integrity_check').map(([line]) => String(line));
    const problems = pages.filter((line) => line !== 'ok');
    for (const name of namesIn(db)) problems.push(...documentProblems(db, name), ...uniqueProblems(db, name));
    return { ok: problems.length === 0, problems };
  } finally {
    db.close();
  }
}

function documentProblems(db: Sqlite, name: string): string[] {
  const problems: string[] = [];
  for (const [n, id, text] of db.each(`SELECT n, id, doc FROM ${quoted(name)}`, [])) {
    try {
      if (!equal(toPlain(decode(String(text))._id, name), id))
        problems.push(`${name}: row ${n} has another _id inside`);
    } catch {
      problems.push(`${name}: the document of row ${n} cannot be read`);
    }
  }
  return problems;
}

function uniqueProblems(db: Sqlite, name: string): string[] {
  const unique = specsOf(db, name).filter((spec) => spec.unique);
  return unique.flatMap((spec) => {
    const columns = Object.keys(spec.key).map(column).join(', ');
    const twice = db.get(`SELECT 1 FROM ${quoted(name)} GROUP BY ${columns} HAVING count(*) > 1`);
    return twice ? [`${name}: the unique index ${spec.name} has a value twice`] : [];
  });
}

function namesIn(db: Sqlite): string[] {
  const names = db.all("SELECT name FROM sqlite_master WHERE type = 'table'").map(([name]) => String(name));
  return names.filter((name) => name !== '_indexes' && !name.startsWith('sqlite_'));
}
