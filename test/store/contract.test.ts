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
      const id = new mongoose.mongo.ObjectId();
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
        id,
        list: [DAY1, [1, 'a'], { at: DAY2, deep: [true, null] }, []],
        empty: {},
        '': 1,
      };
      await collection.insertOne({ ...doc });
      expect(await collection.findOne({ _id: 'a' })).toEqual(doc);
    });

    it('gives binary data back byte for byte', async () => {
      const collection = await filled([]);
      await collection.insertOne({ _id: 'a', data: Buffer.from([0, 1, 254, 255]) });
      const data = (await collection.findOne({ _id: 'a' }))?.data as { buffer: Uint8Array; position: number };
      expect([...data.buffer.subarray(0, data.position)]).toEqual([0, 1, 254, 255]);
    });

    it('keeps a big whole number as a number', async () => {
      const collection = await filled([]);
      await collection.insertOne({ _id: 'a', n: 9007199254740991n, m: mongoose.mongo.BSON.Long.fromNumber(7) });
      expect(await collection.findOne({ _id: 'a' })).toEqual({ _id: 'a', n: 9007199254740991, m: 7 });
    });

    it('turns undefined into null, as the driver does', async () => {
      const collection = await filled([]);
      await collection.insertOne({ _id: 'a', x: undefined, list: [undefined] });
      expect(await collection.findOne({ _id: 'a' })).toEqual({ _id: 'a', x: null, list: [null] });
    });

    it('sorts every type in one and the same order, with and without an index', async () => {
      const values = [
        null,
        -1.5,
        2,
        10,
        '',
        'A',
        'a',
        'ä',
        '\uffee',
        '😀',
        new mongoose.mongo.ObjectId(),
        false,
        true,
        DAY1,
        DAY2,
      ];
      const documents = values.map((value, i) => ({ _id: String(i).padStart(2, '0'), value }));
      for (const indexes of [[], [{ value: 1 as const }]]) {
        const collection = await filled([...documents].reverse(), indexes);
        const up = await collection.find().sort({ value: 1 }).toArray();
        const down = await collection.find().sort({ value: -1 }).toArray();
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
      ['$exists', { n: { $exists: true } }, 'abcde'],
      ['$exists false', { at: { $exists: false } }, 'de'],
      ['$or', { $or: [{ s: 'open' }, { n: 2 }] }, 'ab'],
      ['$or beside another condition', { on: { $exists: true }, $or: [{ s: 'open' }, { n: 3.5 }] }, 'a'],
      ['$and', { $and: [{ s: { $gt: 'a' } }, { n: { $gt: 1 } }] }, 'b'],
      ['$nor', { $nor: [{ s: 'open' }, { n: 2 }] }, 'cde'],
      ['$not', { n: { $not: { $gt: 1 } } }, 'ade'],
      ['a sub-document field', { 'sub.k': 2 }, 'b'],
      ['a deep field', { 'sub.deep.v': 'q' }, 'a'],
      ['a whole sub-document', { sub: { k: 2 } }, 'b'],
      ['an element of a list', { tags: 'x' }, 'ad'],
      ['a whole list', { tags: ['x', 'y'] }, 'a'],
      ['an empty list', { tags: [] }, 'c'],
      ['$in on a list', { tags: { $in: ['x', 'q'] } }, 'ad'],
      ['$nin on a list', { tags: { $nin: ['x', 'q'] } }, 'bce'],
      ['$ne on a list', { tags: { $ne: 'x' } }, 'bce'],
      ['$all', { tags: { $all: ['x', 'y'] } }, 'a'],
      ['$all with nothing', { tags: { $all: [] } }, ''],
      ['$size', { tags: { $size: 1 } }, 'be'],
      ['$size 0', { tags: { $size: 0 } }, 'c'],
      ['$gt on a list', { tags: { $gt: 'x' } }, 'ab'],
      ['a field of documents in a list', { 'items.p': 3 }, 'b'],
      ['a field of documents in a list or of one', { 'items.p': 1 }, 'ae'],
      ['a place in a list', { 'tags.0': 'y' }, 'b'],
      ['a place in a list of documents', { 'items.1.q': 'b' }, 'a'],
      ['$elemMatch on documents', { items: { $elemMatch: { p: 1, q: 'b' } } }, ''],
      ['$elemMatch on one document', { items: { $elemMatch: { p: 2, q: 'b' } } }, 'a'],
      ['$elemMatch on values', { tags: { $elemMatch: { $gt: 'x', $lt: 'z' } } }, 'ab'],
      ['$exists through a list', { 'items.p': { $exists: true } }, 'abe'],
      ['null through a list', { 'items.z': null }, 'abcde'],
      ['a text that begins so', { s: /^open/ }, 'a'],
      ['a text that begins so in any case', { s: { $regex: '^open', $options: 'i' } }, 'ac'],
      ['a text that contains so', { s: { $regex: 'era' } }, 'd'],
      ['a text that ends so', { s: /ed$/ }, 'b'],
      ['$not with a pattern', { s: { $not: /^op/ } }, 'bce'],
      ['$in with a pattern', { s: { $in: [/^ope/, 5] } }, 'ade'],
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
      [
        'with an index on each path',
        [{ s: 1 }, { n: 1 }, { at: -1 }, { on: 1 }, { tags: 1 }, { 'sub.k': 1 }, { 'sub.deep.v': 1 }, { 'items.p': 1 }],
      ],
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
    >)('sorts, skips and limits (indexes: %j)', async (indexes) => {
      const collection = await filled(documents, indexes);
      const page = await collection.find({ s: 'odd' }).sort({ at: -1 }).skip(2).limit(3).toArray();
      expect(page.map(({ _id }) => _id)).toEqual(['15', '13', '11']);
      const first = await collection.findOne({ s: 'even' }, { sort: { at: 1 }, skip: 1 });
      expect(first?._id).toBe('02');
      const byTwo = await collection.find().sort({ s: 1, at: -1 }).limit(2).toArray();
      expect(byTwo.map(({ _id }) => _id)).toEqual(['18', '16']);
      expect(await collection.countDocuments({ s: 'odd' }, { skip: 2, limit: 5 })).toBe(5);
    });

    it('sorts a list field by its lowest or highest element', async () => {
      const collection = await filled([
        { _id: 'a', v: [5, 1] },
        { _id: 'b', v: [3] },
        { _id: 'c', v: 2 },
        { _id: 'd', v: [] },
        { _id: 'e' },
      ]);
      expect((await collection.find().sort({ v: 1, _id: 1 }).toArray()).map(({ _id }) => _id).join('')).toBe('deacb');
      expect((await collection.find().sort({ v: -1, _id: 1 }).toArray()).map(({ _id }) => _id).join('')).toBe('abced');
    });

    it('gives only the fields asked for', async () => {
      const collection = await filled(documents.slice(3, 4));
      const only = (projection: object) => collection.findOne({}, { projection });
      expect(await only({ s: 1 })).toEqual({ _id: '03', s: 'odd' });
      expect(await only({ s: 1, _id: 0 })).toEqual({ s: 'odd' });
      expect(await only({ _id: 1 })).toEqual({ _id: '03' });
      expect(await only({ 'sub.a': 1, 'list.y': 1 })).toEqual({ _id: '03', sub: { a: 3 }, list: [{ y: 3 }] });
      expect(await only({ sub: 0, list: 0, at: 0 })).toEqual({ _id: '03', s: 'odd' });
      expect(await only({ 'sub.a': 0, 'list.x': 0, at: 0, _id: 0 })).toEqual({
        s: 'odd',
        sub: { b: 3 },
        list: [{ y: 3 }],
      });
    });

    it('walks through a cursor', async () => {
      const collection = await filled(documents);
      const seen: string[] = [];
      for await (const { _id } of collection.find({ s: 'odd' }).sort({ _id: 1 })) seen.push(_id);
      expect(seen).toHaveLength(10);
      const cursor = collection
        .find()
        .sort({ _id: 1 })
        .map(({ _id }) => _id);
      expect(await cursor.next()).toBe('00');
      expect(await cursor.hasNext()).toBe(true);
      await cursor.close();
    });

    it('tells the different values of a field', async () => {
      const collection = await filled([
        { _id: 'a', v: 2, list: ['x', 'y'], sub: [{ k: 1 }, { k: 2 }] },
        { _id: 'b', v: 1, list: ['y'], sub: [{ k: 2 }] },
        { _id: 'c', v: 2 },
      ]);
      expect((await collection.distinct('v')).sort()).toEqual([1, 2]);
      expect((await collection.distinct('list', { v: 2 })).sort()).toEqual(['x', 'y']);
      expect((await collection.distinct('sub.k')).sort()).toEqual([1, 2]);
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
    const cases: Array<[title: string, update: object, changes: object, options?: object]> = [
      ['$set', { $set: { n: 2, fresh: DAY2 } }, { n: 2, fresh: DAY2 }],
      ['$set deep', { $set: { 'sub.m.x': 1 } }, { sub: { k: 1, m: { x: 1 } } }],
      [
        '$set a place of a list',
        { $set: { 'tags.1': 'z', 'items.0.p': 9 } },
        {
          tags: ['x', 'z'],
          items: [
            { p: 9, q: 'a' },
            { p: 2, q: 'b' },
          ],
        },
      ],
      ['$set beyond the end of a list', { $set: { 'tags.3': 'z' } }, { tags: ['x', 'y', null, 'z'] }],
      ['$set undefined', { $set: { n: undefined } }, { n: null }],
      [
        '$unset',
        { $unset: { n: 1, 'sub.k': '', missing: 1, 'tags.0': 1 } },
        { n: undefined, sub: {}, tags: [null, 'y'] },
      ],
      ['$inc', { $inc: { n: 2, 'sub.z': -1, fresh: 0.5 } }, { n: 3, sub: { k: 1, z: -1 }, fresh: 0.5 }],
      ['$min and $max', { $min: { n: 0, fresh: 4 }, $max: { at: DAY2, 'sub.k': 0 } }, { n: 0, fresh: 4, at: DAY2 }],
      ['$push', { $push: { tags: 'x', fresh: 1 } }, { tags: ['x', 'y', 'x'], fresh: [1] }],
      ['$push a list as one element', { $push: { tags: ['z'] } }, { tags: ['x', 'y', ['z']] }],
      ['$push $each $slice', { $push: { tags: { $each: ['a', 'b'], $slice: -3 } } }, { tags: ['y', 'a', 'b'] }],
      ['$push $each $sort $slice', { $push: { tags: { $each: ['a'], $sort: -1, $slice: 2 } } }, { tags: ['y', 'x'] }],
      [
        '$push sorted by a field',
        { $push: { items: { $each: [{ p: 0 }], $sort: { p: 1 } } } },
        { items: [{ p: 0 }, { p: 1, q: 'a' }, { p: 2, q: 'b' }] },
      ],
      ['$addToSet', { $addToSet: { tags: 'x', items: { p: 1, q: 'a' }, fresh: 1 } }, { fresh: [1] }],
      ['$addToSet $each', { $addToSet: { tags: { $each: ['x', 'z', 'z'] } } }, { tags: ['x', 'y', 'z'] }],
      ['$pull a value', { $pull: { tags: 'x', missing: 1 } }, { tags: ['y'] }],
      ['$pull by a filter', { $pull: { items: { p: { $gt: 1 } } } }, { items: [{ p: 1, q: 'a' }] }],
      ['$pull by operators', { $pull: { tags: { $in: ['x', 'y'] } } }, { tags: [] }],
      ['$pullAll', { $pullAll: { tags: ['y', 'q'] } }, { tags: ['x'] }],
      [
        'arrayFilters',
        { $set: { 'items.$[i].q': 'z' } },
        {
          items: [
            { p: 1, q: 'a' },
            { p: 2, q: 'z' },
          ],
        },
        { arrayFilters: [{ 'i.p': { $gt: 1 } }] },
      ],
      [
        'all of a list',
        { $inc: { 'items.$[].p': 1 } },
        {
          items: [
            { p: 2, q: 'a' },
            { p: 3, q: 'b' },
          ],
        },
      ],
      ['$setOnInsert without an insert', { $setOnInsert: { n: 7 }, $set: { s: 'new' } }, { s: 'new' }],
    ];
    it.each(cases)('%s', async (...[, update, changes, options]: (typeof cases)[number]) => {
      const collection = await filled([doc]);
      const result = await collection.updateOne({ _id: 'a' }, update, options);
      expect(result).toMatchObject({ matchedCount: 1, upsertedCount: 0, upsertedId: null });
      const expected = { ...doc, ...changes };
      for (const [key, value] of Object.entries(changes))
        if (value === undefined) delete expected[key as keyof typeof expected];
      const after = await collection.findOne({ _id: 'a' });
      expect(after).toEqual(expected);
      expect(Object.keys(after ?? {}).sort()).toEqual(Object.keys(expected).sort());
    });

    it('sets the time of the store', async () => {
      const collection = await filled([doc]);
      await collection.updateOne({ _id: 'a' }, { $currentDate: { at: true } });
      expect(Number((await collection.findOne({ _id: 'a' }))?.at)).toBeGreaterThan(DAY3.getTime());
    });

    it.each([
      ['two changes of one path', 40, { $set: { sub: {}, 'sub.k': 1 } }],
      ['another _id', 66, { $set: { _id: 'b' } }],
      ['counting a text', 14, { $inc: { s: 1 } }],
      ['pushing onto a text', 2, { $push: { s: 1 } }],
      ['a field inside a text', 28, { $set: { 's.x': 1 } }],
      ['a field inside a list', 28, { $set: { 'tags.x': 1 } }],
      ['an identifier without a filter', 2, { $set: { 'items.$[i].q': 1 } }],
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

    it('replaces a document, keeping its _id', async () => {
      const collection = await filled([doc]);
      expect(await collection.replaceOne({ n: 1 }, { x: 1 } as never)).toMatchObject({ modifiedCount: 1 });
      expect(await collection.findOne({})).toEqual({ _id: 'a', x: 1 });
      await collection.replaceOne({ _id: 'r' }, { y: 1 } as never, { upsert: true });
      expect(await collection.findOne({ _id: 'r' })).toEqual({ _id: 'r', y: 1 });
    });

    it('finds and changes one in one step', async () => {
      const collection = await filled([
        { _id: 'a', n: 1, s: 'w' },
        { _id: 'b', n: 2, s: 'w' },
      ]);
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
      expect(await collection.findOneAndReplace({ _id: 'c' }, { z: 1 } as never, { returnDocument: 'after' })).toEqual({
        _id: 'c',
        z: 1,
      });
      expect(await collection.findOneAndDelete({ _id: 'c' })).toEqual({ _id: 'c', z: 1 });
      expect(await collection.findOneAndDelete({ _id: 'c' })).toBeNull();
      const full = await collection.findOneAndUpdate({ _id: 'a' }, { $set: { n: 1 } }, { includeResultMetadata: true });
      expect(full).toMatchObject({
        value: { _id: 'a', n: 6 },
        lastErrorObject: { n: 1, updatedExisting: true },
        ok: 1,
      });
    });

    it('runs a list of writes in order and stops at the first error', async () => {
      const collection = await filled([doc]);
      const result = await collection.bulkWrite([
        { insertOne: { document: { _id: 'b', n: 5 } } },
        { updateOne: { filter: { _id: 'b' }, update: { $inc: { n: 1 } } } },
        { updateOne: { filter: { _id: 'c' }, update: { $set: { n: 1 } }, upsert: true } },
        { replaceOne: { filter: { _id: 'c' }, replacement: { n: 8 } } },
        { deleteOne: { filter: { _id: 'a' } } },
      ]);
      expect(result).toMatchObject({
        insertedCount: 1,
        matchedCount: 2,
        modifiedCount: 2,
        upsertedCount: 1,
        deletedCount: 1,
        upsertedIds: { 2: 'c' },
      });
      expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual([
        { _id: 'b', n: 6 },
        { _id: 'c', n: 8 },
      ]);

      const failing = () => [{ _id: 'd' }, { _id: 'b' }, { _id: 'e' }];
      expect(await errorOf(() => collection.insertMany(failing()))).toMatchObject({ code: 11000, insertedCount: 1 });
      expect(await collection.countDocuments()).toBe(3);
      const unordered = await errorOf(() =>
        collection.insertMany([{ _id: 'f' }, { _id: 'b' }, { _id: 'g' }], { ordered: false }),
      );
      expect(unordered).toMatchObject({ code: 11000, insertedCount: 2, writeErrors: [{ index: 1, code: 11000 }] });
      expect(await collection.countDocuments()).toBe(5);
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
      const taken = await errorOf(() => collection.insertOne({ _id: 'a' }));
      expect(taken).toMatchObject({ code: 11000, keyPattern: { _id: 1 }, keyValue: { _id: 'a' } });
      await collection.insertOne({ _id: 'b', number: 'KC-1', n: 2 });
      expect(await errorOf(() => collection.updateOne({ _id: 'b' }, { $set: { n: 1 } }))).toMatchObject({
        code: 11000,
      });
      expect(
        await errorOf(() => collection.updateOne({ number: 'KC-1', n: 1, x: 1 }, { $set: { y: 1 } }, { upsert: true })),
      ).toMatchObject({ code: 11000 });
      expect(await collection.findOne({ _id: 'b' })).toEqual({ _id: 'b', number: 'KC-1', n: 2 });
      expect(isDuplicateKey(new Error('other'))).toBe(false);
    });

    it('counts two missing values as the same, unless the index is sparse or partial', async () => {
      const plain = await filled([{ _id: 'a' }]);
      await plain.createIndex({ k: 1 }, { unique: true });
      expect(await errorOf(() => plain.insertOne({ _id: 'b', k: null }))).toMatchObject({ code: 11000 });
      await plain.insertOne({ _id: 'c', k: 1 });
      expect(await errorOf(() => plain.updateOne({ _id: 'c' }, { $unset: { k: 1 } }))).toMatchObject({ code: 11000 });
      const sparse = await filled([{ _id: 'a' }]);
      await sparse.createIndex({ k: 1 }, { unique: true, sparse: true });
      await sparse.insertMany([{ _id: 'b' }, { _id: 'c', k: null }]);
      expect(await errorOf(() => sparse.insertOne({ _id: 'd', k: null }))).toMatchObject({ code: 11000 });
      const partial = await filled([{ _id: 'a', k: 1, s: 'closed' }]);
      await partial.createIndex({ k: 1 }, { unique: true, partialFilterExpression: { s: 'open' } });
      await partial.insertMany([
        { _id: 'b', k: 1, s: 'open' },
        { _id: 'c', k: 1, s: 'closed' },
      ]);
      expect(await errorOf(() => partial.updateOne({ _id: 'c' }, { $set: { s: 'open' } }))).toMatchObject({
        code: 11000,
      });
    });

    it('does not make a unique index over values that repeat', async () => {
      const collection = await filled([
        { _id: 'a', k: 1 },
        { _id: 'b', k: 1 },
      ]);
      expect(await errorOf(() => collection.createIndex({ k: 1 }, { unique: true }))).toMatchObject({ code: 11000 });
      await collection.createIndex({ k: 1 });
      expect(await errorOf(() => collection.createIndex({ k: 1 }, { unique: true }))).toMatchObject({ code: 86 });
      expect((await collection.indexes()).map(({ name }) => name)).toEqual(['_id_', 'k_1']);
      await collection.dropIndex('k_1');
      expect(await collection.indexes()).toHaveLength(1);
    });
  });

  it('adds up in groups', async () => {
    const collection = await filled([
      { _id: 'a', g: 'x', n: 1, at: DAY2, tags: ['p', 'q'] },
      { _id: 'b', g: 'x', n: 3, at: DAY1, tags: [] },
      { _id: 'c', g: 'y', n: 'text', at: DAY3, sub: { k: 1 } },
      { _id: 'd', tags: ['p'] },
    ]);
    const run = (...stages: object[]) => collection.aggregate(stages as never).toArray();
    expect(
      await run(
        { $match: { _id: { $ne: 'z' } } },
        { $sort: { _id: 1 } },
        {
          $group: {
            _id: '$g',
            count: { $sum: 1 },
            sum: { $sum: '$n' },
            avg: { $avg: '$n' },
            min: { $min: '$at' },
            max: { $max: '$n' },
            first: { $first: '$n' },
            last: { $last: '$n' },
            all: { $push: '$n' },
          },
        },
        { $sort: { _id: 1 } },
      ),
    ).toEqual([
      { _id: null, count: 1, sum: 0, avg: null, min: null, max: null, first: null, last: null, all: [] },
      { _id: 'x', count: 2, sum: 4, avg: 2, min: DAY1, max: 3, first: 1, last: 3, all: [1, 3] },
      { _id: 'y', count: 1, sum: 0, avg: null, min: DAY3, max: 'text', first: 'text', last: 'text', all: ['text'] },
    ]);
    expect(
      await run(
        { $unwind: '$tags' },
        { $group: { _id: { tag: '$tags' }, n: { $sum: 1 } } },
        { $sort: { '_id.tag': 1 } },
      ),
    ).toEqual([
      { _id: { tag: 'p' }, n: 2 },
      { _id: { tag: 'q' }, n: 1 },
    ]);
    expect(await run({ $unwind: { path: '$tags', preserveNullAndEmptyArrays: true } }, { $count: 'n' })).toEqual([
      { n: 5 },
    ]);
    expect(
      await run({ $sort: { _id: 1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { n: 1, key: '$sub.k' } }),
    ).toEqual([
      { _id: 'b', n: 3 },
      { _id: 'c', n: 'text', key: 1 },
    ]);
    expect(await run({ $match: { _id: 'c' } }, { $project: { _id: 0, group: '$g' } })).toEqual([{ group: 'y' }]);
    expect(await run({ $group: { _id: null, n: { $sum: '$n' } } }, { $match: { n: { $gt: 3 } } })).toEqual([
      { _id: null, n: 4 },
    ]);
    expect(await run({ $match: { _id: 'none' } }, { $count: 'n' })).toEqual([]);
  });

  describe('models', () => {
    const schema = new Schema(
      {
        _id: String,
        number: { type: String, required: true, unique: true },
        status: { type: String, enum: ['open', 'closed'], default: 'open', index: true },
        tags: { type: [String], index: true },
        notes: [new Schema({ text: String, at: Date }, { _id: false })],
        parts: [new Schema({ name: String })],
        names: { type: Map, of: String },
        data: Schema.Types.Mixed,
        file: Buffer,
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
      names: { sv: 'hej' },
      data: { at: DAY1, list: [true] },
      file: Buffer.from('hi'),
    };

    it('creates, reads and saves a case', async () => {
      const Case = await model();
      const made = await Case.create({ ...anyCase, parts: [{ name: 'p' }, { name: 'q' }] });
      expect(made.createdAt).toBeInstanceOf(Date);
      const read = await Case.findById('1');
      expect(read?.toObject()).toEqual(made.toObject());
      expect(read?.names?.get('sv')).toBe('hej');
      expect(String(read?.file)).toBe('hi');
      if (!read) throw new Error('not found');
      read.tags.push('b');
      (read.tags as mongoose.Types.Array<string>).addToSet('c');
      read.notes[0]?.set('text', 'changed');
      read.names?.set('fi', 'moi');
      read.parts.pull(read.parts[0]);
      read.set('data.more', 1);
      read.set('file', undefined);
      await read.save();
      const again = await Case.findById('1').lean();
      expect(again).toMatchObject({
        tags: ['a', 'b', 'c'],
        notes: [{ text: 'changed', at: DAY1 }],
        names: { sv: 'hej', fi: 'moi' },
        parts: [{ name: 'q' }],
        data: { at: DAY1, list: [true], more: 1 },
      });
      expect(again).not.toHaveProperty('file');
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
      expect(await Case.estimatedDocumentCount()).toBe(2);
      const claimed = await Case.findOneAndUpdate(
        { number: 'KC-2', status: 'open' },
        { status: 'closed' },
        { returnDocument: 'after' },
      ).lean();
      expect(claimed).toMatchObject({ status: 'closed', tags: [] });
      expect(await Case.find({ tags: 'a' }, { number: 1 }).sort({ createdAt: -1 }).lean()).toEqual([
        { _id: '1', number: 'KC-1' },
      ]);
      await Case.updateOne({ _id: '9' }, { number: 'KC-9' }, { upsert: true });
      expect(await Case.findById('9').lean()).toMatchObject({ status: 'open', __v: 0 });
      await Case.bulkWrite([
        { updateOne: { filter: { _id: '9' }, update: { status: 'closed' } } },
        { deleteOne: { filter: { _id: '2' } } },
      ]);
      expect((await Case.distinct('status')).sort()).toEqual(['closed', 'open']);
      const seen: string[] = [];
      for await (const { _id } of Case.find().sort({ _id: 1 }).cursor()) seen.push(String(_id));
      expect(seen).toEqual(['1', '9']);
      expect(await Case.aggregate([{ $group: { _id: '$status', n: { $sum: 1 } } }, { $sort: { _id: 1 } }])).toEqual([
        { _id: 'closed', n: 1 },
        { _id: 'open', n: 1 },
      ]);
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
