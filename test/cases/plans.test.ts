import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { purgeDue } from '../../cases/purge.js';
import { createRegistry } from '../../cases/registry.js';
import { disposeDue } from '../../cases/retention.js';
import { createAgents } from '../../handover/agents.js';
import { createDesk } from '../../handover/desk.js';
import { openStore } from '../../store/index.js';
import { createSessions } from '../../web/sessions.js';
import { memoryLog } from '../support/log.js';
import { aWish, CITY, clockAt, newId, recordingBus } from '../support/registry.js';

const LOOKS = ['find', 'findOne', 'findOneAndUpdate', 'updateOne', 'countDocuments', 'deleteMany', 'deleteOne'];

/** What is read whole on purpose: a city has some hundred accounts. */
const SMALL = ['agents'];

/** A city with a rule of disposal, so that what is due is looked for at all. */
const RULED = {
  ...CITY,
  retention: {
    otherwise: 'case',
    categories: {},
    classes: { case: { name: { sv: 'x', en: 'x' }, basis: 'x', rule: { decision: 'dnr 1/2026', afterDays: 1 } } },
  },
};

it('finds everything by an index, whatever is asked of registry, desk and sessions', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'kontaktcenter-plans-'));
  const store = await openStore({ dataDir });
  const db = store.connection;
  const asked: { collection: string; filter: object; sort: object | undefined }[] = [];
  db.set('debug', (collection: string, method: string, filter: object, ...rest: { sort?: object }[]) => {
    const sort = rest.find((options) => options?.sort)?.sort;
    if (LOOKS.includes(method)) asked.push({ collection, filter, sort });
  });
  const clock = clockAt('2026-11-18T09:00:00Z');
  const needs = { db, bus: recordingBus(), city: CITY, now: clock.now, newId, random: randomBytes };
  const registry = createRegistry(needs);
  const agents = createAgents(needs);
  const log = memoryLog(clock.now);
  const desk = createDesk({ ...needs, registry, agents, log });
  const sessions = createSessions({ ...needs, agents });

  const account = { name: 'A', password: 'password', languages: ['sv'] };
  const anna = await agents.add({ ...account, username: 'anna', roles: ['agent'], groups: ['TRA'], boards: [] });
  const all = { ...account, roles: ['agent', 'officer'] as const, groups: ['TRA', 'SOC'], boards: ['TRN', 'SDN'] };
  const both = await agents.add({ ...all, username: 'both', roles: [...all.roles] });
  const chief = await agents.add({ ...all, username: 'chief', roles: ['supervisor'] });
  await agents.setPresence(anna.id, 'free');
  for (let index = 0; index < 5; index++) await registry.openCase(aWish({ conversationId: `c${index}` }));
  const { number, handoverId } = await registry.openCase(aWish({ conversationId: 'c', category: 'EKO-EB' }));
  await registry.openCase(aWish({ conversationId: 'c', category: 'EKO-EB' }));
  await registry.keepContact({ id: 'c/1', conversationId: 'c', category: 'EKO-EB', firstSeq: 1 });
  await registry.keepContact({ id: 'c/1', category: 'UTE-BEL' });
  await registry.addReach(number, { phone: '0701740605' });
  for (const reader of [anna, both, chief]) {
    for (const query of [
      {},
      { status: 'waiting' },
      { group: 'TRA' },
      { group: 'TRA', status: 'waiting', after: number },
      { q: number },
      { q: '0701740605' },
      { q: 'anna@example.org' },
      { q: 'KC-2026', status: 'closed' },
      { board: 'TRN' },
      { category: 'UTE-BEL', status: 'waiting' },
      { assigned: anna.id },
      { due: '2026-12-01' },
    ]) {
      await registry.listCases(reader, query);
    }
    await registry.readCase(number, reader);
    await registry.callBacks(reader, { group: 'TRA', due: '2026-12-01' });
    await desk.waiting(reader);
    await desk.mine(reader);
  }
  const lamp = await registry.openCase(
    aWish({
      handover: false,
      details: { location: { text: 'Storgatan 5', position: { latitude: 59.3, longitude: 18 } } },
    }),
  );
  await registry.likelyDuplicates({
    category: 'UTE-BEL',
    place: { text: 'Storgatan 5', position: { latitude: 59.3, longitude: 18 } },
  });
  await registry.follow(lamp.number, { conversationId: 'f' });
  await registry.link(lamp.number, both, 'KC-2026-000001');
  await registry.forward(lamp.number, both, { to: { board: 'TRN' }, why: 'x', answerBy: '2026-12-01' });
  await registry.answer(lamp.number, both, { why: 'x' });
  await registry.close(lamp.number, both, { resolution: 'answered' });
  await registry.contest(lamp.number, {});
  await registry.withdraw(lamp.number, {});
  await registry.assign(number, chief, anna);
  await registry.breakGlass(number, both, 'Ringer om sitt beslut');
  await registry.registerByHand(anna, { key: 'k', channel: 'phone', category: 'UTE-BEL', language: 'sv' });
  await registry.lookUp(number, 'x');
  await registry.note('KC-2026-000001', anna, 'x');
  await desk.availability('TRA');
  await desk.ownerOf('c');
  await desk.open();
  await desk.open(handoverId);
  await desk.queueOf('TRA');
  await desk.claim(handoverId, both);
  await desk.get(handoverId, both);
  await desk.say(handoverId, both);
  await desk.close(handoverId, both, { resolution: 'answered', category: 'EKO-EB' });
  await desk.leave('c1');
  await agents.checkPassword('anna', 'password');
  const { cookie } = await sessions.start(anna);
  clock.pass(2);
  await sessions.find(cookie.split(';')[0]);
  await sessions.endOthers(anna.id);
  clock.pass(60);
  await purgeDue({ db, log, now: clock.now });
  await disposeDue({ db, log, city: RULED, now: clock.now }, { dryRun: false });

  expect(asked.length).toBeGreaterThan(60);
  const scans = [];
  for (const { collection, filter, sort } of asked) {
    if (SMALL.includes(collection)) continue;
    const plan = await store.explain?.(collection, filter, sort);
    if (plan?.fullScan !== false) scans.push({ collection, filter: JSON.stringify(filter), sort, plan });
  }
  expect(scans).toEqual([]);
  await store.close();
  await rm(dataDir, { recursive: true });
});
