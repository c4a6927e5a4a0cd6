import { maskPersonalNumbers } from '../../bot/masking.js';
import {
  type Articles,
  createArticles,
  NotNewest,
  PhrasingTaken,
  Refused,
  TextHasProblems,
  WrongStep,
} from '../../editorial/articles.js';
import { importFiles } from '../../editorial/import-files.js';
import { findAnswer, knowledgeOf } from '../../knowledge/index.js';
import { aFolder, anArticleText, KNOWLEDGE } from '../support/editorial.js';
import { clockAt, recordingBus } from '../support/registry.js';
import { type OpenedStore, openTestStore } from '../support/test-store.js';

const PLACE = { language: 'sv', topic: 'elda' };

describe('the articles of the store', () => {
  let store: OpenedStore;
  let articles: Articles;
  const clock = clockAt('2026-11-18T09:00:00Z');
  const bus = recordingBus();

  beforeAll(async () => {
    store = await openTestStore();
    const needs = {
      db: store.connection,
      bus,
      now: clock.now,
      directory: KNOWLEDGE,
      mask: maskPersonalNumbers,
      languages: ['sv', 'en'],
    };
    articles = createArticles(needs);
  });
  afterAll(() => store.close());
  afterEach(async () => {
    clock.set('2026-11-18T09:00:00Z');
    for (const name of ['articles', 'article-revisions']) await store.connection.collection(name).deleteMany({});
  });

  const save = (text: string, basedOn: number, given: object = {}) =>
    articles.saveDraft({ ...PLACE, category: 'AVF-ELD', text, basedOn, author: 'eva', ...given });
  const publish = (n: number, given: object = {}) => articles.publish({ ...PLACE, n, by: 'elin', ...given });
  const publishNew = async (text: string, given: { topic?: string; language?: string } = {}) => {
    const newest = (await articles.read({ ...PLACE, ...given }))?.revision.n ?? 0;
    const { n } = await save(text, newest, given);
    await publish(n, given);
    return n;
  };
  const tasks = async () => (await articles.tasks()).map(({ kind, language, topic }) => `${kind} ${language}/${topic}`);
  const statuses = async () => (await articles.history(PLACE)).map(({ n, status }) => `${n} ${status}`);

  it('go from draft to review to citizens, and the one before stays in the history', async () => {
    await publishNew(anArticleText('eldning'));
    const { n } = await save(anArticleText('eldning', { answer: 'Elda inte.' }), 1);
    await articles.submit({ ...PLACE, n, by: 'eva' });
    expect(await statuses()).toEqual(['2 review', '1 published']);
    expect(await tasks()).toEqual(['review sv/elda']);
    await publish(n);
    expect(await statuses()).toEqual(['2 published', '1 superseded']);
    expect(await tasks()).toEqual([]);
    expect(await articles.published()).toMatchObject([
      { id: 'elda', category: 'AVF-ELD', language: 'sv', version: 2, answer: 'Elda inte.' },
    ]);
  });

  it('are found by the matcher as soon as they are published', async () => {
    await publishNew(anArticleText('eldning'));
    const knowledge = knowledgeOf(await articles.published(), { directory: KNOWLEDGE });
    expect(findAnswer(knowledge, { text: 'eldning tre' }).ranking[0]?.id).toBe('elda');
  });

  it('are not there at all in an empty store', async () => {
    expect(await articles.published()).toEqual([]);
    expect(await articles.history(PLACE)).toEqual([]);
    expect(await articles.read(PLACE)).toBeUndefined();
    await expect(publish(1)).rejects.toThrow('no revision 1');
  });

  it('keep both texts apart when two editors save at the same moment: the second is told', async () => {
    await publishNew(anArticleText('eldning'));
    const texts = Array.from({ length: 10 }, (_, index) => anArticleText('eldning', { answer: `Svar ${index}.` }));
    const outcomes = await Promise.allSettled(texts.map((text) => save(text, 1)));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(9);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(NotNewest);
    expect(refused[0]?.reason.newest).toBe(2);
    expect(await statuses()).toEqual(['2 draft', '1 published']);
  });

  it('are not saved on top of a text the editor has not seen', async () => {
    await publishNew(anArticleText('eldning'));
    await expect(save('x', 0)).rejects.toBeInstanceOf(NotNewest);
    await expect(save('x', 7)).rejects.toBeInstanceOf(NotNewest);
  });

  it('are either published or rejected when two editors decide at the same moment', async () => {
    await save(anArticleText('eldning'), 0);
    const outcomes = await Promise.allSettled([publish(1), articles.reject({ ...PLACE, n: 1, by: 'eva' })]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [status] = await statuses();
    expect(status).toBe(outcomes[0]?.status === 'fulfilled' ? '1 published' : '1 rejected');
  });

  it('cannot be published once they are rejected', async () => {
    await save(anArticleText('eldning'), 0);
    await articles.reject({ ...PLACE, n: 1, by: 'eva', comment: 'källan saknas' });
    await expect(publish(1)).rejects.toBeInstanceOf(WrongStep);
    expect(await articles.history(PLACE)).toMatchObject([{ status: 'rejected', comment: 'källan saknas' }]);
  });

  it.each([
    [
      'a section is missing',
      anArticleText('eldning').replace(/## Responsible\n.*\n/, ''),
      'needs a section "## Responsible"',
    ],
    [
      'a fact is unknown',
      anArticleText('eldning', { answer: 'Se {{link.nowhere}}.' }),
      '{{link.nowhere}} is not in facts.yaml',
    ],
    ['a link stands bare', anArticleText('eldning', { answer: 'Se https://a.example.' }), 'bare link'],
    ['a question stands twice', anArticleText('eldning').replace('eldning två', 'Eldning ett?'), 'stands in'],
  ])('are kept as a draft, but not published, when %s', async (_what, text, message) => {
    await save(text, 0);
    const refusal = publish(1);
    await expect(refusal).rejects.toBeInstanceOf(TextHasProblems);
    await expect(refusal).rejects.toThrow(message);
    await expect(refusal).rejects.toThrow(/knowledge\/articles\/AVF-ELD\/elda\/sv\.md:\d+: /);
    expect(await statuses()).toEqual(['1 draft']);
  });

  it.each([
    ['a topic that leads out of the folder', { topic: '../../elda' }],
    ['a category that leads out of the folder', { topic: 'ny', category: '../x' }],
    ['a language nobody serves', { language: 'tlh' }],
    ['no text', { text: ' ' }],
  ])('are refused for %s', async (_what, given) => {
    await expect(save('x', 0, given)).rejects.toBeInstanceOf(Refused);
  });

  it('do not take a question from another topic', async () => {
    await publishNew(anArticleText('eldning'));
    await publishNew(anArticleText('brasa'), { topic: 'brasa' });
    const add = (topic: string, phrasing: string) =>
      articles.addAskedAs({ language: 'sv', topic, phrasing, by: 'eva' });
    await expect(add('brasa', 'Eldning ETT!')).rejects.toBeInstanceOf(PhrasingTaken);
    await save(anArticleText('brasa').replace('brasa två', 'eldning två'), 1, { topic: 'brasa' });
    await expect(publish(2, { topic: 'brasa' })).rejects.toThrow('is asked in "elda" already');
  });

  it('give a question to one topic when two editors add it to two at the same moment', async () => {
    await publishNew(anArticleText('eldning'));
    await publishNew(anArticleText('brasa'), { topic: 'brasa' });
    const add = (topic: string) => articles.addAskedAs({ language: 'sv', topic, phrasing: 'bränna ris', by: 'eva' });
    await Promise.allSettled([add('elda'), add('brasa')]);
    const found = (await articles.published()).filter(({ askedAs }) => askedAs.includes('bränna ris'));
    expect(found).toHaveLength(1);
  });

  it('learn a question in one step', async () => {
    await publishNew(anArticleText('eldning'));
    const add = () => articles.addAskedAs({ ...PLACE, phrasing: ' bränna  ris ', by: 'eva' });
    expect(await add()).toEqual({ n: 2, status: 'published' });
    expect(await add()).toEqual({ n: 2, status: 'published' });
    const [article] = await articles.published();
    expect(article?.askedAs.at(-1)).toBe('bränna ris');
    expect(await articles.diff(PLACE, 1, 2)).toContainEqual({ kind: 'added', text: '- bränna ris' });
  });

  it('learn a question on top of the draft when somebody is writing, and keep the draft', async () => {
    await publishNew(anArticleText('eldning'));
    await save(anArticleText('eldning', { answer: 'Ett nytt svar.' }), 1);
    expect(await articles.addAskedAs({ ...PLACE, phrasing: 'bränna ris', by: 'elin' })).toEqual({
      n: 3,
      status: 'draft',
    });
    expect((await articles.read(PLACE))?.revision.text).toMatch(/- bränna ris\n[\s\S]*Ett nytt svar/);
    expect((await articles.published())[0]).toMatchObject({ version: 1 });
  });

  it('can be brought back as they were, as a new draft', async () => {
    await publishNew(anArticleText('eldning'));
    await publishNew(anArticleText('eldning', { answer: 'Fel svar.' }));
    const { n, text } = await articles.restore({ ...PLACE, n: 1, by: 'eva', basedOn: 2 });
    expect([n, text]).toEqual([3, anArticleText('eldning')]);
    expect(await statuses()).toEqual(['3 draft', '2 published', '1 superseded']);
  });

  it('are due a year after somebody compared them with their sources, or on the day the editor names', async () => {
    await publishNew(anArticleText('eldning', { checkedOn: '2026-03-01' }));
    clock.set('2027-02-28T12:00:00Z');
    expect(await articles.tasks()).toEqual([]);
    clock.set('2027-03-01T12:00:00Z');
    expect(await articles.tasks()).toMatchObject([{ kind: 'due', topic: 'elda', owner: '' }]);
    clock.set('2026-11-18T09:00:00Z');
    await articles.setReview(PLACE, { owner: 'eva', reviewBy: '2026-11-18' });
    expect(await articles.tasks()).toMatchObject([{ owner: 'eva', since: new Date('2026-11-18') }]);
    await expect(articles.setReview(PLACE, { reviewBy: 'soon' })).rejects.toThrow('is no date');
  });

  it('mark a translation that is older than its Swedish source, but not for a new phrasing (complaint 22)', async () => {
    await publishNew(anArticleText('eldning'));
    await publishNew(anArticleText('burning'), { language: 'en' });
    await articles.addAskedAs({ ...PLACE, phrasing: 'bränna ris', by: 'eva' });
    expect(await tasks()).toEqual([]);
    await publishNew(anArticleText('eldning', { answer: 'Elda bara i april.' }));
    expect(await tasks()).toEqual(['stale en/elda']);
    expect((await articles.published()).filter(({ outdated }) => outdated)).toMatchObject([{ language: 'en' }]);
    await articles.addAskedAs({ ...PLACE, language: 'en', phrasing: 'bonfire', by: 'eva' });
    expect(await tasks()).toEqual(['stale en/elda']);
    await articles.confirmTranslation({ ...PLACE, language: 'en' });
    expect(await tasks()).toEqual([]);
    const ofSource = articles.confirmTranslation(PLACE);
    await expect(ofSource).rejects.toThrow('source of the others');
  });

  it('still wait for review when the process ended while one was being published', async () => {
    await save(anArticleText('eldning'), 0);
    const half = { $set: { status: 'publishing' } };
    await store.connection.collection<{ _id: string }>('article-revisions').updateOne({ _id: 'sv/elda/1' }, half);
    expect(await statuses()).toEqual(['1 review']);
    await publish(1);
    expect(await statuses()).toEqual(['1 published']);
  });

  it('lose neither a file nor an edit when both change', async () => {
    const files = aFolder({ 'AVF-ELD/elda/sv': anArticleText('eldning') });
    const needs = { db: store.connection, bus, now: clock.now, directory: KNOWLEDGE, mask: maskPersonalNumbers };
    await importFiles(needs, files.folder);
    await publishNew(anArticleText('eldning', { answer: 'Redaktörens svar.' }));
    files.write('AVF-ELD/elda/sv', anArticleText('eldning', { answer: 'Filens svar.' }));
    expect(await importFiles(needs, files.folder)).toMatchObject({ published: [], proposed: ['sv/elda'] });
    expect(await statuses()).toEqual(['3 draft', '2 published', '1 superseded']);
    expect((await articles.published())[0]?.answer).toBe('Redaktörens svar.');
    await publish(3);
    files.write('AVF-ELD/elda/sv', anArticleText('eldning', { answer: 'Filens andra svar.' }));
    expect(await importFiles(needs, files.folder)).toMatchObject({ published: ['sv/elda'], proposed: [] });
    files.remove();
  });
});
