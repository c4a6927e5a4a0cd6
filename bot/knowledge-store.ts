import { existsSync, statSync } from 'node:fs';
import { createArticles } from '../editorial/articles.js';
import { exportFiles } from '../editorial/export-files.js';
import { type Imported, importFiles } from '../editorial/import-files.js';
import { importLines } from '../editorial/import-lines.js';
import { strayPhrasings } from '../knowledge/check.js';
import { knowledgeOf } from '../knowledge/index.js';
import type { Problem } from '../knowledge/problem.js';
import { openStore, type Store } from '../store/index.js';
import type { Config } from './config.js';
import type { Output } from './knowledge.js';
import { maskPersonalNumbers } from './masking.js';

export type StoreSettings = Pick<Config, 'dataDir' | 'mongodbUri'>;

interface Move {
  path: string;
  settings: StoreSettings;
  /** The city's own knowledge folder. */
  directory: string;
  languages: readonly string[];
  output: Output;
}

/** `import FOLDER|FILE.jsonl`. What is at fault stays out and is named; a JSONL comes in whole or not at all. */
export async function importKnowledge({ path, settings, directory, languages, output }: Move): Promise<0 | 1> {
  if (!existsSync(path)) throw new Error(`${path} is not there`);
  return withStore<0 | 1>(settings, async ({ connection: db }) => {
    const needs = {
      db,
      bus: { publish: () => undefined },
      now: () => new Date(),
      directory,
      languages,
      mask: maskPersonalNumbers,
    };
    if (statSync(path).isDirectory()) {
      const imported = await importFiles(needs, path);
      const known = knowledgeOf(await createArticles(needs).published(), { directory });
      const texts = imported.texts.map(({ topic, ...text }) => ({ ...text, id: topic }));
      return told({ ...imported, problems: [...imported.problems, ...strayPhrasings(texts, known)] }, output);
    }
    const { drafts, unchanged, problems } = await importLines(needs, path);
    complain(problems, output);
    if (problems.length > 0) output.complain(`nothing of ${path} was imported: mend these lines first`);
    else output.print(`${drafts} drafts to be completed and published in the console, ${unchanged} unchanged`);
    return problems.length > 0 ? 1 : 0;
  });
}

/** `export FOLDER`: what citizens get, as files. */
export async function exportKnowledge({
  path,
  settings,
  output,
}: Pick<Move, 'path' | 'settings' | 'output'>): Promise<0 | 1> {
  return withStore<0 | 1>(settings, async ({ connection: db }) => {
    const { written, unchanged, extra, waiting } = await exportFiles({ db }, path);
    for (const file of extra) output.print(`${file}: no published article stands for it; it was left as it is`);
    output.print(`${written.length} written, ${unchanged} unchanged, ${waiting} drafts stay in the store`);
    return 0;
  });
}

function told({ published, proposed, unchanged, gone, problems }: Imported, output: Output): 0 | 1 {
  complain(problems, output);
  for (const id of proposed) output.print(`${id}: edited in the console since; the file's text waits there as a draft`);
  for (const id of gone) output.print(`${id}: its file is gone; the article stays`);
  const errors = problems.filter(({ level }) => level === 'error').length;
  output.print(`${published.length} published, ${proposed.length} proposed, ${unchanged} unchanged, ${errors} errors`);
  return errors > 0 ? 1 : 0;
}

function complain(problems: readonly Problem[], output: Output): void {
  for (const { file, line, level, message } of problems)
    output.complain(`${file}:${line}: ${level === 'warning' ? 'warning: ' : ''}${message}`);
}

/** A running server holds the embedded store; opening it says so in a sentence. */
async function withStore<T>({ dataDir, mongodbUri }: StoreSettings, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ dataDir, mongodbUri });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
