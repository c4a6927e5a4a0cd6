import type { Agent } from '../../handover/agents.js';
import { createHubDesk, type HubDesk, stayOf } from '../../handover/hub.js';
import { createMoves, HUB } from '../../handover/moving.js';
import { aWish, type Office, openOffice } from '../support/registry.js';

let office: Office;
let hub: HubDesk;
let anna: Agent;
beforeEach(async () => {
  office = await openOffice();
  anna = await office.hire('anna');
  const { store, clock, bus, desk } = office;
  const moves = createMoves({ db: store.connection, now: clock.now, bus });
  hub = createHubDesk({ moves, desk, now: clock.now });
});
afterEach(() => office.close());

const owner = () => office.desk.ownerOf('c');
const MINUTES = 10;

/** A conversation that waits and is kept for the hub. */
async function asked() {
  const keptUntil = new Date(office.clock.now().getTime() + MINUTES * 60_000);
  const { number, handoverId } = await office.registry.openCase(aWish({ conversationId: 'c', wanted: HUB, keptUntil }));
  const found = await office.registry.findCase(number);
  if (!found) throw new Error('the case was just opened');
  return { number, handoverId, found, stay: stayOf(found) };
}

describe('a conversation kept for the city’s own agent desk', () => {
  it('has one owner: queue, then the hub, then the bot', async () => {
    const { number, found, stay } = await asked();
    expect(await owner()).toMatchObject({ kind: 'queue' });
    const taken = await hub.accept(found, 'Hanna');
    expect(await owner()).toMatchObject({ kind: 'agent', agentId: HUB, agentName: 'Hanna' });
    if (taken) await hub.close(taken, {});
    expect(await owner()).toEqual({ kind: 'bot' });
    expect(await office.registry.findCase(number)).toMatchObject({ status: 'closed', resolution: 'answered' });
    expect(await hub.at(stay)).toBeUndefined();
  });

  it('is our own desk’s when the minutes have passed, and too late for the hub', async () => {
    const { handoverId, found, stay } = await asked();
    await expect(office.desk.claim(handoverId, anna)).rejects.toMatchObject({ reason: 'elsewhere' });
    office.clock.pass(MINUTES);
    expect(await hub.at(stay)).toBeUndefined();
    expect(await hub.accept(found, 'Hanna')).toBeNull();
    await office.desk.claim(handoverId, anna);
    expect(await owner()).toMatchObject({ kind: 'agent', agentId: anna.id });
  });

  it.each(
    Array.from({ length: 10 }, (_, run) => run),
  )('never has two owners when everybody acts at the same moment (%i)', async (run) => {
    const { handoverId, number, found } = await asked();
    const acts = [
      () => hub.accept(found, 'Hanna'),
      () => hub.giveBack(found, 'failed'),
      () => office.desk.claim(handoverId, anna),
      () => office.desk.hear('c', 5 + run),
      () => office.desk.leave('c'),
      () => hub.accept(found, 'Hugo'),
    ];
    const order = acts.map((act, place) => ({ act, at: (place * 7 + run * 5) % 11 })).sort((a, b) => a.at - b.at);
    await Promise.allSettled(order.map(({ act }) => act()));
    const now = await office.registry.findCase(number);
    const { state, agentId, openFor, holder } = now?.handover ?? {};
    const claims = now?.timeline.filter(({ what }) => what === 'claimed') ?? [];
    expect(claims.length).toBeLessThanOrEqual(2);
    if (state === 'accepted') {
      expect([now?.status, openFor]).toEqual(['in-progress', 'c']);
      expect(claims.at(-1)?.who.id).toBe(agentId);
      expect(holder?.startsWith(`${agentId}#`)).toBe(true);
    } else {
      expect(state === 'waiting' ? [now?.status, openFor] : [now?.status, openFor, agentId]).toEqual(
        state === 'waiting' ? ['waiting', 'c'] : ['registered', number, ''],
      );
    }
  });

  it('is not left waiting when neither the hub nor anybody of ours is there', async () => {
    await office.agents.setPresence(anna.id, 'off');
    const { number, found } = await asked();
    const taken = await hub.accept(found, 'Hanna');
    if (taken) await hub.giveBack(taken, 'unreachable');
    expect(await owner()).toEqual({ kind: 'bot' });
    expect(await office.registry.findCase(number)).toMatchObject({
      status: 'registered',
      handover: { state: 'closed', toTell: 'nobody' },
    });
  });

  it('comes back with the place it had', async () => {
    const { number, found } = await asked();
    const { since } = found.handover;
    office.clock.pass(2);
    await office.registry.openCase(aWish({ conversationId: 'later' }));
    const taken = await hub.accept(found, 'Hanna');
    if (taken) await hub.giveBack(taken, 'failed');
    expect((await office.registry.findCase(number))?.handover.since).toEqual(since);
    expect(await owner()).toMatchObject({ kind: 'queue', position: 1 });
  });

  it('is no agent’s to keep by being present, nor lost by being absent', async () => {
    const { found } = await asked();
    await hub.accept(found, 'Hanna');
    office.clock.pass(24 * 60);
    await office.desk.care();
    expect(await owner()).toMatchObject({ kind: 'agent', agentId: HUB });
  });

  it('is what the supervisor says: given to an agent, it is the hub’s no more', async () => {
    const boss = await office.hire('boss', { roles: ['supervisor'] });
    const { handoverId, found, stay } = await asked();
    await office.desk.offer(handoverId, boss, anna.id);
    expect(await hub.at(stay)).toBeUndefined();
    expect(await hub.accept(found, 'Hanna')).toBeNull();
    await office.desk.claim(handoverId, anna);
  });
});
