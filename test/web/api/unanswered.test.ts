import { type Caller, type Console, startConsole } from '../../support/console-api.js';
import { anArticleText } from '../../support/editorial.js';

let office: Console;
let editor: Caller;
beforeAll(async () => {
  office = await startConsole();
  await office.hire('edit', { roles: ['editor'], groups: [] });
  editor = await office.signIn('edit');
});
afterEach(async () => {
  for (const name of ['articles', 'article-revisions', 'unanswered-questions', 'unanswered-clusters'])
    await office.store.connection.collection(name).deleteMany({});
});
afterAll(() => office.close());

const asked = (text: string, origin: string, language = 'sv') =>
  office.unanswered.keep({ text, language, origin, why: 'unknown', nearest: ['bygglov', 'attefall'] });

describe('an editor', () => {
  it('sees what nobody answered, the most asked first, and nothing of who asked', async () => {
    await asked('får jag ha höns på balkongen', 'c1|1');
    await asked('Får jag ha höns på balkongen?', 'c2|1');
    await asked('can I keep bees', 'c3|1', 'en');
    const { status, body } = await editor.get('/api/unanswered');
    expect(status).toBe(200);
    expect(body.items.map(({ count, language }: Record<string, unknown>) => ({ count, language }))).toEqual([
      { count: 2, language: 'sv' },
      { count: 1, language: 'en' },
    ]);
    expect(body.items[0]).toMatchObject({ article: 'bygglov', nearest: ['bygglov', 'attefall'], status: 'open' });
    expect(JSON.stringify(body)).not.toMatch(/c[123]\|/);
    expect((await editor.get('/api/unanswered?language=en')).body.items).toHaveLength(1);
    const detail = await editor.get(`/api/unanswered/${body.items[0].id}`);
    expect(detail.body.questions).toHaveLength(2);
  });

  it('says that questions are not the city’s, and takes it back', async () => {
    const id = await asked('vem vann matchen', 'c1|1');
    const decided = await editor.post(`/api/unanswered/${id}/decision`, { as: 'not-ours', version: 1 });
    expect(decided).toMatchObject({ status: 200, body: { status: 'not-ours', version: 2 } });
    expect((await editor.get('/api/unanswered')).body.items).toEqual([]);
    expect((await editor.get('/api/unanswered?status=not-ours')).body.items).toHaveLength(1);
    const late = await editor.post(`/api/unanswered/${id}/decision`, { as: 'open', version: 1 });
    expect(late).toMatchObject({ status: 409, body: { code: 'Conflict' } });
    expect((await editor.post(`/api/unanswered/${id}/decision`, { as: 'open', version: 2 })).status).toBe(200);
    expect((await editor.get('/api/unanswered')).body.items).toHaveLength(1);
  });

  it.each([
    ['/api/unanswered/unknown', 404],
    ['/api/unanswered/0123456789abcdef0123456789abcdef', 404],
    ['/api/unanswered?status=secret', 400],
    ['/api/unanswered?language[$ne]=sv', 200],
    ['/api/unanswered?limit=100000', 400],
  ])('gets a clear answer to %s', async (path, status) => {
    expect((await editor.get(path)).status).toBe(status);
  });
});

describe('an editor who answers questions', () => {
  const PHRASING = 'Får jag ha höns på balkongen?';
  const answer = (id: string, more: object = {}) =>
    editor.post(`/api/unanswered/${id}/answer`, {
      as: 'asked-as',
      topic: 'hons',
      phrasing: PHRASING,
      version: 1,
      ...more,
    });
  async function published(topic: string, about: string): Promise<void> {
    const place = { topic, language: 'sv' };
    const draft = { ...place, text: anArticleText(about), basedOn: 0, author: 'edit', category: 'ALL-OVR' };
    await office.articles.publish({ ...place, n: (await office.articles.saveDraft(draft)).n, by: 'edit' });
  }
  let id: string;
  beforeEach(async () => {
    id = await asked('får jag ha höns på balkongen', 'c1|1');
  });

  it('makes them a phrasing that citizens find at once', async () => {
    await published('hons', 'höns');
    const done = await answer(id);
    expect(done).toMatchObject({ status: 200, body: { status: 'asked-as', resolvedTo: 'hons', version: 2 } });
    const [article] = await office.articles.published('hons');
    expect(article).toMatchObject({ version: 2, askedAs: expect.arrayContaining([PHRASING]) });
  });

  it('makes them the draft of a new article, which says what is missing', async () => {
    const done = await answer(id, { as: 'draft', category: 'ALL-OVR' });
    expect(done).toMatchObject({ status: 200, body: { status: 'draft', resolvedTo: 'hons' } });
    const draft = await editor.get('/api/articles/hons');
    expect(draft.body.texts).toMatchObject([{ published: 0, revision: { n: 1, status: 'draft', authorName: 'Edit' } }]);
    expect(draft.body.texts[0].revision.text).toContain(`# ${PHRASING}`);
  });

  it('is told which topic has the phrasing already', async () => {
    await published('hons', 'höns');
    await published('bin', 'bin');
    const taken = await answer(id, { phrasing: 'bin ett' });
    expect(taken).toMatchObject({ status: 409, body: { code: 'PhrasingTaken', topic: 'bin' } });
    expect((await editor.get('/api/unanswered')).body.items).toHaveLength(1);
  });

  it('is told that somebody decided first', async () => {
    await published('hons', 'höns');
    await editor.post(`/api/unanswered/${id}/decision`, { as: 'not-ours', version: 1 });
    expect(await answer(id)).toMatchObject({ status: 409, body: { code: 'Conflict' } });
    expect(await office.articles.published('hons')).toMatchObject([{ version: 1 }]);
  });

  it('keeps nobody’s personal number in a phrasing', async () => {
    await published('hons', 'höns');
    for (const more of [{}, { as: 'draft', topic: 'ny', category: 'ALL-OVR' }]) {
      const refused = await answer(id, { phrasing: 'Får 811218-9876 ha höns?', ...more });
      expect(refused).toMatchObject({ status: 422, body: { problems: [{ code: 'personalNumber', line: 1 }] } });
      expect(JSON.stringify(refused.body)).not.toContain('9876');
    }
    expect((await editor.get('/api/unanswered')).body.items).toHaveLength(1);
  });

  it.each<[string, object, number]>([
    ['a topic that is not there', { topic: 'okand' }, 404],
    ['a topic that can be none', { topic: '../hons' }, 400],
    ['a new topic without a category', { as: 'draft', topic: 'ny' }, 400],
    ['a category the city does not have', { as: 'draft', topic: 'ny', category: 'XYZ-ABC' }, 400],
    ['a phrasing without a word', { phrasing: '?!' }, 400],
    ['another decision', { as: 'not-ours' }, 400],
  ])('is refused %s', async (_what, more, status) => {
    await published('hons', 'höns');
    expect((await answer(id, more)).status).toBe(status);
    expect((await editor.get('/api/unanswered')).body.items).toHaveLength(1);
  });

  it('finds no questions that are not there', async () => {
    expect((await answer('0123456789abcdef0123456789abcdef')).status).toBe(404);
  });
});

describe('everybody who is no editor', () => {
  it.each(['agent', 'officer', 'supervisor', 'admin'] as const)('is refused: %s', async (role) => {
    const id = await asked('vem vann matchen', 'c1|1');
    await office.hire(`other-${role}`, { roles: [role] });
    const other = await office.signIn(`other-${role}`);
    expect((await other.get('/api/unanswered')).status).toBe(403);
    expect((await other.get(`/api/unanswered/${id}`)).status).toBe(403);
    expect((await other.post(`/api/unanswered/${id}/decision`, { as: 'not-ours', version: 1 })).status).toBe(403);
  });
});
