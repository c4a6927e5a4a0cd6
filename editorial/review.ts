import { type Head, NEVER_DUE, type Revision, type Status, statusOf } from './article.model.js';
import { NoSuchArticle, Refused } from './faults.js';
import { idOf, type Place, type Shelf, SOURCE_LANGUAGE } from './shelf.js';

/** The editors' lists: what waits, what is due, what lags behind its source. */
export function createReview({ heads, revisions, bus, mask }: Shelf) {
  async function change(place: Place, $set: Partial<Head>): Promise<void> {
    const _id = idOf(place);
    const { matchedCount } = await heads.updateOne({ _id }, { $set });
    if (matchedCount === 0) throw new NoSuchArticle(`there is no article ${_id}`);
    bus.publish({ what: 'articles', id: _id });
  }

  return {
    /** Every article with its published text, by topic; a head that never had a published text has number 0. */
    list: (language?: string): Promise<Head[]> =>
      heads
        .find(language ? { language } : { language: { $gt: '' } })
        .sort({ language: 1 })
        .lean<Head[]>(),

    /** Drafts, or what waits for review, oldest first. */
    async waiting(status: Extract<Status, 'draft' | 'review'>): Promise<Revision[]> {
      const stored: Revision['status'][] = status === 'review' ? ['review', 'publishing'] : ['draft'];
      const found = await revisions
        .find({ status: { $in: stored } })
        .sort({ at: 1 })
        .lean<Revision[]>();
      if (found.length === 0) return [];
      const ids = [...new Set(found.map(({ article }) => article))];
      const known = new Map((await heads.find({ _id: { $in: ids } }).lean<Head[]>()).map((head) => [head._id, head]));
      return found.filter((revision) => {
        const head = known.get(revision.article);
        return head && statusOf(head, revision) === status;
      });
    },

    /** Who looks after an article, and when next. @throws {Refused} for what is no day */
    async setReview(place: Place, { owner, reviewBy }: { owner?: string; reviewBy?: string }): Promise<void> {
      if (reviewBy !== undefined && !isDay(reviewBy))
        throw new Refused(`"${reviewBy}" is no date; write it as 2026-11-21`);
      await change(place, {
        ...(owner !== undefined && { owner: mask(owner) }),
        ...(reviewBy !== undefined && { reviewBy }),
      });
    },

    /** Published articles whose day has come, longest due first: each is a task for its owner. */
    dueForReview(now: Date): Promise<Head[]> {
      const today = now.toISOString().slice(0, 10);
      return heads
        .find({ reviewBy: { $lte: today < NEVER_DUE ? today : '' } })
        .sort({ reviewBy: 1 })
        .lean<Head[]>();
    },

    /** Published translations whose Swedish text has said something else since. */
    async staleTranslations(): Promise<Head[]> {
      const published = await heads.find({ published: { $gt: 0 } }).lean<Head[]>();
      return published.filter(staleAmong(published));
    },

    /** Somebody has compared a translation with its source and found it still right. */
    async confirmTranslation(place: Place): Promise<void> {
      if (place.language === SOURCE_LANGUAGE) throw new Refused('the Swedish text is the source of the others');
      const source = await heads.findById(idOf({ ...place, language: SOURCE_LANGUAGE })).lean<Head>();
      await change(place, { source: source?.content ?? 0 });
    },
  };
}

/** Tells of a translation whether its Swedish text among these has said something else since. */
export function staleAmong(published: readonly Head[]): (head: Head) => boolean {
  const sources = published.filter(({ language }) => language === SOURCE_LANGUAGE);
  const contents = new Map(sources.map(({ topic, content }) => [topic, content]));
  return ({ language, topic, source }) => language !== SOURCE_LANGUAGE && (contents.get(topic) ?? 0) > source;
}

function isDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
