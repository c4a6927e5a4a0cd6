import { parseArticle } from '../knowledge/article-file.js';
import { FROM_FILES, type Head, type Revision, type Status, statusOf } from './article.model.js';
import { staleAmong } from './review.js';
import { reviewerOf } from './reviewed.js';
import { idOf, type Shelf, SOURCE_LANGUAGE } from './shelf.js';

/** How an article stands in one language. */
export interface Standing {
  language: string;
  /** Of what citizens get; of the newest revision as long as they get nothing. */
  title: string;
  /** Revision numbers; 0 when there is none. */
  published: number;
  newest: number;
  /** Of the newest revision. */
  status: Status;
  publishedAt?: Date;
  owner: string;
  /** YYYY-MM-DD */
  reviewBy: string;
  due: boolean;
  /** The Swedish text has said something else since. */
  stale: boolean;
  /** Somebody of the city stands for it by name; always so of the Swedish text. */
  reviewed: boolean;
}

export interface Topic {
  topic: string;
  category: string;
  texts: Standing[];
}

export const TASK_KINDS = ['review', 'due', 'stale', 'proposal'] as const;

/** Something an editor should do. A proposal is a file's text that waits because the article was edited here. */
export interface Task {
  kind: (typeof TASK_KINDS)[number];
  topic: string;
  language: string;
  title: string;
  owner: string;
  since: Date;
}

/** Whatever may be newest: revisions that were published and followed by others are not. */
const UNDECIDED: Revision['status'][] = ['draft', 'review', 'publishing', 'rejected'];

/** Where the articles stand, all at once. */
export function createOverview({ heads, revisions, today }: Shelf) {
  async function everything() {
    const [all, undecided] = await Promise.all([
      heads.find({ language: { $gt: '' } }).lean<Head[]>(),
      revisions.find({ status: { $in: UNDECIDED } }).lean<Revision[]>(),
    ]);
    const open = new Map<string, Revision[]>();
    for (const one of undecided) open.set(one.article, [...(open.get(one.article) ?? []), one]);
    return { all, open, isStale: staleAmong(all.filter(({ published }) => published > 0)) };
  }

  function standingOf(head: Head, open: readonly Revision[], isStale: (head: Head) => boolean): Standing | undefined {
    const newest = open.reduce<Revision | undefined>((last, one) => (one.n > (last?.n ?? 0) ? one : last), undefined);
    const isNewer = newest !== undefined && newest.n > head.published;
    if (!isNewer && head.published === 0) return undefined;
    const isOut = head.published > 0;
    const text = isOut ? head.text : (newest?.text ?? '');
    return {
      language: head.language,
      title: parseArticle(text).title,
      published: head.published,
      newest: isNewer ? newest.n : head.published,
      status: isNewer ? statusOf(head, newest) : 'published',
      ...(isOut && { publishedAt: head.publishedAt }),
      owner: head.owner,
      reviewBy: head.reviewBy,
      due: isOut && head.reviewBy <= today(),
      stale: isOut && isStale(head),
      reviewed: head.language === SOURCE_LANGUAGE || reviewerOf(text) !== '',
    };
  }

  return {
    /** By category and topic. */
    async topics(): Promise<Topic[]> {
      const { all, open, isStale } = await everything();
      const topics = new Map<string, Topic>();
      for (const head of all) {
        const standing = standingOf(head, open.get(head._id) ?? [], isStale);
        if (!standing) continue;
        const { topic, category } = head;
        const found = topics.get(topic) ?? { topic, category, texts: [] };
        found.texts.push(standing);
        topics.set(topic, found);
      }
      const place = ({ category, topic }: Topic) => `${category}\n${topic}`;
      for (const { texts } of topics.values()) texts.sort((a, b) => (a.language < b.language ? -1 : 1));
      return [...topics.values()].sort((a, b) => (place(a) < place(b) ? -1 : 1));
    },

    /** Longest waiting first. */
    async tasks(): Promise<Task[]> {
      const { all, open, isStale } = await everything();
      const sources = new Map(
        all.filter(({ language }) => language === SOURCE_LANGUAGE).map((one) => [one.topic, one]),
      );
      const tasks = all.flatMap((head): Task[] => {
        const own = open.get(head._id) ?? [];
        const standing = standingOf(head, own, isStale);
        if (!standing) return [];
        const { topic, language, owner } = head;
        const task = (kind: Task['kind'], since: Date): Task => ({
          kind,
          topic,
          language,
          title: standing.title,
          owner,
          since,
        });
        return [
          ...own.filter((one) => statusOf(head, one) === 'review').map(({ at }) => task('review', at)),
          ...own.filter((one) => isProposal(head, one, own)).map(({ at }) => task('proposal', at)),
          ...(standing.due ? [task('due', new Date(`${head.reviewBy}T00:00:00Z`))] : []),
          ...(standing.stale ? [task('stale', sources.get(topic)?.publishedAt ?? head.publishedAt)] : []),
        ];
      });
      return tasks.sort((a, b) => a.since.getTime() - b.since.getTime());
    },

    /** One topic in all its languages, each with its newest revision. */
    async topic(topic: string): Promise<(Pick<Topic, 'topic' | 'category'> & { texts: Opened[] }) | undefined> {
      const all = await heads.find({ topic }).lean<Head[]>();
      const isStale = staleAmong(all.filter(({ published }) => published > 0));
      const texts = await Promise.all(
        all.map(async (head): Promise<Opened[]> => {
          const newest = await revisions
            .findOne({ article: idOf(head) })
            .sort({ n: -1 })
            .lean<Revision>();
          const standing = newest && standingOf(head, [newest], isStale);
          return standing
            ? [{ ...standing, source: head.source, revision: { ...newest, status: statusOf(head, newest) } }]
            : [];
        }),
      );
      const [first] = all;
      const found = texts.flat().sort((a, b) => (a.language < b.language ? -1 : 1));
      return first && found.length > 0 ? { topic, category: first.category, texts: found } : undefined;
    },
  };
}

/** A text with its newest revision. */
export interface Opened extends Standing {
  /** The Swedish revision a translation was last compared with; 0 when it was with none. */
  source: number;
  revision: Revision;
}

/** Other drafts from files are of other collections: nobody has edited those, and nobody has to decide. */
function isProposal(head: Head, revision: Revision, open: readonly Revision[]): boolean {
  if (revision.author !== FROM_FILES || statusOf(head, revision) !== 'draft') return false;
  const isNewest = open.every(({ n }) => n <= revision.n);
  return isNewest && (head.published > 0 || open.some(({ author }) => author !== FROM_FILES));
}
