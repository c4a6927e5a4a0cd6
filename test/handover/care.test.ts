import type { Case } from '../../cases/case.js';
import type { Agent } from '../../handover/agents.js';
import { createCare } from '../../handover/care.js';
import { createMoves } from '../../handover/moving.js';
import { createRelease } from '../../handover/release.js';
import { type ChatOffice, openChatOffice, say } from '../support/chat-office.js';
import { clockAt } from '../support/registry.js';

let office: ChatOffice;
let anna: Agent;
const open = async (at = '2026-11-18T09:00:00Z') => {
  office = await openChatOffice({ clock: clockAt(at) });
  anna = await office.hire('anna');
};
beforeEach(() => open());
afterEach(() => office.close());

const alarms = async (number: string) =>
  (await office.findCase(number)).timeline.filter(({ what }) => what === 'alarm').map(({ data }) => data.told);
const talking = async (changes = {}) => {
  const opened = await office.asks('c', changes);
  await office.desk.claim(opened.handoverId, anna);
  await office.writes('c', 'Lampan är trasig');
  office.clock.pass(1);
  await office.answers(opened.handoverId, anna, 'Vilken gata?');
  await office.relay.settleAll();
  return opened;
};
const idle = (number: string) => say('handover.idle', { number, count: 10 });

// Row 2: handed over, and nobody notified.
describe('a conversation that nobody takes (complaint 2)', () => {
  it('alarms the group after three minutes and the supervisors after ten, each once', async () => {
    const { number } = await office.asks('c');
    await office.goesOn(2);
    expect(await alarms(number)).toEqual([]);
    await office.goesOn(1);
    expect(await alarms(number)).toEqual(['group']);
    expect((await office.desk.all(anna)).items).toMatchObject([{ alarm: 1 }]);
    await office.goesOn(6);
    expect(await alarms(number)).toEqual(['group']);
    await office.goesOn(20);
    expect(await alarms(number)).toEqual(['group', 'supervisor']);
  });

  it('alarms once when two processes look at the same moment', async () => {
    const { number } = await office.asks('c');
    office.clock.pass(4);
    await Promise.all([office.desk.care(), office.desk.care()]);
    expect(await alarms(number)).toEqual(['group']);
  });

  it('tells consoles that something changed', async () => {
    const { handoverId } = await office.asks('c');
    office.clock.pass(3);
    office.bus.events.length = 0;
    await office.desk.care();
    expect(office.bus.events).toContainEqual({ what: 'handovers', id: handoverId });
  });

  it('alarms the supervisors at once when nobody looked for long', async () => {
    const { number } = await office.asks('c');
    office.clock.pass(30);
    await office.desk.care();
    expect(await alarms(number)).toEqual(['supervisor']);
  });

  it('alarms nobody once it is taken, and anew when it comes back', async () => {
    const { number, handoverId } = await office.asks('c');
    await office.goesOn(4);
    await office.desk.claim(handoverId, anna);
    await office.goesOn(5, anna);
    await office.desk.release(handoverId, anna);
    await office.goesOn(2);
    expect(await alarms(number)).toEqual(['group']);
    await office.goesOn(1);
    expect(await alarms(number)).toEqual(['group', 'group']);
  });

  it('alarms nobody about a conversation that came into the queue while it was looked at', async () => {
    const { number, handoverId } = await office.asks('c');
    office.clock.pass(4);
    await interrupted(async () => {
      await office.desk.claim(handoverId, anna);
      await office.desk.release(handoverId, anna);
    });
    expect(await alarms(number)).toEqual([]);
  });
});

/** Something happens after the care has seen what is open, and before it does anything about it. */
async function interrupted(between: () => Promise<unknown>): Promise<void> {
  const { clock, bus, store, desk } = office;
  const moves = createMoves({ db: store.connection, now: clock.now, bus, log: office.activities });
  const { cases } = moves;
  let happened = false;
  const findById = (id: string) => ({
    async lean() {
      if (!happened) await between();
      happened = true;
      return cases.findById(id).lean<Case>();
    },
  });
  const care = createCare({
    moves: { ...moves, cases: { find: cases.find.bind(cases), findById } as unknown as typeof cases },
    atWork: desk.atWork,
    lapse: createRelease({ moves, now: clock.now }).lapse,
    now: clock.now,
  });
  await care();
  expect(happened).toBe(true);
}

describe('a citizen who has fallen silent', () => {
  it('is asked once whether they are still there, and after that the conversation ends', async () => {
    const { number } = await talking();
    await office.goesOn(14, anna);
    expect(await office.told('c')).not.toContain(idle(number));
    await office.goesOn(1, anna);
    expect((await office.told('c')).at(-1)).toBe(idle(number));
    await office.goesOn(9, anna);
    expect((await office.told('c')).filter((text) => text === idle(number))).toHaveLength(1);
    expect(await office.desk.ownerOf('c')).toMatchObject({ kind: 'agent' });
    await office.goesOn(1, anna);
    expect(await office.desk.ownerOf('c')).toEqual({ kind: 'bot' });
    expect((await office.told('c')).at(-1)).toBe(say('handover.idleClosed', { number }));
    expect(await office.findCase(number)).toMatchObject({
      status: 'closed',
      resolution: 'no-answer',
      closedAt: office.clock.now(),
      handover: { state: 'closed', holder: number },
    });
  });

  it('has all the time again after any message, their own or the agent’s', async () => {
    const { number, handoverId } = await talking();
    await office.goesOn(16, anna);
    await office.writes('c', 'Jag letar');
    await office.goesOn(20, anna);
    expect((await office.told('c')).filter((text) => text === idle(number))).toHaveLength(1);
    await office.answers(handoverId, anna, 'Ta din tid');
    await office.goesOn(14, anna);
    expect((await office.told('c')).filter((text) => text === idle(number))).toHaveLength(1);
    await office.goesOn(1, anna);
    expect((await office.told('c')).filter((text) => text === idle(number))).toHaveLength(2);
    await office.answers(handoverId, anna, 'Är det Storgatan?');
    await office.goesOn(11, anna);
    expect(await office.desk.ownerOf('c')).toMatchObject({ kind: 'agent' });
  });

  it('is not the one who is waited for: an agent who has not answered ends nothing', async () => {
    const { number, handoverId } = await office.asks('c');
    await office.desk.claim(handoverId, anna);
    await office.writes('c', 'Hallå?');
    await office.goesOn(40, anna);
    expect(await office.told('c')).not.toContain(idle(number));
    expect(await office.desk.ownerOf('c')).toMatchObject({ kind: 'agent' });
  });

  it('is not asked when they are to be called or written to', async () => {
    const { number, handoverId } = await office.asks('c');
    await office.desk.beReached('c', 'call');
    await office.desk.claim(handoverId, anna);
    office.clock.pass(1);
    await office.answers(handoverId, anna, 'Jag ringer');
    await office.goesOn(40, anna);
    expect(await office.told('c')).not.toContain(idle(number));
  });

  it('is not asked when they write at the same moment', async () => {
    const { number } = await talking();
    await office.goesOn(14, anna);
    office.clock.pass(1);
    await office.desk.present(anna.id);
    await interrupted(() => office.writes('c', 'Storgatan'));
    await office.relay.settleAll();
    expect(await office.told('c')).not.toContain(idle(number));
    expect((await office.findCase(number)).handover.idleAskedAt).toBeNull();
  });

  it('does not lose the conversation when they write at the same moment', async () => {
    const { number } = await talking();
    await office.goesOn(24, anna);
    office.clock.pass(1);
    await office.desk.present(anna.id);
    await interrupted(() => office.writes('c', 'Jag är kvar'));
    expect(await office.desk.ownerOf('c')).toMatchObject({ kind: 'agent', agentId: anna.id });
    expect(await office.findCase(number)).toMatchObject({ status: 'in-progress' });
  });

  it('may come back to the same case', async () => {
    const { number } = await talking();
    await office.goesOn(25, anna);
    expect(await office.desk.askAgain('c', number, 'again')).toMatchObject({ status: 'waiting' });
  });

  it('of a secret matter leaves no words: they are due to go', async () => {
    anna = await office.hire('sara', { groups: ['SOC'] });
    const { number } = await talking({ category: 'EKO-EB' });
    await office.goesOn(25, anna);
    expect(await office.findCase(number)).toMatchObject({ status: 'closed', purgeAt: office.clock.now() });
  });

  it('of a case that others work on ends the conversation only', async () => {
    const { number } = await talking();
    const to = { board: (await office.findCase(number)).board };
    await office.registry.forward(number, anna, { why: 'lampan', to, answerBy: '2026-12-01' });
    await office.goesOn(25, anna);
    expect(await office.findCase(number)).toMatchObject({ status: 'forwarded', resolution: '', dueOn: '2026-12-01' });
    expect(await office.desk.ownerOf('c')).toEqual({ kind: 'bot' });
  });
});

// Row 13: daylight saving. What falls due is counted in minutes that pass, not in what the clock on the wall shows.
describe.each([
  ['to winter time', '2026-10-25T00:50:00Z'],
  ['to summer time', '2027-03-28T00:50:00Z'],
])('in the night when the clock goes over %s (complaint 13) (bad input: a clock over daylight saving)', (_, night) => {
  it('alarms come after the same minutes, and silence is asked about after the same minutes', async () => {
    await office.close();
    await open(night);
    const { number } = await office.asks('waits');
    await office.goesOn(9, anna);
    expect(await alarms(number)).toEqual(['group']);
    await office.goesOn(1, anna);
    expect(await alarms(number)).toEqual(['group', 'supervisor']);
    const talk = await talking();
    await office.goesOn(14, anna);
    expect(await office.told('c')).not.toContain(idle(talk.number));
    await office.goesOn(1, anna);
    expect(await office.told('c')).toContain(idle(talk.number));
  });
});

// Row 1: nobody is left waiting for an empty desk without knowing it.
describe('a citizen who waits when the last agent goes (complaint 1)', () => {
  const group = 'Trafik och utemiljö';
  let number: string;
  const heard = async (key: 'handover.unattended' | 'handover.attended') =>
    (await office.told('c')).filter((text) => text.startsWith(say(key, { group, number, position: 1 }))).length;

  beforeEach(async () => {
    number = (await office.asks('c')).number;
  });

  it('is told so once after a minute, keeps the place, and is told when somebody is there again', async () => {
    await office.agents.setPresence(anna.id, 'away');
    await office.goesOn(1);
    expect(await heard('handover.unattended')).toBe(0);
    await office.goesOn(2);
    expect(await heard('handover.unattended')).toBe(1);
    expect(await office.desk.ownerOf('c')).toMatchObject({ kind: 'queue', position: 1 });
    await office.agents.setPresence(anna.id, 'free');
    await office.goesOn(2);
    expect([await heard('handover.unattended'), await heard('handover.attended')]).toEqual([1, 1]);
  });

  it('hears nothing of somebody who is away for a moment', async () => {
    await office.agents.setPresence(anna.id, 'away');
    await office.goesOn(1);
    await office.agents.setPresence(anna.id, 'free');
    await office.goesOn(2);
    expect([await heard('handover.unattended'), await heard('handover.attended')]).toEqual([0, 0]);
  });
});
