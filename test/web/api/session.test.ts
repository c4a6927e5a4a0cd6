import { type Console, startConsole } from '../../support/console-api.js';

let console_: Console;
afterEach(() => console_.close());
const start = async (options = {}) => {
  console_ = await startConsole(options);
  return console_;
};

describe('signing in', () => {
  it('gives who it is, the CSRF value and a cookie that scripts cannot read', async () => {
    const { hire, stranger } = await start();
    await hire('anna');
    const { status, body, headers } = await stranger.post('/api/session', {
      username: 'Anna',
      password: 'anna-password',
    });
    expect(status).toBe(200);
    expect(body.agent).toMatchObject({
      username: 'anna',
      name: 'Anna',
      roles: ['agent'],
      groups: ['TRA'],
      presence: 'free',
    });
    expect(body.csrf.length).toBeGreaterThan(40);
    expect(headers.getSetCookie()[0]).toMatch(/^kc-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(JSON.stringify(body)).not.toMatch(/hash|scrypt/i);
  });

  it('gives a cookie for HTTPS only when citizens come by HTTPS', async () => {
    const { hire, stranger } = await start({ publicUrl: 'https://kontakt.example.org' });
    await hire('anna');
    const { headers } = await stranger.post('/api/session', { username: 'anna', password: 'anna-password' });
    expect(headers.getSetCookie()[0]).toMatch(
      /^__Host-kc-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    );
  });

  it('makes one free to take conversations; signing out ends that', async () => {
    const { hire, agents, signIn } = await start();
    const anna = await hire('anna');
    await agents.setPresence(anna.id, 'off');
    const caller = await signIn('anna');
    expect(await agents.signedIn('TRA')).toBe(true);
    const out = await caller.send('DELETE', '/api/session');
    expect([out.status, out.body]).toEqual([204, undefined]);
    expect(out.headers.getSetCookie()[0]).toContain('Max-Age=0');
    expect(await agents.signedIn('TRA')).toBe(false);
    expect((await caller.get('/api/me')).status).toBe(401);
  });

  it('says the same of a wrong password, an unknown user and an account that is off', async () => {
    const { hire, agents, stranger } = await start();
    await hire('anna');
    const bo = await hire('bo');
    await agents.change(bo.id, { active: false });
    const answers = [];
    for (const username of ['anna', 'nobody', 'bo']) {
      const password = username === 'bo' ? 'bo-password' : 'wrong-password';
      const { status, body } = await stranger.post('/api/session', { username, password });
      answers.push({ status, body });
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toEqual({
      status: 401,
      body: { code: 'WrongPassword', message: 'user name or password is wrong' },
    });
  });

  it.each([
    ['anna'],
    ['nobody'],
  ])('is slowed down after too many attempts for %s, the right password included', async (username) => {
    const { hire, stranger } = await start({ perUsername: 3 });
    await hire('anna');
    for (let attempt = 0; attempt < 3; attempt++) {
      expect((await stranger.post('/api/session', { username, password: 'wrong' })).status).toBe(401);
    }
    const { status, headers, body } = await stranger.post('/api/session', { username, password: 'anna-password' });
    expect([status, body.code]).toEqual([429, 'TooManyRequests']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('counts attempts that come at the same time', async () => {
    const { hire, stranger } = await start({ perUsername: 3 });
    await hire('anna');
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => stranger.post('/api/session', { username: 'anna', password: 'wrong' })),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(9);
  });

  it('is slowed down by address, whatever names are tried', async () => {
    const { stranger } = await start({ perAddress: 3 });
    const statuses = [];
    for (let attempt = 0; attempt < 5; attempt++) {
      statuses.push((await stranger.post('/api/session', { username: `name${attempt}`, password: 'wrong' })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
  });

  it('does not count those who get it right', async () => {
    const { hire, signIn } = await start({ perUsername: 2, perAddress: 2 });
    await hire('anna');
    for (let time = 0; time < 5; time++) await signIn('anna');
  });

  it('takes only JSON, so that no other site’s form can sign a browser in', async () => {
    const { hire, url } = await start();
    await hire('anna');
    const body = JSON.stringify({ username: 'anna', password: 'anna-password' });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', undefined]) {
      const headers: Record<string, string> = type ? { 'content-type': type } : {};
      const payload = type ? body : new Blob([body]);
      expect((await fetch(`${url}/api/session`, { method: 'POST', headers, body: payload })).status).toBe(415);
    }
  });
});

describe('a session', () => {
  it('ends after an hour without use', async () => {
    const { hire, signIn, clock } = await start();
    await hire('anna');
    const caller = await signIn('anna');
    clock.pass(59);
    expect((await caller.get('/api/me')).status).toBe(200);
    clock.pass(59);
    expect((await caller.get('/api/me')).status).toBe(200);
    clock.pass(61);
    expect((await caller.get('/api/me')).status).toBe(401);
  });

  it('ends after twelve hours, however busy', async () => {
    const { hire, signIn, clock } = await start();
    await hire('anna');
    const caller = await signIn('anna');
    for (let minutes = 0; minutes < 12 * 60 - 30; minutes += 30) {
      clock.pass(30);
      expect((await caller.get('/api/me')).status).toBe(200);
    }
    clock.pass(31);
    expect((await caller.get('/api/me')).status).toBe(401);
  });

  it('is not found in the store by the value of the cookie', async () => {
    const { hire, signIn, store } = await start();
    await hire('anna');
    const caller = await signIn('anna');
    const id = caller.cookie.split('=')[1] as string;
    const stored = await store.connection.models.Session?.find({}).lean();
    expect(JSON.stringify(stored)).not.toContain(id);
  });

  it.each([
    ['kc-session=forged'],
    ['kc-session='],
    ['other=1'],
    ['kc-session[$ne]=x'],
    [';;;=;'],
  ])('is not to be had with the cookie "%s"', async (cookie) => {
    const { hire, signIn, stranger } = await start();
    await hire('anna');
    await signIn('anna');
    expect((await stranger.send('GET', '/api/me', undefined, { cookie })).status).toBe(401);
  });

  it('changes nothing without the right CSRF value', async () => {
    const { hire, signIn, agents } = await start();
    const anna = await hire('anna');
    const caller = await signIn('anna');
    const other = await signIn('anna');
    for (const csrf of ['', 'wrong', other.csrf]) {
      const { status, body } = await caller.send(
        'PUT',
        '/api/me/presence',
        { state: 'away' },
        { 'x-csrf-token': csrf },
      );
      expect([status, body.code]).toEqual([403, 'Csrf']);
    }
    expect((await agents.find(anna.id))?.presence).toBe('free');
    expect((await caller.put('/api/me/presence', { state: 'away' })).status).toBe(200);
    expect((await agents.find(anna.id))?.presence).toBe('away');
  });

  it('counts every call as being at the desk', async () => {
    const { hire, signIn, clock, agents } = await start();
    await hire('anna');
    const caller = await signIn('anna');
    clock.pass(14);
    await caller.get('/api/me');
    clock.pass(14);
    expect(await agents.signedIn('TRA')).toBe(true);
  });
});

describe('the password', () => {
  it('that the program made must be changed before anything else', async () => {
    const { agents, signIn } = await start();
    const password = (await agents.addFirstAdmin()) as string;
    const caller = await signIn('admin', password);
    expect((await caller.get('/api/me')).body.agent.mustChange).toBe(true);
    for (const [method, path] of [
      ['GET', '/api/agents'],
      ['POST', '/api/agents'],
      ['PUT', '/api/me/presence'],
      ['GET', '/api/events'],
    ]) {
      const { status, body } = await caller.send(method as string, path as string);
      expect([status, body.code]).toEqual([403, 'PasswordChange']);
    }
    expect((await caller.put('/api/me/password', { current: password, password: 'my-own-password' })).status).toBe(204);
    expect((await caller.get('/api/agents')).status).toBe(200);
    await signIn('admin', 'my-own-password');
  });

  it('that the city gave needs no change', async () => {
    const { agents, signIn } = await start();
    await agents.addFirstAdmin('given-by-the-city');
    expect((await (await signIn('admin', 'given-by-the-city')).get('/api/agents')).status).toBe(200);
  });

  it('is changed only by who knows it, to another one that is long enough', async () => {
    const { hire, signIn } = await start();
    await hire('anna');
    const caller = await signIn('anna');
    const change = async (current: string, password: string) =>
      (await caller.put('/api/me/password', { current, password })).status;
    expect(await change('wrong', 'a-new-password')).toBe(403);
    expect(await change('anna-password', 'short')).toBe(400);
    expect(await change('anna-password', 'anna-password')).toBe(400);
    expect(await change('anna-password', 'a-new-password')).toBe(204);
  });

  it('ends the other sessions when it is changed', async () => {
    const { hire, signIn } = await start();
    await hire('anna');
    const here = await signIn('anna');
    const elsewhere = await signIn('anna');
    await here.put('/api/me/password', { current: 'anna-password', password: 'a-new-password' });
    expect((await here.get('/api/me')).status).toBe(200);
    expect((await elsewhere.get('/api/me')).status).toBe(401);
  });
});
