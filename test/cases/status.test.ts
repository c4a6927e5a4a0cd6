import fc from 'fast-check';
import type { QueryFilter } from 'mongoose';
import { type Case, caseModel } from '../../cases/case.js';
import { CASE_STATUSES, type CaseStatus, StepRefused, TRANSITIONS } from '../../cases/status.js';
import { aWish, type Office, openOffice } from '../support/registry.js';

// The rule is the model's, whatever keeps the cases: MongoDB, ten times slower here, is asked less often.
const SEQUENCES = process.env.TEST_ENGINE === 'mongodb' ? 2_000 : 10_000;
const AT_ONCE = 100;
const clerk = { kind: 'agent', id: 'a', name: 'Anna' } as const;

let office: Office;
let number: string;
beforeAll(async () => {
  office = await openOffice();
});
beforeEach(async () => {
  ({ number } = await office.registry.openCase(aWish({ handover: false })));
});
afterAll(() => office.close());

const cases = () => caseModel(office.store.connection);
const read = async (): Promise<Case> => (await office.registry.findCase(number)) as Case;

describe('a change of status', () => {
  it('stands on the timeline with who, when and why, and counts the version on', async () => {
    const before = await read();
    await office.registry.changeStatus(number, {
      to: 'parked',
      who: clerk,
      why: 'tjälen',
      data: { until: '2027-04-01' },
    });
    expect(await read()).toMatchObject({ status: 'parked', version: before.version + 1 });
    expect((await read()).timeline.at(-1)).toMatchObject({
      what: 'parked',
      who: clerk,
      at: office.clock.now(),
      data: { until: '2027-04-01', text: 'tjälen' },
    });
  });

  it('is refused as a transition when the case cannot go there', async () => {
    const change = office.registry.changeStatus(number, { to: 'reopened', who: clerk });
    await expect(change).rejects.toMatchObject({ reason: 'transition' });
  });

  it('is refused as somebody else’s change when the version is no longer the one it was decided on', async () => {
    const { version } = await read();
    await office.registry.changeStatus(number, { to: 'in-progress', who: clerk, version });
    const second = office.registry.changeStatus(number, { to: 'parked', who: clerk, version });
    await expect(second).rejects.toMatchObject({ reason: 'changed' });
  });

  it('needs a case that is there', async () => {
    const change = office.registry.changeStatus('KC-2026-999999', { to: 'parked', who: clerk });
    await expect(change).rejects.toMatchObject({ reason: 'not-found' });
  });

  it('is made by one of two who press at once', async () => {
    const { version } = await read();
    const both = ['parked', 'in-progress'].map((to) =>
      office.registry.changeStatus(number, { to: to as CaseStatus, who: clerk, version }),
    );
    const settled = await Promise.allSettled(both);
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await read()).version).toBe(version + 1);
  });
});

describe('an update that goes round the table is refused by the model:', () => {
  const entry = { at: new Date(0), who: clerk, what: 'x', data: {} };
  const grows = { $push: { timeline: entry }, $inc: { version: 1 } };

  it.each([
    ['no origin named', {}, { $set: { status: 'closed' }, ...grows }],
    ['without $set', {}, { status: 'closed', ...grows }],
    ['an origin that may not go there', { status: 'closed' }, { $set: { status: 'parked' }, ...grows }],
    [
      'one such origin among others',
      { status: { $in: ['registered', 'closed'] } },
      { $set: { status: 'parked' }, ...grows },
    ],
    ['an unknown status', { status: 'registered' }, { $set: { status: 'lost' }, ...grows }],
    ['nothing on the timeline', { status: 'registered' }, { $set: { status: 'parked' }, $inc: { version: 1 } }],
    ['the same version', { status: 'registered' }, { $set: { status: 'parked' }, $push: { timeline: entry } }],
    ['the status taken away', { status: 'registered' }, { $unset: { status: 1 }, ...grows }],
    ['another timeline', {}, { $set: { timeline: [] } }],
    ['another word in an entry', {}, { $set: { 'timeline.0.what': 'nothing' } }],
    ['an entry taken out', {}, { $pull: { timeline: { what: 'opened' } } }],
    ['only the last entries kept', {}, { $push: { timeline: { $each: [entry], $slice: -1 } } }],
  ])('%s', async (_why, filter, update) => {
    const before = await cases().findById(number).lean();
    const where = { _id: number, ...filter } as QueryFilter<Case>;
    const ways = [
      () => cases().updateOne(where, update as never),
      () => cases().updateMany(where, update as never),
      () => cases().findOneAndUpdate(where, update as never),
    ];
    for (const way of ways) await expect(way()).rejects.toThrow();
    expect(await cases().findById(number).lean()).toEqual(before);
  });

  it('saving or replacing the whole case', async () => {
    const found = await cases().findById(number);
    found?.set('status', 'closed');
    await expect(found?.save()).rejects.toThrow('updates');
    await expect(cases().replaceOne({ _id: number }, {} as never)).rejects.toThrow('never replaced');
    await expect(cases().bulkWrite([{ updateOne: { filter: {}, update: { status: 'closed' } } }])).rejects.toThrow(
      'bulk',
    );
  });
});

it(`${SEQUENCES} random sequences never leave the table, count every change once and only lengthen the timeline`, async () => {
  const step = fc.record({ to: fc.constantFrom(...CASE_STATUSES), stale: fc.nat({ max: 9 }) });
  const sequence = fc.array(step, { minLength: 1, maxLength: 6 });
  type Step = { to: CaseStatus; stale: number };
  let counter = 0;

  async function follow(steps: Step[]): Promise<void> {
    const conversationId = `random-${++counter}`;
    await cases().collection.insertOne({
      ...blank,
      _id: conversationId,
      origin: conversationId,
      handover: { id: conversationId, openFor: conversationId, holder: conversationId },
    } as never);
    let status: CaseStatus = 'registered';
    let version = 1;
    for (const { to, stale } of steps) {
      const change = { to, who: clerk, version: stale === 0 ? version - 1 : version };
      const kept = await office.registry.changeStatus(conversationId, change).catch((error) => error);
      if (TRANSITIONS[status].includes(to) && stale !== 0) {
        status = to;
        version++;
        expect(kept).toMatchObject({ status, version });
        expect(kept.timeline.map(({ what }: { what: string }) => what).at(-1)).toBe(to);
        expect(kept.timeline).toHaveLength(version);
      } else {
        expect(kept).toBeInstanceOf(StepRefused);
        expect(kept.reason).toBe(TRANSITIONS[status].includes(to) ? 'changed' : 'transition');
      }
    }
    expect(await cases().findById(conversationId).lean()).toMatchObject({ status, version });
  }

  const { _id, origin: _origin, handover: _handover, ...blank } = (await cases().findById(number).lean()) as Case;
  expect(_id).toBe(number);
  await fc.assert(
    fc.asyncProperty(fc.array(sequence, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (sequences) => {
      await Promise.all(sequences.map(follow));
    }),
    { numRuns: SEQUENCES / AT_ONCE, endOnFailure: true },
  );
  expect(counter).toBeGreaterThanOrEqual(SEQUENCES);
}, 300_000);
