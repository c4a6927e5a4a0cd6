import { purgeDue } from '../../cases/purge.js';
import { memoryLog } from '../support/log.js';
import { aWish, type Clock, clockAt, type Office, openOffice } from '../support/registry.js';

let office: Office;
let clock: Clock;
let log: ReturnType<typeof memoryLog>;
let purge: () => Promise<number>;

beforeEach(async () => {
  clock = clockAt('2026-11-18T09:00:00Z');
  log = memoryLog(clock.now);
  office = await openOffice({ clock, log });
  purge = () => purgeDue({ db: office.store.connection, log, now: clock.now });
});
afterEach(() => office.close());

const secret = aWish({ conversationId: 'c', contactId: 'c/2', category: 'EKO-EB', fromSeq: 3 });

/** A question about a lamp, then one about money, then the wish for a person. */
async function talk(category = 'EKO-EB') {
  log.say('c', 'citizen', 'lampan är trasig');
  log.say('c', 'bot', 'så här felanmäler du');
  await office.registry.keepContact({ id: 'c/1', conversationId: 'c', category: 'UTE-BEL', firstSeq: 1, lastSeq: 2 });
  log.say('c', 'citizen', 'jag kan inte betala hyran');
  log.say('c', 'bot', 'så här söker du');
  await office.registry.keepContact({ id: 'c/2', conversationId: 'c', category, firstSeq: 3, lastSeq: 4 });
}

async function handedOver() {
  await talk();
  const { number, handoverId } = await office.registry.openCase(secret);
  await office.registry.keepContact({ id: 'c/2', caseNumber: number, outcome: 'handed-over' });
  const agent = await office.hire('sara', { groups: ['SOC'] });
  return { number, handoverId, agent };
}

const KEPT = ['lampan är trasig', 'så här felanmäler du'];
const GONE = '[…]';

describe('the words of a strictly secret matter', () => {
  it('stay while the conversation is alive', async () => {
    await talk();
    clock.pass(29);
    expect(await purge()).toBe(0);
    expect(log.texts('c')).not.toContain(GONE);
  });

  it('go when nobody has written for half an hour, and only they', async () => {
    await talk();
    clock.pass(30);
    expect(await purge()).toBe(1);
    expect(log.texts('c')).toEqual([...KEPT, GONE, GONE]);
    expect(await purge()).toBe(0);
  });

  it('go as soon as the handover is closed, with what agent and citizen wrote', async () => {
    const { handoverId, agent, number } = await handedOver();
    await office.desk.claim(handoverId, agent);
    log.say('c', 'agent', 'Jag ringer om hyran');
    log.say('c', 'citizen', 'tack, 0701740605');
    await office.desk.close(handoverId, agent, {
      resolution: 'answered',
      category: 'EKO-EB',
      text: 'Hyran ordnar sig',
    });
    log.say('c', 'agent', 'Hyran ordnar sig');
    log.say('c', 'bot', 'Nu är roboten tillbaka');
    log.say('c', 'citizen', 'när öppnar biblioteket');
    await purge();
    expect(log.texts('c')).toEqual([...KEPT, GONE, GONE, GONE, GONE, GONE, GONE, 'när öppnar biblioteket']);
    const found = await office.registry.findCase(number);
    expect(JSON.stringify(found)).not.toContain('yran');
    expect(found?.timeline.at(-1)).toMatchObject({ what: 'purged' });
    clock.pass(60);
    expect(await purge()).toBe(1); // the contact, whose own half hour is over: nothing new to remove
    clock.pass(60);
    expect(await purge()).toBe(0);
  });

  it('stay while an agent and the citizen write, however long it takes', async () => {
    const { handoverId, agent } = await handedOver();
    await office.desk.claim(handoverId, agent);
    for (let minutes = 0; minutes < 100; minutes += 25) {
      clock.pass(25);
      log.say('c', 'citizen', 'en sak till');
      await purge();
    }
    expect(log.texts('c')).not.toContain(GONE);
  });

  it('go when an agent was claimed and everybody fell silent', async () => {
    const { handoverId, agent } = await handedOver();
    await office.desk.claim(handoverId, agent);
    clock.pass(31);
    await purge();
    expect(log.texts('c')).toEqual([...KEPT, GONE, GONE]);
    log.say('c', 'citizen', 'är du kvar');
    clock.pass(31);
    await purge();
    expect(log.texts('c').at(-1)).toBe(GONE);
  });

  it('go when the citizen left the queue, but not what came after', async () => {
    await handedOver();
    await office.desk.leave('c');
    log.say('c', 'citizen', 'när öppnar biblioteket');
    clock.pass(31);
    await purge();
    expect(log.texts('c')).toEqual([...KEPT, GONE, GONE, 'när öppnar biblioteket']);
  });

  it('go when an agent finds out at the end that the matter was secret', async () => {
    await talk('UTE-BEL');
    const { number, handoverId } = await office.registry.openCase({ ...secret, category: 'UTE-BEL', subject: 'hyran' });
    const agent = await office.hire('tove');
    await office.desk.claim(handoverId, agent);
    await office.registry.note(number, agent, 'gäller hyran');
    await office.desk.close(handoverId, agent, { resolution: 'forwarded', category: 'EKO-EB', text: 'Hyran' });
    const found = await office.registry.findCase(number);
    expect(found).toMatchObject({ secrecy: 'strong', group: 'SOC', board: 'SDN', subject: '' });
    expect(JSON.stringify(found)).not.toMatch(/hyran/i);
    await purge();
    expect(log.texts('c')).toEqual([...KEPT, GONE, GONE]);
  });

  it('never go from other matters', async () => {
    await talk('UTE-BEL');
    await office.registry.openCase({ ...secret, category: 'UTE-BEL' });
    clock.pass(100_000);
    expect(await purge()).toBe(0);
    expect(log.texts('c')).not.toContain(GONE);
  });

  it('go from more records than fit into one batch', async () => {
    for (let index = 0; index < 130; index++) {
      log.say(`d${index}`, 'citizen', 'hemligt');
      await office.registry.keepContact({
        id: `d${index}/1`,
        conversationId: `d${index}`,
        category: 'EKO-EB',
        firstSeq: 1,
      });
    }
    clock.pass(31);
    expect(await purge()).toBe(130);
  });
});
