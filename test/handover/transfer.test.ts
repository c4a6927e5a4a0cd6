import type { Agent } from '../../handover/agents.js';
import { type ChatOffice, openChatOffice, say } from '../support/chat-office.js';
import { CITY } from '../support/registry.js';

let office: ChatOffice;
let anna: Agent;
let pia: Agent;
beforeEach(async () => {
  office = await openChatOffice();
  anna = await office.hire('anna', { centre: 'bromma' });
  pia = await office.hire('pia', { groups: ['PAR'], centre: 'bromma' });
});
afterEach(() => office.close());

/** Parking: another group of the same board. */
const PARKING = { category: 'PAR-ANM' };

// Row 11: a transfer skips the queue, keeps the old agent, or bounces.
describe('sending a conversation on within the board (complaint 11)', () => {
  it('gives it to the other queue with its old place, away from the agent, in one write', async () => {
    const { handoverId, number } = await office.talks(anna);
    office.clock.pass(1);
    await office.asks('later', { category: 'PAR-ANM' });
    const before = await office.findCase(number);
    office.bus.events.length = 0;
    await office.desk.transfer(handoverId, anna, { to: PARKING, note: 'Gäller tillståndet' });
    const after = await office.findCase(number);
    expect(after).toMatchObject({
      status: 'waiting',
      group: 'PAR',
      category: 'PAR-ANM',
      assignedTo: '',
      version: before.version + 1,
      handover: { state: 'waiting', agentId: '', since: before.handover.since, transfers: 1, alarm: 0 },
    });
    expect(after.handover.queuedAt).toEqual(office.clock.now());
    expect(office.bus.events).toEqual([
      { what: 'handovers', id: handoverId },
      { what: 'cases', id: number },
    ]);
    expect(await office.desk.ownerOf('c')).toMatchObject({ kind: 'queue', group: 'PAR', position: 1 });
    expect(await office.desk.ownerOf('later')).toMatchObject({ position: 2 });
    await expect(office.desk.say(handoverId, anna)).rejects.toMatchObject({ reason: 'not-found' });
  });

  it('takes the note along for whoever takes it', async () => {
    const { handoverId, number } = await office.talks(anna);
    await office.desk.transfer(handoverId, anna, { to: PARKING, note: ' Gäller tillståndet ' });
    const { timeline } = await office.findCase(number);
    expect(timeline.at(-1)).toMatchObject({
      what: 'transferred',
      who: { id: anna.id },
      data: { group: 'PAR', before: 'UTE-BEL', text: 'Gäller tillståndet' },
    });
  });

  it('tells the citizen once, with their place', async () => {
    const { handoverId } = await office.talks(anna);
    await office.desk.transfer(handoverId, anna, { to: PARKING });
    await Promise.all([office.relay.settle(handoverId), office.relay.settleAll(), office.relay.settle(handoverId)]);
    expect((await office.told('c')).slice(1)).toEqual([
      say('handover.transferred', { group: CITY.groups.PAR?.name.sv, position: 1 }),
    ]);
  });

  it('keeps it a while for a colleague it is sent to, who sees it at any centre', async () => {
    const hans = await office.hire('hans', { groups: ['PAR'], centre: 'hasselby-vallingby' });
    const { handoverId } = await office.talks(anna);
    await office.desk.transfer(handoverId, anna, { to: { ...PARKING, centre: 'bromma', agentId: hans.id } });
    await expect(office.desk.claim(handoverId, pia)).rejects.toMatchObject({ reason: 'elsewhere' });
    expect((await office.desk.waiting(hans)).items).toMatchObject([{ id: handoverId, wanted: hans.id }]);
    office.clock.pass(3);
    expect(await office.desk.claim(handoverId, pia)).toMatchObject({ agentId: pia.id });
  });

  it('may be kept by the same agent, who answers for the other group, too', async () => {
    const eva = await office.hire('eva', { groups: ['TRA', 'PAR'], centre: 'bromma' });
    const { handoverId } = await office.asks('c', { centre: 'bromma' });
    await office.desk.claim(handoverId, eva);
    await office.relay.settleAll();
    await office.desk.transfer(handoverId, eva, { to: { ...PARKING, agentId: eva.id } });
    await expect(office.desk.claim(handoverId, pia)).rejects.toMatchObject({ reason: 'elsewhere' });
    expect(await office.desk.claim(handoverId, eva)).toMatchObject({ group: 'PAR', agentId: eva.id });
  });

  it('asks the named desk first, and the others only when that is slow from then on', async () => {
    const hans = await office.hire('hans', { groups: ['PAR'], centre: 'hasselby-vallingby' });
    const { handoverId } = await office.talks(anna);
    office.clock.pass(14);
    for (const { id } of [anna, pia, hans]) await office.desk.present(id);
    await office.desk.transfer(handoverId, anna, { to: { ...PARKING, centre: 'hasselby-vallingby' } });
    expect((await office.desk.waiting(pia)).items).toEqual([]);
    office.clock.pass(5);
    expect((await office.desk.waiting(pia)).items).toMatchObject([{ id: handoverId }]);
  });

  it('asks why when it was sent on before, and keeps the answer', async () => {
    const { handoverId, number } = await office.talks(anna);
    expect(await office.desk.preview(handoverId, anna, PARKING)).toMatchObject({ needsWhy: false });
    await office.desk.transfer(handoverId, anna, { to: PARKING });
    await office.desk.claim(handoverId, pia);
    const back = { category: 'UTE-BEL' };
    expect(await office.desk.preview(handoverId, pia, back)).toMatchObject({ needsWhy: true });
    for (const why of ['', '   '])
      await expect(office.desk.transfer(handoverId, pia, { to: back, why })).rejects.toMatchObject({
        reason: 'why-needed',
      });
    await office.desk.transfer(handoverId, pia, { to: back, why: 'Lampan, inte parkeringen' });
    const { timeline, handover } = await office.findCase(number);
    expect(timeline.at(-1)?.data).toMatchObject({ text: 'Lampan, inte parkeringen' });
    expect(handover.transfers).toBe(2);
  });

  it('keeps no word in a strictly secret matter, and takes away those that were there', async () => {
    const { handoverId, number } = await office.talks(anna);
    await office.registry.note(number, anna, 'Har svårt att gå');
    await office.desk.transfer(handoverId, anna, { to: { category: 'PAR-RHT' }, note: 'Har svårt att gå' });
    const found = await office.findCase(number);
    expect(found).toMatchObject({ secrecy: 'strong', subject: '', texts: {} });
    expect(JSON.stringify(found)).not.toContain('svårt att gå');
    expect(found.purgeAt.getTime()).toBeLessThan(Date.parse('2027-01-01'));
  });

  it('leaves a secret matter secret whatever it is sent on as', async () => {
    const { handoverId, number } = await office.talks(anna, 'c', { category: 'UTE-BEL' });
    await office.desk.transfer(handoverId, anna, { to: { category: 'PAR-RHT' } });
    await office.desk.claim(handoverId, pia);
    await office.desk.transfer(handoverId, pia, { to: PARKING, why: 'fel kö' });
    expect(await office.findCase(number)).toMatchObject({ category: 'PAR-ANM', secrecy: 'strong', texts: {} });
  });

  describe('is refused, and nothing at all has changed,', () => {
    const refused = async (transfer: Parameters<ChatOffice['desk']['transfer']>[2], reason: string, by = anna) => {
      const { handoverId, number } = await office.talks(anna);
      const before = await office.findCase(number);
      office.bus.events.length = 0;
      await expect(office.desk.transfer(handoverId, by, transfer)).rejects.toMatchObject({ reason });
      expect(await office.findCase(number)).toEqual(before);
      expect(office.bus.events).toEqual([]);
    };

    it('to a category that is not there', () => refused({ to: { category: 'UTE-XXX' } }, 'not-valid'));
    it('to a name that every object has', () => refused({ to: { category: 'constructor' } }, 'not-valid'));
    it('to a desk that has never been there', () => refused({ to: { ...PARKING, centre: 'gone' } }, 'not-valid'));
    it('by somebody who does not see it', () => refused({ to: PARKING }, 'not-found', pia));

    it('to a desk that was just removed (bad input: a desk just removed)', async () => {
      const { organisation } = await office.desk.organisation.current();
      const groups = { PAR: { centres: ['bromma'] } };
      const desks = { ...organisation.desks, groups };
      await office.desk.organisation.change({ ...organisation, desks }, 0, { id: 'chief', name: 'Chief' });
      await refused({ to: { ...PARKING, centre: 'hasselby-vallingby' } }, 'not-valid');
    });

    it('to a desk that a supervisor has closed, with all that step in', async () => {
      const until = new Date(office.clock.now().getTime() + 60_000);
      const by = { id: 'chief', name: 'Chief' };
      await office.desk.organisation.closeDesk({ group: 'PAR', centre: '', until, why: '', by });
      await refused({ to: PARKING }, 'closed');
    });

    it('to a group of which nobody is at work (complaint 1)', async () => {
      await office.agents.setPresence(pia.id, 'off');
      await refused({ to: PARKING }, 'closed');
    });

    it('to an agent who has gone, or is of another group', async () => {
      await refused({ to: { ...PARKING, agentId: anna.id } }, 'closed');
      await office.agents.setPresence(pia.id, 'away');
      const { handoverId } = await office.talks(anna, 'other');
      const to = { ...PARKING, agentId: pia.id };
      await expect(office.desk.transfer(handoverId, anna, { to })).rejects.toMatchObject({ reason: 'closed' });
    });

    it('with a secret matter, to somebody who only covers for the desk', async () => {
      const kim = await office.hire('kim', { groups: ['BYG'] });
      await office.agents.giveCover(kim.id, { group: 'PAR', until: new Date('2026-11-18T17:00:00Z'), by: 'chief' });
      await refused({ to: { category: 'PAR-RHT', agentId: kim.id } }, 'closed');
    });
  });

  it('happens once when it is pressed twice at the same moment', async () => {
    const { handoverId, number } = await office.talks(anna);
    const twice = [1, 2].map(() => office.desk.transfer(handoverId, anna, { to: PARKING }));
    const results = await Promise.allSettled(twice);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await office.findCase(number)).handover.transfers).toBe(1);
  });
});

describe('giving a conversation back', () => {
  it('to the queue keeps the place, and the next agent finds it there', async () => {
    const { handoverId, number } = await office.talks(anna);
    const { since } = (await office.findCase(number)).handover;
    office.clock.pass(1);
    await office.desk.release(handoverId, anna);
    expect((await office.findCase(number)).handover).toMatchObject({ state: 'waiting', since, agentId: '' });
    const bo = await office.hire('bo', { centre: 'bromma' });
    expect(await office.desk.claim(handoverId, bo)).toMatchObject({ agentId: bo.id });
    await expect(office.desk.release(handoverId, anna)).rejects.toMatchObject({ reason: 'not-yours' });
  });

  // Row 7: the bot is mute after a return.
  it('to the bot lets the bot answer again; the agent keeps the case (complaint 7)', async () => {
    const { handoverId, number } = await office.talks(anna);
    await office.desk.toBot(handoverId, anna);
    await office.relay.settleAll();
    expect(await office.writes('c', 'hej igen')).toMatchObject({ kind: 'bot' });
    expect(await office.findCase(number)).toMatchObject({ status: 'in-progress', assignedTo: anna.id });
    expect((await office.told('c')).at(-1)).toBe(say('handover.toBot', { name: 'Anna', number }));
  });

  it('to the bot not while a message has just come: it would be nobody’s', async () => {
    const { handoverId, number } = await office.talks(anna);
    const { last } = office.activities;
    // The message comes after the agent has pressed, and before it is written.
    jest.spyOn(office.activities, 'last').mockImplementationOnce(async (conversationId) => {
      const seq = await last(conversationId);
      await office.writes('c', 'vänta');
      return seq;
    });
    await expect(office.desk.toBot(handoverId, anna)).rejects.toMatchObject({ reason: 'unread' });
    expect(await office.findCase(number)).toMatchObject({ handover: { state: 'accepted', heardSeq: 2 } });
  });
});
