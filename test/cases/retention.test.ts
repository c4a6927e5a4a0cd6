import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runStore } from '../../bot/store.js';
import { type Disposal, disposeDue } from '../../cases/retention.js';
import type { City } from '../../city/index.js';
import { openStore } from '../../store/index.js';
import { memoryLog } from '../support/log.js';
import { aWish, CITY, clockAt, type Office, openOffice } from '../support/registry.js';

const anna = { id: 'anna', name: 'Anna', roles: ['agent'] as const, groups: ['TRA', 'FSK'], boards: [] };
const RULE = { decision: 'Nämndens beslut 2026-01-15, dnr 1/2026', afterDays: 30 };
const CASE = CITY.retention.classes.case as City['retention']['classes'][string];
const RULED: City = {
  ...CITY,
  retention: { ...CITY.retention, classes: { ...CITY.retention.classes, case: { ...CASE, rule: RULE } } },
};

let office: Office;
let log: ReturnType<typeof memoryLog>;
let number: string;
let dispose: (city?: City, dryRun?: boolean) => Promise<Disposal[]>;

beforeEach(async () => {
  const clock = clockAt('2026-11-18T09:00:00Z');
  log = memoryLog(clock.now);
  office = await openOffice({ clock, log });
  dispose = (city = RULED, dryRun = false) =>
    disposeDue({ db: office.store.connection, log, city, now: clock.now }, { dryRun });
  log.say('c', 'citizen', 'lampan vid Evas hus');
  await office.registry.keepContact({ id: 'c/1', conversationId: 'c', firstSeq: 1, lastSeq: 1, category: 'UTE-BEL' });
  const wish = { conversationId: 'c', contactId: 'c/1', handover: false, subject: 'Evas lampa' };
  const details = { location: { text: 'Evas gata 5' }, description: 'lampan vid Evas hus' };
  ({ number } = await office.registry.openCase(
    aWish({ ...wish, details, reach: { name: 'Eva', phone: '0701740605' } }),
  ));
  await office.registry.note(number, anna, 'Eva ringer');
  await office.registry.close(number, anna, { resolution: 'answered', why: 'Eva är nöjd' });
});
afterEach(() => office.close());

const stored = async () => JSON.stringify(await office.registry.findCase(number));

describe('disposal', () => {
  it('touches nothing as long as the city has given no rule: so it is shipped', async () => {
    office.clock.pass(100 * 365 * 24 * 60);
    expect(await dispose(CITY)).toEqual([]);
    expect(await stored()).toContain('Eva');
  });

  it('takes every word of a case when its time has come, not a day before', async () => {
    office.clock.pass(30 * 24 * 60 - 1);
    expect(await dispose()).toEqual([]);
    office.clock.pass(1);
    expect(await dispose()).toEqual([{ number, retentionClass: 'case', decision: RULE.decision }]);
    expect(await stored()).not.toMatch(/Eva|\+46701740605/);
    expect(log.texts('c')).toEqual(['[…]']);
  });

  it('leaves number, category, times and the record of the disposal itself', async () => {
    office.clock.pass(31 * 24 * 60);
    await dispose();
    expect(await office.registry.findCase(number)).toMatchObject({
      category: 'UTE-BEL',
      status: 'closed',
      disposed: true,
    });
    expect((await office.registry.findCase(number))?.timeline.at(-1)).toMatchObject({
      what: 'disposed',
      who: { kind: 'system' },
      data: { retentionClass: 'case', decision: RULE.decision },
    });
    expect((await office.registry.openCase(aWish())).number).not.toBe(number);
    expect(await dispose()).toEqual([]);
  });

  it('only says what it would do in a dry run', async () => {
    office.clock.pass(31 * 24 * 60);
    const before = await stored();
    expect(await dispose(RULED, true)).toMatchObject([{ number }]);
    expect(await stored()).toBe(before);
  });

  it('leaves alone what is open, contested, or of another class', async () => {
    await office.registry.reopen(number, anna, {});
    const secret = await office.registry.openCase(aWish({ category: 'EKO-EB', handover: false }));
    await office.registry.withdraw(secret.number, {});
    office.clock.pass(365 * 24 * 60);
    expect(await dispose()).toEqual([]);
    expect(await stored()).toContain('Eva');
  });
});

describe('from the command line', () => {
  it('a dry run names the rule it goes by, and the audit chain is verified', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'kontaktcenter-retention-'));
    const store = await openStore({ dataDir });
    const said: string[] = [];
    const output = { print: (line: string) => said.push(line), complain: (line: string) => said.push(line) };
    const run = (...args: string[]) =>
      runStore(args, { dataDir, mongodbUri: undefined, cityDir: join(__dirname, '..', '..', 'city') }, output);
    await store.connection.collection('things').insertOne({ a: 1, _id: 'x' as never });
    expect(await run('dispose', '--dry-run')).toBe(0);
    expect(await run('dispose')).toBe(2);
    expect(await run('verify')).toBe(0);
    await store.connection.collection('audit').insertOne({ _id: '000000000002' as never, at: new Date(), who: {} });
    expect(await run('verify')).toBe(1);
    expect(said).toEqual([
      'nothing is due by any rule of retention.yaml',
      expect.stringContaining('usage'),
      'the data are sound',
      'audit log: entry 000000000001 is missing',
      '1 faults',
    ]);
    await store.close();
    await rm(dataDir, { recursive: true });
  });
});
