import { maskPersonalNumbers } from '../../bot/masking.js';
import { answerCluster } from '../../editorial/answer-cluster.js';
import { type Articles, createArticles, PhrasingTaken } from '../../editorial/articles.js';
import { importFiles } from '../../editorial/import-files.js';
import { ClusterConflict, createUnanswered, type Unanswered } from '../../editorial/unanswered.js';
import { aFolder, anArticleText, KNOWLEDGE } from '../support/editorial.js';
import { clockAt, recordingBus } from '../support/registry.js';
import { type OpenedStore, openTestStore } from '../support/test-store.js';

describe('an editor answers what nobody answered', () => {
  let store: OpenedStore;
  let articles: Articles;
  let unanswered: Unanswered;
  let id: string;
  let asked = 0;

  beforeAll(async () => {
    store = await openTestStore();
    const now = clockAt('2026-11-25T09:00:00Z').now;
    const needs = { db: store.connection, bus: recordingBus(), now, directory: KNOWLEDGE, mask: maskPersonalNumbers };
    articles = createArticles(needs);
    unanswered = createUnanswered(needs);
    const files = aFolder({ 'AVF-ELD/elda/sv': anArticleText('eldning'), 'AVF-ELD/brasa/sv': anArticleText('brasa') });
    await importFiles(needs, files.folder);
    files.remove();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    const origin = `c|${++asked}`;
    const text = `fråga${'abcdefgh'[asked]?.repeat(9)}`;
    id = await unanswered.keep({ text, language: 'sv', nearest: ['elda'], why: 'unknown', origin });
  });

  const answer = (given: object) =>
    answerCluster({ unanswered, articles }, id, {
      as: 'asked-as',
      topic: 'elda',
      phrasing: 'bränna ris på tomten',
      by: 'eva',
      version: 1,
      ...given,
    });

  it('with a phrasing of an article that is there', async () => {
    await answer({});
    expect((await unanswered.read(id))?.cluster).toMatchObject({ status: 'asked-as', resolvedTo: 'elda' });
    const elda = (await articles.published()).find((article) => article.id === 'elda');
    expect(elda).toMatchObject({ version: 2, askedAs: expect.arrayContaining(['bränna ris på tomten']) });
  });

  it('with a draft of a new article, which waits to be written', async () => {
    await answer({ as: 'draft', topic: 'fyrverkeri', category: 'AVF-ELD', phrasing: 'får jag skjuta raketer' });
    expect((await articles.read({ language: 'sv', topic: 'fyrverkeri' }))?.revision).toMatchObject({ status: 'draft' });
    const published = articles.publish({ language: 'sv', topic: 'fyrverkeri', n: 1, by: 'eva' });
    await expect(published).rejects.toThrow('needs a section "## Answer"');
  });

  it('once: the second is told, and no article changes', async () => {
    await answer({ phrasing: 'elda kvistar' });
    await expect(answer({ topic: 'brasa', phrasing: 'tända kvistar' })).rejects.toBeInstanceOf(ClusterConflict);
    expect((await articles.published()).some(({ askedAs }) => askedAs.includes('tända kvistar'))).toBe(false);
  });

  it('and the question stays open when the phrasing belongs to another topic', async () => {
    await expect(answer({ phrasing: 'brasa ett' })).rejects.toBeInstanceOf(PhrasingTaken);
    expect((await unanswered.read(id))?.cluster.status).toBe('open');
  });
});
