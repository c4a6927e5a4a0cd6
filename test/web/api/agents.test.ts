import { type Caller, type Console, startConsole } from '../../support/console-api.js';

let office: Console;
let admin: Caller;
beforeEach(async () => {
  office = await startConsole();
  await office.agents.addFirstAdmin('given-by-the-city');
  admin = await office.signIn('admin', 'given-by-the-city');
});
afterEach(() => office.close());

const eva = {
  username: 'eva',
  name: 'Eva Ek',
  password: 'eva-password',
  roles: ['agent'],
  groups: ['TRA'],
  languages: ['sv', 'en'],
  boards: [],
};

describe('an administrator', () => {
  it('adds an agent, who can sign in at once', async () => {
    const { status, body } = await admin.post('/api/agents', { ...eva, centre: 'bromma' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ username: 'eva', groups: ['TRA'], centre: 'bromma', mustChange: false, active: true });
    expect(JSON.stringify(body)).not.toContain('scrypt');
    const caller = await office.signIn('eva');
    expect((await caller.get('/api/handovers')).status).toBe(200);
    expect((await admin.get('/api/agents')).body.items.map(({ username }: { username: string }) => username)).toEqual([
      'admin',
      'eva',
    ]);
  });

  it('says how many conversations somebody has at the same time, and changes it', async () => {
    const { body } = await admin.post('/api/agents', { ...eva, capacity: 2 });
    expect(body.capacity).toBe(2);
    expect((await admin.put(`/api/agents/${body.id}`, { name: 'Eva' })).body.capacity).toBe(2);
    expect((await admin.put(`/api/agents/${body.id}`, { capacity: 0 })).body.capacity).toBe(0);
    expect((await admin.put(`/api/agents/${body.id}`, { capacity: 51 })).status).toBe(400);
    expect((await admin.put(`/api/agents/${body.id}`, { centre: 'kista' })).status).toBe(400);
    expect((await admin.put(`/api/agents/${body.id}`, { centre: 'bromma' })).body.centre).toBe('bromma');
    expect((await admin.put(`/api/agents/${body.id}`, { centre: '' })).body.centre).toBe('');
  });

  it('drops what an account does not have', async () => {
    const more = {
      ...eva,
      mustChange: true,
      passwordHash: 'x',
      _id: 'x',
      presence: 'free',
      __proto__: { active: false },
    };
    const { status, body } = await admin.post('/api/agents', more);
    expect(status).toBe(201);
    expect(body).toMatchObject({ mustChange: false, presence: 'off', active: true });
    expect(body.id).not.toBe('x');
  });

  it.each([
    ['a role that does not exist', { roles: ['king'] }],
    ['an answer group that does not exist', { groups: ['XYZ'] }],
    ['a group called like a part of every object', { groups: ['constructor'] }],
    ['a board that does not exist', { boards: ['XYZ'] }],
    ['a centre that does not exist', { centre: 'kista' }],
    ['more conversations than anybody can have', { capacity: 51 }],
    ['half a conversation', { capacity: 1.5 }],
    ['fewer than no conversations', { capacity: -1 }],
    ['a short password', { password: 'short' }],
    ['a user name of spaces', { username: '   ' }],
    ['an object for a user name', { username: { $gt: '' } }],
    ['an object for a password', { password: { $ne: '' } }],
    ['a language that is none', { languages: ['$where'] }],
    ['no name', { name: '' }],
    ['a name that cannot be seen', { name: '\u200b\u0000' }],
    ['a personal number in the name', { name: 'Eva 811218-9876' }],
    ['a personal number for a user name', { username: '811218-9876' }],
  ])('is told about %s', async (_, wrong) => {
    const { status, body } = await admin.post('/api/agents', { ...eva, ...wrong });
    expect([status, body.code]).toEqual([400, 'BadRequest']);
    expect(body.message).toContain(Object.keys(wrong)[0]);
  });

  it('gives a name without what would turn it round on the citizen’s screen', async () => {
    const { id, name } = (await admin.post('/api/agents', { ...eva, name: 'Eva\u202e \u0000Ek ' })).body;
    expect(name).toBe('Eva Ek');
    expect((await admin.put(`/api/agents/${id}`, { name: 'Eva 811218-9876' })).status).toBe(400);
  });

  it('is told that a user name is taken', async () => {
    await admin.post('/api/agents', eva);
    expect(await admin.post('/api/agents', { ...eva, username: 'EVA' })).toMatchObject({
      status: 409,
      body: { code: 'Conflict', message: 'this user name is taken' },
    });
  });

  it('changes what is sent and leaves the rest', async () => {
    const { id } = (await admin.post('/api/agents', eva)).body;
    const { status, body } = await admin.put(`/api/agents/${id}`, { groups: ['FSK', 'ALD'] });
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: 'Eva Ek', groups: ['FSK', 'ALD'], languages: ['sv', 'en'], roles: ['agent'] });
  });

  it('takes effect at once in a session that is open', async () => {
    const { id } = (await admin.post('/api/agents', eva)).body;
    const caller = await office.signIn('eva');
    await admin.put(`/api/agents/${id}`, { roles: ['editor'] });
    expect((await caller.get('/api/cases')).status).toBe(403);
  });

  it('ends the sessions of an account by a new password or by switching it off', async () => {
    const { id } = (await admin.post('/api/agents', eva)).body;
    const first = await office.signIn('eva');
    await admin.put(`/api/agents/${id}`, { password: 'another-password' });
    expect((await first.get('/api/me')).status).toBe(401);
    const second = await office.signIn('eva', 'another-password');
    await admin.put(`/api/agents/${id}`, { active: false });
    expect((await second.get('/api/me')).status).toBe(401);
    await expect(office.signIn('eva', 'another-password')).rejects.toThrow('401');
  });

  it('cannot lock the last door behind oneself', async () => {
    const { id } = (await admin.get('/api/me')).body.agent;
    expect((await admin.put(`/api/agents/${id}`, { roles: ['agent'] })).status).toBe(409);
    expect((await admin.put(`/api/agents/${id}`, { active: false })).status).toBe(409);
    expect((await admin.put(`/api/agents/${id}`, { name: 'Ada' })).status).toBe(200);
  });

  it('is told when there is no such account', async () => {
    expect((await admin.put('/api/agents/none', { name: 'X' })).status).toBe(404);
  });
});

it('everybody who is signed in gets the names of the city’s codes', async () => {
  await admin.post('/api/agents', eva);
  const { body } = await (await office.signIn('eva')).get('/api/me');
  expect(body.city.groups.TRA.name.sv).toBe('Trafik och utemiljö');
  expect(body.city.categories['UTE-BEL']).toMatchObject({ group: 'TRA', board: 'TRN', secrecy: 'none' });
  expect(Object.keys(body.city.resolutions)).toEqual(
    expect.arrayContaining(['answered', 'self-service', 'forwarded', 'call-back', 'not-ours']),
  );
  expect(body.city.languages).toEqual([{ code: 'sv', name: 'Svenska', dir: 'ltr' }]);
});
