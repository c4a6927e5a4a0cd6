import type { Head } from './article.model.js';
import { NoSuchArticle, Refused } from './faults.js';
import { idOf, type Place, type Shelf, SOURCE_LANGUAGE } from './shelf.js';

/** What an editor decides about an article without a new text. */
export function createReview({ heads, bus, mask }: Shelf) {
  async function change(place: Place, $set: Partial<Head>): Promise<void> {
    const _id = idOf(place);
    const { matchedCount } = await heads.updateOne({ _id }, { $set });
    if (matchedCount === 0) throw new NoSuchArticle(`there is no article ${_id}`);
    bus.publish({ what: 'articles', id: _id });
  }

  return {
    /** Who looks after an article, and when next. @throws {Refused} for what is no day */
    async setReview(place: Place, { owner, reviewBy }: { owner?: string; reviewBy?: string }): Promise<void> {
      if (reviewBy !== undefined && !isDay(reviewBy))
        throw new Refused(`"${reviewBy}" is no date; write it as 2026-11-21`);
      await change(place, {
        ...(owner !== undefined && { owner: mask(owner) }),
        ...(reviewBy !== undefined && { reviewBy }),
      });
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
