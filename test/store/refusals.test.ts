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
  afterEach(() => things().deleteMany({}));

  const things = () => store.connection.collection<Doc>('things');
  const anId = { _id: 'a', n: 1, list: [1], sub: { k: 1 } };
  const cases: Array<[what: string, work: (collection: Doc) => Promise<unknown>]> = [
    ['the operator $where', (c) => c.find({ $where: 'true' }).toArray()],
    ['the operator $expr', (c) => c.find({ $expr: { $gt: ['$a', '$b'] } }).toArray()],
    ['the operator $text', (c) => c.find({ $text: { $search: 'x' } }).toArray()],
    ['the operator $type', (c) => c.find({ a: { $type: 'string' } }).toArray()],
    ['the operator $mod', (c) => c.find({ $or: [{ a: { $mod: [2, 0] } }] }).toArray()],
    ['the operator $nor', (c) => c.find({ $nor: [{ a: 1 }] }).toArray()],
    ['the operator $not', (c) => c.find({ a: { $not: { $gt: 1 } } }).toArray()],
    ['the operator $all', (c) => c.find({ list: { $all: [1] } }).toArray()],
    ['the operator $size', (c) => c.find({ list: { $size: 1 } }).toArray()],
    ['the operator $elemMatch', (c) => c.find({ list: { $elemMatch: { $gt: 0 } } }).toArray()],
    ['the operator $regex', (c) => c.find({ a: { $regex: '^a' } }).toArray()],
    ['a value of type RegExp', (c) => c.find({ a: /^a/ }).toArray()],
    ['a value of type RegExp', (c) => c.find({ a: { $in: [/^a/] } }).toArray()],
    ['the number 0 in a path', (c) => c.find({ 'list.0': 1 }).toArray()],
    ['a list as a key', (c) => c.find({}, { sort: { list: 1 } }).toArray()],
    ['the option limit', (c) => c.countDocuments({}, { limit: 1 })],
    ['the option skip', (c) => c.find({}, { skip: 1 }).toArray()],
    ['the operator $exists', (c) => c.find({ a: { $exists: true } }).toArray()],
    ['the option ordered: false', (c) => c.insertMany([{ _id: 'b' }], { ordered: false })],
    ['the option arrayFilters', (c) => c.updateOne({}, { $set: { n: 2 } }, { arrayFilters: [{ i: 1 }] })],
    [
      'the option includeResultMetadata',
      (c) => c.findOneAndUpdate({}, { $set: { n: 2 } }, { includeResultMetadata: true }),
    ],
    ['$gt with an object', (c) => c.find({ a: { $gt: {} } }).toArray()],
    ['the option collation', (c) => c.find({}, { collation: { locale: 'sv' } }).toArray()],
    ['the option session', (c) => c.insertOne({ _id: 'b' }, { session: {} })],
    ['a projection other than by 1', (c) => c.findOne({}, { projection: { list: { $slice: 1 } } })],
    ['a projection other than by 1', (c) => c.findOne({}, { projection: { list: 0 } })],
    ['a projection that only leaves out', (c) => c.findOne({}, { projection: { _id: 0 } })],
    ['a projection inside a field', (c) => c.findOne({}, { projection: { 'sub.k': 1 } })],
    ['the operator $rename', (c) => c.updateOne({}, { $rename: { a: 'b' } })],
    ['the operator $mul', (c) => c.updateOne({}, { $mul: { a: 2 } })],
    ['an update by a pipeline', (c) => c.updateOne({}, [{ $set: { a: 1 } }])],
    ['the positional $', (c) => c.updateOne({ list: 1 }, { $set: { 'list.$': 2 } })],
    ['the positional $[]', (c) => c.updateOne({}, { $inc: { 'list.$[]': 1 } })],
    ['the positional $[i]', (c) => c.updateOne({}, { $inc: { 'list.$[i]': 1 } })],
    ['the number 0 in a path', (c) => c.updateOne({}, { $set: { 'list.0': 2 } })],
    ['a path into a list', (c) => c.updateOne({}, { $set: { 'list.k': 2 } })],
    ['the operator $currentDate', (c) => c.updateOne({}, { $currentDate: { at: true } })],
    ['the operator $pullAll', (c) => c.updateOne({}, { $pullAll: { list: [1] } })],
    ['the operator $pull', (c) => c.updateOne({}, { $pull: { list: 1 } })],
    ['the operator $min', (c) => c.updateOne({}, { $min: { n: 1 } })],
    ['$max with an array', (c) => c.updateOne({}, { $max: { n: [1] } })],
    ['$slice in $push', (c) => c.updateOne({}, { $push: { list: { $each: [2], $slice: -1 } } })],
    ['$sort in $push', (c) => c.updateOne({}, { $push: { list: { $each: [2], $sort: 1 } } })],
    ['$position in $push', (c) => c.updateOne({}, { $push: { list: { $each: [1], $position: 0 } } })],
    ['the path "__proto__.x"', (c) => c.updateOne({}, { $set: { '__proto__.x': 1 } })],
    ['a field named __proto__', (c) => c.insertOne(JSON.parse('{"_id":"b","__proto__":{"x":1}}'))],
    ['the index type text', (c) => c.createIndex({ a: 'text' })],
    ['the index option collation', (c) => c.createIndex({ a: 1 }, { collation: {} })],
    [
      'the index option partialFilterExpression',
      (c) => c.createIndex({ a: 1 }, { partialFilterExpression: { s: 'open' } }),
    ],
    ['the index option sparse', (c) => c.createIndex({ a: 1 }, { sparse: true })],
    ['the index option expireAfterSeconds', (c) => c.createIndex({ a: 1 }, { expireAfterSeconds: 60 })],
    ['a list as a key', (c) => c.createIndex({ list: 1 })],
    ['a document as a key', (c) => c.createIndex({ sub: 1 })],
    ['a missing or null value in a unique index', (c) => c.createIndex({ missing: 1 }, { unique: true })],
    ['the number NaN', (c) => c.insertOne({ _id: 'b', n: Number.NaN })],
    ['a value of type bigint', (c) => c.insertOne({ _id: 'b', n: 1n })],
    ['a whole number beyond 2^53', (c) => c.updateOne({}, { $inc: { n: Number.MAX_SAFE_INTEGER } })],
    ['a date outside', (c) => c.insertOne({ _id: 'b', at: new Date(Number.NaN) })],
    ['the type Decimal128', (c) => c.insertOne({ _id: 'b', n: mongoose.mongo.BSON.Decimal128.fromString('1') })],
    ['the type ObjectId', (c) => c.insertOne({ _id: 'b', id: new mongoose.mongo.ObjectId() })],
    ['a value of type Uint8Array', (c) => c.insertOne({ _id: 'b', data: Buffer.from('x') })],
    ['a value of type Map', (c) => c.insertOne({ _id: 'b', names: new Map() })],
    ['a missing or null _id', (c) => c.insertOne({ n: 1 })],
    ['a missing or null _id', (c) => c.updateOne({ n: 9 }, { $set: { n: 1 } }, { upsert: true })],
    ['a list as a key', (c) => c.insertOne({ _id: ['x'] })],
    ['aggregate()', async (c) => c.aggregate([{ $match: {} }])],
    ['bulkWrite()', async (c) => c.bulkWrite([{ deleteOne: { filter: {} } }])],
    ['distinct()', async (c) => c.distinct('n')],
    ['replaceOne()', async (c) => c.replaceOne({}, { n: 2 })],
    ['findOneAndReplace()', async (c) => c.findOneAndReplace({}, { n: 2 })],
    ['estimatedDocumentCount()', async (c) => c.estimatedDocumentCount()],
    ['indexes()', async (c) => c.indexes()],
    ['dropIndex()', async (c) => c.dropIndex('a_1')],
    ['drop()', async (c) => c.drop()],
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
      'a document as a key',
    );
    expect((await errorOf(() => things().insertOne({ _id: 'a', sub: 'a\0b' }))).message).toContain(
      'a NUL character in a key',
    );
    expect((await errorOf(() => things().insertOne({ _id: 'a', a: [1], b: 1 }))).message).toContain('a list as a key');
    expect(await things().countDocuments()).toBe(0);
    expect((await errorOf(() => things().insertOne({ _id: 'a\0b' }))).message).toContain('a NUL character in a key');
  });

  it('sessions, other databases and what a cursor or a database could do beside', async () => {
    expect((await errorOf(() => store.connection.startSession())).message).toContain('startSession()');
    expect((await errorOf(() => store.connection.dropDatabase())).message).toContain('dropDatabase()');
    expect((await errorOf(() => things().find().sort({ n: 1 }))).message).toContain('sort() (in a cursor)');
    expect((await errorOf(() => store.connection.useDb('other'))).message).toContain('useDb');
  });
});
