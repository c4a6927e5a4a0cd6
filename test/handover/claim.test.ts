import type { NewCase } from '../../cases/open-case.js';
import type { Agent } from '../../handover/agents.js';
import { aWish, clockAt, desksWith, type Office, openOffice } from '../support/registry.js';

const START = '2026-11-18T09:00:00Z';
let office: Office;
afterEach(() => office.close());

const wish = (changes: Partial<NewCase> = {}) => office.registry.openCase(aWish({ centre: 'bromma', ...changes }));
const wishes = (many: number) => Promise.all(Array.from({ length: many }, () => wish()));
const held = async (agent: Agent) => (await office.desk.mine(agent)).length;
const found = async (number: string) => {
  const one = await office.registry.findCase(number);
  if (!one) throw new Error(`${number} is gone`);
  return one;
};

describe('an agent with room for three conversations', () => {
  let anna: Agent;
  beforeEach(async () => {
    office = await openOffice({ organisation: { desks: desksWith({ capacity: 3 }) } });
    anna = await office.hire('anna', { centre: 'bromma' });
  });

  // Row 4 begins here: somebody with more than they can answer leaves citizens without one.
  it('never has more, also when two tabs press twenty times at once (bad input: an agent signed in twice)', async () => {
    const opened = await wishes(20);
    const tabs = [opened, [...opened].reverse()];
    const pressed = tabs.flatMap((tab) => tab.map(({ handoverId }) => office.desk.claim(handoverId, anna)));
    const results = await Promise.allSettled(pressed);
    expect(await held(anna)).toBe(3);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ reason: 'full' });
    }
    const holders = await Promise.all(opened.map(async ({ number }) => (await found(number)).handover.holder));
    expect(new Set(holders).size).toBe(20);
  });

  it('may take another when one is over, sent on or given back', async () => {
    const [a, b, c, d, e, f] = await wishes(6);
    for (const one of [a, b, c]) await office.desk.claim(one?.handoverId as string, anna);
    await expect(office.desk.claim(d?.handoverId as string, anna)).rejects.toMatchObject({ reason: 'full' });
    await office.desk.close(a?.handoverId as string, anna, { resolution: 'answered', category: 'UTE-BEL' });
    await office.desk.release(b?.handoverId as string, anna);
    await office.desk.transfer(c?.handoverId as string, anna, { to: { category: 'UTE-BEL' } });
    for (const one of [d, e, f]) await office.desk.claim(one?.handoverId as string, anna);
    await expect(office.desk.claim(b?.handoverId as string, anna)).rejects.toMatchObject({ reason: 'full' });
  });

  it('keeps all of them when the room is made less, and takes no more until there is some', async () => {
    const [a, b, c] = await wishes(3);
    for (const one of [a, b]) await office.desk.claim(one?.handoverId as string, anna);
    await office.agents.change(anna.id, { capacity: 1 });
    const less = (await office.agents.find(anna.id)) as Agent;
    await expect(office.desk.claim(c?.handoverId as string, less)).rejects.toMatchObject({ reason: 'full' });
    expect(await held(less)).toBe(2);
  });

  it('has their own room before that of the city', async () => {
    const eva = await office.hire('eva', { centre: 'bromma', capacity: 5 });
    const opened = await wishes(6);
    const results = await Promise.allSettled(opened.map(({ handoverId }) => office.desk.claim(handoverId, eva)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  });

  it('has it again by pressing once more, whatever else they have', async () => {
    const [a, b, c] = await wishes(3);
    for (const one of [a, b, c]) await office.desk.claim(one?.handoverId as string, anna);
    expect(await office.desk.claim(a?.handoverId as string, anna)).toMatchObject({ id: a?.handoverId });
  });
});

describe('where the city sets no limit', () => {
  it('an agent takes as many as they like', async () => {
    office = await openOffice();
    const anna = await office.hire('anna', { centre: 'bromma' });
    const opened = await wishes(12);
    await Promise.all(opened.map(({ handoverId }) => office.desk.claim(handoverId, anna)));
    expect(await held(anna)).toBe(12);
  });
});

describe('a conversation of Bromma', () => {
  let anna: Agent;
  let hans: Agent;
  beforeEach(async () => {
    const overflow = { afterMinutes: 5, secret: false };
    office = await openOffice({ clock: clockAt(START), organisation: { desks: desksWith({ overflow }) } });
    anna = await office.hire('anna', { centre: 'bromma' });
    hans = await office.hire('hans', { centre: 'hasselby-vallingby' });
  });

  it('is not for another centre as long as its own desk answers', async () => {
    const { handoverId } = await wish();
    expect((await office.desk.waiting(hans)).items).toEqual([]);
    await expect(office.desk.claim(handoverId, hans)).rejects.toMatchObject({ reason: 'elsewhere' });
    expect(await office.desk.claim(handoverId, anna)).toMatchObject({ agentId: anna.id });
  });

  it('is for another centre when its own is slow, and the reason is kept (complaint 12)', async () => {
    const { handoverId, number } = await wish();
    office.clock.pass(5);
    expect((await office.desk.waiting(hans)).items).toMatchObject([{ id: handoverId, offers: [{}, { why: 'slow' }] }]);
    await office.desk.claim(handoverId, hans);
    const { handover, timeline } = await found(number);
    expect(handover).toMatchObject({ centre: 'bromma', servedBy: 'hasselby-vallingby', overflow: 'slow' });
    expect(timeline.at(-1)).toMatchObject({
      what: 'claimed',
      data: { from: 'bromma', centre: 'hasselby-vallingby', why: 'slow' },
    });
  });

  it('is for another centre when nobody is at its own, and at once its own again when somebody comes (complaint 5)', async () => {
    await office.agents.setPresence(anna.id, 'away');
    const { handoverId } = await wish();
    expect((await office.desk.waiting(hans)).items).toHaveLength(1);
    await office.agents.setPresence(anna.id, 'free');
    expect((await office.desk.waiting(hans)).items).toEqual([]);
    await expect(office.desk.claim(handoverId, hans)).rejects.toMatchObject({ reason: 'elsewhere' });
  });

  it('may be taken by somebody of no centre', async () => {
    const kim = await office.hire('kim');
    const { handoverId, number } = await wish();
    expect((await office.desk.waiting(kim)).items).toHaveLength(1);
    await office.desk.claim(handoverId, kim);
    expect((await found(number)).handover).toMatchObject({ servedBy: '', overflow: '' });
  });

  it('has no overflow when its own desk takes it', async () => {
    const { handoverId, number } = await wish();
    office.clock.pass(8);
    await office.desk.claim(handoverId, anna);
    expect((await found(number)).handover).toMatchObject({ servedBy: 'bromma', overflow: '' });
  });

  it('keeps the places of everybody who waits for the group, whichever desk asks', async () => {
    await wish({ conversationId: 'a' });
    office.clock.pass(1);
    await wish({ conversationId: 'b', centre: 'hasselby-vallingby' });
    expect(await office.desk.ownerOf('b')).toMatchObject({ position: 2 });
  });

  describe('kept for an agent', () => {
    const chief = (name = 'chief') => office.hire(name, { roles: ['supervisor'], groups: [] });

    it('is taken by nobody else for three minutes, and by them at any centre', async () => {
      const { handoverId } = await wish();
      await office.desk.offer(handoverId, await chief(), hans.id);
      await expect(office.desk.claim(handoverId, anna)).rejects.toMatchObject({ reason: 'elsewhere' });
      expect((await office.desk.waiting(hans)).items).toMatchObject([{ id: handoverId, wanted: hans.id }]);
      expect(await office.desk.claim(handoverId, hans)).toMatchObject({ agentId: hans.id });
    });

    it('is anybody’s when they did not take it', async () => {
      const { handoverId } = await wish();
      await office.desk.offer(handoverId, await chief(), hans.id);
      office.clock.pass(3);
      expect(await office.desk.claim(handoverId, anna)).toMatchObject({ agentId: anna.id });
    });

    it('is anybody’s as soon as they have gone', async () => {
      const { handoverId } = await wish();
      await office.desk.offer(handoverId, await chief(), hans.id);
      await office.agents.setPresence(hans.id, 'off');
      expect(await office.desk.claim(handoverId, anna)).toMatchObject({ agentId: anna.id });
    });

    it('is not kept for somebody who is not at work or not of the group', async () => {
      const { handoverId, number } = await wish();
      const fia = await office.hire('fia', { groups: ['FSK'] });
      const before = await found(number);
      const supervisor = await chief();
      for (const wrong of [fia.id, 'nobody'])
        await expect(office.desk.offer(handoverId, supervisor, wrong)).rejects.toMatchObject({ reason: 'closed' });
      expect(await found(number)).toEqual(before);
    });

    it('is not kept when somebody has it already', async () => {
      const { handoverId } = await wish();
      await office.desk.claim(handoverId, anna);
      await expect(office.desk.offer(handoverId, await chief(), hans.id)).rejects.toMatchObject({ reason: 'conflict' });
    });

    it('is offered first to whoever knows the citizen, and kept from nobody (complaint 16)', async () => {
      const { handoverId } = await wish({ wanted: hans.id });
      expect((await office.desk.waiting(hans)).items).toMatchObject([{ wanted: hans.id }]);
      expect(await office.desk.claim(handoverId, anna)).toMatchObject({ agentId: anna.id });
    });
  });
});

describe('a strictly secret conversation', () => {
  const secret = (more = {}) => wish({ category: 'EKO-EB', ...more });
  let sara: Agent;
  beforeEach(async () => {
    office = await openOffice({ clock: clockAt(START) });
    sara = await office.hire('sara', { groups: ['SOC'], centre: 'bromma' });
  });

  it('stays at its own desk, however long it waits and also when nobody is there', async () => {
    const hans = await office.hire('hans', { groups: ['SOC'], centre: 'hasselby-vallingby' });
    const { handoverId } = await secret();
    office.clock.pass(12);
    await office.agents.setPresence(sara.id, 'off');
    await office.agents.setPresence(hans.id, 'free');
    expect((await office.desk.waiting(hans)).items).toEqual([]);
    await expect(office.desk.claim(handoverId, hans)).rejects.toMatchObject({ reason: 'elsewhere' });
  });

  it('does not follow somebody the citizen had before to another centre', async () => {
    const hans = await office.hire('hans', { groups: ['SOC'], centre: 'hasselby-vallingby' });
    const { handoverId } = await secret({ wanted: hans.id });
    expect((await office.desk.waiting(hans)).items).toEqual([]);
    await expect(office.desk.claim(handoverId, hans)).rejects.toMatchObject({ reason: 'elsewhere' });
    expect(await office.desk.claim(handoverId, sara)).toMatchObject({ agentId: sara.id });
  });

  it('goes to another centre when a supervisor gives it to somebody there', async () => {
    const hans = await office.hire('hans', { groups: ['SOC'], centre: 'hasselby-vallingby' });
    const chief = await office.hire('chief', { roles: ['supervisor'], groups: [] });
    const { handoverId } = await secret();
    await office.desk.offer(handoverId, chief, hans.id);
    expect(await office.desk.claim(handoverId, hans)).toMatchObject({ agentId: hans.id });
  });

  it('is not for those who cover for the desk, unless it is given to them', async () => {
    const kim = await office.hire('kim', { groups: ['TRA'], centre: 'bromma' });
    const until = new Date('2026-11-18T17:00:00Z');
    const covering = (await office.agents.giveCover(kim.id, { group: 'SOC', until, by: 'chief' })) as Agent;
    const { handoverId } = await secret();
    await expect(office.desk.claim(handoverId, covering)).rejects.toMatchObject({ reason: 'not-yours' });
    const chief = await office.hire('chief', { roles: ['supervisor'], groups: [] });
    await office.desk.offer(handoverId, chief, kim.id);
    expect(await office.desk.claim(handoverId, covering)).toMatchObject({ agentId: kim.id });
  });

  // Row 1: the citizen of a secret matter is not put into a queue that only those see who may not take it.
  it('waits for nobody when only those are at work who cover for the desk', async () => {
    await office.agents.setPresence(sara.id, 'off');
    const kim = await office.hire('kim', { groups: ['TRA'], centre: 'bromma' });
    await office.agents.giveCover(kim.id, { group: 'SOC', until: new Date('2026-11-18T17:00:00Z'), by: 'chief' });
    expect(await office.desk.availability('SOC', { district: 'bromma' })).toEqual({ open: true });
    expect(await office.desk.availability('SOC', { district: 'bromma', secrecy: 'strong' })).toEqual({ open: false });
  });
});

describe('cover', () => {
  it('lets somebody take what waits for the other desk, until it ends', async () => {
    office = await openOffice({ clock: clockAt(START) });
    const fia = await office.hire('fia', { groups: ['FSK'] });
    const until = new Date('2026-11-18T10:00:00Z');
    const covering = (await office.agents.giveCover(fia.id, { group: 'TRA', until, by: 'chief' })) as Agent;
    const [a, b] = await wishes(2);
    expect(await office.desk.claim(a?.handoverId as string, covering)).toMatchObject({ agentId: fia.id });
    office.clock.pass(61);
    await expect(office.desk.claim(b?.handoverId as string, covering)).rejects.toMatchObject({ reason: 'not-found' });
  });
});
