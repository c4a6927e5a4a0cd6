import { transcriptOf } from '../../cases/transcript.js';
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
/** Preschool: another board. */
const PRESCHOOL = { category: 'FSK-KO' };

async function talking(conversationId = 'c', changes = {}) {
  const opened = await office.asks(conversationId, { centre: 'bromma', ...changes });
  await office.desk.claim(opened.handoverId, anna);
  await office.relay.settleAll();
  return opened;
}
const preschoolOpens = () => office.hire('fia', { groups: ['FSK'] });

// Row 11: a transfer skips the queue, keeps the old agent, or bounces.
describe('sending a conversation on within the board (complaint 11)', () => {
  it('gives it to the other queue with its old place, away from the agent, in one write', async () => {
    const { handoverId, number } = await talking();
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
    const { handoverId, number } = await talking();
    await office.desk.transfer(handoverId, anna, { to: PARKING, note: ' Gäller tillståndet ' });
    const { timeline } = await office.findCase(number);
    expect(timeline.at(-1)).toMatchObject({
      what: 'transferred',
      who: { id: anna.id },
      data: { group: 'PAR', before: 'UTE-BEL', text: 'Gäller tillståndet' },
    });
  });

  it('tells the citizen once, with their place', async () => {
    const { handoverId } = await talking();
    await office.desk.transfer(handoverId, anna, { to: PARKING });
    await Promise.all([office.relay.settle(handoverId), office.relay.settleAll(), office.relay.settle(handoverId)]);
    expect((await office.told('c')).slice(1)).toEqual([
      say('handover.transferred', { group: CITY.groups.PAR?.name.sv, position: 1 }),
    ]);
  });

  it('keeps it a while for a colleague it is sent to, who sees it at any centre', async () => {
    const hans = await office.hire('hans', { groups: ['PAR'], centre: 'hasselby-vallingby' });
    const { handoverId } = await talking();
    await office.desk.transfer(handoverId, anna, { to: { ...PARKING, centre: 'bromma', agentId: hans.id } });
    await expect(office.desk.claim(handoverId, pia)).rejects.toMatchObject({ reason: 'elsewhere' });
    expect(await office.desk.waiting(hans)).toMatchObject([{ id: handoverId, wanted: hans.id }]);
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
    const { handoverId } = await talking();
    office.clock.pass(14);
    for (const { id } of [anna, pia, hans]) await office.desk.present(id);
    await office.desk.transfer(handoverId, anna, { to: { ...PARKING, centre: 'hasselby-vallingby' } });
    expect(await office.desk.waiting(pia)).toEqual([]);
    office.clock.pass(5);
    expect(await office.desk.waiting(pia)).toMatchObject([{ id: handoverId }]);
  });

  it('asks why when it was sent on before, and keeps the answer', async () => {
    const { handoverId, number } = await talking();
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
    const { handoverId, number } = await talking();
    await office.registry.note(number, anna, 'Har svårt att gå');
    await office.desk.transfer(handoverId, anna, { to: { category: 'PAR-RHT' }, note: 'Har svårt att gå' });
    const found = await office.findCase(number);
    expect(found).toMatchObject({ secrecy: 'strong', subject: '', texts: {} });
    expect(JSON.stringify(found)).not.toContain('svårt att gå');
    expect(found.purgeAt.getTime()).toBeLessThan(Date.parse('2027-01-01'));
  });

  it('leaves a secret matter secret whatever it is sent on as', async () => {
    const { handoverId, number } = await talking('c', { category: 'UTE-BEL' });
    await office.desk.transfer(handoverId, anna, { to: { category: 'PAR-RHT' } });
    await office.desk.claim(handoverId, pia);
    await office.desk.transfer(handoverId, pia, { to: PARKING, why: 'fel kö' });
    expect(await office.findCase(number)).toMatchObject({ category: 'PAR-ANM', secrecy: 'strong', texts: {} });
  });

  describe('is refused, and nothing at all has changed,', () => {
    const refused = async (transfer: Parameters<ChatOffice['desk']['transfer']>[2], reason: string, by = anna) => {
      const { handoverId, number } = await talking();
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
      const { handoverId } = await talking('other');
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
    const { handoverId, number } = await talking();
    const twice = [1, 2].map(() => office.desk.transfer(handoverId, anna, { to: PARKING }));
    const results = await Promise.allSettled(twice);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await office.findCase(number)).handover.transfers).toBe(1);
  });
});

describe('giving a conversation back', () => {
  it('to the queue keeps the place, and the next agent finds it there', async () => {
    const { handoverId, number } = await talking();
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
    const { handoverId, number } = await talking();
    await office.desk.toBot(handoverId, anna);
    await office.relay.settleAll();
    expect(await office.writes('c', 'hej igen')).toMatchObject({ kind: 'bot' });
    expect(await office.findCase(number)).toMatchObject({ status: 'in-progress', assignedTo: anna.id });
    expect((await office.told('c')).at(-1)).toBe(say('handover.toBot', { name: 'Anna', number }));
  });

  it('to the bot not while a message has just come: it would be nobody’s', async () => {
    const { handoverId, number } = await talking();
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

describe('sending a conversation to another board', () => {
  const ask = async (transcript = false) => {
    const fia = await preschoolOpens();
    const opened = await talking('c', { reach: { phone: '070-174 06 05' } });
    await office.writes('c', 'Jag söker en plats på förskolan');
    await office.desk.transfer(opened.handoverId, anna, { to: PRESCHOOL, transcript });
    await office.relay.settleAll();
    return { ...opened, fia };
  };
  const consent = async (yes: boolean) => {
    await office.writes('c', yes ? 'ja' : 'nej');
    return office.desk.answerConsent('c', yes);
  };
  const second = () => office.findCase('KC-2026-000002');

  it('shows the agent first what follows and what stays', async () => {
    await preschoolOpens();
    const { handoverId, number } = await talking();
    const before = await office.findCase(number);
    expect(await office.desk.preview(handoverId, anna, PRESCHOOL, false)).toEqual({
      group: 'FSK',
      board: 'SDN',
      centre: '',
      open: true,
      needsConsent: true,
      needsWhy: false,
      follows: ['place', 'contact'],
      stays: ['case', 'details', 'notes', 'transcript'],
    });
    expect(await office.desk.preview(handoverId, anna, PRESCHOOL, true)).toMatchObject({
      follows: ['place', 'contact', 'transcript'],
      stays: ['case', 'details', 'notes'],
    });
    expect(await office.desk.preview(handoverId, anna, PARKING)).toMatchObject({ needsConsent: false, stays: [] });
    expect(await office.findCase(number)).toEqual(before);
  });

  it('asks the citizen, who stays with the agent until they have answered', async () => {
    const { number } = await ask();
    expect(await office.findCase(number)).toMatchObject({ group: 'TRA', handover: { state: 'accepted' } });
    expect((await office.told('c')).at(-1)).toContain(CITY.boards.SDN?.sv);
    expect(await office.writes('c', 'vad menas?')).toMatchObject({ kind: 'agent', asksConsent: true });
  });

  it('asks once when the agent presses twice, and asks about nothing else until there is an answer', async () => {
    const { handoverId } = await ask();
    await office.hire('soc', { groups: ['SOC'] });
    expect(await office.desk.transfer(handoverId, anna, { to: PRESCHOOL })).toMatchObject({ asked: true });
    await office.relay.settleAll();
    expect(await office.told('c')).toHaveLength(2);
    const other = office.desk.transfer(handoverId, anna, { to: { category: 'EKO-EB' } });
    await expect(other).rejects.toMatchObject({ reason: 'conflict' });
    await consent(false);
    const then = await office.desk.transfer(handoverId, anna, { to: { category: 'EKO-EB' } });
    expect(then).toMatchObject({ asked: true });
  });

  it('after a yes opens a case of its own there, with the old place and how to reach the citizen', async () => {
    const { number, fia } = await ask();
    const { since } = (await office.findCase(number)).handover;
    office.clock.pass(1);
    await office.asks('later', { category: 'FSK-KO' });
    await consent(true);
    await office.relay.settleAll();
    const there = await office.findCase('KC-2026-000003');
    expect(there).toMatchObject({
      category: 'FSK-KO',
      group: 'FSK',
      board: 'SDN',
      status: 'waiting',
      conversationId: 'c',
      subject: '',
      reach: { phone: '+46701740605' },
      details: {},
      texts: {},
      links: [],
      handover: { state: 'waiting', since },
    });
    expect(await office.desk.ownerOf('c')).toMatchObject({ kind: 'queue', group: 'FSK', position: 1 });
    expect(await office.desk.waiting(fia)).toHaveLength(2);
  });

  it('keeps the promise to call, and that an interpreter is needed, and says so', async () => {
    await preschoolOpens();
    const opened = await office.asks('c', { reach: { phone: '070-174 06 05' }, language: 'ti', interpreter: true });
    await office.desk.beReached('c', 'call');
    await office.desk.claim(opened.handoverId, anna);
    await office.relay.settleAll();
    await office.desk.transfer(opened.handoverId, anna, { to: PRESCHOOL });
    await office.relay.settleAll();
    await consent(true);
    await office.relay.settleAll();
    expect(await second()).toMatchObject({ language: 'ti', interpreter: true, handover: { reachBy: 'call' } });
    const told = await office.told('c');
    expect(told).toContain(say('waiting.willCall', { phone: '+46701740605', position: 1 }));
    const replies = (await office.entries('c')).map(({ activity }) => activity.channelData?.reply);
    expect(replies).toContainEqual(expect.objectContaining({ state: 'waiting', position: 1, reachBy: 'call' }));
  });

  it('in a matter of strong secrecy asks for nothing sensitive, and is answered where the citizen is', async () => {
    await office.hire('soc', { groups: ['SOC'] });
    const opened = await office.asks('c', { reach: { phone: '070-174 06 05' } });
    await office.desk.beReached('c', 'call');
    await office.desk.claim(opened.handoverId, anna);
    await office.relay.settleAll();
    await office.desk.transfer(opened.handoverId, anna, { to: { category: 'EKO-EB' } });
    await office.relay.settleAll();
    await consent(true);
    await office.relay.settleAll();
    expect((await second()).handover.reachBy).toBe('chat');
    const group = CITY.groups.SOC?.name.sv;
    expect(await office.told('c')).toContain(say('handover.waitingSecret', { group, position: 1 }));
  });

  it('without what was written, when that is what was agreed to', async () => {
    await ask(false);
    await consent(true);
    await office.relay.settleAll();
    await office.writes('c', 'Hej förskolan');
    const seen = (await transcriptOf(office.activities, await second())).map(({ text }) => text);
    expect(seen).toContain('Hej förskolan');
    expect(seen).not.toContain('Jag söker en plats på förskolan');
  });

  it('with what was written, when that is what was agreed to', async () => {
    await ask(true);
    await consent(true);
    await office.relay.settleAll();
    const seen = (await transcriptOf(office.activities, await second())).map(({ text }) => text);
    expect(seen).toContain('Jag söker en plats på förskolan');
  });

  // Row 19: other teams read everything.
  it('leaves the old case behind its own walls, with its agent, and what is written then is not in it (complaint 19)', async () => {
    const { number, handoverId, fia } = await ask(true);
    await consent(true);
    await office.relay.settleAll();
    await office.writes('c', 'Bara för förskolan');
    const old = await office.findCase(number);
    expect(old).toMatchObject({ group: 'TRA', board: 'TRN', status: 'in-progress', assignedTo: anna.id });
    await expect(office.desk.get(handoverId, fia)).rejects.toMatchObject({ reason: 'not-found' });
    await expect(office.desk.get((await second()).handover.id, anna)).rejects.toMatchObject({ reason: 'not-found' });
    const seen = (await transcriptOf(office.activities, old)).map(({ text }) => text);
    expect(seen).toContain('Jag söker en plats på förskolan');
    expect(seen).not.toContain('Bara för förskolan');
  });

  it('after a no changes nothing but that the citizen stays, and is told so', async () => {
    const { number } = await ask();
    await consent(false);
    await office.relay.settleAll();
    expect(await office.findCase(number)).toMatchObject({ handover: { state: 'accepted', asked: null } });
    expect(await office.registry.findCase('KC-2026-000002')).toBeNull();
    expect((await office.told('c')).at(-1)).toBe(say('handover.stays', { name: 'Anna' }));
    expect(await office.desk.answerConsent('c', true)).toBeUndefined();
  });

  it('is over when the agent gave the conversation back before the answer', async () => {
    const { handoverId } = await ask();
    await office.desk.release(handoverId, anna);
    expect(await office.desk.answerConsent('c', true)).toBeUndefined();
    expect(await office.desk.ownerOf('c')).toMatchObject({ kind: 'queue', group: 'TRA' });
  });

  it('is finished once by whoever comes after a crash between the yes and the new case', async () => {
    const { number } = await ask();
    await consent(true);
    expect(await office.registry.findCase('KC-2026-000002')).toBeNull();
    await office.relay.settleAll();
    await office.relay.settleAll();
    // As if the process had died after the case was opened and before that was written down.
    const raw = office.store.connection.collection('cases');
    await raw.updateOne({ _id: number as never }, { $set: { 'handover.toTell': 'goes-on' } });
    const before = await office.told('c');
    await office.relay.settleAll();
    expect(await office.told('c')).toEqual(before);
    expect(await office.registry.findCase('KC-2026-000003')).toBeNull();
    expect(before.filter((text) => text.includes('KC-2026-000002'))).toHaveLength(1);
  });

  it('registers the case when nobody is there any more, and says so', async () => {
    const { fia } = await ask();
    await consent(true);
    await office.agents.setPresence(fia.id, 'off');
    await office.relay.settleAll();
    expect(await second()).toMatchObject({ status: 'registered', group: 'FSK', handover: { state: 'none' } });
    expect(await office.told('c')).toContain(say('handover.unavailable', { group: CITY.groups.FSK?.name.sv }));
    expect(await office.desk.ownerOf('c')).toEqual({ kind: 'bot' });
  });

  it('registers the case when the citizen has asked for somebody else before it was opened', async () => {
    await ask();
    await consent(true);
    await office.asks('c', { origin: 'another question', category: 'PAR-ANM' });
    await office.relay.settleAll();
    expect(await office.desk.ownerOf('c')).toMatchObject({ kind: 'queue', number: 'KC-2026-000002', group: 'PAR' });
    expect(await office.findCase('KC-2026-000003')).toMatchObject({ status: 'registered', group: 'FSK' });
  });
});
