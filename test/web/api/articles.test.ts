import type { z } from 'zod';
import {
  articleDetailShape,
  articleShape,
  articleTaskShape,
  articleTextShape,
  checkedShape,
  historyShape,
  revisionShape,
  takenShape,
  triedShape,
} from '../../../web/api/editorial-shapes.js';
import { listOf } from '../../../web/api/shapes.js';
import { type Caller, type Console, startConsole } from '../../support/console-api.js';
import { aFolder, anArticleText } from '../../support/editorial.js';

const ARTICLE = '/api/articles/elda';
const TEXT = `${ARTICLE}/sv`;
const START = '2026-11-18T09:00:00Z';
const CATEGORY = 'AVF-GRO';

let office: Console;
let eva: Caller;
let ola: Caller;
beforeAll(async () => {
  office = await startConsole();
  for (const name of ['eva', 'ola']) await office.hire(name, { roles: ['editor'], groups: [] });
  eva = await office.signIn('eva');
  ola = await office.signIn('ola');
});
afterEach(async () => {
  office.clock.set(START);
  for (const name of ['articles', 'article-revisions']) await office.store.connection.collection(name).deleteMany({});
});
afterAll(() => office.close());

const exact = (shape: z.ZodType, { body }: { body: unknown }) => expect(shape.parse(body)).toEqual(body);
const save = (text: string, basedOn: number, more = {}, by = eva, path = TEXT) =>
  by.post(`${path}/drafts`, { text, basedOn, category: CATEGORY, ...more });
const publish = (n: number, path = TEXT) => eva.post(`${path}/revisions/${n}/publish`, {});

/** An article citizens get, with `n` as its newest revision. */
async function published(text = anArticleText('eldning'), path = TEXT): Promise<void> {
  const { body } = await save(text, 0, {}, eva, path);
  expect(await publish(body.n, path)).toMatchObject({ status: 200 });
}

/** Brings a folder in, as a start does. */
async function imported(articles: Record<string, string>) {
  const files = aFolder(articles);
  const done = await office.importFiles(files.folder);
  files.remove();
  return done;
}

describe('the life of an article', () => {
  it('goes from a draft over a review to the citizens, and every step has a name', async () => {
    const draft = await save(anArticleText('eldning'), 0, { comment: 'ny' });
    expect(draft).toMatchObject({
      status: 201,
      body: { n: 1, status: 'draft', authorName: 'Eva', comment: 'ny', basedOn: 0 },
    });
    exact(revisionShape, draft);
    expect((await eva.get(ARTICLE)).body.texts[0]).toMatchObject({ published: 0, revision: { n: 1 } });

    const submitted = await eva.post(`${TEXT}/revisions/1/submit`, {});
    expect(submitted).toMatchObject({ status: 200, body: { revision: { status: 'review' } } });
    exact(articleTextShape, submitted);
    const out = await ola.post(`${TEXT}/revisions/1/publish`, { comment: 'läst mot källan' });
    expect(out).toMatchObject({ status: 200, body: { published: 1, revision: { status: 'published' } } });

    const opened = await eva.get(ARTICLE);
    expect(opened.body).toMatchObject({
      topic: 'elda',
      category: CATEGORY,
      missing: [],
      texts: [{ language: 'sv', published: 1, publishedAt: '2026-11-18T09:00:00.000Z', due: false, stale: false }],
    });
    exact(articleDetailShape, opened);
    const history = await eva.get(`${TEXT}/history`);
    expect(history.body.items).toMatchObject([
      { n: 1, status: 'published', authorName: 'Eva', decidedByName: 'Ola', comment: 'läst mot källan' },
    ]);
    exact(listOf(historyShape), history);
  });

  it('goes on: a later text is compared with an earlier one, set aside, and an old one brought back', async () => {
    await published();
    await save(anArticleText('eldning', { answer: 'Elda inte.' }), 1);
    const { body } = await eva.get(`${TEXT}/diff?from=1&to=2`);
    expect(body.lines.filter(({ kind }: { kind: string }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: 'Så här gör du med eldning.' },
      { kind: 'added', text: 'Elda inte.' },
    ]);
    const rejected = await ola.post(`${TEXT}/revisions/2/reject`, { comment: 'källan saknas' });
    expect(rejected).toMatchObject({ status: 200, body: { published: 1, revision: { n: 2, status: 'rejected' } } });
    const restored = await ola.post(`${TEXT}/revisions/1/restore`, { basedOn: 2 });
    expect(restored).toMatchObject({ status: 201, body: { n: 3, status: 'draft', authorName: 'Ola' } });
    const old = await eva.get(`${TEXT}/revisions/1`);
    expect(restored.body.text).toBe(old.body.text);
    exact(revisionShape, old);
  });

  it('cannot take a step twice, or one that its text does not allow', async () => {
    await published();
    expect(await eva.post(`${TEXT}/revisions/1/submit`, {})).toMatchObject({ status: 409, body: { code: 'Conflict' } });
    await save('# Halvfärdig', 1);
    const refused = await publish(2);
    expect(refused).toMatchObject({ status: 422, body: { code: 'TextHasProblems' } });
    expect(refused.body.problems).toContainEqual({
      line: 1,
      level: 'error',
      code: 'sectionMissing',
      values: { section: 'Answer' },
      message: 'needs a section "## Answer" with text',
    });
    expect((await eva.get(ARTICLE)).body.texts[0].published).toBe(1);
  });

  it('has an owner and a day to look at it again', async () => {
    await published();
    const changed = await eva.put(`${TEXT}/review`, { owner: 'Stadsmiljö', reviewBy: '2026-11-18' });
    expect(changed).toMatchObject({ status: 200, body: { owner: 'Stadsmiljö', reviewBy: '2026-11-18', due: true } });
    const later = await eva.put(`${TEXT}/review`, { reviewBy: '2026-11-19' });
    expect(later.body).toMatchObject({ owner: 'Stadsmiljö', due: false });
    expect(await eva.put(`${TEXT}/review`, { reviewBy: 'i vår' })).toMatchObject({ status: 400 });
  });

  it('asks for its translation again when the Swedish text says something else, until somebody confirms it', async () => {
    await published();
    await published(anArticleText('burning'), `${ARTICLE}/en`);
    await save(anArticleText('eldning', { answer: 'Elda inte.' }), 1);
    await publish(2);
    const stale = async () => (await eva.get(ARTICLE)).body.texts.map(({ stale }: { stale: boolean }) => stale);
    expect(await stale()).toEqual([true, false]);
    expect(await eva.post(`${ARTICLE}/en/confirm-translation`)).toMatchObject({ status: 200, body: { stale: false } });
    expect(await stale()).toEqual([false, false]);
    expect((await eva.post(`${TEXT}/confirm-translation`)).status).toBe(400);
  });
});

describe('two editors at once', () => {
  it('do not overwrite each other: the second is told what is newest, and nothing of the first is lost', async () => {
    await published();
    const saved = await Promise.all([
      save(anArticleText('eldning', { answer: 'Evas svar.' }), 1, {}, eva),
      save(anArticleText('eldning', { answer: 'Olas svar.' }), 1, {}, ola),
    ]);
    expect(saved.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(saved.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'NotNewest', newest: 2 });
    const kept = saved.find(({ status }) => status === 201)?.body;
    expect((await eva.get(`${TEXT}/revisions/2`)).body).toEqual(kept);
    expect(await ola.post(`${TEXT}/revisions/1/restore`, { basedOn: 1 })).toMatchObject({
      status: 409,
      body: { code: 'NotNewest', newest: 2 },
    });
  });

  it('who publish and reject the same draft: one of them is told', async () => {
    await save(anArticleText('eldning'), 0);
    const done = await Promise.all([publish(1), ola.post(`${TEXT}/revisions/1/reject`, {})]);
    expect(done.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe('what is refused', () => {
  it.each<[string, string, object, number]>([
    ['a topic with spaces', '/api/articles/min%20eld/sv/drafts', {}, 400],
    ['a topic that is a path', '/api/articles/..%2F..%2Fetc/sv/drafts', {}, 400],
    ['a topic that is somebody’s number', '/api/articles/811218-9876/sv/drafts', {}, 400],
    ['a language nobody serves', `${ARTICLE}/tlh/drafts`, {}, 400],
    ['a category the city does not have', `${TEXT}/drafts`, { category: 'XYZ-ABC' }, 400],
    ['a category that every object has', `${TEXT}/drafts`, { category: 'constructor' }, 400],
    ['a new topic without a category', `${TEXT}/drafts`, { category: undefined }, 400],
    ['an empty text', `${TEXT}/drafts`, { text: '  ' }, 400],
    ['a text without end', `${TEXT}/drafts`, { text: 'a'.repeat(100_001) }, 400],
    ['a revision to build on that is none', `${TEXT}/drafts`, { basedOn: -1 }, 400],
    ['a revision that is not there yet', `${TEXT}/drafts`, { basedOn: 7 }, 409],
  ])('%s', async (_what, path, given, status) => {
    const body = { text: anArticleText('eldning'), basedOn: 0, category: CATEGORY, ...given };
    const answer = await eva.post(path, body);
    expect(answer.status).toBe(status);
    expect(answer.body.message).toMatch(/\w+ \w+/);
  });

  it('a text with a personal number: the line is named, and the number is nowhere in the store', async () => {
    const text = anArticleText('eldning', { answer: 'Ring om 811218-9876.' });
    const refused = await save(text, 0);
    expect(refused).toMatchObject({ status: 422, body: { code: 'TextHasProblems' } });
    const line = text.split('\n').indexOf('Ring om 811218-9876.') + 1;
    expect(refused.body.problems).toMatchObject([{ code: 'personalNumber', line, level: 'error' }]);
    expect(JSON.stringify(refused.body)).not.toContain('9876');
    const stored = await office.store.connection.collection('article-revisions').find({}).toArray();
    expect(stored).toEqual([]);
  });

  it('takes a personal number out of a comment and of a name', async () => {
    const { body } = await save(anArticleText('eldning'), 0, { comment: 'enligt 811218-9876' });
    expect(body.comment).toBe('enligt ******-****');
    await publish(1);
    expect((await eva.put(`${TEXT}/review`, { owner: '811218-9876' })).body.owner).toBe('******-****');
  });

  it.each([
    '/api/articles/elda',
    '/api/articles/elda/sv/history',
    '/api/articles/elda/sv/revisions/1',
    '/api/articles/elda/sv/revisions/0',
    '/api/articles/elda/sv/revisions/x',
    '/api/articles/elda/sv/diff?from=1&to=2',
  ])('what is not there is not found: %s', async (path) => {
    expect(await eva.get(path)).toMatchObject({ status: 404, body: { code: 'NotFound' } });
  });

  it.each(['submit', 'publish', 'reject', 'restore'])('a revision that is not there cannot %s', async (step) => {
    await save(anArticleText('eldning'), 0);
    expect((await eva.post(`${TEXT}/revisions/9/${step}`, { basedOn: 1 })).status).toBe(404);
  });
});

describe('the list', () => {
  beforeEach(async () => {
    await imported({
      'AVF-GRO/elda/sv': anArticleText('eldning'),
      'AVF-GRO/elda/en': anArticleText('burning', { checkedOn: '2025-11-18' }),
      'AVF-GRO/brasa/sv': anArticleText('brasa'),
    });
    await save(anArticleText('cykel'), 0, { category: 'ALL-OVR' }, eva, '/api/articles/cykel/sv');
    await eva.post('/api/articles/cykel/sv/revisions/1/submit', {});
  });
  const topics = async (query = '') =>
    (await eva.get(`/api/articles${query}`)).body.items.map(({ topic }: { topic: string }) => topic);

  it('has a row a topic, by category and topic, with how each text stands', async () => {
    const answer = await eva.get('/api/articles');
    exact(listOf(articleShape), answer);
    expect(await topics()).toEqual(['cykel', 'brasa', 'elda']);
    expect(answer.body.items[0].texts).toMatchObject([
      { title: 'Om cykel', published: 0, newest: 1, status: 'review', due: false, stale: false },
    ]);
    expect(answer.body.items[2].texts).toMatchObject([
      { language: 'en', published: 1, newest: 1, status: 'published', reviewBy: '2026-11-18', due: true },
      { language: 'sv', due: false },
    ]);
  });

  it.each([
    ['?q=BRÅS', []],
    ['?q=bras', ['brasa']],
    ['?q=burning', ['elda']],
    ['?state=review', ['cykel']],
    ['?state=draft', []],
    ['?state=due', ['elda']],
    ['?state=stale', []],
    ['?state=unreviewed', ['elda']],
    ['?language=en', ['elda']],
    ['?language=sv&state=unreviewed', []],
    ['?language=en&state=missing', ['cykel', 'brasa']],
    ['?state=missing', []],
    ['?state=&q=', ['cykel', 'brasa', 'elda']],
  ])('is narrowed: %s', async (query, expected) => {
    expect(await topics(query)).toEqual(expected);
  });

  it('names topics that lack a text in a language the city serves, and which', async () => {
    await imported({ 'AVF-GRO/sot/en': anArticleText('chimney') });
    expect(await topics('?state=missing')).toEqual(['sot']);
    expect((await eva.get('/api/articles/sot')).body.missing).toEqual(['sv']);
  });

  it('says of each text whether somebody has reviewed it', async () => {
    const [, , elda] = (await eva.get('/api/articles')).body.items;
    expect(elda.texts).toMatchObject([
      { language: 'en', reviewed: false },
      { language: 'sv', reviewed: true },
    ]);
  });

  it('refuses a state there is not', async () => {
    expect((await eva.get('/api/articles?state=secret')).status).toBe(400);
  });
});

describe('the tasks', () => {
  it('are what waits, is due or lags behind, longest waiting first', async () => {
    await imported({
      'AVF-GRO/elda/sv': anArticleText('eldning'),
      'AVF-GRO/elda/en': anArticleText('burning'),
      'AVF-GRO/brasa/sv': anArticleText('brasa', { checkedOn: '2025-11-18' }),
    });
    await save(anArticleText('eldning', { answer: 'Elda inte.' }), 1);
    office.clock.pass(1);
    await eva.put('/api/articles/brasa/sv/review', { owner: 'Stadsmiljö' });
    await publish(2);
    office.clock.pass(1);
    await save(anArticleText('eldning', { answer: 'Elda alls inte.' }), 2);
    await eva.post(`${TEXT}/revisions/3/submit`, {});
    office.clock.pass(1);
    const { proposed } = await imported({ 'AVF-GRO/elda/sv': anArticleText('eldning', { answer: 'Från filen.' }) });
    expect(proposed).toEqual(['sv/elda']);

    const answer = await eva.get('/api/articles/tasks');
    exact(listOf(articleTaskShape), answer);
    expect(
      answer.body.items.map(({ kind, topic, language, owner }: Record<string, string>) => [
        kind,
        topic,
        language,
        owner,
      ]),
    ).toEqual([
      ['due', 'brasa', 'sv', 'Stadsmiljö'],
      ['stale', 'elda', 'en', ''],
      ['review', 'elda', 'sv', ''],
      ['proposal', 'elda', 'sv', ''],
    ]);
  });

  it('are none when nothing waits; a plain draft is nobody’s task', async () => {
    await save(anArticleText('eldning'), 0);
    expect((await eva.get('/api/articles/tasks')).body.items).toEqual([]);
  });
});

describe('while an editor types', () => {
  const written = (text: string) => ({ topic: 'elda', language: 'sv', category: CATEGORY, text });

  it('the text is checked and shown as a citizen would read it, and nothing is kept', async () => {
    const text = `${anArticleText('eldning', { answer: 'Fråga på www.elda.se.' })}\n## Övrigt\nx\n`;
    const checked = await eva.post('/api/articles/check', written(text));
    exact(checkedShape, checked);
    expect(checked.body.problems.map(({ code, line }: Record<string, unknown>) => [code, line])).toEqual([
      ['sectionUnknown', text.split('\n').indexOf('## Övrigt') + 1],
      ['bareLink', text.split('\n').indexOf('Fråga på www.elda.se.') + 1],
    ]);
    expect(checked.body.preview.language).toBe('sv');
    expect(checked.body.preview.text).toMatch(/^Fråga på www\.elda\.se\.\n\n.*Prata med en människa/);
    expect((await eva.get('/api/articles')).body.items).toEqual([]);
  });

  it('a phrasing that another topic has is named with that topic', async () => {
    await published(anArticleText('brasa'), '/api/articles/brasa/sv');
    const { body } = await eva.post('/api/articles/check', written(anArticleText('brasa')));
    expect(body.problems).toContainEqual(
      expect.objectContaining({ code: 'questionTaken', values: { question: 'brasa ett', topic: 'brasa' } }),
    );
  });

  it('a question finds the draft, or says which article it would find instead', async () => {
    await published(anArticleText('brasa'), '/api/articles/brasa/sv');
    const ask = (question: string) => eva.post('/api/articles/try', { ...written(anArticleText('eldning')), question });
    const tried = await ask('eldning tre');
    exact(triedShape, tried);
    expect(tried.body).toMatchObject({ rank: 1, ranking: [{ id: 'elda', title: 'Om eldning' }, { id: 'brasa' }] });
    expect(tried.body.words).toEqual([
      { word: 'eldning', known: true },
      { word: 'tre', known: true },
    ]);
    expect((await ask('brasa tre')).body).toMatchObject({ rank: 2, ranking: [{ id: 'brasa', title: 'Om brasa' }, {}] });
    expect((await ask('')).status).toBe(400);
    expect((await eva.get(ARTICLE)).status).toBe(404);
  });

  it('the questions it would take from another topic are listed with that topic’s title', async () => {
    await published(anArticleText('eldning'));
    const askedAs = ['eldning två', 'två eldning', 'om eldning två', 'eldning två här'];
    const greedy = { ...written(anArticleText('brasa', { askedAs })), topic: 'brasa' };
    const taken = await eva.post('/api/articles/take-away', greedy);
    exact(listOf(takenShape), taken);
    expect(taken.body.items).toContainEqual({
      text: 'eldning två',
      from: 'elda',
      fromTitle: 'Om eldning',
      kind: 'asked-as',
    });
  });
});
