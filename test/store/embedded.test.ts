import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import mongoose, { Schema } from 'mongoose';
import { runStore } from '../../bot/store.js';
import { openStore } from '../../store/index.js';
import { anEmptyStore, errorOf, type TestStore } from './engines.js';

// biome-ignore lint/suspicious/noExplicitAny: the suite says what the driver's types forbid
type Doc = any;

describe('the embedded store', () => {
  let store: TestStore;
  beforeEach(async () => {
    store = await anEmptyStore('embedded');
  });
  afterEach(() => store.discard());

  const things = () => store.connection.collection<Doc>('things');

  it('leaves the global mongoose as it is', () => {
    expect(mongoose.connection.readyState).toBe(0);
    expect(mongoose.connections).toHaveLength(1);
    expect(store.connection).not.toBeInstanceOf(mongoose.mongo.MongoClient);
    expect(Object.getPrototypeOf(mongoose.connection).constructor).not.toBe(store.connection.constructor);
  });

  it('shows a read everything written before it in the same turn', async () => {
    const [, found, , count] = await Promise.all([
      things().insertOne({ _id: 'a', n: 1 }),
      things().findOne({ _id: 'a' }),
      things().updateOne({ _id: 'a' }, { $set: { n: 2 } }),
      things().countDocuments({ n: 2 }),
    ]);
    expect(found).toEqual({ _id: 'a', n: 1 });
    expect(count).toBe(1);
  });

  it('lets one failing write of a turn fail alone', async () => {
    const results = await Promise.allSettled([
      things().insertOne({ _id: 'a' }),
      things().insertOne({ _id: 'a' }),
      things().insertOne({ _id: 'b', n: Number.NaN }),
      things().insertOne({ _id: 'c' }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(await things().countDocuments()).toBe(2);
  });

  it('finds through indexes what the rooms list, and says when it could not', async () => {
    await things().createIndex({ status: 1, createdAt: -1 });
    await things().createIndex({ number: 1 }, { unique: true });
    await things().insertOne({ _id: 'a', status: 'open', number: 1, createdAt: new Date(0) });
    const planOf = async (filter: object, sort?: object) => store.explain?.('things', filter, sort);
    const good = { fullScan: false, sortsAfterwards: false };
    expect(await planOf({ _id: 'a' })).toMatchObject(good);
    expect(await planOf({ _id: { $in: ['a', 'b'] } })).toMatchObject(good);
    expect(await planOf({ status: 'open' }, { createdAt: -1 })).toMatchObject(good);
    expect(await planOf({ status: 'open', createdAt: { $lt: new Date() } }, { createdAt: 1 })).toMatchObject(good);
    expect(await planOf({ number: 5 })).toMatchObject(good);
    expect(await planOf({ $or: [{ number: 1 }, { status: 'open' }] })).toMatchObject(good);
    expect(await planOf({}, { number: -1 })).toMatchObject(good);
    expect(await planOf({ other: 1 })).toMatchObject({ fullScan: true });
    expect(await planOf({ createdAt: new Date(0) })).toMatchObject({ fullScan: true });
    expect(await planOf({ status: { $ne: 'open' } })).toMatchObject({ fullScan: true });
    expect(await planOf({ status: 'open' }, { number: 1 })).toMatchObject({ fullScan: false, sortsAfterwards: true });
    expect(await planOf({ status: 'open' }, { other: 1 })).toMatchObject({ fullScan: false, sortsAfterwards: true });
    expect(await planOf({ status: { $in: ['open', 'new'] } }, { createdAt: -1 })).toMatchObject({
      fullScan: false,
      sortsAfterwards: true,
    });
  });

  it('gives the space of what was deleted back', async () => {
    await things().insertMany(Array.from({ length: 200 }, (_, n) => ({ _id: `t${n}`, text: 'x'.repeat(10_000) })));
    await things().deleteMany({});
    const sizeNow = async () => {
      const copy = join(store.dataDir, `copy-${Math.random()}`);
      await store.backup(copy);
      return (await stat(copy)).size;
    };
    const before = await sizeNow();
    await store.sweep();
    expect(await sizeNow()).toBeLessThan(before / 2);
  });

  it('is found again as it was, with its indexes', async () => {
    const schema = new Schema({
      _id: String,
      number: { type: String, unique: true },
      status: { type: String, index: true },
    });
    await store.connection.model('Thing', schema).init();
    await things().insertOne({ _id: 'a', number: '1', status: 'open' });
    await store.close();
    const again = await openStore({ dataDir: store.dataDir });
    const Thing = again.connection.model('Thing', schema);
    await Thing.init();
    expect((await errorOf(() => Thing.create({ _id: 'b', number: '1' }))).code).toBe(11000);
    expect(await Thing.find({ status: 'open' }).lean()).toMatchObject([{ _id: 'a' }]);
    expect(await again.explain?.('things', { status: 'open' })).toMatchObject({ fullScan: false });
    await again.close();
  });

  describe('from the command line', () => {
    const run = async (...args: string[]) => {
      const said: string[] = [];
      const output = { print: (line: string) => said.push(line), complain: (line: string) => said.push(line) };
      const code = await runStore(args, { dataDir: store.dataDir, mongodbUri: undefined, cityDir: 'city' }, output);
      return { code, said: said.join('\n') };
    };

    it('is copied while it runs, and the copy is a whole store', async () => {
      const copyDir = await anEmptyStore('embedded');
      await copyDir.close();
      const path = join(copyDir.dataDir, 'store.sqlite');
      await rm(path);
      await things().insertMany(Array.from({ length: 500 }, (_, n) => ({ _id: String(n), n })));
      const writing = things().insertOne({ _id: 'during' });
      expect(await run('backup', path)).toEqual({ code: 0, said: `copied to ${path}` });
      await writing;
      expect(await run('backup', path)).toMatchObject({ code: 2 });
      const copy = await openStore({ dataDir: copyDir.dataDir });
      expect(await copy.connection.collection('things').countDocuments({ n: { $gte: 0 } })).toBe(500);
      expect(await copy.verify()).toEqual({ ok: true, problems: [] });
      await copy.close();
      await rm(copyDir.dataDir, { recursive: true });
    });

    it('is checked while it runs', async () => {
      await things().insertOne({ _id: 'a' });
      expect(await run('verify')).toEqual({ code: 0, said: 'the data are sound' });
      await store.close();
      await writeFile(join(store.dataDir, 'store.sqlite'), Buffer.alloc(8192, 7));
      expect((await run('verify')).code).not.toBe(0);
    });

    it('says what it cannot do yet', async () => {
      expect(await run('export')).toMatchObject({ code: 2, said: expect.stringContaining('later') });
      expect(await run('nonsense')).toMatchObject({ code: 2, said: expect.stringContaining('usage') });
    });
  });
});
