import { randomBytes } from 'node:crypto';
import { caseModel } from '../../cases/case.js';
import { contactModel } from '../../cases/contact.js';
import { createRegistry } from '../../cases/registry.js';
import { aWish, CITY, newId, type Office, openOffice } from '../support/registry.js';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const everything = { roles: ['supervisor'] as const, groups: [], boards: [] };
const sequence = (numbers: string[]) => numbers.map((number) => Number(number.slice(-6))).sort((a, b) => a - b);

describe('a new case', () => {
  it('gets the number of the city’s year and the next place in the sequence', async () => {
    expect((await office.registry.openCase(aWish())).number).toBe('KC-2026-000001');
    expect((await office.registry.openCase(aWish())).number).toBe('KC-2026-000002');
  });

  it('counts the new year from the city’s midnight, not from Greenwich’s', async () => {
    office.clock.set('2026-12-31T22:59:59Z');
    expect((await office.registry.openCase(aWish())).number).toBe('KC-2026-000001');
    office.clock.set('2026-12-31T23:00:00Z');
    expect((await office.registry.openCase(aWish())).number).toBe('KC-2027-000001');
  });

  it('leaves no hole in the numbers when 50 are opened at the same time', async () => {
    const opened = await Promise.all(Array.from({ length: 50 }, () => office.registry.openCase(aWish())));
    expect(sequence(opened.map(({ number }) => number))).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(new Set(opened.map(({ secret }) => secret)).size).toBe(50);
  });

  it('leaves no hole when two processes open cases at the same time', async () => {
    const { connection: db } = office.store;
    const needs = { db, bus: office.bus, city: CITY, now: office.clock.now, newId, random: randomBytes };
    const both = [office.registry, createRegistry(needs)];
    const opened = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (both[index % 2] as Office['registry']).openCase(aWish())),
    );
    expect(sequence(opened.map(({ number }) => number))).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('gets its number also when other processes are faster than it a hundred times', async () => {
    const { connection: db } = office.store;
    const others = createRegistry({
      db,
      bus: office.bus,
      city: CITY,
      now: office.clock.now,
      newId,
      random: randomBytes,
    });
    const cases = caseModel(db);
    const insert = cases.insertMany.bind(cases);
    let faster = 100;
    const spy = jest.spyOn(cases, 'insertMany').mockImplementation((async (...asked: Parameters<typeof insert>) => {
      if ((asked[0] as unknown as { origin: string }[])[0]?.origin === 'slow' && faster-- > 0) {
        await others.openCase(aWish());
      }
      return insert(...asked);
    }) as never);
    expect((await office.registry.openCase({ ...aWish(), origin: 'slow' })).number).toBe('KC-2026-000101');
    spy.mockRestore();
  });

  it('is the same case with the same secret when the turn that caused it is repeated', async () => {
    const wish = aWish();
    const first = await office.registry.openCase(wish);
    const again = await office.registry.openCase(wish);
    expect(again).toEqual({ ...first, repeated: true });
    expect((await office.registry.listCases(everything, {})).items).toHaveLength(1);
  });

  it('tells the same secret after a restart', async () => {
    const wish = aWish();
    const first = await office.registry.openCase(wish);
    const needs = { db: office.store.connection, bus: office.bus, city: CITY, now: office.clock.now };
    const restarted = createRegistry({ ...needs, newId, random: randomBytes });
    expect((await restarted.openCase(wish)).secret).toBe(first.secret);
  });

  it('is not made while the conversation already waits for somebody', async () => {
    const wish = aWish();
    const first = await office.registry.openCase(wish);
    const second = await office.registry.openCase({ ...wish, origin: 'another message' });
    expect(second).toEqual({ ...first, repeated: true });
  });

  it('is made once even when both wishes come at the same moment', async () => {
    const wish = aWish();
    const opened = await Promise.all(
      Array.from({ length: 10 }, (_, index) => office.registry.openCase({ ...wish, origin: `message ${index}` })),
    );
    expect(new Set(opened.map(({ number }) => number)).size).toBe(1);
    expect(opened.filter(({ repeated }) => !repeated)).toHaveLength(1);
  });

  it('can be registered without a handover beside one that waits', async () => {
    const wish = aWish();
    await office.registry.openCase(wish);
    const second = await office.registry.openCase({ ...wish, origin: 'a report', handover: false });
    expect(second).toMatchObject({ number: 'KC-2026-000002', repeated: false });
    expect(await office.registry.findCase(second.number)).toMatchObject({ status: 'registered' });
  });

  it('takes group, board and secrecy from its category, and Other for a category nobody knows', async () => {
    const { number } = await office.registry.openCase(aWish({ category: 'NO-SUCH' }));
    expect(await office.registry.findCase(number)).toMatchObject({ category: 'ALL-OVR', group: 'VAX', board: 'SEN' });
  });

  it('holds no story under strong secrecy, whatever it is given', async () => {
    const { number } = await office.registry.openCase(aWish({ category: 'EKO-EB', subject: 'kan inte betala hyran' }));
    const found = await office.registry.findCase(number);
    expect(found).toMatchObject({ secrecy: 'strong', subject: '' });
    expect(JSON.stringify(found)).not.toContain('hyran');
  });

  it('keeps only a hash of the secret', async () => {
    const { number, secret } = await office.registry.openCase(aWish());
    expect(secret).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    const stored = JSON.stringify(await caseModel(office.store.connection).findById(number).lean());
    expect(stored).not.toContain(secret);
    expect(stored).not.toContain(secret.replace('-', ''));
  });

  it('tells the bus what changed and nothing else', async () => {
    const { number, handoverId } = await office.registry.openCase(aWish());
    expect(office.bus.events).toEqual([
      { what: 'cases', id: number },
      { what: 'handovers', id: handoverId },
    ]);
  });
});

describe('looking a case up', () => {
  it('needs number and secret, however the secret is typed', async () => {
    const { number, secret } = await office.registry.openCase(aWish());
    const typed = secret.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    expect(await office.registry.lookUp(number, typed)).toMatchObject({ _id: number });
  });

  it('answers a wrong number and a wrong secret alike', async () => {
    const first = await office.registry.openCase(aWish());
    const second = await office.registry.openCase(aWish());
    expect(await office.registry.lookUp(first.number, second.secret)).toBeUndefined();
    expect(await office.registry.lookUp('KC-2026-999999', first.secret)).toBeUndefined();
    expect(await office.registry.lookUp('KC-2026-999999', '')).toBeUndefined();
  });
});

describe('how to reach the citizen', () => {
  it('is kept as one telephone number and one address, however they are typed', async () => {
    const { number } = await office.registry.openCase(aWish());
    expect(await office.registry.addReach(number, { phone: '070-174 06 05', email: ' Anna@Example.ORG ' })).toBe(true);
    expect(await office.registry.findCase(number)).toMatchObject({
      reach: { phone: '+46701740605', email: 'anna@example.org' },
    });
  });

  it.each([
    { phone: '12' },
    { phone: 'ring mig' },
    { email: 'anna@' },
    { email: 'anna@localhost' },
  ])('refuses %j', async (reach) => {
    const { number } = await office.registry.openCase(aWish());
    expect(await office.registry.addReach(number, reach)).toBe(false);
    expect(await office.registry.findCase(number)).toMatchObject({ reach: { phone: '', email: '' } });
  });

  it('belongs to a case that exists', async () => {
    expect(await office.registry.addReach('KC-2026-000009', { phone: '0701740605' })).toBe(false);
  });
});

describe('the list of cases', () => {
  it('comes newest first, page by page', async () => {
    for (let index = 0; index < 5; index++) await office.registry.openCase(aWish());
    const first = await office.registry.listCases(everything, { limit: 2 });
    expect(first.items.map(({ number }) => number)).toEqual(['KC-2026-000005', 'KC-2026-000004']);
    const second = await office.registry.listCases(everything, { limit: 2, after: first.next as string });
    expect(second.items.map(({ number }) => number)).toEqual(['KC-2026-000003', 'KC-2026-000002']);
    const third = await office.registry.listCases(everything, { limit: 2, after: second.next as string });
    expect(third.items.map(({ number }) => number)).toEqual(['KC-2026-000001']);
    expect(third.next).toBeUndefined();
  });

  it('is filtered by status and group', async () => {
    await office.registry.openCase(aWish());
    await office.registry.openCase(aWish({ handover: false }));
    await office.registry.openCase(aWish({ category: 'FSK-KO' }));
    const numbers = async (query: object) =>
      (await office.registry.listCases(everything, query)).items.map(({ number }) => number.slice(-1)).join('');
    expect(await numbers({ status: 'waiting' })).toBe('31');
    expect(await numbers({ group: 'TRA' })).toBe('21');
    expect(await numbers({ group: 'TRA', status: 'waiting' })).toBe('1');
  });

  it.each([
    ['KC-2026-000002', '2'],
    ['kc-2026-000002', '2'],
    ['2026-000002', '2'],
    ['2', '2'],
    ['KC-2026', '321'],
    ['070 174 06 05', '2'],
    ['+46701740605', '2'],
    ['Anna@Example.org', '3'],
    ['anna', ''],
    ['$where', ''],
    ['.*', ''],
  ])('finds by "%s"', async (q, found) => {
    await office.registry.openCase(aWish());
    await office.registry.openCase(aWish({ reach: { phone: '0701740605' } }));
    await office.registry.openCase(aWish({ reach: { email: 'anna@example.org' } }));
    const { items } = await office.registry.listCases(everything, { q });
    expect(items.map(({ number }) => number.slice(-1)).join('')).toBe(found);
  });
});

describe('a note', () => {
  const agent = { id: 'a', name: 'Anna', roles: ['agent'] as const, groups: ['TRA'], boards: [] };

  it('stands in the timeline with its writer', async () => {
    const { number } = await office.registry.openCase(aWish());
    expect(await office.registry.note(number, agent, 'Lovat ringa')).toBe(true);
    expect((await office.registry.findCase(number))?.timeline.at(-1)).toMatchObject({
      what: 'note',
      who: { kind: 'agent', name: 'Anna' },
      data: { text: 'Lovat ringa' },
    });
  });

  it('is refused to those who may not read the case', async () => {
    const { number } = await office.registry.openCase(aWish({ category: 'FSK-KO' }));
    expect(await office.registry.note(number, agent, 'x')).toBe(false);
  });

  it('is not kept under strong secrecy', async () => {
    const { number } = await office.registry.openCase(aWish({ category: 'ALD-HEM' }));
    const ald = { ...agent, groups: ['ALD'] };
    await expect(office.registry.note(number, ald, 'x')).rejects.toThrow('no free text');
  });
});

describe('a contact', () => {
  const contacts = () => contactModel(office.store.connection);
  const first = { id: 'c/1', conversationId: 'c', channel: 'directline', language: 'sv', firstSeq: 1 };

  it('is one record however often the turn is repeated', async () => {
    const changes = { ...first, category: 'UTE-BEL', misses: 1 };
    await office.registry.keepContact(changes);
    const once = await contacts().find({}).lean();
    await office.registry.keepContact(changes);
    expect(await contacts().find({}).lean()).toEqual(once);
    expect(once).toMatchObject([{ category: 'UTE-BEL', group: 'TRA', board: 'TRN', secrecy: 'none', outcome: 'open' }]);
  });

  it('is registered as Other until its matter is known', async () => {
    await office.registry.keepContact(first);
    expect(await contacts().findById('c/1').lean()).toMatchObject({
      category: 'ALL-OVR',
      group: 'VAX',
      caseNumber: '',
    });
  });

  it('has the city’s day and hour', async () => {
    office.clock.set('2026-06-30T22:30:00Z');
    await office.registry.keepContact(first);
    expect(await contacts().findById('c/1').lean()).toMatchObject({ day: '2026-07-01', hour: 0 });
  });

  it('keeps what later turns do not speak of', async () => {
    await office.registry.keepContact({ ...first, category: 'UTE-BEL', district: 'bromma' });
    await office.registry.keepContact({ id: 'c/1', outcome: 'answered', lastSeq: 4 });
    expect(await contacts().findById('c/1').lean()).toMatchObject({
      category: 'UTE-BEL',
      district: 'bromma',
      outcome: 'answered',
      lastSeq: 4,
      conversationId: 'c',
    });
  });

  it('stays strictly secret once it is, and is then due for removal', async () => {
    await office.registry.keepContact({ ...first, category: 'EKO-EB' });
    await office.registry.keepContact({ id: 'c/1', category: 'UTE-BEL', misses: 1 });
    const kept = await contacts().findById('c/1').lean();
    expect(kept).toMatchObject({ category: 'EKO-EB', group: 'SOC', secrecy: 'strong', misses: 1 });
    expect(kept?.purgeAt).toEqual(new Date('2026-11-18T09:30:00Z'));
  });

  it('becomes strictly secret when its matter turns out to be', async () => {
    await office.registry.keepContact({ ...first, category: 'UTE-BEL' });
    await office.registry.keepContact({ id: 'c/1', category: 'EKO-EB' });
    expect(await contacts().findById('c/1').lean()).toMatchObject({ category: 'EKO-EB', secrecy: 'strong' });
  });

  it('is one record when two turns keep it at the same moment', async () => {
    await Promise.all(Array.from({ length: 5 }, () => office.registry.keepContact({ ...first, category: 'UTE-BEL' })));
    expect(await contacts().countDocuments({})).toBe(1);
  });
});
