import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { articlePaths } from '../knowledge/articles.js';
import { type Head, headModel, revisionModel } from './article.model.js';
import { filePath } from './check-texts.js';
import type { ArticleNeeds } from './needs.js';

export interface Exported {
  /** `<language>/<topic>` of the files that are new or say something else now. */
  written: string[];
  unchanged: number;
  /** Files of the folder that no published article stands for; they stay. */
  extra: string[];
  /** Drafts and texts in review: they stay in the store. */
  waiting: number;
}

/** Writes what citizens get back as files, byte for byte as it was imported or saved. */
export async function exportFiles({ db }: Pick<ArticleNeeds, 'db'>, folder: string): Promise<Exported> {
  const heads = await headModel(db)
    .find({ published: { $gt: 0 } })
    .lean<Head[]>();
  const outcome: Exported = { written: [], unchanged: 0, extra: [], waiting: 0 };
  const files = new Set<string>();
  for (const head of heads) {
    const file = join(folder, filePath(head));
    files.add(file);
    if (existsSync(file) && readFileSync(file, 'utf8') === head.text) {
      outcome.unchanged++;
      continue;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, head.text);
    outcome.written.push(head._id);
  }
  outcome.extra = articlePaths(folder)
    .map(({ file }) => file)
    .filter((file) => !files.has(file));
  outcome.waiting = await revisionModel(db).countDocuments({ status: { $in: ['draft', 'review', 'publishing'] } });
  return outcome;
}
