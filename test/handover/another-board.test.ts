import { transcriptOf } from '../../cases/transcript.js';
import type { Agent } from '../../handover/agents.js';
import { type ChatOffice, openChatOffice, say } from '../support/chat-office.js';
import { CITY } from '../support/registry.js';

let office: ChatOffice;
let anna: Agent;
beforeEach(async () => {
  office = await openChatOffice();
  anna = await office.hire('anna', { centre: 'bromma' });
});
afterEach(() => office.close());

/** Parking: another group of the same board. */
const PARKING = { category: 'PAR-ANM' };
/** Preschool: another board. */
const PRESCHOOL = { category: 'FSK-KO' };

const preschoolOpens = () => office.hire('fia', { groups: ['FSK'] });

describe('sending a conversation to another board', () => {
  const ask = async (transcript = false) => {
    const fia = await preschoolOpens();
    const opened = await office.talks(anna, 'c', { reach: { phone: '070-174 06 05' } });
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
    const { handoverId, number } = await office.talks(anna);
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
    expect((await office.desk.waiting(fia)).items).toHaveLength(2);
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
