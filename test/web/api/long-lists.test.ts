import { SHOWN } from '../../../handover/places.js';
import { type Console, startConsole } from '../../support/console-api.js';
import { manyCases } from '../../support/many-cases.js';

jest.setTimeout(60_000);

let office: Console;
beforeEach(async () => {
  office = await startConsole();
  await office.hire('anna');
});
afterEach(() => office.close());

const asAnna = async (path: string) => (await (await office.signIn('anna')).get(path)).body;
const call = { state: 'due' as const, from: '2026-11-18', phone: '', window: '', language: 'sv', interpreter: false };

describe('a list that is longer than anybody reads', () => {
  it('of those who wait has the oldest and says that there are more', async () => {
    await manyCases(office, SHOWN + 1);
    const { items, more } = await asAnna('/api/handovers?state=waiting');
    expect(more).toBe(true);
    expect(items).toHaveLength(SHOWN);
    expect(items[0]).toMatchObject({ caseNumber: 'KC-2026-000001', position: 1 });
    expect(items.at(-1)).toMatchObject({ position: SHOWN });
  });

  it('of those who wait says nothing of the kind when all are in it', async () => {
    await manyCases(office, SHOWN);
    const body = await asAnna('/api/handovers?state=waiting');
    expect(body.items).toHaveLength(SHOWN);
    expect(body).not.toHaveProperty('more');
  });

  it('of promised calls says that there are more', async () => {
    await manyCases(office, 201, { callBack: { ...call, attempts: [] } });
    const { items, more } = await asAnna('/api/call-backs');
    expect([items.length, more]).toEqual([200, true]);
    expect((await asAnna('/api/call-backs?due=2026-11-17')).more).toBeUndefined();
  });

  it('of cases that are due says on each page that there are more than it has', async () => {
    await manyCases(office, 2001, { dueOn: '2026-11-18' });
    const first = await asAnna('/api/cases?due=2026-11-18&limit=200');
    expect(first).toMatchObject({ more: true, next: expect.any(String) });
    const { items } = await asAnna('/api/cases?due=2026-11-17');
    expect(items).toEqual([]);
    expect(await asAnna('/api/cases?limit=200')).not.toHaveProperty('more');
  });

  it('of what a citizen has asked before says that there are older ones', async () => {
    await manyCases(office, 22, { reach: { phone: '+46701740605', email: '', name: '' } });
    const last = await office.registry.findCase('KC-2026-000022');
    const { items, more } = await asAnna(`/api/handovers/${last?.handover.id}/previous`);
    expect([items.length, more]).toEqual([20, true]);
    await office.store.connection.collection('cases').deleteOne({ _id: 'KC-2026-000001' } as never);
    expect(await asAnna(`/api/handovers/${last?.handover.id}/previous`)).not.toHaveProperty('more');
  });

  it('of people who wait for a group leaves nobody out who is to be told their place', async () => {
    await manyCases(office, SHOWN + 2);
    expect((await office.desk.queueOf('TRA')).at(-1)).toMatchObject({ position: SHOWN + 2 });
  });
});
