import { Schema } from 'mongoose';
import { isDuplicateKey } from '../../store/index.js';
import { ENGINES, testedStore } from './engines.js';

describe.each(ENGINES)('many at once on %s', (engine) => {
  const store = testedStore(engine);

  it('gives fifty cases fifty numbers without a gap', async () => {
    const Numbered = store.connection.model(
      'Numbered',
      new Schema({ _id: String, number: { type: Number, unique: true } }),
    );
    await Numbered.init();
    const register = async (id: string): Promise<number> => {
      const last = await Numbered.findOne().sort({ number: -1 }).lean();
      try {
        return Number((await Numbered.create({ _id: id, number: Number(last?.number ?? 0) + 1 })).number);
      } catch (error) {
        if (isDuplicateKey(error)) return register(id);
        throw error;
      }
    };
    const numbers = await Promise.all(Array.from({ length: 50 }, (_, i) => register(`case ${i}`)));
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  });

  it('counts every one of a hundred steps', async () => {
    const counters = store.connection.collection<{ _id: string; n: number }>('counters');
    const step = () =>
      counters.findOneAndUpdate({ _id: 'c' }, { $inc: { n: 1 } }, { upsert: true, returnDocument: 'after' });
    await step();
    const seen = await Promise.all(Array.from({ length: 100 }, step));
    expect(new Set(seen.map((counter) => counter?.n)).size).toBe(100);
    expect((await counters.findOne({ _id: 'c' }))?.n).toBe(101);
  });

  it('lets one of twenty agents claim a case', async () => {
    const cases = store.connection.collection<{ _id: string; status: string; agent?: string }>('cases');
    await cases.insertOne({ _id: 'a', status: 'waiting' });
    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        cases.findOneAndUpdate(
          { _id: 'a', status: 'waiting' },
          { $set: { status: 'with_agent', agent: `agent ${i}` } },
          { returnDocument: 'after' },
        ),
      ),
    );
    const winners = claims.filter((claim) => claim !== null);
    expect(winners).toHaveLength(1);
    expect(await cases.findOne({ _id: 'a' })).toEqual(winners[0]);
  });
});
