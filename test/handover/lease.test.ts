import type { Agent } from '../../handover/agents.js';
import { type ChatOffice, openChatOffice, say } from '../support/chat-office.js';

let office: ChatOffice;
let anna: Agent;
let bo: Agent;
beforeEach(async () => {
  office = await openChatOffice();
  anna = await office.hire('anna');
  bo = await office.hire('bo');
});
afterEach(() => office.close());

const returned = (position: number) => say('handover.returned', { name: 'Anna', position });
const look = async () => {
  await office.desk.care();
  await office.relay.settleAll();
};

// Row 4: stuck on an agent who went offline or never replied.
describe('an agent who vanishes (complaint 4)', () => {
  it('loses the conversation after a minute and a half without a sign; until then it is theirs', async () => {
    const { handoverId } = await office.asks('c');
    await office.desk.claim(handoverId, anna);
    office.clock.pass(1.4);
    await look();
    expect(await office.desk.ownerOf('c')).toMatchObject({ kind: 'agent' });
    office.clock.pass(0.1);
    await look();
    expect(await office.desk.ownerOf('c')).toMatchObject({ kind: 'queue', position: 1 });
  });

  it('leaves the citizen with their original place, before those who came later, and they are told once', async () => {
    const { handoverId, number } = await office.asks('c');
    const { since } = (await office.findCase(number)).handover;
    office.clock.pass(1);
    await office.asks('later');
    await office.desk.claim(handoverId, anna);
    await office.relay.settleAll();
    await office.goesOn(5);
    expect((await office.findCase(number)).handover).toMatchObject({ state: 'waiting', since, agentId: '' });
    expect(await office.desk.ownerOf('later')).toMatchObject({ position: 2 });
    expect(await office.told('c')).toEqual([say('handover.accepted', { name: 'Anna' }), returned(1)]);
  });

  it('is at no desk any more: the citizen is shown to the other centre and nobody is sent to them (complaint 12)', async () => {
    const eva = await office.hire('eva', { centre: 'bromma' });
    const ulf = await office.hire('ulf', { centre: 'hasselby-vallingby' });
    const { handoverId, number } = await office.asks('c', { centre: 'bromma' });
    await office.desk.present(eva.id, true);
    await office.desk.claim(handoverId, eva);
    await office.agents.setPresence(anna.id, 'off');
    await office.agents.setPresence(bo.id, 'off');
    await office.goesOn(2, ulf);
    expect((await office.desk.atWork()).agents.map(({ id }) => id)).toEqual([ulf.id]);
    expect(await office.desk.claim(handoverId, ulf)).toMatchObject({ agentId: ulf.id });
    expect((await office.findCase(number)).handover.overflow).toBe('empty');
  });

  it('is told of once also when two processes look at the same moment, and a third was interrupted', async () => {
    const { handoverId, number } = await office.asks('c');
    await office.desk.claim(handoverId, anna);
    await office.relay.settleAll();
    office.clock.pass(2);
    await Promise.all([office.desk.care(), office.desk.care(), office.desk.care()]);
    await Promise.all([office.relay.settleAll(), office.relay.settle(handoverId), office.relay.settleAll()]);
    await look();
    expect((await office.told('c')).filter((text) => text === returned(1))).toHaveLength(1);
    const { timeline } = await office.findCase(number);
    expect(timeline.filter(({ what }) => what === 'lapsed')).toMatchObject([
      { who: { kind: 'system' }, data: { agent: 'Anna' } },
    ]);
  });

  it('comes back too late: may not speak, close or send on what is not theirs any more', async () => {
    const { handoverId } = await office.asks('c');
    await office.desk.claim(handoverId, anna);
    await office.goesOn(2);
    const late = [
      office.desk.say(handoverId, anna),
      office.desk.close(handoverId, anna, { resolution: 'answered', category: 'UTE-BEL' }),
      office.desk.release(handoverId, anna),
      office.desk.toBot(handoverId, anna),
      office.desk.transfer(handoverId, anna, { to: { category: 'UTE-BEL' } }),
    ];
    for (const one of late) await expect(one).rejects.toMatchObject({ reason: 'conflict' });
    await office.desk.claim(handoverId, bo);
    await expect(office.desk.say(handoverId, anna)).rejects.toMatchObject({ reason: 'not-yours' });
  });

  it('may take it again when nobody else has', async () => {
    const { handoverId } = await office.asks('c');
    await office.desk.claim(handoverId, anna);
    await office.goesOn(2);
    await office.desk.claim(handoverId, anna);
    expect(await office.desk.ownerOf('c')).toMatchObject({ kind: 'agent', agentId: anna.id });
  });

  it('loses all their conversations, also when one of them cannot be looked after', async () => {
    const opened = [await office.asks('a'), await office.asks('b'), await office.asks('c')];
    for (const { handoverId } of opened) await office.desk.claim(handoverId, anna);
    const broken = opened[1]?.number as string;
    const raw = office.store.connection.collection('cases');
    await raw.updateOne({ _id: broken as never }, { $set: { timeline: 'broken' as never } });
    office.clock.pass(2);
    await expect(office.desk.care()).rejects.toThrow('some conversations');
    expect(await office.desk.ownerOf('a')).toMatchObject({ kind: 'queue' });
    expect(await office.desk.ownerOf('c')).toMatchObject({ kind: 'queue' });
  });
});

describe('a citizen who cannot be told', () => {
  it('keeps nobody else from hearing what became of their conversation', async () => {
    const [gone, here] = [await office.asks('gone'), await office.asks('here')];
    await office.store.connection.collection('conversations').deleteOne({ _id: 'gone' as never });
    for (const { handoverId } of [gone, here]) await office.desk.claim(handoverId, anna);
    await office.relay.settleAll();
    expect(await office.told('here')).toEqual([say('handover.accepted', { name: 'Anna' })]);
    expect(await office.desk.untold()).toEqual([]);
  });
});

describe('an agent who is there', () => {
  it('keeps the conversation as long as their console is heard of', async () => {
    const { handoverId } = await office.asks('c');
    await office.desk.claim(handoverId, anna);
    await office.goesOn(20, anna);
    expect(await office.desk.ownerOf('c')).toMatchObject({ kind: 'agent', agentId: anna.id });
  });

  it('keeps it by answering', async () => {
    const { handoverId } = await office.asks('c');
    await office.desk.claim(handoverId, anna);
    for (let minute = 0; minute < 5; minute++) {
      office.clock.pass(1);
      await office.answers(handoverId, anna, `minute ${minute}`);
      await look();
    }
    expect(await office.desk.ownerOf('c')).toMatchObject({ kind: 'agent' });
  });

  it('renews their own conversations and nobody else’s', async () => {
    const [a, b] = [await office.asks('a'), await office.asks('b')];
    await office.desk.claim(a.handoverId, anna);
    await office.desk.claim(b.handoverId, bo);
    await office.goesOn(3, anna);
    expect(await office.desk.ownerOf('a')).toMatchObject({ kind: 'agent', agentId: anna.id });
    expect(await office.desk.ownerOf('b')).toMatchObject({ kind: 'queue' });
  });

  it('loses nothing when the clock goes over to winter time or to summer time (complaint 13) (bad input: a clock over daylight saving)', async () => {
    for (const night of ['2026-10-25T00:58:30Z', '2027-03-28T00:58:30Z']) {
      office.clock.set(night);
      await office.agents.setPresence(anna.id, 'free');
      const { handoverId } = await office.asks(night);
      await office.desk.claim(handoverId, anna);
      await office.goesOn(4, anna);
      expect(await office.desk.ownerOf(night)).toMatchObject({ kind: 'agent' });
      await office.goesOn(2);
      expect(await office.desk.ownerOf(night)).toMatchObject({ kind: 'queue' });
    }
  });
});

describe('a case that is already with somebody else', () => {
  it('stays there when its agent vanishes: only the conversation ends', async () => {
    const { handoverId, number } = await office.asks('c');
    await office.desk.claim(handoverId, anna);
    const to = { board: (await office.findCase(number)).board };
    await office.registry.forward(number, anna, { why: 'lampan', to, answerBy: '2026-12-01' });
    await office.relay.settleAll();
    await office.goesOn(2);
    const found = await office.findCase(number);
    expect(found).toMatchObject({ status: 'forwarded', handover: { state: 'closed', openFor: number } });
    expect(await office.desk.ownerOf('c')).toEqual({ kind: 'bot' });
    expect(await office.told('c')).toEqual([
      say('handover.accepted', { name: 'Anna' }),
      say('handover.ended', { name: 'Anna', number }),
    ]);
  });

  it('is not said to be closed when its agent ends the conversation, and their last words are told', async () => {
    const { handoverId, number } = await office.asks('c');
    await office.desk.claim(handoverId, anna);
    const to = { board: (await office.findCase(number)).board };
    await office.registry.forward(number, anna, { why: 'lampan', to, answerBy: '2026-12-01' });
    await office.relay.settleAll();
    const closing = { resolution: 'forwarded', category: 'UTE-BEL', text: 'De hör av sig.' };
    await office.desk.close(handoverId, anna, closing);
    await office.relay.settleAll();
    expect(await office.findCase(number)).toMatchObject({ status: 'forwarded', handover: { state: 'closed' } });
    expect((await office.told('c')).slice(-2)).toEqual([
      'De hör av sig.',
      say('handover.ended', { name: 'Anna', number }),
    ]);
  });
});

describe('a supervisor', () => {
  it('takes a conversation from whoever has it; the citizen keeps the place and is told', async () => {
    const chief = await office.hire('chief', { roles: ['supervisor'], groups: [] });
    const { handoverId, number } = await office.asks('c');
    await office.desk.claim(handoverId, anna);
    await office.relay.settleAll();
    await office.desk.takeBack(handoverId, chief);
    await office.relay.settleAll();
    expect(await office.desk.ownerOf('c')).toMatchObject({ kind: 'queue', position: 1 });
    expect((await office.findCase(number)).timeline.at(-1)).toMatchObject({
      what: 'taken-back',
      who: { id: chief.id },
      data: { agent: 'Anna' },
    });
    expect((await office.told('c')).at(-1)).toBe(returned(1));
    await expect(office.desk.takeBack(handoverId, chief)).rejects.toMatchObject({ reason: 'conflict' });
  });
});
