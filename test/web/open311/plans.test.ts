import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPublicReports } from '../../../cases/public-reports.js';
import { createRegistry } from '../../../cases/registry.js';
import { openStore } from '../../../store/index.js';
import { createApiKeys } from '../../../web/open311/keys.js';
import { createRepeats } from '../../../web/open311/repeats.js';
import { aWish, CITY, clockAt, newId, recordingBus } from '../../support/registry.js';

it('finds reports, keys and what was sent before by an index', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'kontaktcenter-open311-'));
  const store = await openStore({ dataDir });
  const db = store.connection;
  const { now } = clockAt('2026-11-18T09:00:00Z');
  const random = (bytes: number) => Buffer.alloc(bytes, 1);
  const registry = createRegistry({ db, bus: recordingBus(), city: CITY, now, newId, random });
  const { number } = await registry.openCase(aWish({ handover: false }));
  const asked: { collection: string; filter: object; sort: object | undefined }[] = [];
  db.set('debug', (collection: string, method: string, filter: object, ...rest: { sort?: object }[]) => {
    const sort = rest.find((options) => options?.sort)?.sort;
    if (/^(find|delete)/.test(method)) asked.push({ collection, filter, sort });
  });

  const reports = createPublicReports({ db, city: CITY, mask: (text) => text });
  const period = { from: new Date(0), to: now(), skip: 0, limit: 10 };
  await reports.list(period);
  await reports.list({ ...period, categories: ['UTE-BEL'], closed: true });
  await reports.find([number]);
  const keys = createApiKeys({ db, now, newId, random });
  const { id, key } = await keys.add({ name: 'FixMyStreet', perMinute: 60, by: 'admin' });
  await keys.find(key);
  await keys.remove(id);
  const originOf = createRepeats({ db, key: random(32), now, newId });
  await originOf({ by: id, idempotencyKey: '', service: 'UTE-BEL', said: ['a', 'b'] });

  expect(asked.length).toBeGreaterThan(6);
  const scans = [];
  for (const { collection, filter, sort } of asked) {
    const plan = await store.explain?.(collection, filter, sort);
    if (plan?.fullScan !== false) scans.push({ collection, filter: JSON.stringify(filter), plan });
  }
  expect(scans).toEqual([]);
  await store.close();
  await rm(dataDir, { recursive: true });
});
