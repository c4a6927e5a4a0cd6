import { type Caller, type Console, startConsole } from '../../support/console-api.js';
import { aWish } from '../../support/registry.js';

let office: Console;
let anna: Caller;
let bo: Caller;
let boss: Caller;
let id: string;
let number: string;
beforeEach(async () => {
  office = await startConsole();
  await office.hire('anna');
  await office.hire('bo');
  await office.hire('eva', { groups: ['FSK'] });
  await office.hire('boss', { roles: ['supervisor'], groups: [] });
  anna = await office.signIn('anna');
  bo = await office.signIn('bo');
  boss = await office.signIn('boss');
  const opened = await office.registry.openCase(aWish({ conversationId: 'c' }));
  id = opened.handoverId;
  number = opened.number;
});
afterEach(() => office.close());

const path = (what: string) => `/api/handovers/${id}/${what}`;
const told = () => office.told.map(({ what }) => what);
const own = { category: 'UTE-BEL', centre: '', agentId: '' };

describe('a conversation that an agent cannot finish', () => {
  beforeEach(() => anna.post(path('claim')));

  it('goes back into the queue, and the citizen is told', async () => {
    expect(await anna.post(path('release'))).toMatchObject({ status: 200, body: { caseNumber: number } });
    expect(told()).toEqual(['accepted', 'returned']);
    expect((await bo.post(path('claim'))).status).toBe(200);
  });

  it('is not given away by somebody who does not have it', async () => {
    for (const what of ['release', 'to-bot']) expect((await bo.post(path(what))).status).toBe(403);
    expect((await bo.post(path('transfer'), { to: own })).status).toBe(403);
    expect((await boss.post(path('release'))).status).toBe(403);
    expect(await office.desk.ownerOf('c')).toMatchObject({ kind: 'agent', agentName: 'Anna' });
  });

  it('is sent on within the board, and the second time only with a reason', async () => {
    const sent = await anna.post(path('transfer'), { to: own, note: 'Vill veta när, 811228-9874' });
    expect(sent).toMatchObject({ status: 200, body: { asked: false } });
    const { body } = await bo.get(`/api/cases/${number}`);
    expect(JSON.stringify(body.timeline)).toContain('Vill veta när, […]');
    await bo.post(path('claim'));
    expect(await bo.post(path('transfer'), { to: own })).toMatchObject({ status: 409, body: { code: 'WhyNeeded' } });
    expect((await bo.post(path('transfer'), { to: own, why: 'Fel från början' })).status).toBe(200);
  });

  it('goes to another board only after the citizen is asked; the preview says so first', async () => {
    await office.signIn('eva');
    const to = { ...own, category: 'FSK-KO' };
    const preview = await anna.post(path('transfer-preview'), { to });
    expect(preview.body).toMatchObject({ needsConsent: true, needsWhy: false, open: true, group: 'FSK' });
    expect(preview.body.stays).toContain('transcript');
    expect(told()).toEqual(['accepted']);
    expect((await anna.post(path('transfer'), { to })).body).toEqual({ caseNumber: number, asked: true });
    expect(told()).toEqual(['accepted', 'ask-consent']);
    expect(await office.desk.ownerOf('c')).toMatchObject({ kind: 'agent', agentName: 'Anna' });
  });

  it('stays where it is when there is nobody to send it to', async () => {
    const refused = await anna.post(path('transfer'), { to: { ...own, category: 'ALD-HEM' } });
    expect(refused).toMatchObject({ status: 409, body: { code: 'DeskClosed' } });
    expect(await office.desk.ownerOf('c')).toMatchObject({ kind: 'agent', agentName: 'Anna' });
  });

  it('is given back to the bot while the case stays with the agent', async () => {
    expect((await anna.post(path('to-bot'))).status).toBe(200);
    expect(await office.desk.ownerOf('c')).toEqual({ kind: 'bot' });
    expect((await anna.get(`/api/cases/${number}`)).body).toMatchObject({ status: 'in-progress' });
  });

  it('is taken back by a supervisor and by nobody else', async () => {
    expect((await bo.post(path('take-back'))).status).toBe(403);
    expect((await boss.post(path('take-back'))).status).toBe(200);
    expect(await office.desk.ownerOf('c')).toMatchObject({ kind: 'queue', position: 1 });
  });

  it('is not closed over a message that the agent has not seen (complaints 20 and 25)', async () => {
    await office.desk.hear('c', 7);
    const closing = { resolution: 'answered', category: 'UTE-BEL' };
    expect(await anna.post(path('close'), { ...closing, seen: 'c|0000006' })).toMatchObject({
      status: 409,
      body: { code: 'Unread' },
    });
    expect((await anna.post(path('close'), { ...closing, seen: 'c|0000007' })).status).toBe(200);
  });

  it('shows colleagues who is looking and writing, and the citizen that the agent writes (complaint 20)', async () => {
    expect((await bo.send('PUT', path('watching'), { typing: false })).status).toBe(204);
    await anna.send('PUT', path('watching'), { typing: true });
    expect((await anna.get(`/api/handovers/${id}`)).body.watching).toEqual([{ name: 'Bo', typing: false }]);
    expect((await bo.get(`/api/handovers/${id}`)).body.watching).toEqual([{ name: 'Anna', typing: true }]);
    expect(office.told.filter(({ what }) => what === 'typing')).toEqual([{ what: 'typing', conversationId: 'c' }]);
    office.clock.pass(1);
    expect((await anna.get(`/api/handovers/${id}`)).body.watching).toEqual([]);
  });
});

describe('a supervisor', () => {
  it('keeps a waiting conversation for somebody, who alone may take it for a while', async () => {
    const { id: agentId } = (await bo.get('/api/me')).body.agent;
    expect((await anna.post(path('offer'), { agentId })).status).toBe(403);
    expect((await boss.post(path('offer'), { agentId })).status).toBe(200);
    expect(await anna.post(path('claim'))).toMatchObject({ status: 409, body: { code: 'OfferedElsewhere' } });
    office.clock.pass(4);
    expect((await anna.post(path('claim'))).status).toBe(200);
  });

  it('cannot give it to somebody who is not there', async () => {
    expect((await boss.post(path('offer'), { agentId: 'nobody' })).body.code).toBe('DeskClosed');
  });
});

it('every desk is listed with who is at work there, for agents and supervisors', async () => {
  const { body } = await anna.get('/api/desks');
  const traffic = body.items.filter(({ group }: { group: string }) => group === 'TRA');
  expect(traffic.map(({ centre }: { centre: string }) => centre)).toEqual(['bromma', 'hasselby-vallingby']);
  expect(traffic[0]).toMatchObject({ open: true, agents: [{ name: 'Anna' }, { name: 'Bo' }] });
  await office.hire('red', { roles: ['editor'] });
  expect((await (await office.signIn('red')).get('/api/desks')).status).toBe(403);
});
