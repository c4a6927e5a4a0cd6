import type { Role } from '../../../cases/access.js';
import { createApiKeys } from '../../../web/open311/keys.js';
import { type Caller, type Console, startConsole } from '../../support/console-api.js';

let office: Console;
let admin: Caller;
beforeEach(async () => {
  office = await startConsole();
  await office.agents.addFirstAdmin('given-by-the-city');
  admin = await office.signIn('admin', 'given-by-the-city');
});
afterEach(() => office.close());

const keys = () =>
  createApiKeys({
    db: office.store.connection,
    now: office.clock.now,
    newId: () => '',
    random: (n) => Buffer.alloc(n),
  });

describe('the keys of programs', () => {
  it('are made by an administrator, shown once and kept as a hash', async () => {
    const { status, body } = await admin.post('/api/api-keys', { name: ' FixMyStreet ' });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(String),
      name: 'FixMyStreet',
      perMinute: 60,
      createdAt: '2026-11-18T09:00:00.000Z',
      createdBy: expect.any(String),
      key: expect.stringMatching(/^[\w-]{43}$/),
    });
    const { key, ...kept } = body;
    expect((await admin.get('/api/api-keys')).body).toEqual({ items: [kept] });
    const stored = await office.store.connection.models.ApiKey?.find({}).lean();
    expect(JSON.stringify(stored)).not.toContain(key);
    expect(JSON.stringify(office.logged)).not.toContain(key);
    expect(await keys().find(key)).toMatchObject({ name: 'FixMyStreet' });
  });

  it('are each another', async () => {
    const made = [await admin.post('/api/api-keys', { name: 'a' }), await admin.post('/api/api-keys', { name: 'a' })];
    expect(new Set(made.map(({ body }) => body.key)).size).toBe(2);
    expect((await admin.get('/api/api-keys')).body.items).toHaveLength(2);
  });

  it('are taken away for good', async () => {
    const { id, key } = (await admin.post('/api/api-keys', { name: 'a', perMinute: 5 })).body;
    expect((await admin.send('DELETE', `/api/api-keys/${id}`)).status).toBe(204);
    expect(await keys().find(key)).toBeUndefined();
    expect((await admin.send('DELETE', `/api/api-keys/${id}`)).status).toBe(404);
    expect((await admin.get('/api/api-keys')).body).toEqual({ items: [] });
  });

  it.each([
    {},
    { name: '' },
    { name: ' ' },
    { name: 'Eva 811218-9876' },
    { name: 'x'.repeat(101) },
    { name: 'a', perMinute: 0 },
    { name: 'a', perMinute: 1.5 },
  ])('are not made from %j', async (body) => {
    expect((await admin.post('/api/api-keys', body)).status).toBe(400);
    expect((await admin.get('/api/api-keys')).body).toEqual({ items: [] });
  });

  it.each<Role>(['agent', 'officer', 'supervisor', 'editor'])('are nothing for an %s', async (role) => {
    const { id } = (await admin.post('/api/api-keys', { name: 'a' })).body;
    await office.hire('other', { roles: [role], boards: ['TRN'] });
    for (const caller of [await office.signIn('other'), office.stranger]) {
      const status = caller === office.stranger ? 401 : 403;
      expect((await caller.get('/api/api-keys')).status).toBe(status);
      expect((await caller.post('/api/api-keys', { name: 'b' })).status).toBe(status);
      expect((await caller.send('DELETE', `/api/api-keys/${id}`)).status).toBe(status);
    }
    expect((await admin.get('/api/api-keys')).body.items).toHaveLength(1);
  });
});
