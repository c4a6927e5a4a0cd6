import { Schema, type Types } from 'mongoose';
import { anEmptyStore, ENGINES, errorOf, testedStore } from '../engines.js';

const DAY1 = new Date('2026-03-01T08:00:00Z');
const DAY2 = new Date('2026-03-02T08:00:00Z');

describe.each(ENGINES)('the store on %s', (engine) => {
  const store = testedStore(engine);

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
    let models = 0;
    const model = async () => {
      const Case = store.connection.model(`Case${++models}`, schema);
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
      (read.tags as Types.Array<string>).addToSet('c');
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
