import type { Agent } from '../../../handover/agents.js';
import { type Caller, type Console, startConsole } from '../../support/console-api.js';
import { aWish } from '../../support/registry.js';

const UNTIL = '2026-11-18T15:00:00.000Z';

let office: Console;
let chief: Caller;
let eva: Agent;

beforeEach(async () => {
  office = await startConsole();
  await office.hire('chief', { name: 'Siri', roles: ['supervisor'], groups: [] });
  eva = await office.hire('eva', { name: 'Eva', groups: ['FSK'] });
  chief = await office.signIn('chief');
});
afterEach(() => office.close());

const give = (group: string, until = UNTIL, to = eva.id) => chief.post(`/api/agents/${to}/cover`, { group, until });
const listed = async () => (await chief.get('/api/cover')).body.items;

describe('cover for another desk', () => {
  it('is listed with who answers, for whose desk, until when, and who gave it', async () => {
    expect((await give('TRA')).status).toBe(204);
    expect(await listed()).toEqual([
      { id: eva.id, name: 'Eva', groups: ['FSK'], cover: [{ group: 'TRA', until: UNTIL, byName: 'Siri' }] },
    ]);
  });

  it('is not listed when it is over', async () => {
    await give('TRA');
    office.clock.set(UNTIL);
    expect((await (await office.signIn('chief')).get('/api/cover')).body.items[0].cover).toEqual([]);
  });

  it('ends for one desk without ending the others', async () => {
    await give('TRA');
    await give('SOC');
    expect((await chief.send('DELETE', `/api/agents/${eva.id}/cover/TRA`)).status).toBe(204);
    expect((await listed())[0].cover.map(({ group }: { group: string }) => group)).toEqual(['SOC']);
    expect((await chief.send('DELETE', `/api/agents/${eva.id}/cover/TRA`)).status).toBe(204);
    expect((await chief.send('DELETE', '/api/agents/nobody/cover/TRA')).status).toBe(404);
  });

  it.each(['agent', 'officer', 'editor', 'admin'] as const)('is no matter of the role %s', async (role) => {
    await give('TRA');
    await office.hire('someone', { roles: [role], groups: ['FSK'], boards: ['TRN'] });
    const caller = await office.signIn('someone');
    expect((await caller.get('/api/cover')).status).toBe(403);
    expect((await caller.send('DELETE', `/api/agents/${eva.id}/cover/TRA`)).status).toBe(403);
    expect((await caller.post(`/api/agents/${eva.id}/cover`, { group: 'SOC', until: UNTIL })).status).toBe(403);
    expect((await listed()).find(({ id }: Agent) => id === eva.id).cover).toHaveLength(1);
  });

  it('is refused for a group the city does not have, for a time that has passed, and for one’s own group', async () => {
    expect((await give('NIX')).status).toBe(400);
    expect((await give('TRA', '2026-11-18T08:00:00Z')).status).toBe(400);
    expect((await give('TRA', '2027-11-18T15:00:00Z')).status).toBe(400);
    expect((await give('FSK')).body.code).toBe('OwnGroup');
    expect((await listed())[0].cover).toEqual([]);
  });

  it('is refused for somebody who answers no citizens, or is not there any more', async () => {
    const olle = await office.hire('olle', { roles: ['officer'], groups: [], boards: ['TRN'] });
    expect((await give('TRA', UNTIL, olle.id)).body.code).toBe('NoAgent');
    await office.agents.change(eva.id, { active: false });
    expect((await give('TRA')).status).toBe(404);
    expect((await give('TRA', UNTIL, 'nobody')).status).toBe(404);
    expect(await listed()).toEqual([]);
  });

  it('is told at once to the one who has it, and opens that desk’s events to them', async () => {
    const caller = await office.signIn('eva');
    const answer = await fetch(`${office.url}/api/events`, { headers: { cookie: caller.cookie } });
    const heard = answer.body?.getReader() as ReadableStreamDefaultReader<Uint8Array>;
    const next = async () => new TextDecoder().decode((await heard.read()).value);
    await next();
    await give('TRA');
    expect(await next()).toContain(JSON.stringify({ what: 'agents', id: eva.id }));
    const { number } = await office.registry.openCase(aWish({ handover: false }));
    expect(await next()).toContain(JSON.stringify({ what: 'cases', id: number }));
    await heard.cancel();
  });
});

describe('whose case it is', () => {
  it('is said by name, also to those who see no more of a strictly secret case', async () => {
    const { number } = await office.registry.openCase(aWish({ category: 'EKO-EB', handover: false }));
    expect((await chief.get(`/api/cases/${number}`)).body).toMatchObject({ access: 'metadata', assignedName: '' });
    await chief.post(`/api/cases/${number}/assign`, { to: eva.id });
    expect((await chief.get(`/api/cases/${number}`)).body).toMatchObject({ access: 'metadata', assignedName: 'Eva' });
  });
});
