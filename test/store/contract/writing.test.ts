import mongoose from 'mongoose';
import { isDuplicateKey } from '../../../store/index.js';
import { ENGINES, errorOf, testedStore } from '../engines.js';

const DAY1 = new Date('2026-03-01T08:00:00Z');
const DAY2 = new Date('2026-03-02T08:00:00Z');

describe.each(ENGINES)('the store on %s', (engine) => {
  const { filled } = testedStore(engine);

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
});
