import type { Role } from '../../../cases/access.js';
import type { OpenedCase } from '../../../cases/open-case.js';
import { type Caller, type Console, startConsole } from '../../support/console-api.js';
import { aWish } from '../../support/registry.js';

/** Who stands before the walls. */
const PEOPLE: Record<string, { roles: Role[]; groups?: string[]; boards?: string[] }> = {
  tra: { roles: ['agent'], groups: ['TRA'] },
  soc: { roles: ['agent'], groups: ['SOC'] },
  tran: { roles: ['officer'], boards: ['TRN'] },
  soan: { roles: ['officer'], boards: ['SDN'] },
  chief: { roles: ['supervisor'] },
  both: { roles: ['supervisor', 'agent'], groups: ['SOC'] },
  edith: { roles: ['editor'], groups: ['TRA', 'SOC'], boards: ['TRN', 'SDN'] },
  admina: { roles: ['admin'], groups: ['TRA', 'SOC'], boards: ['TRN', 'SDN'] },
  nobody: { roles: [], groups: ['TRA', 'SOC'], boards: ['TRN', 'SDN'] },
  empty: { roles: ['agent', 'officer'] },
};

/** What each may see of an open case (lamp, group TRA, board TRN) and a strictly secret one (money, SOC, SDN) that nobody has. */
const SEES: Record<string, { lamp: 'full' | 'metadata' | 'nothing'; money: 'full' | 'metadata' | 'nothing' }> = {
  tra: { lamp: 'full', money: 'nothing' },
  soc: { lamp: 'nothing', money: 'metadata' },
  tran: { lamp: 'full', money: 'nothing' },
  soan: { lamp: 'nothing', money: 'metadata' },
  chief: { lamp: 'full', money: 'metadata' },
  both: { lamp: 'full', money: 'metadata' },
  edith: { lamp: 'nothing', money: 'nothing' },
  admina: { lamp: 'nothing', money: 'nothing' },
  nobody: { lamp: 'nothing', money: 'nothing' },
  empty: { lamp: 'nothing', money: 'nothing' },
};

const MATTERS = {
  lamp: { category: 'UTE-BEL', phone: '0701740605', said: 'gatlampan blinkar' },
  money: { category: 'EKO-EB', phone: '0701740606', said: 'hyran är sen' },
} as const;
type Matter = keyof typeof MATTERS;
const matters = Object.keys(MATTERS) as Matter[];

let office: Console;
let callers: Record<string, Caller>;
let opened: Record<Matter, OpenedCase>;

beforeAll(async () => {
  office = await startConsole();
  callers = {};
  for (const [username, person] of Object.entries(PEOPLE)) {
    await office.hire(username, { groups: [], boards: [], ...person });
    callers[username] = await office.signIn(username);
  }
  opened = {} as typeof opened;
  for (const matter of matters) {
    const { category, phone, said } = MATTERS[matter];
    office.log.say(matter, 'dl_citizen', said);
    opened[matter] = await office.registry.openCase(
      aWish({ conversationId: matter, category, subject: said, reach: { phone } }),
    );
  }
});
afterAll(() => office.close());

const table = Object.entries(SEES).flatMap(([who, sees]) =>
  matters.map((matter) => [who, sees[matter], matter] as const),
);
const caller = (who: string) => callers[who] as Caller;
const canRead = (who: string) => PEOPLE[who]?.roles.some((role) => ['agent', 'officer', 'supervisor'].includes(role));
const isAgent = (who: string) => PEOPLE[who]?.roles.includes('agent');

describe.each(table)('%s, who may see %s of the %s case (complaint 19)', (who, sees, matter) => {
  const secrets = () => [MATTERS[matter].said, MATTERS[matter].phone.slice(1)];
  const free = (body: unknown) => {
    for (const secret of secrets()) expect(JSON.stringify(body)).not.toContain(secret);
  };

  it('finds it in the list, or not', async () => {
    const { status, body } = await caller(who).get('/api/cases');
    expect(status).toBe(canRead(who) ? 200 : 403);
    const listed = (body.items ?? []).find(({ number }: { number: string }) => number === opened[matter].number);
    expect(listed !== undefined).toBe(sees !== 'nothing');
    if (sees === 'full') expect(listed.reach.phone).toContain(MATTERS[matter].phone.slice(1));
    else free(body);
  });

  it('finds it by its number, or not', async () => {
    const { body } = await caller(who).get(`/api/cases?q=${opened[matter].number}`);
    expect((body.items ?? []).length).toBe(sees === 'nothing' ? 0 : 1);
  });

  it('finds it by the citizen’s telephone number only when all of it may be seen', async () => {
    const { body } = await caller(who).get(`/api/cases?q=${MATTERS[matter].phone}`);
    expect((body.items ?? []).length).toBe(sees === 'full' ? 1 : 0);
  });

  it('finds it by its group, or not', async () => {
    const { body } = await caller(who).get(`/api/cases?group=${matter === 'lamp' ? 'TRA' : 'SOC'}`);
    expect((body.items ?? []).length).toBe(sees === 'nothing' ? 0 : 1);
  });

  it('opens it, or is told that it is not there', async () => {
    const { status, body } = await caller(who).get(`/api/cases/${opened[matter].number}`);
    expect(status).toBe(sees !== 'nothing' ? 200 : canRead(who) ? 404 : 403);
    if (sees !== 'full') free(body);
    if (sees === 'full') expect(body.transcript[0].text).toBe(MATTERS[matter].said);
    if (sees === 'metadata') {
      expect(body).toMatchObject({ access: 'metadata', category: MATTERS[matter].category });
      for (const field of ['subject', 'reach', 'timeline', 'transcript']) expect(body).not.toHaveProperty(field);
    }
  });

  it('is told of an unknown case in the same words as of one behind the wall', async () => {
    if (sees !== 'nothing') return;
    const unknown = await caller(who).get('/api/cases/KC-2026-999999');
    const walled = await caller(who).get(`/api/cases/${opened[matter].number}`);
    expect([walled.status, walled.body]).toEqual([unknown.status, unknown.body]);
  });

  it('sees it in the queue, or not', async () => {
    const { status, body } = await caller(who).get('/api/handovers?state=waiting');
    expect(status).toBe(canRead(who) ? 200 : 403);
    const ids = (body.items ?? []).map(({ id }: { id: string }) => id);
    expect(ids.includes(opened[matter].handoverId)).toBe(sees !== 'nothing');
    free(body);
  });

  it('reads its conversation, or not', async () => {
    const { status, body } = await caller(who).get(`/api/handovers/${opened[matter].handoverId}`);
    expect(status).toBe(sees !== 'nothing' ? 200 : canRead(who) ? 404 : 403);
    if (sees === 'full') expect(body.transcript[0].text).toBe(MATTERS[matter].said);
    else free(body);
  });

  it('gets suggestions for what is asked in it, or not', async () => {
    const { status, body } = await caller(who).get(`/api/handovers/${opened[matter].handoverId}/suggestions`);
    const asks = PEOPLE[who]?.roles.some((role) => ['agent', 'supervisor'].includes(role));
    expect(status).toBe(!asks ? 403 : sees === 'full' ? 200 : sees === 'metadata' ? 403 : 404);
    if (asks && sees === 'full') expect(body.question).toBe(MATTERS[matter].said);
    else free(body);
  });

  it('tells the editors of it, or not', async () => {
    const told = { text: MATTERS[matter].said, language: 'sv', handover: opened[matter].handoverId };
    const { status } = await caller(who).post('/api/unanswered', told);
    const asks = PEOPLE[who]?.roles.some((role) => ['agent', 'supervisor'].includes(role));
    expect(status).toBe(!asks ? 403 : sees === 'full' ? 201 : sees === 'metadata' ? 403 : 404);
  });

  it('does nothing in it that is not theirs to do', async () => {
    const path = `/api/handovers/${opened[matter].handoverId}`;
    const owns = isAgent(who) && PEOPLE[who]?.groups?.includes(matter === 'lamp' ? 'TRA' : 'SOC');
    const expected = !isAgent(who) ? 403 : sees === 'nothing' ? 404 : owns ? 409 : 403;
    const message = await caller(who).post(`${path}/messages`, { text: 'hej' });
    expect(message.status).toBe(owns ? 409 : isAgent(who) ? (sees === 'nothing' ? 404 : 409) : 403);
    const close = await caller(who).post(`${path}/close`, { resolution: 'answered', category: 'UTE-BEL' });
    expect(close.status).toBe(message.status);
    if (!owns) expect((await caller(who).post(`${path}/claim`)).status).toBe(expected);
    if (sees === 'nothing') {
      expect((await caller(who).post(`${path}/notes`, { text: 'hej' })).status).toBe(isAgent(who) ? 404 : 403);
    }
    expect(office.told).toEqual([]);
  });
});

/** What is for those who write the answers, and for nobody else. */
const EDITORIAL = [
  ['GET', '/api/articles'],
  ['GET', '/api/articles/tasks'],
  ['GET', '/api/articles/elda'],
  ['GET', '/api/articles/elda/sv/history'],
  ['GET', '/api/articles/elda/sv/revisions/1'],
  ['GET', '/api/articles/elda/sv/diff'],
  ['POST', '/api/articles/elda/sv/drafts'],
  ['POST', '/api/articles/elda/sv/revisions/1/submit'],
  ['POST', '/api/articles/elda/sv/revisions/1/publish'],
  ['POST', '/api/articles/elda/sv/revisions/1/reject'],
  ['POST', '/api/articles/elda/sv/revisions/1/restore'],
  ['PUT', '/api/articles/elda/sv/review'],
  ['POST', '/api/articles/elda/sv/confirm-translation'],
  ['POST', '/api/articles/check'],
  ['POST', '/api/articles/try'],
  ['POST', '/api/articles/take-away'],
  ['POST', '/api/unanswered/x/answer'],
  ['GET', '/api/unanswered'],
  ['GET', '/api/unanswered/x'],
  ['POST', '/api/unanswered/x/decision'],
] as const;

describe.each(EDITORIAL)('the editors’ route %s %s', (method, path) => {
  it.each(Object.keys(PEOPLE))('lets in an editor and nobody else: %s', async (who) => {
    const isEditor = PEOPLE[who]?.roles.includes('editor');
    const body = method === 'GET' ? undefined : {};
    const { status, body: answer } = await caller(who).send(method, path, body);
    if (isEditor) expect([200, 400, 404]).toContain(status);
    else expect([status, answer.code]).toEqual([403, 'Forbidden']);
  });

  it('does nothing without the header that proves who asks', async () => {
    const { cookie } = caller('edith');
    const { status, body } = await office.stranger.send(method, path, method === 'GET' ? undefined : {}, { cookie });
    if (method === 'GET') expect(status).not.toBe(403);
    else expect([status, body.code]).toEqual([403, 'Csrf']);
  });

  it('asks a stranger to sign in', async () => {
    expect((await office.stranger.send(method, path)).status).toBe(401);
  });
});

describe('a conversation that somebody has', () => {
  it('is spoken in and closed by nobody else', async () => {
    await office.hire('tora', { roles: ['agent', 'supervisor'], groups: ['TRA'] });
    const { handoverId } = await office.registry.openCase(aWish());
    await caller('tra').post(`/api/handovers/${handoverId}/claim`);
    const tora = await office.signIn('tora');
    for (const [action, body, status] of [
      ['claim', undefined, 409],
      ['messages', { text: 'hej' }, 403],
      ['close', { resolution: 'answered', category: 'UTE-BEL' }, 403],
    ] as const) {
      expect((await tora.post(`/api/handovers/${handoverId}/${action}`, body)).status).toBe(status);
    }
  });
});

describe('everybody else', () => {
  it.each([
    ['GET', '/api/me'],
    ['PUT', '/api/me/presence'],
    ['PUT', '/api/me/password'],
    ['GET', '/api/agents'],
    ['POST', '/api/agents'],
    ['PUT', '/api/agents/x'],
    ['GET', '/api/handovers'],
    ['GET', '/api/handovers/x'],
    ['GET', '/api/handovers/x/suggestions'],
    ['GET', '/api/knowledge?q=x'],
    ['POST', '/api/unanswered'],
    ['POST', '/api/handovers/x/claim'],
    ['POST', '/api/handovers/x/messages'],
    ['POST', '/api/handovers/x/notes'],
    ['POST', '/api/handovers/x/close'],
    ['GET', '/api/cases'],
    ['GET', '/api/cases/KC-2026-000001'],
    ['GET', '/api/events'],
    ['DELETE', '/api/session'],
  ])('is asked to sign in: %s %s', async (method, path) => {
    expect(await office.stranger.send(method, path)).toMatchObject({ status: 401, body: { code: 'Unauthorized' } });
  });
});

describe('a search of the knowledge', () => {
  it.each(Object.keys(PEOPLE))('is for agents and supervisors: %s', async (who) => {
    const asks = PEOPLE[who]?.roles.some((role) => ['agent', 'supervisor'].includes(role));
    expect((await caller(who).get('/api/knowledge?q=lampa')).status).toBe(asks ? 200 : 403);
  });
});

describe('accounts', () => {
  it.each(Object.keys(PEOPLE).filter((who) => who !== 'admina'))('are not for %s', async (who) => {
    expect((await caller(who).get('/api/agents')).status).toBe(403);
    expect((await caller(who).post('/api/agents', {})).status).toBe(403);
    expect((await caller(who).put('/api/agents/x', {})).status).toBe(403);
  });
});
