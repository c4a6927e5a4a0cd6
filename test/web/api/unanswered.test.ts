import { type Caller, type Console, startConsole } from '../../support/console-api.js';

let office: Console;
let editor: Caller;
beforeEach(async () => {
  office = await startConsole();
  await office.hire('edit', { roles: ['editor'], groups: [] });
  editor = await office.signIn('edit');
});
afterEach(() => office.close());

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

describe('everybody who is no editor', () => {
  it.each(['agent', 'officer', 'supervisor', 'admin'] as const)('is refused: %s', async (role) => {
    const id = await asked('vem vann matchen', 'c1|1');
    await office.hire('other', { roles: [role] });
    const other = await office.signIn('other');
    expect((await other.get('/api/unanswered')).status).toBe(403);
    expect((await other.get(`/api/unanswered/${id}`)).status).toBe(403);
    expect((await other.post(`/api/unanswered/${id}/decision`, { as: 'not-ours', version: 1 })).status).toBe(403);
  });
});
