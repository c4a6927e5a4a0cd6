import { type Doc, ENGINES, testedStore } from '../engines.js';

const DAY1 = new Date('2026-03-01T08:00:00Z');
const DAY2 = new Date('2026-03-02T08:00:00Z');
const DAY3 = new Date('2026-03-03T08:00:00Z');

describe.each(ENGINES)('the store on %s', (engine) => {
  const { filled } = testedStore(engine);

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
});
