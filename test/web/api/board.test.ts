import type { Board } from '../../../handover/board.js';
import { boardShape } from '../../../web/api/organisation-shapes.js';
import { type Caller, type Console, startConsole } from '../../support/console-api.js';
import { aWish } from '../../support/registry.js';

let office: Console;
let chief: Caller;

beforeEach(async () => {
  office = await startConsole();
  await office.hire('chief', { name: 'Siri', roles: ['supervisor'], groups: [] });
  chief = await office.signIn('chief');
});
afterEach(() => office.close());

/** As JSON: times are texts. */
type Seen<T> = T extends Date ? string : T extends object ? { [K in keyof T]: Seen<T[K]> } : T;

async function board(): Promise<Seen<Board>> {
  const { status, body } = await chief.get('/api/board');
  expect(status).toBe(200);
  expect(() => boardShape.parse(body)).not.toThrow();
  return body;
}

const group = async (code: string) => (await board()).groups.find((one) => one.group === code);
const deskAt = async (code: string, centre: string) => (await group(code))?.desks.find((one) => one.centre === centre);
const wish = (changes = {}) => office.registry.openCase(aWish({ centre: 'bromma', ...changes }));

async function change(alter: (organisation: Awaited<ReturnType<typeof organisationNow>>['organisation']) => void) {
  const { version, organisation } = await organisationNow();
  alter(organisation);
  await office.desk.organisation.change(organisation, version, { id: 'x', name: 'X' });
}
async function organisationNow() {
  const { version, organisation } = await office.desk.organisation.current();
  return { version, organisation: structuredClone(organisation) };
}

describe('the supervisors’ board', () => {
  it('says per group, centre and language who waits and for how long', async () => {
    await wish();
    office.clock.pass(2);
    await wish({ language: 'so' });
    await wish({ centre: 'hasselby-vallingby' });
    await wish({ category: 'FSK-KO', centre: '' });
    const traffic = await group('TRA');
    expect(traffic).toMatchObject({ waiting: 3, since: '2026-11-18T09:00:00.000Z' });
    expect(traffic?.desks.map(({ centre, waiting, since }) => [centre, waiting, since])).toEqual([
      ['bromma', 2, '2026-11-18T09:00:00.000Z'],
      ['hasselby-vallingby', 1, '2026-11-18T09:02:00.000Z'],
    ]);
    expect(traffic?.languages).toEqual([
      { language: 'so', waiting: 1, since: '2026-11-18T09:02:00.000Z', wait: null },
      { language: 'sv', waiting: 2, since: '2026-11-18T09:00:00.000Z', wait: null },
    ]);
    expect((await group('FSK'))?.waiting).toBe(1);
    expect(await group('SOC')).toMatchObject({ waiting: 0, since: null, languages: [] });
  });

  it('says which desks are open, why others are not, and when they open', async () => {
    await office.hire('anna', { centre: 'bromma' });
    expect(await deskAt('TRA', 'bromma')).toMatchObject({ open: true, why: '', atWork: 1 });
    expect(await deskAt('TRA', 'hasselby-vallingby')).toMatchObject({ open: false, why: 'empty', atWork: 0 });
    await change(({ hours }) => {
      hours.groups.TRA = { hours: { thu: ['08:00-16:00'] }, exceptions: {} };
    });
    expect(await deskAt('TRA', 'bromma')).toMatchObject({
      open: false,
      why: 'hours',
      opensAt: '2026-11-19T07:00:00.000Z',
    });
    const until = new Date('2026-11-18T12:00:00Z');
    await office.desk.organisation.closeDesk({
      group: 'SOC',
      centre: '',
      until,
      why: 'Möte',
      by: { id: 'x', name: 'Siri' },
    });
    expect(await deskAt('SOC', 'bromma')).toMatchObject({
      open: false,
      why: 'closed',
      opensAt: until.toISOString(),
      closed: { why: 'Möte', until: until.toISOString(), byName: 'Siri', all: true },
    });
  });

  it('shows who is at work, how they are, what they have and may have; and nothing else of a person', async () => {
    const anna = await office.hire('anna', { centre: 'bromma', languages: ['sv', 'so'], capacity: 2 });
    await office.hire('bo');
    await office.agents.setPresence(anna.id, 'back-soon', 'Hämtar kaffe');
    const { handoverId } = await wish();
    await office.desk.claim(handoverId, anna);
    const { agents } = await board();
    expect(agents).toEqual([
      {
        id: anna.id,
        name: 'Anna',
        centre: 'bromma',
        groups: ['TRA'],
        languages: ['sv', 'so'],
        presence: 'back-soon',
        reason: 'Hämtar kaffe',
        load: 1,
        capacity: 2,
      },
      expect.objectContaining({ name: 'Bo', presence: 'free', load: 0, capacity: 0 }),
    ]);
  });

  it('shows somebody who is away, and does not show who has signed out; their open conversations stay in sight', async () => {
    const anna = await office.hire('anna');
    const bo = await office.hire('bo');
    await office.agents.setPresence(anna.id, 'away', 'Lunch');
    const { handoverId } = await wish({ centre: '' });
    await office.desk.claim(handoverId, bo);
    expect((await board()).agents.map(({ name, presence }) => [name, presence])).toEqual([
      ['Anna', 'away'],
      ['Bo', 'free'],
    ]);
    await office.agents.setPresence(anna.id, 'off');
    await office.agents.setPresence(bo.id, 'off');
    expect((await board()).agents.map(({ name, presence, load }) => [name, presence, load])).toEqual([
      ['Bo', 'off', 1],
    ]);
  });

  it('worries about whoever waits longer than the alarm says, first for the group, then for supervisors', async () => {
    await wish();
    const worry = async () => {
      await office.desk.care();
      return (await board()).conversations[0]?.worry;
    };
    expect(await worry()).toBe('');
    office.clock.pass(3);
    expect(await worry()).toBe('group');
    office.clock.pass(7);
    expect(await worry()).toBe('supervisor');
  });

  it('worries about a citizen who wrote last and has had no answer for as long', async () => {
    const anna = await office.hire('anna');
    const { handoverId } = await wish({ conversationId: 'c', centre: '' });
    await office.desk.claim(handoverId, anna);
    await office.desk.say(handoverId, anna);
    office.clock.pass(2);
    await office.desk.hear('c', 9);
    expect((await board()).conversations[0]).toMatchObject({ worry: '', silentSince: null, agentName: 'Anna' });
    office.clock.pass(3);
    expect((await board()).conversations[0]).toMatchObject({
      worry: 'silent',
      silentSince: '2026-11-18T09:02:00.000Z',
    });
    await office.desk.say(handoverId, anna);
    expect((await board()).conversations[0]).toMatchObject({ worry: '' });
  });

  it('shows what flows over now, and in the ledger what each centre lent today, by reason', async () => {
    const vera = await office.hire('vera', { centre: 'hasselby-vallingby' });
    const { handoverId } = await wish();
    expect((await board()).overflow).toEqual([
      { group: 'TRA', from: 'bromma', to: 'hasselby-vallingby', why: 'empty', waiting: 1 },
    ]);
    await office.desk.claim(handoverId, vera);
    office.clock.pass(12);
    await office.desk.close(handoverId, vera, { resolution: 'answered', category: 'UTE-BEL' });
    office.clock.pass(30);
    expect((await board()).overflow).toEqual([]);
    expect((await board()).ledger).toEqual({
      since: '2026-11-17T23:00:00.000Z',
      lent: [{ from: 'bromma', to: 'hasselby-vallingby', why: 'empty', conversations: 1, minutes: 12 }],
    });
    office.clock.set('2026-11-18T23:00:00Z');
    chief = await office.signIn('chief');
    expect((await board()).ledger).toEqual({ since: '2026-11-18T23:00:00.000Z', lent: [] });
  });

  it('counts in the ledger also what was given back, and what a supervisor gave to another centre', async () => {
    const vera = await office.hire('vera', { centre: 'hasselby-vallingby' });
    const anna = await office.hire('anna', { centre: 'bromma' });
    await office.agents.setPresence(anna.id, 'away');
    const { handoverId } = await wish();
    await office.desk.claim(handoverId, vera);
    office.clock.pass(4);
    await office.desk.release(handoverId, vera);
    await office.agents.setPresence(anna.id, 'free');
    await office.desk.claim(handoverId, anna);
    office.clock.pass(3);
    await office.desk.close(handoverId, anna, { resolution: 'answered', category: 'UTE-BEL' });
    const given = await wish();
    const supervisor = await office.agents.find(
      (await office.agents.list()).find(({ name }) => name === 'Siri')?.id ?? '',
    );
    await office.desk.offer(given.handoverId, supervisor as NonNullable<typeof supervisor>, vera.id);
    await office.desk.claim(given.handoverId, vera);
    office.clock.pass(5);
    expect((await board()).ledger.lent).toEqual([
      { from: 'bromma', to: 'hasselby-vallingby', why: 'given', conversations: 1, minutes: 5 },
      { from: 'bromma', to: 'hasselby-vallingby', why: 'empty', conversations: 1, minutes: 4 },
    ]);
  });

  it('has no word of any matter: no subject, no category, no way to reach the citizen', async () => {
    await wish({ subject: 'hemligt ord', reach: { phone: '0701740605' } });
    await wish({ category: 'EKO-EB', subject: 'pengar', reach: { phone: '0701740606' } });
    const text = JSON.stringify(await board());
    for (const word of ['hemligt ord', 'pengar', '701740605', '701740606', 'UTE-BEL', 'EKO-EB'])
      expect(text).not.toContain(word);
  });

  it.each(['agent', 'officer', 'editor', 'admin'] as const)('is not for the role %s', async (role) => {
    await office.hire('someone', { roles: [role], groups: ['TRA'], boards: ['TRN'] });
    const { status, body } = await (await office.signIn('someone')).get('/api/board');
    expect([status, body.code]).toEqual([403, 'Forbidden']);
  });
});

describe('a supervisor’s hand', () => {
  it('keeps a waiting conversation for an agent, and takes one back', async () => {
    const anna = await office.hire('anna');
    const { handoverId } = await wish({ centre: '' });
    expect((await chief.post(`/api/handovers/${handoverId}/offer`, { agentId: anna.id })).status).toBe(200);
    expect((await board()).conversations[0]).toMatchObject({ wanted: anna.id });
    office.clock.pass(4);
    expect((await board()).conversations[0]).toMatchObject({ wanted: '' });
    await office.desk.claim(handoverId, anna);
    expect((await chief.post(`/api/handovers/${handoverId}/take-back`)).status).toBe(200);
    expect((await board()).conversations[0]).toMatchObject({ state: 'waiting', agentId: '' });
    expect((await board()).agents[0]).toMatchObject({ name: 'Anna', load: 0 });
  });
});

describe('signing in and out', () => {
  it('is told to the boards: that somebody’s presence changed, not whose or how', async () => {
    await office.hire('anna');
    const before = office.bus.events.length;
    const anna = await office.signIn('anna');
    await anna.send('DELETE', '/api/session');
    expect(office.bus.events.slice(before).filter(({ what }) => what === 'presence')).toHaveLength(2);
  });
});
