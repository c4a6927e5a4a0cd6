import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type ArticlePath, articlePaths } from '../knowledge/articles.js';
import type { TextFault, TextProblem } from '../knowledge/problem.js';
import { FROM_FILES, type Head, type Revision, statusOf } from './article.model.js';
import { type ArticleText, filePath, problemAt } from './check-texts.js';
import { NotNewest, Refused } from './faults.js';
import type { ArticleNeeds } from './needs.js';
import { ownersOf } from './phrasings.js';
import { createShelf, idOf, nameFault, type Shelf, SOURCE_LANGUAGE, takenPhrasings, textFault } from './shelf.js';

export interface Imported {
  /** `<language>/<topic>` of those citizens now get from the files. */
  published: string[];
  /** Those somebody has edited here since: the file's text waits for an editor. */
  proposed: string[];
  unchanged: number;
  /** What is wrong with files that were left out (errors) or should be looked at (warnings). */
  problems: TextProblem[];
  /** Articles of an earlier import whose file is gone; they stay. */
  gone: string[];
  /** What was new or changed and came in. */
  texts: FileText[];
}

interface FileText extends ArticleText {
  file: string;
}

/**
 * Brings a folder's articles into the store. A file that is newer than its last import is published, unless somebody
 * has edited the article here since: then it becomes a proposal. A file with errors stays out, the others come in; a
 * second import of the same files does nothing.
 */
export async function importFiles(needs: ArticleNeeds, folder: string): Promise<Imported> {
  const shelf = createShelf(needs);
  const paths = articlePaths(folder);
  if (paths.length === 0) throw new Refused(`${folder} holds no articles/<category>/<topic>/<language>.md`);
  const heads = new Map(
    (await shelf.heads.find({ language: { $gt: '' } }).lean<Head[]>()).map((head) => [head._id, head]),
  );
  const { texts, problems } = readTexts(paths, folder, needs.languages);
  const changed = texts.filter((text) => heads.get(idOf(text))?.imported !== digest(text));
  const found = changed.length > 0 ? faultsOf(texts, changed, [...heads.values()], shelf) : [];
  problems.push(...found);
  const faulty = new Set(problems.filter(({ level }) => level === 'error').map(({ file }) => file));
  const sound = changed.filter((text) => !faulty.has(text.file));

  const outcome: Imported = {
    published: [],
    proposed: [],
    unchanged: texts.length - changed.length,
    problems,
    gone: [],
    texts: sound,
  };
  const bringIn = async (text: FileText) => {
    const attempt = () => bringInText(shelf, text, { publish: true });
    // An editor saved at the same moment: read anew, the file is a proposal now.
    const done = await attempt().catch((error) => {
      if (error instanceof NotNewest) return attempt();
      throw error;
    });
    if (done === 'unchanged') outcome.unchanged++;
    else outcome[done].push(idOf(text));
  };
  // Sources first: a translation of the same import is a translation of the new text.
  await Promise.all(sound.filter(({ language }) => language === SOURCE_LANGUAGE).map(bringIn));
  await Promise.all(sound.filter(({ language }) => language !== SOURCE_LANGUAGE).map(bringIn));
  const there = new Set(paths.map(({ language, id }) => `${language}/${id}`));
  outcome.gone = [...heads.values()].filter(({ _id, imported }) => imported && !there.has(_id)).map(({ _id }) => _id);
  return outcome;
}

function readTexts(paths: readonly ArticlePath[], folder: string, languages: readonly string[] | undefined) {
  const texts: FileText[] = [];
  const problems: TextProblem[] = [];
  for (const { file: path, category, id: topic, language } of paths) {
    const bytes = readFileSync(path);
    const text = bytes.toString('utf8');
    const file = shownIn(folder, filePath({ category, topic, language }));
    const fault = Buffer.from(text).equals(bytes)
      ? (nameFault({ language, topic, category }, languages) ?? textFault(text))
      : NOT_UTF8;
    if (fault) problems.push(problemAt(file, fault));
    else texts.push({ language, topic, category, text, file });
  }
  return { texts, problems };
}

const NOT_UTF8: TextFault = {
  code: 'notUtf8',
  values: {},
  message: 'is not written in UTF-8; save it so in the editor',
};

function shownIn(folder: string, path: string): string {
  return join(basename(folder), path);
}

/** The whole folder is checked, or two files could not be seen to share a question; only changed files are told. */
function faultsOf(
  texts: readonly FileText[],
  changed: readonly FileText[],
  heads: readonly Head[],
  shelf: Shelf,
): TextProblem[] {
  const told = new Map(changed.map((text) => [`knowledge/${filePath(text)}`, text.file]));
  const found = shelf.check(texts).flatMap((problem) => {
    const file = told.get(problem.file);
    return file ? [{ ...problem, file }] : [];
  });
  const inFolder = new Set(texts.map(idOf));
  const elsewhere = heads.filter(({ _id, published }) => published > 0 && !inFolder.has(_id));
  for (const text of changed) {
    const others = elsewhere.filter(({ language, topic }) => language === text.language && topic !== text.topic);
    if (others.length > 0) found.push(...takenPhrasings(text, ownersOf(others), text.file));
  }
  return found;
}

/** Ordered so that an import that broke off goes on where it stopped: its own last revision is found again. */
export async function bringInText(
  shelf: Shelf,
  { text, ...place }: ArticleText,
  { publish }: { publish: boolean },
): Promise<'published' | 'proposed' | 'unchanged'> {
  const { heads, revisions } = shelf;
  const head = await shelf.ensureHead({ language: place.language, topic: place.topic, category: place.category });
  const imported = digest({ text, category: place.category });
  if (head.imported === imported) return 'unchanged';
  const mark = (more: Partial<Head>) =>
    heads.updateOne({ _id: head._id }, { $set: { imported, category: place.category, ...more } });
  if (head.published > 0 && head.text === text) {
    await mark({ importedRevision: head.published });
    return 'unchanged';
  }
  const since = { article: head._id, n: { $gt: head.importedRevision } };
  const newer = await revisions.find(since).sort({ n: 1 }).lean<Revision[]>();
  const last = newer.at(-1);
  const isEdited = newer.some((one) => one.author !== FROM_FILES && statusOf(head, one) !== 'rejected');
  const isThere = last?.author === FROM_FILES && last.text === text && statusOf(head, last) === 'draft';
  const n = (last?.n ?? head.importedRevision) + 1;
  const draft = { n, status: 'draft' as const, text, author: FROM_FILES, comment: '' };
  const revision = isThere ? last : await shelf.add(head._id, draft);
  if (isEdited || !publish) {
    await mark({});
    return 'proposed';
  }
  await shelf.goLive(head, revision, { imported, category: place.category });
  return 'published';
}

/** A file that moved to another category is another file. */
function digest({ text, category }: Pick<ArticleText, 'text' | 'category'>): string {
  return createHash('sha256').update(`${category}\n${text}`).digest('hex');
}
