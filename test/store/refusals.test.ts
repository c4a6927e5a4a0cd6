import mongoose from 'mongoose';
import { anEmptyStore, errorOf, type TestStore } from './engines.js';

// biome-ignore lint/suspicious/noExplicitAny: the suite says what the driver's types forbid
type Doc = any;

describe('the embedded store refuses, naming what and where', () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await anEmptyStore('embedded');
  });
  afterAll(() => store.discard());
  afterEach(() => things().drop());

  const things = () => store.connection.collection<Doc>('things');
  const anId = { _id: 'a', n: 1, list: [1], sub: { k: 1 } };
  const cases: Array<[what: string, work: (collection: Doc) => Promise<unknown>]> = [
    ['the operator $where', (c) => c.find({ $where: 'true' }).toArray()],
    ['the operator $expr', (c) => c.find({ $expr: { $gt: ['$a', '$b'] } }).toArray()],
    ['the operator $text', (c) => c.find({ $text: { $search: 'x' } }).toArray()],
    ['the operator $type', (c) => c.find({ a: { $type: 'string' } }).toArray()],
    ['the operator $mod', (c) => c.find({ $or: [{ a: { $mod: [2, 0] } }] }).toArray()],
    ['the regular expression', (c) => c.find({ a: /a.*b/ }).toArray()],
    ['the regular expression', (c) => c.find({ a: { $regex: '[a-z]' } }).toArray()],
    ['$options without $regex', (c) => c.find({ a: { $options: 'i' } }).toArray()],
    ['$gt with an object', (c) => c.find({ a: { $gt: {} } }).toArray()],
    ['the option collation', (c) => c.find({}, { collation: { locale: 'sv' } }).toArray()],
    ['the option session', (c) => c.insertOne({ _id: 'b' }, { session: {} })],
    ['a projection', (c) => c.findOne({}, { projection: { list: { $slice: 1 } } })],
    ['the operator $rename', (c) => c.updateOne({}, { $rename: { a: 'b' } })],
    ['the operator $mul', (c) => c.updateOne({}, { $mul: { a: 2 } })],
    ['an update by a pipeline', (c) => c.updateOne({}, [{ $set: { a: 1 } }])],
    ['the positional $', (c) => c.updateOne({ list: 1 }, { $set: { 'list.$': 2 } })],
    ['$position in $push', (c) => c.updateOne({}, { $push: { list: { $each: [1], $position: 0 } } })],
    ['the path "__proto__.x"', (c) => c.updateOne({}, { $set: { '__proto__.x': 1 } })],
    ['a field named __proto__', (c) => c.insertOne(JSON.parse('{"_id":"b","__proto__":{"x":1}}'))],
    ['the stage $lookup', (c) => c.aggregate([{ $lookup: {} }]).toArray()],
    ['the expression $dateTrunc', (c) => c.aggregate([{ $group: { _id: { $dateTrunc: {} } } }]).toArray()],
    ['the accumulator $addToSet', (c) => c.aggregate([{ $group: { _id: 1, x: { $addToSet: '$a' } } }]).toArray()],
    ['the variable $$ROOT', (c) => c.aggregate([{ $project: { x: '$$ROOT' } }]).toArray()],
    ['the index type text', (c) => c.createIndex({ a: 'text' })],
    ['the index option collation', (c) => c.createIndex({ a: 1 }, { collation: {} })],
    ['a partial index', (c) => c.createIndex({ a: 1 }, { partialFilterExpression: { a: { $gt: 1 } } })],
    ['the number NaN', (c) => c.insertOne({ _id: 'b', n: Number.NaN })],
    ['a whole number beyond 2^53', (c) => c.insertOne({ _id: 'b', n: 9007199254740993n })],
    ['a whole number beyond 2^53', (c) => c.updateOne({}, { $inc: { n: Number.MAX_SAFE_INTEGER } })],
    ['a date outside', (c) => c.insertOne({ _id: 'b', at: new Date(Number.NaN) })],
    ['the type Decimal128', (c) => c.insertOne({ _id: 'b', n: mongoose.mongo.BSON.Decimal128.fromString('1') })],
    ['an _id that is null', (c) => c.insertOne({ _id: ['x'] })],
    ['watch()', async (c) => c.watch()],
    ['rename()', async (c) => c.rename('other')],
  ];
  it.each(cases)('%s', async (what, work) => {
    await things().insertOne({ ...anId });
    const { message } = await errorOf(() => work(things()));
    expect(message).toContain(`the embedded store does not support ${what}`);
    expect(message).toMatch(/things|at "/);
    expect(await things().find().toArray()).toEqual([anId]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('what an index cannot keep in order', async () => {
    await things().createIndex({ sub: 1 });
    await things().createIndex({ a: 1, b: 1 });
    expect((await errorOf(() => things().insertOne({ _id: 'a', sub: { k: 1 } }))).message).toContain(
      'a document inside an index',
    );
    expect((await errorOf(() => things().insertOne({ _id: 'a', sub: 'a\0b' }))).message).toContain('a NUL character');
    expect((await errorOf(() => things().insertOne({ _id: 'a', a: [1], b: 1 }))).message).toContain(
      'an array in a compound',
    );
    expect(await things().countDocuments()).toBe(0);
    expect((await errorOf(() => things().insertOne({ _id: 'a\0b' }))).message).toContain('a NUL character');
  });

  it('sessions and other databases', async () => {
    expect((await errorOf(() => store.connection.startSession())).message).toContain('sessions');
    expect((await errorOf(() => store.connection.useDb('other'))).message).toContain('useDb');
  });
});
