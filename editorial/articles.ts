import { parseArticle } from '../knowledge/article-file.js';
import { type Article, articleFrom } from '../knowledge/articles.js';
import type { Fact } from '../knowledge/facts.js';
import { type Head, type Revision, type Status, statusOf } from './article.model.js';
import { type ArticleText, PERSONAL_NUMBER, problemAt } from './check-texts.js';
import { NoSuchArticle, NotNewest, PhrasingTaken, Refused, TextHasProblems, WrongStep } from './faults.js';
import { type DiffLine, diffLines } from './line-diff.js';
import type { ArticleNeeds } from './needs.js';
import { createOverview } from './overview.js';
import { ownersOf, phrasingKey, phrasingsOf, withPhrasing } from './phrasings.js';
import { createReview, staleAmong } from './review.js';
import { withoutOldReview } from './reviewed.js';
import { assertSound, createShelf, idOf, type Place, SOURCE_LANGUAGE } from './shelf.js';

export type { Head, Revision, Status } from './article.model.js';
export { NoSuchArticle, NotNewest, PhrasingTaken, Refused, TextHasProblems, WrongStep } from './faults.js';
export { factsOf, type Place } from './shelf.js';

export interface NewDraft extends Place {
  text: string;
  /** The newest revision the author has seen; 0 for a new article. */
  basedOn: number;
  author: string;
  comment?: string;
  /** Needed for the first revision of a topic; afterwards the topic keeps its own. */
  category?: string;
}

/** A step of one revision, and who takes it. */
export interface Step extends Place {
  n: number;
  by: string;
  comment?: string;
}

export type Articles = ReturnType<typeof createArticles>;

/** The city's articles in the store: drafts, review, what is published, and how it came to be. */
export function createArticles(needs: ArticleNeeds) {
  const shelf = createShelf(needs);
  const { heads, revisions, find } = shelf;

  async function categoryOf({ topic }: Place, given: string | undefined): Promise<string> {
    const [known] = await heads.find({ topic }).limit(1).lean<Head[]>();
    const category = known?.category ?? given;
    if (!category) throw new Refused(`the topic "${topic}" is new and needs a category`);
    return category;
  }

  /** @throws {NotNewest} when somebody has saved since @throws {Refused} for a name or text that can be none */
  async function keepDraft(draft: NewDraft, written: (before: string) => string): Promise<Revision> {
    const { language, topic, basedOn, author, comment = '' } = draft;
    const head = await shelf.ensureHead({ language, topic, category: await categoryOf(draft, draft.category) });
    const newest = await shelf.newest(head._id);
    if ((newest?.n ?? 0) !== basedOn) throw new NotNewest(newest?.n ?? 0);
    const text = written(newest?.text ?? '');
    return shelf.add(head._id, { n: basedOn + 1, status: 'draft', text, author, comment });
  }

  /** As `keepDraft`; a translation in other words than were reviewed has to be reviewed again. */
  const saveDraft = (draft: NewDraft): Promise<Revision> =>
    keepDraft(draft, (before) =>
      draft.language === SOURCE_LANGUAGE ? draft.text : withoutOldReview(draft.text, before),
    );

  /** Moves a revision on if it still stands where the step begins; of two different steps one is told. */
  async function move(step: Step, from: readonly Status[], to: Revision['status']): Promise<void> {
    const { head, revision } = await find(step, step.n);
    const status = statusOf(head, revision);
    const $set = { status: to, decidedBy: step.by, ...(step.comment && { comment: shelf.mask(step.comment) }) };
    const unchanged = { _id: revision._id, status: revision.status };
    if (!from.includes(status) || (await revisions.updateOne(unchanged, { $set })).matchedCount === 0)
      throw new WrongStep(`revision ${step.n} of ${head._id} is ${status} and cannot become ${to}`);
    needs.bus.publish({ what: 'articles', id: head._id });
  }

  /** One at a time in each language, or two topics could take the same phrasing at the same moment. */
  function publish(step: Step): Promise<void> {
    return shelf.serial(step.language, async () => {
      const { head, revision } = await find(step, step.n);
      if (statusOf(head, revision) === 'published') return;
      assertSound(await shelf.problemsOf({ ...head, text: revision.text }));
      await move(step, ['draft', 'review'], 'publishing');
      await shelf.goLive(head, revision);
    });
  }

  /** On top of what is published; where somebody has a draft, on top of the draft, so that neither takes the other away. */
  async function addAskedAs({
    language,
    topic,
    phrasing,
    by,
  }: Place & { phrasing: string; by: string }): Promise<{ n: number; status: Status }> {
    const line = phrasing.replace(/\s+/g, ' ').trim();
    const key = phrasingKey(line);
    if (!key) throw new Refused('a phrasing needs at least one word');
    if (shelf.mask(line) !== line) throw new TextHasProblems([problemAt(idOf({ language, topic }), PERSONAL_NUMBER)]);
    const owner = ownersOf(await shelf.publishedIn(language)).get(key);
    if (owner !== undefined && owner !== topic) throw new PhrasingTaken(line, owner);
    const id = idOf({ language, topic });
    const head = await heads.findById(id).lean<Head>();
    const all = await revisions.find({ article: id }).sort({ n: -1 }).limit(50).lean<Revision[]>();
    const base = head && all.find((one) => ['draft', 'review', 'published'].includes(statusOf(head, one)));
    if (!head || !base) throw new NoSuchArticle(`there is no article ${id}`);
    const status = statusOf(head, base);
    if (phrasingsOf(base.text).some(({ text }) => phrasingKey(text) === key)) return { n: base.n, status };
    const text = withPhrasing(base.text, line);
    if (text === undefined) throw new Refused(`${id} has no section "## Asked as"`);
    const draft = { n: (all[0]?.n ?? 0) + 1, status: 'draft' as const, text, author: by, comment: `+ ${line}` };
    const { n } = await shelf.add(id, draft);
    if (status !== 'published') return { n, status: 'draft' };
    await publish({ language, topic, n, by });
    return { n, status: 'published' };
  }

  return {
    ...createReview(shelf),
    ...createOverview(shelf),
    saveDraft,
    submit: (step: Step): Promise<void> => move(step, ['draft'], 'review'),
    /** @throws {TextHasProblems} with file and line of every fault */
    publish,
    reject: (step: Step): Promise<void> => move(step, ['draft', 'review'], 'rejected'),
    /** A new draft with an old text: what came between stays in the history. */
    async restore({ n, by, basedOn, ...place }: Step & { basedOn: number }): Promise<Revision> {
      const { revision } = await find(place, n);
      const { text } = revision;
      return keepDraft({ ...place, text, basedOn, author: by, comment: `= ${n}` }, () => text);
    },
    addAskedAs,
    /** Errors keep a text from being published; warnings are a list to work through. */
    problemsOf: shelf.problemsOf,

    /** Newest first, without the texts. */
    async history(place: Place): Promise<Omit<Revision, 'text'>[]> {
      const article = idOf(place);
      const head = await heads.findById(article).lean<Head>();
      if (!head) return [];
      const fields = 'article n status author at comment basedOn decidedBy';
      const found = await revisions.find({ article }).select(fields).sort({ n: -1 }).lean<Revision[]>();
      return found.map((revision) => ({ ...revision, status: statusOf(head, revision) }));
    },

    /** One revision with its text; the newest unless a number is given. */
    async read(place: Place, n?: number): Promise<{ head: Head; revision: Revision } | undefined> {
      const id = idOf(place);
      const head = await heads.findById(id).lean<Head>();
      const revision = n ? await revisions.findById(`${id}/${n}`).lean<Revision>() : await shelf.newest(id);
      return head && revision ? { head, revision: { ...revision, status: statusOf(head, revision) } } : undefined;
    },

    async diff(place: Place, a: number, b: number): Promise<DiffLine[]> {
      const [before, after] = await Promise.all([find(place, a), find(place, b)]);
      return diffLines(before.revision.text, after.revision.text);
    },

    /** What citizens get, as `knowledgeOf` reads it; facts that cannot be shown leave their place empty. */
    async published(topic?: string): Promise<Article[]> {
      const { live } = needs;
      const found = await heads
        .find({
          published: { $gt: 0 },
          ...(topic !== undefined && { topic }),
          ...(live && { language: { $in: [...live] } }),
        })
        .lean<Head[]>();
      return articlesOf(found, shelf.facts());
    },

    /** By article a mark that changes whenever citizens get something else: cheap to ask for, now and then. */
    async marks(): Promise<Map<string, string>> {
      const found = await heads
        .find({ published: { $gt: 0 } })
        .select('version source category')
        .lean<Head[]>();
      return new Map(found.map(({ _id, version, source, category }) => [_id, `${version} ${source} ${category}`]));
    },

    /** A text as citizens would get it once it is published. */
    drafted: ({ language, topic, category, text }: ArticleText): Article =>
      articleFrom(parseArticle(text), { file: '', category, id: topic, language }, shelf.facts()),
  };
}

/** In the order in which files are read, so that the same articles rank the same. */
function articlesOf(found: readonly Head[], facts: ReadonlyMap<string, Fact>): Article[] {
  const isStale = staleAmong(found);
  const place = ({ category, topic, language }: Head) => `${category}\n${topic}\n${language}`;
  return [...found]
    .sort((a, b) => (place(a) < place(b) ? -1 : 1))
    .map((head) => {
      const path = { file: '', category: head.category, id: head.topic, language: head.language };
      const outdated = isStale(head) && { outdated: true as const };
      return { ...articleFrom(parseArticle(head.text), path, facts), version: head.published, ...outdated };
    });
}
