import { type Articles, createArticles } from '../../editorial/articles.js';
import { importFiles } from '../../editorial/import-files.js';
import { aFolder, anArticleText, KNOWLEDGE } from '../support/editorial.js';
import { clockAt, recordingBus } from '../support/registry.js';
import { type OpenedStore, openTestStore } from '../support/test-store.js';

const SWEDISH = { language: 'sv', topic: 'elda' };
const ENGLISH = { language: 'en', topic: 'elda' };
const MARK = '## Reviewed by\nMaria Ek\n';

describe('the review of a translation', () => {
  let store: OpenedStore;
  let articles: Articles;
  const needs = () => ({
    db: store.connection,
    bus: recordingBus(),
    now: clockAt('2026-11-18T09:00:00Z').now,
    directory: KNOWLEDGE,
    mask: (text: string) => text,
    languages: ['sv', 'en'],
  });

  beforeAll(async () => {
    store = await openTestStore();
  });
  beforeEach(() => {
    articles = createArticles(needs());
  });
  afterAll(() => store.close());
  afterEach(async () => {
    for (const name of ['articles', 'article-revisions']) await store.connection.collection(name).deleteMany({});
  });

  const words = (answer = 'Do not burn.') => anArticleText('burning', { answer });
  const newest = async (place = ENGLISH) => (await articles.read(place))?.revision;
  async function save(text: string, place = ENGLISH) {
    const basedOn = (await newest(place))?.n ?? 0;
    return articles.saveDraft({ ...place, category: 'AVF-ELD', text, basedOn, author: 'eva' });
  }
  async function published(text: string, place = ENGLISH) {
    const { n } = await save(text, place);
    await articles.publish({ ...place, n, by: 'eva' });
  }
  const standing = async ({ language }: typeof ENGLISH = ENGLISH) =>
    (await articles.topic('elda'))?.texts.find((text) => text.language === language);
  /** A translation that Maria has reviewed and that citizens get. */
  async function reviewed() {
    await published(anArticleText('eldning'), SWEDISH);
    await published(words());
    await published(words() + MARK);
  }

  it('is a name that somebody puts below words that were saved before', async () => {
    await published(anArticleText('eldning'), SWEDISH);
    await published(words());
    expect(await standing()).toMatchObject({ reviewed: false });
    await published(words() + MARK);
    expect(await standing()).toMatchObject({ reviewed: true });
    const found = await articles.published('elda');
    expect(found.find(({ language }) => language === 'en')).toMatchObject({ reviewedBy: 'Maria Ek' });
  });

  it('is nothing the Swedish text needs', async () => {
    await published(anArticleText('eldning'), SWEDISH);
    expect(await standing(SWEDISH)).toMatchObject({ reviewed: true });
  });

  it.each([
    ['another answer', words('Never burn.')],
    ['another title', words().replace('# Om burning', '# On burning')],
    ['a district more', words().replace('## Source', '## District bromma\nAlso here.\n\n## Source')],
  ])('ends with %s: the draft has no name, and nothing else of it is lost', async (_what, text) => {
    await reviewed();
    await save(text + MARK);
    expect((await newest())?.text).toBe(text);
    expect(await standing()).toMatchObject({ reviewed: true });
    await articles.publish({ ...ENGLISH, n: 3, by: 'eva' });
    expect(await standing()).toMatchObject({ reviewed: false });
  });

  it('can be given again to the changed words', async () => {
    await reviewed();
    await save(words('Never burn.') + MARK);
    await published(words('Never burn.') + MARK);
    expect(await standing()).toMatchObject({ reviewed: true });
  });

  it('is not given in the same breath as new words, whoever signs', async () => {
    await reviewed();
    await save(words('Never burn.') + MARK.replace('Maria Ek', 'Lo Berg'));
    expect((await newest())?.text).not.toContain('Reviewed by');
  });

  it.each([
    ['another way to ask', words().replace('- burning ett', '- may I burn leaves')],
    ['another source', words().replace('- skollagen', '- miljöbalken')],
    ['another day of checking', words().replace('2026-11-01', '2026-11-10')],
    ['another blank line', words().replace('## Answer\n', '## Answer\n\n')],
  ])('stays with %s: the words are the same', async (_what, text) => {
    await reviewed();
    await published(text + MARK);
    expect(await standing()).toMatchObject({ reviewed: true });
  });

  it('stays when a phrasing is added from the unanswered questions', async () => {
    await reviewed();
    await articles.addAskedAs({ ...ENGLISH, phrasing: 'may I burn leaves', by: 'eva' });
    expect(await standing()).toMatchObject({ published: 3, reviewed: true });
  });

  it('stays when the Swedish text changes: the translation is older than the Swedish, and says so', async () => {
    await reviewed();
    await published(anArticleText('eldning', { answer: 'Elda aldrig.' }), SWEDISH);
    expect(await standing()).toMatchObject({ reviewed: true, stale: true });
  });

  it('says nothing of whether a translation is older than the Swedish text', async () => {
    await published(anArticleText('eldning'), SWEDISH);
    await published(words());
    await published(anArticleText('eldning', { answer: 'Elda aldrig.' }), SWEDISH);
    await published(words() + MARK);
    expect(await standing()).toMatchObject({ reviewed: true, stale: true });
  });

  it('comes back with the reviewed text that is restored', async () => {
    await reviewed();
    await published(words('Never burn.') + MARK);
    await articles.restore({ ...ENGLISH, n: 2, basedOn: 3, by: 'eva' });
    expect((await newest())?.text).toBe(words() + MARK);
  });

  it('stands in a file as its reviewer wrote it', async () => {
    const files = aFolder({ 'AVF-ELD/elda/en': words() + MARK });
    await importFiles(needs(), files.folder);
    files.remove();
    expect(await standing()).toMatchObject({ reviewed: true });
  });

  it('does not make translations older when only the easy Swedish changes', async () => {
    await reviewed();
    const easy = anArticleText('eldning').replace('## Without', '## In easy Swedish\nElda inte.\n\n## Without');
    await published(easy, SWEDISH);
    expect(await standing()).toMatchObject({ stale: false });
  });
});
