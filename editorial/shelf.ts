import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArticle, sectionNamed, textOf } from '../knowledge/article-file.js';
import { type Fact, readFacts } from '../knowledge/facts.js';
import type { TextFault, TextProblem } from '../knowledge/problem.js';
import { createSerial, isDuplicateKey } from '../store/index.js';
import { FROM_FILES, type Head, headModel, NEVER_DUE, type Revision, revisionModel } from './article.model.js';
import {
  type ArticleText,
  checkTexts,
  filePath,
  lineOfPersonalNumber,
  PERSONAL_NUMBER,
  problemAt,
} from './check-texts.js';
import { NoSuchArticle, NotNewest, Refused, TextHasProblems } from './faults.js';
import type { ArticleNeeds } from './needs.js';
import { contentOf, ownersOf, phrasingKey, phrasingsOf } from './phrasings.js';

export type Place = Pick<Head, 'language' | 'topic'>;

export const SOURCE_LANGUAGE = 'sv';
const LONGEST_TEXT = 100_000;
const REVIEW_MONTHS = 12;

export function idOf({ language, topic }: Place): string {
  return `${language}/${topic}`;
}

export type Shelf = ReturnType<typeof createShelf>;

/** The steps that drafts, publishing and import have in common: heads, revisions, and how one goes live. */
export function createShelf({ db, bus, now, directory, languages, mask }: ArticleNeeds) {
  const heads = headModel(db);
  const revisions = revisionModel(db);
  const today = () => now().toISOString().slice(0, 10);
  let known: ReadonlyMap<string, Fact> | undefined;
  /** As they were at first: figures change with the next start, together for all texts. */
  const facts = () => {
    known ??= factsOf(directory);
    return known;
  };
  const check = (texts: readonly ArticleText[]) => checkTexts(texts, { facts: facts(), today: today(), mask });

  const publishedIn = (language: string) => heads.find({ language, published: { $gt: 0 } }).lean<Head[]>();

  async function find(place: Place, n: number): Promise<{ head: Head; revision: Revision }> {
    const id = idOf(place);
    const [head, revision] = await Promise.all([
      heads.findById(id).lean<Head>(),
      revisions.findById(`${id}/${n}`).lean<Revision>(),
    ]);
    if (!head || !revision) throw new NoSuchArticle(`there is no revision ${n} of ${id}`);
    return { head, revision };
  }

  async function newest(article: string): Promise<Revision | null> {
    return revisions.findOne({ article }).sort({ n: -1 }).lean<Revision>();
  }

  /** A head without revisions is no article yet and harmless. @throws {Refused} for a name that can be no file */
  async function ensureHead({ language, topic, category }: Omit<ArticleText, 'text'>): Promise<Head> {
    const fault = nameFault({ language, topic, category }, languages);
    if (fault) throw new Refused(fault.message);
    const _id = idOf({ language, topic });
    const blank: Head = { _id, topic, language, category, ...BLANK, publishedAt: now() };
    const make = () =>
      heads.findOneAndUpdate({ _id }, { $setOnInsert: blank }, { upsert: true, returnDocument: 'after' });
    const made = await make()
      .lean<Head>()
      .catch((error) => {
        if (isDuplicateKey(error)) return make().lean<Head>();
        throw error;
      });
    return made ?? blank;
  }

  /** @throws {NotNewest} when the number is taken: of two who save on top of the same revision, one is told */
  async function add(
    article: string,
    draft: Pick<Revision, 'n' | 'status' | 'text' | 'author' | 'comment'>,
  ): Promise<Revision> {
    const fault = textFault(draft.text);
    if (fault) throw new Refused(fault.message);
    const personal = lineOfPersonalNumber(draft.text, mask);
    if (personal) throw new TextHasProblems([problemAt(article, PERSONAL_NUMBER, personal)]);
    const { n } = draft;
    const comment = mask(draft.comment);
    const revision = { _id: `${article}/${n}`, article, ...draft, comment, at: now(), basedOn: n - 1, decidedBy: '' };
    try {
      await revisions.create(revision);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      throw new NotNewest((await newest(article))?.n ?? n);
    }
    bus.publish({ what: 'articles', id: article });
    return revision;
  }

  /**
   * Gives citizens a revision: the head changes in one update; what follows from it in other documents is only for
   * lists, and `statusOf` reads past it.
   * @throws {NotNewest} when the head has changed since it was read
   */
  async function goLive(head: Head, { n, text, author }: Revision, more: Partial<Head> = {}): Promise<void> {
    const isNewContent = head.published === 0 || contentOf(text) !== contentOf(head.text);
    const $set: Partial<Head> = { published: n, text, publishedAt: now(), version: head.version + 1, ...more };
    if (author === FROM_FILES) $set.importedRevision = n;
    if (isNewContent) Object.assign($set, { content: n, source: await sourceOf(head) });
    if (head.published === 0 || checkedOn(text) !== checkedOn(head.text)) $set.reviewBy = dueAfter(checkedOn(text));
    const $push = head.published > 0 ? { $push: { before: head.published } } : {};
    const { matchedCount } = await heads.updateOne({ _id: head._id, version: head.version }, { $set, ...$push });
    if (matchedCount === 0) throw new NotNewest((await newest(head._id))?.n ?? n);
    await revisions.updateOne({ _id: `${head._id}/${n}` }, { $set: { status: 'published' } });
    const undecided: Revision['status'][] = ['draft', 'review', 'publishing', 'published'];
    const older = { article: head._id, n: { $lt: n }, status: { $in: undecided } };
    await revisions.updateMany(older, { $set: { status: 'superseded' } });
    bus.publish({ what: 'articles', id: head._id });
  }

  async function sourceOf({ language, topic }: Head): Promise<number> {
    if (language === SOURCE_LANGUAGE) return 0;
    const source = await heads.findById(idOf({ language: SOURCE_LANGUAGE, topic })).lean<Head>();
    return source?.content ?? 0;
  }

  /** Everything that keeps a text from citizens, and what an editor should look at beside. */
  async function problemsOf(article: ArticleText): Promise<TextProblem[]> {
    const file = `knowledge/${filePath(article)}`;
    const fault = nameFault(article, languages) ?? textFault(article.text);
    if (fault) return [problemAt(file, fault)];
    const others = (await publishedIn(article.language)).filter(({ topic }) => topic !== article.topic);
    return [...check([article]), ...takenPhrasings(article, ownersOf(others), file)];
  }

  return {
    heads,
    revisions,
    bus,
    mask,
    today,
    facts,
    check,
    languages,
    serial: createSerial(),
    publishedIn,
    find,
    newest,
    ensureHead,
    add,
    goLive,
    problemsOf,
  };
}

/** Phrasings of a text that another topic has already. */
export function takenPhrasings(
  { text }: ArticleText,
  owners: ReadonlyMap<string, string>,
  file: string,
): TextProblem[] {
  return phrasingsOf(text).flatMap((phrasing): TextProblem[] => {
    const topic = owners.get(phrasingKey(phrasing.text));
    if (!topic) return [];
    const message = `"${phrasing.text}" is asked in "${topic}" already; a question belongs to one topic, once`;
    const values = { question: phrasing.text, topic };
    return [problemAt(file, { code: 'questionTaken', values, message }, phrasing.line)];
  });
}

/** Drafts may have faults; only what `publish` would refuse anyway is no reason to keep a text out. */
export function assertSound(problems: readonly TextProblem[]): void {
  const errors = problems.filter(({ level }) => level === 'error');
  if (errors.length > 0) throw new TextHasProblems(errors);
}

const BLANK = {
  published: 0,
  before: [],
  text: '',
  content: 0,
  source: 0,
  imported: '',
  importedRevision: 0,
  owner: '',
  reviewBy: NEVER_DUE,
  version: 1,
};

/** Names become folders and files at export. */
export function nameFault(
  { language, topic, category }: Omit<ArticleText, 'text'>,
  languages: readonly string[] | undefined,
): TextFault | undefined {
  if (!/^[a-z0-9][\w-]{0,79}$/i.test(topic)) {
    const message = `"${topic}" is no name for a topic; write it as forskola-ko`;
    return { code: 'topicName', values: { topic }, message };
  }
  if (!/^[a-z0-9][\w-]{0,79}$/i.test(category)) {
    const message = `"${category}" is no category; write it as FSK-KO`;
    return { code: 'categoryName', values: { category }, message };
  }
  if (!/^[a-z]{2,3}(-[a-z]+)?$/i.test(language)) {
    const message = `"${language}" is no language; write it as sv`;
    return { code: 'languageName', values: { language }, message };
  }
  if (languages && !languages.includes(language)) {
    const served = languages.join(', ');
    const message = `nobody serves the language "${language}"; the languages are ${served}`;
    return { code: 'languageNotServed', values: { language, languages: served }, message };
  }
  return undefined;
}

export function textFault(text: string): TextFault | undefined {
  const { length } = text;
  if (length > LONGEST_TEXT) {
    const message = `has ${length} characters, an article has at most ${LONGEST_TEXT}`;
    return { code: 'textTooLong', values: { length, most: LONGEST_TEXT }, message };
  }
  return text.trim() === '' ? { code: 'textEmpty', values: {}, message: 'is empty' } : undefined;
}

export function factsOf(directory: string): Map<string, Fact> {
  const file = join(directory, 'facts.yaml');
  return existsSync(file) ? readFacts(file).facts : new Map();
}

function checkedOn(text: string): string {
  return textOf(sectionNamed(parseArticle(text), 'Checked on'));
}

/** A year after somebody compared the text with its sources; a text without such a day is never due by itself. */
function dueAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return NEVER_DUE;
  date.setUTCMonth(date.getUTCMonth() + REVIEW_MONTHS);
  return date.toISOString().slice(0, 10);
}
