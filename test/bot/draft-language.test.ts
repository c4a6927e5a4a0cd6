import { pino } from 'pino';
import type { Rooms } from '../../bot/rooms.js';
import { type RunningKnowledge, runKnowledge } from '../../bot/running-knowledge.js';
import type { Locales } from '../../locales/index.js';
import { createBus } from '../../store/index.js';
import { aFolder, anArticleText } from '../support/editorial.js';
import { clockAt } from '../support/registry.js';
import { locales } from '../support/talk-to.js';
import { type OpenedStore, openTestStore } from '../support/test-store.js';
import { until } from '../support/until.js';

/** The city's languages, of which Finnish is still being written. */
const FINNISH_IS_A_DRAFT: Locales = {
  ...locales,
  languages: locales.languages.map((one) => (one.code === 'fi' ? { ...one, status: 'draft' as const } : one)),
  live: locales.live.filter((code) => code !== 'fi'),
};

describe('a language that is still a draft', () => {
  let store: OpenedStore;
  let running: RunningKnowledge;
  const folder = aFolder({
    'AVF-GRO/elda/sv': anArticleText('eldning'),
    'AVF-GRO/elda/fi': anArticleText('polttaminen', { answer: 'Risuja saa polttaa.' }),
  });
  beforeEach(async () => {
    store = await openTestStore();
    running = await start(FINNISH_IS_A_DRAFT);
  });
  afterEach(async () => {
    await running.following.close();
    await store.close();
  });
  afterAll(() => folder.remove());

  function start(all: Locales): Promise<RunningKnowledge> {
    const { now } = clockAt('2026-11-18T09:00:00Z');
    const log = pino({ level: 'silent' });
    const bus = createBus();
    return runKnowledge({ db: store.connection, bus, now, locales: all, log, articlesDir: folder.folder } as Rooms);
  }

  async function publish(language: string, answer: string): Promise<void> {
    const { articles } = running;
    const place = { topic: 'elda', language };
    const basedOn = (await articles.read(place))?.revision.n ?? 0;
    const about = language === 'fi' ? 'polttaminen' : 'eldning';
    const text = anArticleText(about, { answer });
    const { n } = await articles.saveDraft({ ...place, text, basedOn, author: 'eva', category: 'AVF-GRO' });
    await articles.publish({ ...place, n, by: 'eva' });
  }

  it('has articles for editors, and none that citizens are answered from', async () => {
    expect(running.knowledge.article('elda', 'sv')?.answer).toBe('Så här gör du med eldning.');
    expect(running.knowledge.article('elda', 'fi')).toBeUndefined();
    expect(await running.articles.read({ topic: 'elda', language: 'fi' })).toMatchObject({
      revision: { status: 'published' },
    });
    expect(running.knowledge.find({ text: 'polttaminen yksi' }).verdict.kind).not.toBe('answer');
  });

  it('stays out when an editor publishes in it, while what the others publish comes in', async () => {
    await publish('fi', 'Lehtiä saa polttaa.');
    await publish('sv', 'Elda inte alls.');
    await until(() => running.knowledge.article('elda', 'sv')?.answer === 'Elda inte alls.');
    expect(running.knowledge.article('elda', 'fi')).toBeUndefined();
  });

  it('is answered from once it is live', async () => {
    await running.following.close();
    running = await start(locales);
    expect(running.knowledge.article('elda', 'fi')?.answer).toBe('Risuja saa polttaa.');
  });
});
