import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFollowing } from '../../cases/following.js';
import { createLookUpLimits } from '../../cases/look-up-limits.js';
import { createOutbox, delayAfter, LEASE_MS, MOST_ATTEMPTS, type NewTelling, type Outbox } from '../../cases/outbox.js';
import { createRegistry } from '../../cases/registry.js';
import { createCaseTellings } from '../../cases/to-tell.js';
import { createUnanswered } from '../../editorial/unanswered.js';
import { createAgents } from '../../handover/agents.js';
import { openStore } from '../../store/index.js';
import { memoryLog } from '../support/log.js';
import { aWish, CITY, clockAt, newId, type Office, openOffice, recordingBus } from '../support/registry.js';

describe('the outbox', () => {
  let office: Office;
  let outbox: Outbox;
  beforeEach(async () => {
    office = await openOffice();
    outbox = createOutbox({ db: office.store.connection, now: office.clock.now, newId });
  });
  afterEach(() => office.close());

  const aTelling = (changes: Partial<NewTelling> = {}): NewTelling => ({
    _id: 'case/KC-2026-000001/1/email/x',
    about: 'case',
    ref: 'KC-2026-000001',
    move: 1,
    language: 'sv',
    channel: 'email',
    to: 'anna@example.org',
    ...changes,
  });
  const minutes = (ms: number) => ms / 60_000;
  const all = () =>
    office.store.connection
      .collection('outbox')
      .find({}, { sort: { _id: 1 } })
      .toArray();

  it('holds one thing once, however often it is put in', async () => {
    await outbox.put(aTelling());
    await outbox.put(aTelling());
    expect(await all()).toHaveLength(1);
  });

  it('gives it to one of ten who ask at the same moment', async () => {
    await outbox.put(aTelling());
    const given = await Promise.all(Array.from({ length: 10 }, () => outbox.claim('email')));
    expect(given.filter(Boolean)).toHaveLength(1);
    expect(await outbox.claim('conversation')).toBeUndefined();
  });

  it('gives it to somebody else when whoever had it died, and the dead one can settle nothing any more', async () => {
    await outbox.put(aTelling());
    const first = await outbox.claim('email');
    expect(await outbox.claim('email')).toBeUndefined();
    office.clock.pass(minutes(LEASE_MS) + 1);
    const second = await outbox.claim('email');
    expect(second?._id).toBe(first?._id);
    if (first) await outbox.sent(first);
    expect(await all()).toMatchObject([{ state: 'waiting' }]);
    if (second) await outbox.sent(second);
    expect(await all()).toMatchObject([{ state: 'sent', to: '' }]);
  });

  it('waits longer after each failure, and is given up at last with an alarm and without the address', async () => {
    await outbox.put(aTelling());
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const claimed = await outbox.claim('email');
      expect(claimed?.attempts).toBe(attempt);
      if (!claimed) return;
      expect(await outbox.failed(claimed)).toBe(attempt < MOST_ATTEMPTS ? 'later' : 'given-up');
      office.clock.pass(minutes(delayAfter(attempt)) - 1);
      expect(await outbox.claim('email')).toBeUndefined();
      office.clock.pass(1);
    }
    expect(delayAfter(3)).toBe(4 * delayAfter(1));
    expect(await outbox.alarms()).toMatchObject([{ ref: 'KC-2026-000001', to: '' }]);
    expect(await outbox.claim('email')).toBeUndefined();
  });

  it('forgets what was settled after a month, and nothing that waits', async () => {
    await outbox.put(aTelling());
    await outbox.put(aTelling({ _id: 'other' }));
    const claimed = await outbox.claim('email');
    if (claimed) await outbox.sent(claimed);
    office.clock.pass(31 * 24 * 60);
    await outbox.sweep();
    expect(await all()).toMatchObject([{ state: 'waiting' }]);
  });

  describe('takes up from the cases', () => {
    const REACH = { email: 'anna@example.org' };
    const collect = (mail = true) => createCaseTellings({ db: office.store.connection, outbox, mail })();
    const told = async () => (await all()).map(({ about, channel, to, move }) => ({ about, channel, to, move }));
    const open = (changes = {}) =>
      office.registry.openCase(aWish({ handover: false, conversationId: 'c', reach: REACH, ...changes }));

    it('that a status has changed, for the conversation and the address, once', async () => {
      const { number } = await open();
      await collect();
      expect(await told()).toEqual([]);
      await office.registry.take(number, await office.hire('anna'), {});
      await collect();
      await collect();
      expect(await told()).toEqual([
        { about: 'case', channel: 'conversation', to: 'c', move: 1 },
        { about: 'case', channel: 'email', to: 'anna@example.org', move: 1 },
      ]);
    });

    it('again when it died after writing the half of it down', async () => {
      const { number } = await open();
      await office.registry.take(number, await office.hire('anna'), {});
      let puts = 0;
      const dying = {
        async put(telling: NewTelling) {
          if (puts++ > 0) throw new Error('the process ends here');
          await outbox.put(telling);
        },
      };
      const broken = createCaseTellings({ db: office.store.connection, outbox: dying, mail: true });
      await expect(broken()).rejects.toThrow('ends here');
      await collect();
      expect(await told()).toHaveLength(2);
    });

    it('no mail when the city has none, when the address is none, and never about strong secrecy', async () => {
      const anna = await office.hire('anna', { groups: ['TRA', 'EKO', 'SOC'], roles: ['agent', 'supervisor'] });
      const { number } = await open();
      await office.registry.take(number, anna, {});
      await collect(false);
      const scrawled = await open({ conversationId: 'd', reach: { email: 'anna at home' } });
      await office.registry.take(scrawled.number, anna, {});
      const strong = await open({ conversationId: 'e', category: 'EKO-EB' });
      await office.registry.assign(strong.number, await office.hire('siv', { roles: ['supervisor'] }), anna);
      await office.registry.take(strong.number, anna, {});
      await collect();
      expect((await told()).map(({ channel, to }) => [channel, to])).toEqual([
        ['conversation', 'c'],
        ['conversation', 'd'],
        ['conversation', 'e'],
      ]);
    });

    it.each([
      'phone',
      'open311',
    ])('nobody in a conversation when it came by %s, where there is none', async (channel) => {
      const { number } = await open({ channel, reach: { email: 'karin@example.org' } });
      await office.registry.take(number, await office.hire('anna'), {});
      await collect();
      expect((await told()).map(({ channel: way, to }) => [way, to])).toEqual([['email', 'karin@example.org']]);
    });

    it('nothing that the citizen did, or is told by the agent they talk with', async () => {
      const { number } = await open();
      await office.registry.withdraw(number, {});
      const talk = await open({ conversationId: 'd', handover: true, reach: {} });
      const anna = await office.hire('anna');
      await office.desk.claim(talk.handoverId, anna);
      await collect();
      await office.desk.close(talk.handoverId, anna, { resolution: 'answered', category: 'UTE-BEL' });
      await collect();
      expect(await told()).toEqual([]);
    });

    it('a mail when the conversation was closed by an agent and the citizen may have left', async () => {
      const talk = await open({ handover: true });
      const anna = await office.hire('anna');
      await office.desk.claim(talk.handoverId, anna);
      await office.desk.close(talk.handoverId, anna, { resolution: 'answered', category: 'UTE-BEL' });
      await collect();
      expect((await told()).map(({ channel }) => channel)).toEqual(['email']);
    });

    it('those who follow the report, and no conversation of what came by telephone', async () => {
      const { number } = await open({ channel: 'phone', conversationId: 'hand/anna/1' });
      await office.registry.follow(number, { conversationId: 'f', email: 'bo@example.org' });
      await office.registry.take(number, await office.hire('anna'), {});
      await collect();
      expect((await told()).map(({ about, channel, to }) => [about, channel, to]).sort()).toEqual([
        ['case', 'email', 'anna@example.org'],
        ['followed', 'conversation', 'f'],
        ['followed', 'email', 'bo@example.org'],
      ]);
    });
  });
});

it('finds by an index what is due, what is to be told and who tried too often', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'kontaktcenter-outbox-'));
  const store = await openStore({ dataDir });
  const db = store.connection;
  const { now } = clockAt('2026-11-18T09:00:00Z');
  const needs = { db, bus: recordingBus(), city: CITY, now, newId, random: randomBytes };
  const registry = createRegistry(needs);
  const unanswered = createUnanswered(needs);
  const outbox = createOutbox(needs);
  const limits = createLookUpLimits(needs);
  const anna = await createAgents(needs).add({
    username: 'anna',
    name: 'Anna',
    password: 'anna-password',
    roles: ['agent'],
    groups: ['TRA'],
    languages: ['sv'],
    boards: [],
  });
  const { number } = await registry.openCase(aWish({ conversationId: 'c', handover: false }));
  await registry.take(number, anna, {});
  const asked: { collection: string; filter: object; sort: object | undefined }[] = [];
  db.set('debug', (collection: string, method: string, filter: object, ...rest: { sort?: object }[]) => {
    const sort = rest.find((options) => options?.sort)?.sort;
    if (/^(find|update|count|delete)/.test(method)) asked.push({ collection, filter, sort });
  });
  await createCaseTellings({ db, outbox, mail: true })();
  const claimed = await outbox.claim('conversation');
  if (claimed) await outbox.failed(claimed);
  await outbox.alarms();
  await outbox.sweep();
  await (await limits.attempt(number, 'address a'))?.();
  await limits.sweep();
  await unanswered.keep({ text: 'Hur gör man', language: 'sv', nearest: [], why: 'unknown', origin: 'q' });
  await unanswered.toTellOf();
  const log = memoryLog(now);
  const following = createFollowing({ db, bus: needs.bus, log, now, placeholder: '[…]' });
  await following.casesOf('c');
  await following.tellMore(number, 'mer', 'm1');
  await following.eraseChat(number, '');

  expect(asked.length).toBeGreaterThan(15);
  const scans = [];
  for (const { collection, filter, sort } of asked) {
    const plan = await store.explain?.(collection, filter, sort);
    if (plan?.fullScan !== false) scans.push({ collection, filter: JSON.stringify(filter), sort, plan });
  }
  expect(scans).toEqual([]);
  await store.close();
  await rm(dataDir, { recursive: true });
});
