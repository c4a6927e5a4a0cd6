import mongoose, { Schema } from 'mongoose';
import { isDuplicateKey } from '../../store/index.js';
import { anEmptyStore, ENGINES, errorOf, type TestStore } from './engines.js';

// biome-ignore lint/suspicious/noExplicitAny: the suite also says what the driver's types forbid
type Doc = any;
const DAY1 = new Date('2026-03-01T08:00:00Z');
const DAY2 = new Date('2026-03-02T08:00:00Z');
const DAY3 = new Date('2026-03-03T08:00:00Z');

describe.each(ENGINES)('the store on %s', (engine) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await anEmptyStore(engine);
  });
  afterAll(() => store.discard());

  let counter = 0;
  /** A fresh collection with these documents; some of its paths indexed, so that both ways of finding are met. */
  const filled = async (documents: Doc[], indexes: Array<Record<string, 1 | -1>> = []) => {
    const collection = store.connection.collection<Doc>(`c${++counter}`);
    for (const index of indexes) await collection.createIndex(index);
    if (documents.length > 0) await collection.insertMany(documents.map((document) => ({ ...document })));
    return collection;
  };

  describe('values', () => {
    it('gives every type back as it was put in', async () => {
      const collection = await filled([]);
      const doc = {
        _id: 'a',
        text: 'åäö "\\ \u0000 emoji 😀 \u{10FFFF}d1',
        whole: Number.MAX_SAFE_INTEGER,
        part: -0.1,
        big: 1e300,
        yes: true,
        no: false,
        nothing: null,
        at: DAY1,
        list: [DAY1, [1, 'a'], { at: DAY2, deep: [true, null] }, []],
        empty: {},
        '': 1,
      };
      await collection.insertOne({ ...doc });
      expect(await collection.findOne({ _id: 'a' })).toEqual(doc);
    });

    it('turns undefined into null, as the driver does', async () => {
      const collection = await filled([]);
      await collection.insertOne({ _id: 'a', x: undefined, list: [undefined] });
      expect(await collection.findOne({ _id: 'a' })).toEqual({ _id: 'a', x: null, list: [null] });
    });

    it('sorts every type in one and the same order, with and without an index', async () => {
      const values = [null, -1.5, 2, 10, '', 'A', 'a', 'ä', '\uffee', '😀', false, true, DAY1, DAY2];
      const documents = values.map((value, i) => ({ _id: String(i).padStart(2, '0'), value }));
      for (const indexes of [[], [{ value: 1 as const }]]) {
        const collection = await filled([...documents].reverse(), indexes);
        const up = await collection.find({}, { sort: { value: 1 } }).toArray();
        const down = await collection.find({}, { sort: { value: -1 } }).toArray();
        expect(up.map(({ _id }) => _id)).toEqual(documents.map(({ _id }) => _id));
        expect(down.map(({ _id }) => _id)).toEqual(documents.map(({ _id }) => _id).reverse());
      }
    });
  });

  describe('filters', () => {
    const documents: Doc[] = [
      {
        _id: 'a',
        n: 1,
        s: 'open',
        at: DAY1,
        on: true,
        tags: ['x', 'y'],
        sub: { k: 1, deep: { v: 'q' } },
        items: [
          { p: 1, q: 'a' },
          { p: 2, q: 'b' },
        ],
      },
      { _id: 'b', n: 2, s: 'closed', at: DAY2, on: false, tags: ['y'], sub: { k: 2 }, items: [{ p: 3, q: 'b' }] },
      { _id: 'c', n: 3.5, s: 'Open', at: DAY3, tags: [], sub: {}, items: [] },
      { _id: 'd', n: null, s: 'operator', tags: 'x', sub: null },
      { _id: 'e', s: 5, n: 'text', tags: [['x']], items: { p: 1 } },
    ];
    const cases: Array<[string, Record<string, unknown>, string]> = [
      ['a value', { s: 'open' }, 'a'],
      ['a number', { n: 1 }, 'a'],
      ['a number that is no boolean', { on: 1 }, ''],
      ['a boolean', { on: true }, 'a'],
      ['a date', { at: DAY2 }, 'b'],
      ['null or missing', { n: null }, 'd'],
      ['missing or null in a sub-document', { 'sub.k': null }, 'cde'],
      ['$eq', { n: { $eq: 2 } }, 'b'],
      ['$ne', { s: { $ne: 'open' } }, 'bcde'],
      ['$ne null', { at: { $ne: null } }, 'abc'],
      ['$in', { s: { $in: ['open', 'closed', 5] } }, 'abe'],
      ['$in with null', { at: { $in: [null, DAY1] } }, 'ade'],
      ['$in with nothing', { s: { $in: [] } }, ''],
      ['$nin', { s: { $nin: ['open', 'closed'] } }, 'cde'],
      ['$gt on numbers only', { n: { $gt: 1 } }, 'bc'],
      ['$gte and $lt', { n: { $gte: 1, $lt: 3.5 } }, 'ab'],
      ['$lte on numbers only', { n: { $lte: 2 } }, 'ab'],
      ['$gt on dates', { at: { $gt: DAY1 } }, 'bc'],
      ['$lte on dates', { at: { $lte: DAY2 } }, 'ab'],
      ['$lt on texts', { s: { $lt: 'closer' } }, 'bc'],
      ['$gt on texts', { s: { $gt: 'open' } }, 'd'],
      ['$gte null', { n: { $gte: null } }, 'd'],
      ['$or', { $or: [{ s: 'open' }, { n: 2 }] }, 'ab'],
      ['$or beside another condition', { on: true, $or: [{ s: 'open' }, { n: 3.5 }] }, 'a'],
      ['$and', { $and: [{ s: { $gt: 'a' } }, { n: { $gt: 1 } }] }, 'b'],
      ['a sub-document field', { 'sub.k': 2 }, 'b'],
      ['a deep field', { 'sub.deep.v': 'q' }, 'a'],
      ['a whole sub-document', { sub: { k: 2 } }, 'b'],
      ['an element of a list', { tags: 'x' }, 'ad'],
      ['a whole list', { tags: ['x', 'y'] }, 'a'],
      ['an empty list', { tags: [] }, 'c'],
      ['$in on a list', { tags: { $in: ['x', 'q'] } }, 'ad'],
      ['$nin on a list', { tags: { $nin: ['x', 'q'] } }, 'bce'],
      ['$ne on a list', { tags: { $ne: 'x' } }, 'bce'],
      ['$gt on a list', { tags: { $gt: 'x' } }, 'ab'],
      ['a field of documents in a list', { 'items.p': 3 }, 'b'],
      ['a field of documents in a list or of one', { 'items.p': 1 }, 'ae'],
      ['null through a list', { 'items.z': null }, 'abcde'],
      ['the _id', { _id: 'c' }, 'c'],
      ['$in on the _id', { _id: { $in: ['a', 'e', 'z'] } }, 'ae'],
      ['$gt on the _id', { _id: { $gt: 'c' } }, 'de'],
      ['nothing', {}, 'abcde'],
      ['an undefined value as null', { on: undefined }, 'cde'],
      ['text that looks like a stored list', { tags: '["y"]' }, ''],
      ['text with a NUL character', { s: 'open\u0000' }, ''],
    ];
    it.each([
      ['without an index', []],
      ['with an index on each path', [{ s: 1 }, { n: 1 }, { at: -1, on: 1 }, { 'sub.k': 1 }, { 'sub.deep.v': 1 }]],
    ] as Array<[string, Array<Record<string, 1 | -1>>]>)('finds by every filter %s', async (_, indexes) => {
      const collection = await filled(indexes.length > 0 ? documents.slice(0, 4) : documents, indexes);
      for (const [title, filter, expected] of cases) {
        const wanted = indexes.length > 0 ? expected.replace('e', '') : expected;
        const found = (await collection.find(filter).toArray())
          .map(({ _id }) => _id)
          .sort()
          .join('');
        expect(`${title}: ${found}`).toBe(`${title}: ${wanted}`);
        expect(`${title}: ${await collection.countDocuments(filter)}`).toBe(`${title}: ${wanted.length}`);
      }
    });
  });

  describe('lists', () => {
    const documents: Doc[] = Array.from({ length: 20 }, (_, i) => ({
      _id: String(i).padStart(2, '0'),
      s: i % 2 ? 'odd' : 'even',
      at: new Date(DAY1.getTime() + i * 1000),
      sub: { a: i, b: i },
      list: [{ x: i, y: i }],
    }));

    it.each([[[]], [[{ s: 1, at: -1 }]]] as Array<
      [Array<Record<string, 1 | -1>>]
    >)('sorts and limits (indexes: %j)', async (indexes) => {
      const collection = await filled(documents, indexes);
      const idsOf = async (filter: object, options: object) =>
        (await collection.find(filter, options).toArray()).map(({ _id }) => _id);
      expect(await idsOf({ s: 'odd' }, { sort: { at: -1 }, limit: 3 })).toEqual(['19', '17', '15']);
      expect(await idsOf({ 'sub.a': { $gt: 3 } }, { sort: { _id: 1 }, limit: 3 })).toEqual(['04', '05', '06']);
      expect(await idsOf({}, { sort: { s: 1, at: -1 }, limit: 2 })).toEqual(['18', '16']);
      expect((await collection.findOne({ s: 'even' }, { sort: { at: -1 } }))?._id).toBe('18');
    });

    it('gives only the fields asked for', async () => {
      const collection = await filled(documents.slice(3, 4));
      const only = (projection: object) => collection.findOne({}, { projection });
      expect(await only({ s: 1 })).toEqual({ _id: '03', s: 'odd' });
      expect(await only({ s: 1, sub: 1, _id: 0 })).toEqual({ s: 'odd', sub: { a: 3, b: 3 } });
      expect(await only({ _id: 1 })).toEqual({ _id: '03' });
      expect(await only({})).toEqual(documents[3]);
    });

    it('walks through a cursor', async () => {
      const collection = await filled(documents);
      const cursor = collection.find({}, { sort: { _id: 1 } });
      expect(await cursor.next()).toMatchObject({ _id: '00' });
      expect(await cursor.toArray()).toHaveLength(19);
      await cursor.close();
    });
  });

  describe('updates', () => {
    const doc = {
      _id: 'a',
      n: 1,
      s: 'text',
      at: DAY1,
      sub: { k: 1 },
      tags: ['x', 'y'],
      items: [
        { p: 1, q: 'a' },
        { p: 2, q: 'b' },
      ],
      none: null,
    };
    const cases: Array<[title: string, update: object, changes: object]> = [
      ['$set', { $set: { n: 2, fresh: DAY2 } }, { n: 2, fresh: DAY2 }],
      ['$set deep', { $set: { 'sub.m.x': 1 } }, { sub: { k: 1, m: { x: 1 } } }],
      ['$set undefined', { $set: { n: undefined } }, { n: null }],
      ['$unset', { $unset: { n: 1, 'sub.k': '', missing: 1 } }, { n: undefined, sub: {} }],
      ['$inc', { $inc: { n: 2, 'sub.z': -1, fresh: 0.5 } }, { n: 3, sub: { k: 1, z: -1 }, fresh: 0.5 }],
      ['$max', { $max: { at: DAY2, 'sub.k': 0, fresh: 4 } }, { fresh: 4, at: DAY2 }],
      ['$push', { $push: { tags: 'x', fresh: 1 } }, { tags: ['x', 'y', 'x'], fresh: [1] }],
      ['$push a list as one element', { $push: { tags: ['z'] } }, { tags: ['x', 'y', ['z']] }],
      ['$push $each', { $push: { tags: { $each: ['a', 'b'] } } }, { tags: ['x', 'y', 'a', 'b'] }],
      ['$addToSet', { $addToSet: { tags: 'x', items: { p: 1, q: 'a' }, fresh: 1 } }, { fresh: [1] }],
      ['$addToSet $each', { $addToSet: { tags: { $each: ['x', 'z', 'z'] } } }, { tags: ['x', 'y', 'z'] }],
      ['$setOnInsert without an insert', { $setOnInsert: { n: 7 }, $set: { s: 'new' } }, { s: 'new' }],
    ];
    it.each(cases)('%s', async (_, update, changes) => {
      const collection = await filled([doc]);
      const result = await collection.updateOne({ _id: 'a' }, update);
      expect(result).toMatchObject({ matchedCount: 1, upsertedCount: 0, upsertedId: null });
      const expected = { ...doc, ...changes };
      for (const [key, value] of Object.entries(changes))
        if (value === undefined) delete expected[key as keyof typeof expected];
      const after = await collection.findOne({ _id: 'a' });
      expect(after).toEqual(expected);
      expect(Object.keys(after ?? {}).sort()).toEqual(Object.keys(expected).sort());
    });

    it.each([
      ['two changes of one path', 40, { $set: { sub: {}, 'sub.k': 1 } }],
      ['another _id', 66, { $set: { _id: 'b' } }],
      ['counting a text', 14, { $inc: { s: 1 } }],
      ['pushing onto a text', 2, { $push: { s: 1 } }],
      ['a field inside a text', 28, { $set: { 's.x': 1 } }],
    ])('refuses %s', async (_, code, update) => {
      const collection = await filled([doc]);
      expect(await errorOf(() => collection.updateOne({ _id: 'a' }, update as object))).toMatchObject({ code });
      expect(await collection.findOne({ _id: 'a' })).toEqual(doc);
    });

    it('counts what matched and what changed', async () => {
      const collection = await filled([doc, { _id: 'b', n: 2 }, { _id: 'c', n: 2 }]);
      expect(await collection.updateMany({ n: 2 }, { $set: { n: 3 } })).toMatchObject({
        matchedCount: 2,
        modifiedCount: 2,
      });
      expect(await collection.updateMany({}, { $set: { n: 3 } })).toMatchObject({ matchedCount: 3, modifiedCount: 1 });
      expect(await collection.updateOne({ n: 9 }, { $set: { n: 3 } })).toMatchObject({
        matchedCount: 0,
        modifiedCount: 0,
      });
      expect(await collection.deleteOne({ n: 3 })).toMatchObject({ deletedCount: 1 });
      expect(await collection.deleteMany({ n: 3 })).toMatchObject({ deletedCount: 2 });
    });

    it('inserts when nothing matches', async () => {
      const collection = await filled([]);
      const result = await collection.updateOne(
        { _id: 'u', kind: 'k', n: { $gt: 1 }, $and: [{ 'sub.x': { $eq: 1 } }] },
        { $set: { s: 1 }, $setOnInsert: { at: DAY1 }, $inc: { n: 1 }, $push: { tags: 'x' } } as object,
        { upsert: true },
      );
      expect(result).toMatchObject({ matchedCount: 0, modifiedCount: 0, upsertedCount: 1, upsertedId: 'u' });
      expect(await collection.findOne({ _id: 'u' })).toEqual({
        _id: 'u',
        kind: 'k',
        sub: { x: 1 },
        s: 1,
        at: DAY1,
        n: 1,
        tags: ['x'],
      });
      expect(
        await errorOf(() => collection.updateOne({ _id: 'v' }, { $set: { _id: 'w' } }, { upsert: true })),
      ).toMatchObject({ code: 66 });
    });

    it('finds and changes one in one step', async () => {
      const collection = await filled(
        [
          { _id: 'a', n: 1, s: 'w' },
          { _id: 'b', n: 2, s: 'w' },
        ],
        [{ n: 1 }],
      );
      const before = await collection.findOneAndUpdate({ s: 'w' }, { $set: { s: 'x' } }, { sort: { n: -1 } });
      expect(before).toEqual({ _id: 'b', n: 2, s: 'w' });
      const after = await collection.findOneAndUpdate(
        { s: 'w' },
        { $inc: { n: 5 } },
        { returnDocument: 'after', projection: { n: 1 } },
      );
      expect(after).toEqual({ _id: 'a', n: 6 });
      expect(await collection.findOneAndUpdate({ s: 'none' }, { $set: { n: 0 } })).toBeNull();
      const made = await collection.findOneAndUpdate(
        { _id: 'c' },
        { $set: { n: 0 } },
        { upsert: true, returnDocument: 'after' },
      );
      expect(made).toEqual({ _id: 'c', n: 0 });
      expect(await collection.findOneAndDelete({ _id: 'c' })).toEqual({ _id: 'c', n: 0 });
      expect(await collection.findOneAndDelete({ _id: 'c' })).toBeNull();
    });

    it('writes a list of documents in order and stops at the first error', async () => {
      const collection = await filled([{ _id: 'b' }]);
      const error = await errorOf(() => collection.insertMany([{ _id: 'd' }, { _id: 'b' }, { _id: 'e' }]));
      expect(error).toMatchObject({ code: 11000, insertedCount: 1, writeErrors: [{ index: 1, code: 11000 }] });
      expect(isDuplicateKey(error)).toBe(true);
      expect(await collection.find({}, { sort: { _id: 1 } }).toArray()).toEqual([{ _id: 'b' }, { _id: 'd' }]);
    });
  });

  describe('unique values', () => {
    it('says which key was taken', async () => {
      const collection = await filled([{ _id: 'a', number: 'KC-1', n: 1 }]);
      await collection.createIndex({ number: 1, n: -1 }, { unique: true });
      const error = await errorOf(() => collection.insertOne({ _id: 'b', number: 'KC-1', n: 1 }));
      expect(error).toMatchObject({
        code: 11000,
        keyPattern: { number: 1, n: -1 },
        keyValue: { number: 'KC-1', n: 1 },
      });
      expect(error).toBeInstanceOf(mongoose.mongo.MongoServerError);
      expect(isDuplicateKey(error)).toBe(true);
      const taken = await errorOf(() => collection.insertOne({ _id: 'a', number: 'KC-2', n: 1 }));
      expect(taken).toMatchObject({ code: 11000, keyPattern: { _id: 1 }, keyValue: { _id: 'a' } });
      await collection.insertOne({ _id: 'b', number: 'KC-1', n: 2 });
      expect(await errorOf(() => collection.updateOne({ _id: 'b' }, { $set: { n: 1 } }))).toMatchObject({
        code: 11000,
      });
      expect(
        await errorOf(() =>
          collection.updateOne({ _id: 'c', number: 'KC-1', n: 1 }, { $set: { y: 1 } }, { upsert: true }),
        ),
      ).toMatchObject({ code: 11000 });
      expect(await collection.findOne({ _id: 'b' })).toEqual({ _id: 'b', number: 'KC-1', n: 2 });
      expect(isDuplicateKey(new Error('other'))).toBe(false);
    });

    it('does not make a unique index over values that repeat', async () => {
      const collection = await filled([
        { _id: 'a', k: 1 },
        { _id: 'b', k: 1 },
      ]);
      expect(await errorOf(() => collection.createIndex({ k: 1 }, { unique: true }))).toMatchObject({ code: 11000 });
      await collection.createIndex({ k: 1 });
      expect(await errorOf(() => collection.createIndex({ k: 1 }, { unique: true }))).toMatchObject({ code: 86 });
    });
  });

  describe('models', () => {
    const schema = new Schema(
      {
        _id: String,
        number: { type: String, required: true, unique: true },
        status: { type: String, enum: ['open', 'closed'], default: 'open', index: true },
        tags: [String],
        notes: [new Schema({ text: String, at: Date }, { _id: false })],
        data: Schema.Types.Mixed,
      },
      { timestamps: true, optimisticConcurrency: true },
    );
    const model = async () => {
      const Case = store.connection.model(`Case${++counter}`, schema);
      await Case.init();
      return Case;
    };
    const anyCase = {
      _id: '1',
      number: 'KC-1',
      tags: ['a'],
      notes: [{ text: 'n', at: DAY1 }],
      data: { at: DAY1, list: [true] },
    };

    it('creates, reads and saves a case', async () => {
      const Case = await model();
      const made = await Case.create(anyCase);
      expect(made.createdAt).toBeInstanceOf(Date);
      const read = await Case.findById('1');
      expect(read?.toObject()).toEqual(made.toObject());
      if (!read) throw new Error('not found');
      read.tags.push('b');
      (read.tags as mongoose.Types.Array<string>).addToSet('c');
      read.notes.push({ text: 'm', at: DAY2 });
      read.set('data.more', 1);
      read.set('number', 'KC-2');
      await read.save();
      const again = await Case.findById('1').lean();
      expect(again).toMatchObject({
        number: 'KC-2',
        tags: ['a', 'b', 'c'],
        notes: [
          { text: 'n', at: DAY1 },
          { text: 'm', at: DAY2 },
        ],
        data: { at: DAY1, list: [true], more: 1 },
      });
      expect(Number(again?.updatedAt)).toBeGreaterThanOrEqual(Number(again?.createdAt));
    });

    it('lets only one of two editors save', async () => {
      const Case = await model();
      await Case.create(anyCase);
      const [one, two] = [await Case.findById('1'), await Case.findById('1')];
      one?.set('status', 'closed');
      two?.set('data', 'other');
      await one?.save();
      expect(await errorOf(() => two?.save())).toMatchObject({ name: 'VersionError' });
      expect(await Case.findById('1').lean()).toMatchObject({ status: 'closed', __v: 1 });
    });

    it('does what the rooms ask of a model', async () => {
      const Case = await model();
      await Case.insertMany([anyCase, { _id: '2', number: 'KC-2' }]);
      expect(await errorOf(() => Case.create({ _id: '3', number: 'KC-2' }))).toMatchObject({
        code: 11000,
        keyPattern: { number: 1 },
      });
      expect(await Case.exists({ number: 'KC-2' })).toEqual({ _id: '2' });
      expect(await Case.exists({ number: 'KC-9' })).toBeNull();
      expect(await Case.countDocuments({ status: 'open' })).toBe(2);
      const claimed = await Case.findOneAndUpdate(
        { number: 'KC-2', status: 'open' },
        { status: 'closed' },
        { returnDocument: 'after' },
      ).lean();
      expect(claimed).toMatchObject({ status: 'closed', tags: [] });
      expect(await Case.find({ tags: 'a' }, { number: 1 }).sort({ number: -1 }).lean()).toEqual([
        { _id: '1', number: 'KC-1' },
      ]);
      await Case.updateOne({ _id: '9' }, { number: 'KC-9' }, { upsert: true });
      expect(await Case.findById('9').lean()).toMatchObject({ status: 'open', __v: 0 });
      await Case.deleteOne({ _id: '2' });
      const seen: string[] = [];
      for await (const { _id } of Case.find().sort({ _id: 1 }).cursor()) seen.push(String(_id));
      expect(seen).toEqual(['1', '9']);
      await Case.findByIdAndDelete('9');
      await Case.deleteMany({});
      expect(await Case.countDocuments()).toBe(0);
    });
  });

  it('says that it is ready, until it is closed', async () => {
    const other = await anEmptyStore(engine);
    expect(await other.ready()).toBe(true);
    await other.discard();
    expect(await other.ready()).toBe(false);
  });
});
