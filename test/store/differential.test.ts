import fc from 'fast-check';
import type { Store } from '../../store/index.js';
import { anEmptyStore, ENGINES, errorOf, type TestStore } from './engines.js';

/**
 * Random documents, filters, sorts and updates of the shapes the application uses. Both engines must agree; without
 * MongoDB an embedded store with indexes must agree with one without, which finds and sorts in another way.
 */
type Doc = Record<string, unknown>;
const RUNS = ENGINES.length > 1 ? 150 : 60;

const text = fc.constantFrom('', 'a', 'b', 'open', 'öppen', 'Open', 'zz', '😀', '[1]');
const number = fc.constantFrom(-1, 0, 1, 2.5, 10);
const date = fc.constantFrom(0, 1, 86400000).map((ms) => new Date(ms));
const scalar = fc.oneof(text, number, date, fc.boolean(), fc.constant(null));
const field = { s: text, n: number, at: date, any: scalar };
const documentWith = (requiredKeys: Array<'tags' | 'items'>) =>
  fc.record(
    {
      ...field,
      sub: fc.record({ k: number, t: text }, { requiredKeys: [] }),
      tags: fc.array(text, { maxLength: 3 }),
      items: fc.array(fc.record({ p: number, q: text }, { requiredKeys: ['p'] }), { maxLength: 3 }),
    },
    { requiredKeys },
  );

const leaf = (value: fc.Arbitrary<unknown>) =>
  fc.oneof(
    value,
    fc
      .record({ operator: fc.constantFrom('$gt', '$gte', '$lt', '$lte', '$eq', '$ne'), value })
      .map((part) => ({ [part.operator]: part.value })),
    fc.record({ $gte: value, $lt: value }),
    fc
      .record({ operator: fc.constantFrom('$in', '$nin'), values: fc.array(value, { maxLength: 3 }) })
      .map((part) => ({ [part.operator]: part.values })),
  );
const condition = fc.oneof(
  ...Object.entries(field).map(([key, value]) => leaf(value).map((part) => ({ [key]: part }))),
  leaf(number).map((part) => ({ 'sub.k': part })),
  leaf(text).map((part) => ({ tags: part })),
  leaf(number).map((part) => ({ 'items.p': part })),
);
const filter = fc.oneof(
  condition,
  fc.array(condition, { minLength: 1, maxLength: 3 }).map(($and) => ({ $and })),
  fc.array(condition, { minLength: 1, maxLength: 3 }).map(($or) => ({ $or })),
);
const sort = fc
  .uniqueArray(fc.tuple(fc.constantFrom('s', 'n', 'at', 'any', 'sub.k'), fc.constantFrom(1 as const, -1 as const)), {
    maxLength: 2,
    selector: ([path]) => path,
  })
  .map((pairs) => Object.fromEntries([...pairs, ['_id', 1 as const]]));

const update = fc.oneof(
  fc.record({
    $set: fc.record({ s: text, 'sub.k': number, any: scalar }, { requiredKeys: [] }),
    $inc: fc.constant({ n: 1 }),
  }),
  fc.record({
    $unset: fc.record({ s: fc.constant(1), 'sub.k': fc.constant(1) }, { requiredKeys: ['s'] }),
  }),
  fc.record({ $max: fc.record({ at: date, n: number, any: scalar }) }),
  fc.record({
    $push: fc.record({
      tags: fc.record({
        $each: fc.array(text, { maxLength: 3 }),
      }),
    }),
  }),
  fc.record({ $addToSet: fc.record({ tags: text }) }),
);

const INDEXES: Array<Record<string, 1 | -1>> = [{ s: 1, n: -1 }, { n: 1 }, { at: -1 }, { any: 1 }, { 'sub.k': 1 }];

describe('two ways to the same documents', () => {
  const stores: TestStore[] = [];
  beforeAll(async () => {
    for (const engine of ENGINES.length > 1 ? ENGINES : (['embedded', 'embedded'] as const))
      stores.push(await anEmptyStore(engine));
  });
  afterAll(() => Promise.all(stores.map((store) => store.discard())));

  let counter = 0;
  const collections = async (documents: Doc[]) => {
    counter++;
    return Promise.all(
      stores.map(async ({ connection }: Store, i) => {
        // biome-ignore lint/suspicious/noExplicitAny: random documents have no type
        const collection = connection.collection<any>(`c${counter}`);
        if (i === 0) for (const index of INDEXES) await collection.createIndex(index);
        if (documents.length > 0)
          await collection.insertMany(documents.map((doc, n) => ({ _id: String(n).padStart(3, '0'), ...doc })));
        return collection;
      }),
    );
  };

  it('finds, counts and sorts the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(documentWith([]), { maxLength: 12 }),
        fc.array(fc.tuple(filter, sort), { minLength: 5, maxLength: 10 }),
        async (documents, queries) => {
          const both = await collections(documents);
          for (const [wanted, order] of queries) {
            const [one, two] = await Promise.all(
              both.map(async (collection) => ({
                found: await collection.find(wanted, { sort: order }).toArray(),
                page: await collection
                  .find(wanted, { sort: order, limit: 2, projection: { s: 1, items: 1 } })
                  .toArray(),
                count: await collection.countDocuments(wanted),
              })),
            );
            expect(one).toEqual(two);
          }
        },
      ),
      { numRuns: RUNS },
    );
  }, 300_000);

  it('changes, inserts and deletes the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(documentWith(['tags', 'items']), { maxLength: 6 }),
        fc.array(fc.tuple(condition, update, sort), { minLength: 3, maxLength: 6 }),
        async (documents, changes) => {
          const both = await collections(documents);
          for (const [wanted, change, order] of changes) {
            const [one, two] = await Promise.all(
              both.map(async (collection) => {
                const outcome = await errorOf(() =>
                  collection.findOneAndUpdate(wanted, change as object, { sort: order }),
                );
                const ids = (await collection.find({}, { sort: { _id: 1 } }).toArray()).map(({ _id }) => _id);
                for (const _id of ids.slice(0, 3))
                  await errorOf(() => collection.updateOne({ _id, ...wanted }, change as object));
                await collection.deleteOne({ n: 10, ...wanted, _id: ids[0] });
                return { code: outcome.code, left: await collection.find({}, { sort: { _id: 1 } }).toArray() };
              }),
            );
            expect(one).toEqual(two);
          }
        },
      ),
      { numRuns: RUNS },
    );
  }, 300_000);
});
