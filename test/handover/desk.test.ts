import type { Agent } from '../../handover/agents.js';
import { aWish, CITY, clockAt, type Office, openOffice } from '../support/registry.js';

let office: Office;
let anna: Agent;
let bo: Agent;
beforeEach(async () => {
  office = await openOffice();
  anna = await office.hire('anna');
  bo = await office.hire('bo');
});
afterEach(() => office.close());

const wish = (changes = {}) => office.registry.openCase(aWish(changes));
const owner = (conversationId: string) => office.desk.ownerOf(conversationId);
const done = { resolution: 'answered', category: 'UTE-BEL' };

describe('a conversation', () => {
  it('belongs to the bot until somebody asks for a person', async () => {
    expect(await owner('c')).toEqual({ kind: 'bot' });
  });

  it('belongs to the queue, then to the agent, then to the bot again', async () => {
    const { number, handoverId } = await wish({ conversationId: 'c' });
    expect(await owner('c')).toEqual({ kind: 'queue', number, handoverId, group: 'TRA', position: 1 });
    await office.desk.claim(handoverId, anna);
    expect(await owner('c')).toEqual({ kind: 'agent', number, handoverId, agentId: anna.id, agentName: 'Anna' });
    await office.desk.close(handoverId, anna, done);
    expect(await owner('c')).toEqual({ kind: 'bot' });
  });

  it('can be handed over a second time, as a new case (complaint 8)', async () => {
    const first = await wish({ conversationId: 'c' });
    await office.desk.claim(first.handoverId, anna);
    await office.desk.close(first.handoverId, anna, done);
    const second = await wish({ conversationId: 'c', origin: 'another message' });
    expect(second).toMatchObject({ number: 'KC-2026-000002', repeated: false });
    expect(await owner('c')).toMatchObject({ kind: 'queue', number: second.number });
  });

  it('returns to the bot when the citizen leaves the queue; the case stays', async () => {
    const { number } = await wish({ conversationId: 'c' });
    expect(await office.desk.leave('c')).toMatchObject({ number, group: 'TRA' });
    expect(await owner('c')).toEqual({ kind: 'bot' });
    expect(await office.registry.findCase(number)).toMatchObject({ status: 'registered', handover: { state: 'left' } });
    expect(await office.desk.leave('c')).toBeUndefined();
  });

  it('cannot leave the queue when an agent has it', async () => {
    const { handoverId } = await wish({ conversationId: 'c' });
    await office.desk.claim(handoverId, anna);
    expect(await office.desk.leave('c')).toBeUndefined();
    expect(await owner('c')).toMatchObject({ kind: 'agent' });
  });
});

describe('the queue', () => {
  it('counts places by group, first come first served, and moves up', async () => {
    const first = await wish({ conversationId: 'a' });
    await wish({ conversationId: 'other group', category: 'FSK-KO' });
    office.clock.pass(1);
    await wish({ conversationId: 'b' });
    office.clock.pass(1);
    await wish({ conversationId: 'c' });
    expect(await owner('c')).toMatchObject({ position: 3 });
    expect((await office.desk.waiting(anna)).items.map(({ position }) => position)).toEqual([1, 2, 3]);
    await office.desk.claim(first.handoverId, anna);
    expect(await owner('c')).toMatchObject({ position: 2 });
    await office.desk.leave('b');
    expect(await owner('c')).toMatchObject({ position: 1 });
    expect(await office.desk.queueOf('TRA')).toMatchObject([
      { conversationId: 'c', number: 'KC-2026-000004', language: 'sv', position: 1 },
    ]);
  });

  it('shows whoever came in the same millisecond in the order of their numbers', async () => {
    await wish({ conversationId: 'a' });
    await wish({ conversationId: 'b' });
    expect([await owner('a'), await owner('b')]).toMatchObject([{ position: 1 }, { position: 2 }]);
  });

  it('shows an agent only the groups they answer for', async () => {
    await wish();
    const fia = await office.hire('fia', { groups: ['FSK'] });
    expect((await office.desk.waiting(fia)).items).toEqual([]);
    expect((await office.desk.waiting(anna)).items).toHaveLength(1);
  });
});

describe('taking a conversation over', () => {
  it('succeeds for one of ten who press at the same moment', async () => {
    const { handoverId, number } = await wish();
    const agents = await Promise.all(Array.from({ length: 10 }, (_, index) => office.hire(`agent${index}`)));
    const results = await Promise.allSettled(agents.map((agent) => office.desk.claim(handoverId, agent)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ reason: 'conflict' });
    }
    const found = await office.registry.findCase(number);
    expect(found?.timeline.filter(({ what }) => what === 'claimed')).toHaveLength(1);
  });

  it('may be repeated by the one who has it', async () => {
    const { handoverId } = await wish();
    const first = await office.desk.claim(handoverId, anna);
    expect(await office.desk.claim(handoverId, anna)).toEqual(first);
    await expect(office.desk.claim(handoverId, bo)).rejects.toMatchObject({ reason: 'conflict' });
  });

  it('is for agents of the group only', async () => {
    const { handoverId } = await wish();
    const fia = await office.hire('fia', { groups: ['FSK'] });
    await expect(office.desk.claim(handoverId, fia)).rejects.toMatchObject({ reason: 'not-found' });
    const chief = await office.hire('chief', { roles: ['supervisor'] });
    await expect(office.desk.claim(handoverId, chief)).rejects.toMatchObject({ reason: 'not-yours' });
  });

  it('is too late when the citizen has left', async () => {
    const { handoverId } = await wish({ conversationId: 'c' });
    await office.desk.leave('c');
    await expect(office.desk.claim(handoverId, anna)).rejects.toMatchObject({ reason: 'conflict' });
  });

  it('is shown in the list of one’s own conversations', async () => {
    const { handoverId, number } = await wish();
    await office.desk.claim(handoverId, anna);
    expect(await office.desk.mine(anna)).toMatchObject([{ id: handoverId, caseNumber: number, position: 0 }]);
    expect(await office.desk.mine(bo)).toEqual([]);
  });
});

describe('speaking to the citizen', () => {
  it('is for the owner only', async () => {
    const { handoverId } = await wish({ conversationId: 'c' });
    await expect(office.desk.say(handoverId, anna)).rejects.toMatchObject({ reason: 'conflict' });
    await office.desk.claim(handoverId, anna);
    expect(await office.desk.say(handoverId, anna)).toMatchObject({ conversationId: 'c', language: 'sv' });
    await expect(office.desk.say(handoverId, bo)).rejects.toMatchObject({ reason: 'not-yours' });
    await office.desk.close(handoverId, anna, done);
    await expect(office.desk.say(handoverId, anna)).rejects.toMatchObject({ reason: 'conflict' });
  });
});

describe('closing', () => {
  it('keeps how it ended, in the case and in its timeline, in one write', async () => {
    const { handoverId, number } = await wish();
    await office.desk.claim(handoverId, anna);
    office.bus.events.length = 0;
    await office.desk.close(handoverId, anna, { resolution: 'forwarded', category: 'UTE-GAT', text: 'Vi lagar den' });
    expect(await office.registry.findCase(number)).toMatchObject({
      status: 'closed',
      resolution: 'forwarded',
      category: 'UTE-GAT',
      closedAt: office.clock.now(),
      handover: { state: 'closed', openFor: number },
    });
    const { timeline } = (await office.registry.findCase(number)) ?? { timeline: [] };
    expect(timeline.at(-1)).toMatchObject({
      what: 'closed',
      who: { id: anna.id },
      data: { resolution: 'forwarded', category: 'UTE-GAT', before: 'UTE-BEL', text: 'Vi lagar den' },
    });
    expect(office.bus.events).toEqual([
      { what: 'handovers', id: handoverId },
      { what: 'cases', id: number },
    ]);
  });

  it('is for the owner only', async () => {
    const { handoverId } = await wish();
    await expect(office.desk.close(handoverId, anna, done)).rejects.toMatchObject({ reason: 'conflict' });
    await office.desk.claim(handoverId, anna);
    await expect(office.desk.close(handoverId, bo, done)).rejects.toMatchObject({ reason: 'not-yours' });
  });

  it('may be repeated when the answer got lost, but not with another end', async () => {
    const { handoverId } = await wish();
    await office.desk.claim(handoverId, anna);
    const first = await office.desk.close(handoverId, anna, done);
    expect(await office.desk.close(handoverId, anna, done)).toEqual(first);
    const other = { ...done, resolution: 'not-ours' };
    await expect(office.desk.close(handoverId, anna, other)).rejects.toMatchObject({ reason: 'conflict' });
  });

  it.each([
    { resolution: 'solved', category: 'UTE-BEL' },
    { resolution: 'answered', category: 'UTE-XXX' },
    { resolution: '__proto__', category: 'UTE-BEL' },
    { resolution: 'answered', category: 'constructor' },
  ])('needs a resolution and a category of the city: %j', async (closing) => {
    const { handoverId } = await wish();
    await office.desk.claim(handoverId, anna);
    await expect(office.desk.close(handoverId, anna, closing)).rejects.toMatchObject({ reason: 'not-valid' });
  });

  it('does not lose a note that is written at the same moment', async () => {
    const { handoverId, number } = await wish();
    await office.desk.claim(handoverId, anna);
    await Promise.all([
      office.desk.close(handoverId, anna, done),
      ...Array.from({ length: 3 }, (_, index) => office.registry.note(number, anna, `note ${index}`)),
    ]);
    const found = await office.registry.findCase(number);
    expect(found?.timeline.filter(({ what }) => what === 'note')).toHaveLength(3);
    expect(found?.timeline.filter(({ what }) => what === 'closed')).toHaveLength(1);
  });

  it('leaves a strictly secret case behind its own walls whatever category it gets', async () => {
    const sara = await office.hire('sara', { groups: ['SOC'] });
    const { handoverId, number } = await wish({ category: 'EKO-EB' });
    await office.desk.claim(handoverId, sara);
    await office.desk.close(handoverId, sara, { resolution: 'not-ours', category: 'UTE-BEL', text: 'om hyran' });
    const found = await office.registry.findCase(number);
    expect(found).toMatchObject({ category: 'UTE-BEL', group: 'SOC', board: 'SDN', secrecy: 'strong' });
    expect(JSON.stringify(found)).not.toContain('hyran');
  });

  it('ends the transcript where the conversation stands (complaint 17)', async () => {
    const quiet = await openOffice({ log: { last: async () => 17 } });
    const eva = await quiet.hire('eva');
    const { handoverId, number } = await quiet.registry.openCase(aWish());
    await quiet.desk.claim(handoverId, eva);
    await quiet.desk.close(handoverId, eva, done);
    expect(await quiet.registry.findCase(number)).toMatchObject({ transcript: { fromSeq: 1, toSeq: 17 } });
    await quiet.close();
  });
});

describe('a group is open', () => {
  it('when somebody of it is signed in and it has no hours', async () => {
    expect(await office.desk.availability('TRA')).toEqual({ open: true });
    expect(await office.desk.availability('FSK')).toEqual({ open: false });
  });

  it('only within its hours, and says when it opens', async () => {
    const hours = {
      timezone: 'Europe/Stockholm',
      groups: { TRA: { hours: { wed: ['08:00-16:00'] }, exceptions: {} } },
    };
    const clock = clockAt('2026-11-18T09:00+01:00');
    const city = await openOffice({ clock, city: { ...CITY, hours } });
    const eva = await city.hire('eva');
    expect(await city.desk.availability('TRA')).toEqual({ open: true });
    await city.agents.setPresence(eva.id, 'away');
    expect(await city.desk.availability('TRA')).toEqual({ open: false });
    clock.set('2026-11-18T16:00+01:00');
    await city.agents.setPresence(eva.id, 'free');
    expect(await city.desk.availability('TRA')).toEqual({ open: false, opensAt: new Date('2026-11-25T08:00+01:00') });
    await city.close();
  });
});
