import { type Caller, type Console, startConsole } from '../../support/console-api.js';
import { aWish } from '../../support/registry.js';

let office: Console;
let anna: Caller;
beforeAll(async () => {
  office = await startConsole({ perUsername: 1000 });
  await office.hire('anna');
  anna = await office.signIn('anna');
  await office.registry.openCase(aWish());
});
afterAll(() => office.close());

/** Every refusal has this shape and tells nothing of the inside. */
function isPlain({ body }: { body: unknown }) {
  expect(body).toEqual({ code: expect.any(String), message: expect.any(String) });
  expect(JSON.stringify(body)).not.toMatch(/\bat \w+ \(|node_modules|\.ts\b|mongo|sqlite|Error:/i);
}

describe('signing in with', () => {
  it.each([
    ['broken JSON', '{"username": "anna", ', 400],
    ['no JSON', 'username=anna', 400],
    ['nothing', undefined, 400],
    ['null', 'null', 400],
    ['an array', '["anna"]', 400],
    ['a text', '"anna"', 400],
    ['an operator', { username: { $gt: '' }, password: { $gt: '' } }, 400],
    ['$where', { $where: 'sleep(1000)', username: 'x', password: 'y' }, 401],
    ['__proto__', '{"__proto__": {"roles": ["admin"]}, "username": "x", "password": "y"}', 401],
    ['a user name of 100 kB', { username: 'x'.repeat(100_000), password: 'y' }, 400],
    ['a password of 100 kB', { username: 'anna', password: 'y'.repeat(100_000) }, 400],
    ['a body of 300 kB', { username: 'anna', password: 'y'.repeat(300_000) }, 413],
    ['NUL and bidi characters', { username: 'anna\u0000\u202E', password: 'x' }, 401],
    ['something deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 400],
  ])('%s is refused', async (_, body, status) => {
    const answer = await office.stranger.post('/api/session', body);
    expect(answer.status).toBe(status);
    isPlain(answer);
  });
});

describe('asking for', () => {
  it.each([
    ['/api/cases?status=nonsense', 400],
    ['/api/cases?status[$ne]=closed', 200],
    ['/api/cases?q[$where]=1', 200],
    ['/api/cases?q=%7B%22%24where%22%3A1%7D', 200],
    ['/api/cases?q=%00%E2%80%AE', 200],
    ['/api/cases?cursor=x', 400],
    ['/api/cases?cursor=KC-2026-000001&cursor=KC-2026-000002', 200],
    ['/api/cases?limit=0', 400],
    ['/api/cases?limit=9999', 400],
    ['/api/cases?limit=1e3', 400],
    [`/api/cases?q=${'x'.repeat(300)}`, 400],
    ['/api/cases?status=&group=&q=', 200],
    ['/api/cases/..%2F..%2Fagents', 404],
    ['/api/cases/%7B%22%24ne%22%3A1%7D', 404],
    ['/api/handovers/__proto__', 404],
    ['/api/handovers/%00', 404],
    ['/api/nothing', 404],
  ])('%s gives %i', async (path, status) => {
    const answer = await anna.get(path);
    expect(answer.status).toBe(status);
    if (status >= 400) isPlain(answer);
    else if (/[?&]q=./.test(path)) expect(answer.body.items).toEqual([]);
  });

  it('a status that there is not names those there are', async () => {
    const { body } = await anna.get('/api/cases?status=nonsense');
    expect(body.message).toMatch(/^status: .*in-progress.*closed/);
  });

  it('an address that cannot be decoded gives an error of the caller’s', async () => {
    const answer = await anna.get('/api/cases/%E0%A4%A');
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    isPlain(answer);
  });

  it('something with the wrong method gives 405', async () => {
    const answer = await anna.send('PATCH', '/api/cases', {});
    expect(answer.status).toBe(405);
    isPlain(answer);
  });
});

it('the presence is one of four words', async () => {
  for (const state of ['off', '', null, 5, { $ne: '' }, ['free']]) {
    const answer = await anna.put('/api/me/presence', { state });
    expect(answer.status).toBe(400);
    isPlain(answer);
  }
});

it('a body of another type is refused', async () => {
  const answer = await anna.send('PUT', '/api/me/presence', 'state=free', { 'content-type': 'text/plain' });
  expect(answer.status).toBe(415);
  isPlain(answer);
});

it('the server lives after all that', async () => {
  expect((await anna.get('/api/handovers')).body.items).toHaveLength(1);
});
