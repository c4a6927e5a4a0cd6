import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { checkKnowledge } from '../knowledge/check.js';
import type { Problem } from '../knowledge/problem.js';

export interface ArticleText {
  language: string;
  topic: string;
  category: string;
  text: string;
}

/** Where an article lies below a knowledge folder, in files and in what the check says. */
export function filePath({ category, topic, language }: Omit<ArticleText, 'text'>): string {
  return `articles/${category}/${topic}/${language}.md`;
}

/**
 * The check of `npm run knowledge -- check`, for texts that lie in no folder yet. It is a check of folders, because
 * facts, synonyms and questions that two articles share are matters of a folder; so it gets one, beside the city's
 * own facts, for as long as it runs. Which languages are missing is no matter here.
 */
export function checkTexts(texts: readonly ArticleText[], directory: string, today: string): Problem[] {
  const folder = mkdtempSync(join(tmpdir(), 'check-'));
  const checked = join(folder, 'knowledge');
  try {
    mkdirSync(checked);
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const [from, to] = [resolve(directory, entry.name), join(checked, entry.name)];
      if (entry.isFile() && !entry.name.endsWith('.ts')) copyFileSync(from, to);
      else if (entry.isDirectory() && entry.name !== 'articles') symlinkSync(from, to, 'junction');
    }
    for (const article of texts) {
      const file = join(checked, filePath(article));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, article.text);
    }
    return checkKnowledge({ directory: checked, languages: [], today });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
