import type { Agent } from '../../../handover/agents.js';
import { type Caller, type Console, startConsole } from '../../support/console-api.js';
import { aWish } from '../../support/registry.js';

let office: Console;
let anna: Caller;
let agent: Agent;
beforeEach(async () => {
  office = await startConsole();
  agent = await office.hire('anna', { groups: ['TRA', 'SOC'] });
  anna = await office.signIn('anna');
});
afterEach(() => office.close());

let opened = 0;
/** A case a minute after the one before. */
async function aCase(changes: Parameters<typeof aWish>[0] = {}) {
  office.clock.pass(1);
  return office.registry.openCase(aWish({ origin: `o${++opened}`, ...changes }));
}
const earlier = (changes = {}) => aCase({ handover: false, ...changes });

async function previous(caller: Caller, id: string): Promise<[string, string[]][]> {
  const { status, body } = await caller.get(`/api/handovers/${id}/previous`);
  expect(status).toBe(200);
  return body.items.map(({ number, same }: { number: string; same: string[] }) => [number, same]);
}

// Row 19: nothing leaks through lists.
describe('GET /api/handovers/{id}/previous', () => {
  it('lists cases of the same conversation, telephone, e-mail and links, the newest first, and says why', async () => {
    const reach = { phone: '070-174 06 05', email: 'Ek@example.org' };
    const talk = await earlier({ conversationId: 'c' });
    const phone = await earlier({ reach: { phone: '0701740605' } });
    const email = await earlier({ reach: { email: 'ek@example.org' } });
    const linked = await earlier();
    await earlier({ reach: { phone: '0701740606' } });
    await earlier();
    const now = await aCase({ conversationId: 'c', reach });
    await anna.post(`/api/cases/${now.number}/link`, { other: linked.number });
    expect(await previous(anna, now.handoverId)).toEqual([
      [linked.number, ['linked']],
      [email.number, ['email']],
      [phone.number, ['phone']],
      [talk.number, ['conversation']],
    ]);
  });

  it('names a case once, with every reason', async () => {
    const both = await earlier({ conversationId: 'c', reach: { phone: '0701740605' } });
    const now = await aCase({ conversationId: 'c', reach: { phone: '0701740605' } });
    expect(await previous(anna, now.handoverId)).toEqual([[both.number, ['conversation', 'phone']]]);
  });

  it('takes nobody for the citizen when it is not known who they are', async () => {
    await earlier();
    const now = await aCase();
    expect(await previous(anna, now.handoverId)).toEqual([]);
  });

  it('stays inside the rights of whoever asks: not other groups, and for a supervisor all that is not secret (complaint 19)', async () => {
    const reach = { phone: '0701740605' };
    const street = await earlier({ reach });
    const school = await earlier({ reach, category: 'FSK-KO' });
    await earlier({ reach, category: 'EKO-EB' });
    const now = await aCase({ reach });
    await office.hire('chief', { roles: ['supervisor'], groups: [] });
    const chief = await office.signIn('chief');
    expect(await previous(anna, now.handoverId)).toEqual([[street.number, ['phone']]]);
    expect(await previous(chief, now.handoverId)).toEqual([
      [school.number, ['phone']],
      [street.number, ['phone']],
    ]);
  });

  it('shows what is strictly secret only to whoever it is assigned to, also not to those who broke the glass', async () => {
    const reach = { phone: '0701740605' };
    const secret = await earlier({ reach, category: 'EKO-EB' });
    const now = await aCase({ reach });
    await office.hire('chief', { roles: ['supervisor'], groups: [] });
    const chief = await office.signIn('chief');
    const opened = await anna.post(`/api/cases/${secret.number}/break-glass`, { reason: 'Akut fråga om utbetalning' });
    expect(opened.status).toBe(200);
    expect((await anna.get(`/api/cases/${secret.number}`)).body.access).toBe('full');
    expect(await previous(anna, now.handoverId)).toEqual([]);
    await chief.post(`/api/cases/${secret.number}/assign`, { to: agent.id });
    expect(await previous(anna, now.handoverId)).toEqual([[secret.number, ['phone']]]);
    const { items } = (await anna.get(`/api/handovers/${now.handoverId}/previous`)).body;
    expect([items[0].subject, items[0].reach]).toEqual([undefined, undefined]);
  });

  it('is refused where the case itself may not be read, and unknown to those who may not know of it', async () => {
    const secret = await aCase({ category: 'EKO-EB' });
    expect((await anna.get(`/api/handovers/${secret.handoverId}/previous`)).status).toBe(403);
    await office.hire('par', { groups: ['PAR'] });
    const par = await office.signIn('par');
    expect((await par.get(`/api/handovers/${secret.handoverId}/previous`)).status).toBe(404);
    expect((await office.stranger.get(`/api/handovers/${secret.handoverId}/previous`)).status).toBe(401);
  });
});
