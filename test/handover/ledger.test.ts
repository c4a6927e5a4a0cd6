import type { Agent } from '../../handover/agents.js';
import { createLedger } from '../../handover/ledger.js';
import { aWish, CITY, clockAt, type Office, openOffice } from '../support/registry.js';

let office: Office;
afterEach(() => office.close());

/** A ledger of a city whose clock shows this, and somebody of the other centre. */
async function at(time: string) {
  office = await openOffice({ clock: clockAt(time) });
  const { clock, store } = office;
  const ledger = createLedger({
    db: store.connection,
    groups: Object.keys(CITY.groups),
    timezone: CITY.timezone,
    now: clock.now,
  });
  return { ledger, vera: await office.hire('vera', { centre: 'hasselby-vallingby' }) };
}

const answered = async (vera: Agent) => {
  const { handoverId } = await office.registry.openCase(aWish({ centre: 'bromma' }));
  await office.desk.claim(handoverId, vera);
  return handoverId;
};

describe('what centres lent each other today', () => {
  it.each([
    ['a winter day', '2026-11-18T12:00:00Z', '2026-11-17T23:00:00.000Z'],
    ['a summer day', '2026-07-01T12:00:00Z', '2026-06-30T22:00:00.000Z'],
    ['the day that has 25 hours', '2026-10-25T12:00:00Z', '2026-10-24T22:00:00.000Z'],
    ['the day that has 23 hours', '2026-03-29T12:00:00Z', '2026-03-28T23:00:00.000Z'],
  ])('begins at the city’s midnight on %s', async (_day, time, midnight) => {
    const { ledger } = await at(time);
    expect((await ledger()).since.toISOString()).toBe(midnight);
  });

  it('counts a conversation that goes on until now', async () => {
    const { ledger, vera } = await at('2026-11-18T09:00:00Z');
    await answered(vera);
    office.clock.pass(7);
    expect((await ledger()).lent).toMatchObject([{ why: 'empty', conversations: 1, minutes: 7 }]);
  });

  it('is read anew after a quarter of a minute, not each time a board asks', async () => {
    const { ledger, vera } = await at('2026-11-18T09:00:00Z');
    expect((await ledger()).lent).toEqual([]);
    await answered(vera);
    expect((await ledger()).lent).toEqual([]);
    office.clock.pass(0.25);
    expect((await ledger()).lent).toHaveLength(1);
  });

  it('counts nothing that a centre answers for its own citizens, or for those who have no centre', async () => {
    const { ledger, vera } = await at('2026-11-18T09:00:00Z');
    for (const centre of ['hasselby-vallingby', '']) {
      const { handoverId } = await office.registry.openCase(aWish({ centre }));
      await office.desk.claim(handoverId, vera);
    }
    expect((await ledger()).lent).toEqual([]);
  });
});
