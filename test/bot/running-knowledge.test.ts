import { maskPersonalNumbers } from '../../bot/masking.js';
import { followArticles } from '../../bot/running-knowledge.js';
import { type Articles, createArticles } from '../../editorial/articles.js';
import { knowledgeOf } from '../../knowledge/index.js';
import { type LiveKnowledge, liveKnowledge } from '../../knowledge/live.js';
import { createBus } from '../../store/index.js';
import { anArticleText, KNOWLEDGE } from '../support/editorial.js';
import { clockAt } from '../support/registry.js';
import { type OpenedStore, openTestStore } from '../support/test-store.js';
import { until } from '../support/until.js';

describe('the knowledge of two processes on one store', () => {
  let store: OpenedStore;
  let here: Articles;
  let there: Articles;
  let live: LiveKnowledge;
  let following: Awaited<ReturnType<typeof followArticles>>;
  const updates: string[][] = [];
  const first = knowledgeOf([], { directory: KNOWLEDGE });

  beforeEach(async () => {
    store = await openTestStore();
    const { now } = clockAt('2026-11-18T09:00:00Z');
    const articlesOn = (bus: ReturnType<typeof createBus>) =>
      createArticles({ db: store.connection, bus, now, directory: KNOWLEDGE, mask: maskPersonalNumbers });
    const bus = createBus();
    here = articlesOn(bus);
    there = articlesOn(createBus());
    live = liveKnowledge(first);
    updates.length = 0;
    const counted: LiveKnowledge = Object.assign(Object.create(live), {
      update: (changes: Parameters<LiveKnowledge['update']>[0]) => {
        updates.push((changes.changed ?? []).map(({ language, id, version }) => `${language}/${id} ${version}`));
        return live.update(changes);
      },
    });
    const onError = (error: unknown) => {
      throw error;
    };
    following = await followArticles({ articles: here, live: counted, bus, onError });
  });
  afterEach(async () => {
    await following.close();
    await store.close();
  });

  async function publish(articles: Articles, about: string, answer: string, language = 'sv'): Promise<void> {
    const place = { topic: 'elda', language };
    const basedOn = (await articles.read(place))?.revision.n ?? 0;
    const text = anArticleText(about, { answer });
    const { n } = await articles.saveDraft({ ...place, text, basedOn, author: 'eva', category: 'AVF-GRO' });
    await articles.publish({ ...place, n, by: 'eva' });
  }

  it('takes up what this process publishes, and only that', async () => {
    await publish(here, 'eldning', 'Ett.');
    await until(() => live.article('elda', 'sv')?.answer === 'Ett.');
    await publish(here, 'eldning', 'Två.');
    await until(() => live.article('elda', 'sv')?.answer === 'Två.');
    expect(updates).toEqual([['sv/elda 1'], ['sv/elda 2']]);
  });

  it('takes up what another process published when it looks, and does nothing when nothing changed', async () => {
    await publish(there, 'eldning', 'Ett.');
    expect(live.article('elda', 'sv')).toBeUndefined();
    await following.look();
    expect(live.article('elda', 'sv')).toMatchObject({ answer: 'Ett.', version: 1 });
    await following.look();
    expect(updates).toEqual([['sv/elda 1']]);
  });

  it('knows that a translation is older than its source as soon as the source changes, until it is confirmed', async () => {
    await publish(here, 'eldning', 'Ett.');
    await publish(here, 'burning', 'One.', 'en');
    await publish(here, 'eldning', 'Två.');
    await until(() => live.article('elda', 'en')?.outdated === true);
    await here.confirmTranslation({ topic: 'elda', language: 'en' });
    await until(() => live.article('elda', 'en')?.outdated === undefined);
  });
});
