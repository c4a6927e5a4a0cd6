import type { Agent } from '../../handover/agents.js';
import { aWish, clockAt, type Office, openOffice } from '../support/registry.js';

let office: Office;
let anna: Agent;
const START = '2026-11-18T09:00:00Z';
beforeEach(async () => {
  office = await openOffice({ clock: clockAt(START) });
  anna = await office.hire('anna', { groups: ['TRA', 'FSK'] });
});
afterEach(() => office.close());

/** Each of them came at this time and waited so many minutes. */
async function waited(
  minutes: readonly number[],
  { at = START, ...changes }: Parameters<typeof aWish>[0] & { at?: string } = {},
) {
  for (const wait of minutes) {
    office.clock.set(at);
    const { handoverId } = await office.registry.openCase(aWish(changes));
    office.clock.pass(wait);
    await office.agents.setPresence(anna.id, 'free');
    await office.desk.claim(handoverId, anna);
    await office.desk.close(handoverId, anna, { resolution: 'answered', category: changes.category ?? 'UTE-BEL' });
  }
  office.clock.set(START);
}
const upTo = (most: number) => Array.from({ length: most }, (_, n) => n + 1);
const wait = (group = 'TRA', language = 'sv') => office.desk.wait(group, language);

// Row 9: place and interval, never a single minute figure that nobody measured.
describe('how long others have waited (complaint 9)', () => {
  it('is told from the median to what four of five had', async () => {
    await waited([30, ...upTo(19)]);
    expect(await wait()).toEqual({ from: 10, to: 16 });
  });

  it('is rounded up to whole minutes, at least one', async () => {
    await waited(Array.from({ length: 12 }, (_, n) => (n < 6 ? 0.1 : 2.5)));
    expect(await wait()).toEqual({ from: 1, to: 3 });
  });

  it('is not told when fewer than twelve were measured', async () => {
    await waited(upTo(11));
    expect(await wait()).toBeUndefined();
  });

  it('is that of the same group', async () => {
    await waited(upTo(12), { category: 'FSK-KO' });
    expect(await wait('TRA')).toBeUndefined();
    expect(await wait('FSK')).toEqual({ from: 6, to: 10 });
  });

  it('is that of the same hour of the day, or the one beside it, over midnight, too', async () => {
    await waited(upTo(12), { at: '2026-11-17T13:00:00Z' });
    expect(await wait()).toBeUndefined();
    await waited(upTo(12), { at: '2026-11-17T23:10:00Z' });
    office.clock.set('2026-11-18T22:30:00Z');
    expect(await wait()).toEqual({ from: 6, to: 10 });
  });

  it('is that of the same language, and of all when that is too little', async () => {
    await waited(Array.from({ length: 12 }, () => 2));
    await waited(
      Array.from({ length: 11 }, () => 9),
      { language: 'so' },
    );
    expect(await wait('TRA', 'sv')).toEqual({ from: 2, to: 2 });
    expect(await wait('TRA', 'so')).toEqual({ from: 2, to: 9 });
  });

  it('is not that of a month ago', async () => {
    await waited(upTo(12), { at: '2026-10-20T09:00:00Z' });
    expect(await wait()).toBeUndefined();
  });

  it('counts nobody who still waits or has left', async () => {
    await waited(upTo(11));
    await office.registry.openCase(aWish());
    await office.registry.openCase(aWish({ conversationId: 'left' }));
    await office.desk.leave('left');
    expect(await wait()).toBeUndefined();
  });

  it('counts what was sent on for no group, and what came from another board only since it came', async () => {
    await waited(upTo(11));
    const sentOn = await office.registry.openCase(aWish());
    await office.desk.claim(sentOn.handoverId, anna);
    await office.desk.transfer(sentOn.handoverId, anna, { to: { category: 'UTE-GAT' } });
    await office.desk.claim(sentOn.handoverId, anna);
    expect(await wait()).toBeUndefined();
    office.clock.pass(2);
    const since = new Date('2026-11-18T05:00:00Z');
    const { handoverId } = await office.registry.openCase(aWish({ since }));
    office.clock.pass(1);
    await office.desk.claim(handoverId, anna);
    expect(await wait()).toEqual({ from: 5, to: 9 });
  });

  it('is read once a minute, and again after an error', async () => {
    await waited(upTo(12));
    expect(await wait()).toEqual({ from: 6, to: 10 });
    await waited([200, 200, 200, 200, 200, 200]);
    expect(await wait()).toEqual({ from: 6, to: 10 });
    office.clock.pass(1);
    expect(await wait()).toEqual({ from: 9, to: 200 });
  });
});
