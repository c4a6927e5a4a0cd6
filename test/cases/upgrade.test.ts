import { type Case, caseModel } from '../../cases/case.js';
import { NEVER } from '../../cases/secrecy.js';
import { upgradeCases } from '../../cases/upgrade.js';
import { openTestStore } from '../support/test-store.js';

const NOW = new Date('2026-11-18T09:00:00Z');

it('takes up cases of an earlier version: those in a queue, with an agent and closed keep what they had', async () => {
  const store = await openTestStore();
  const since = new Date('2026-11-01T08:00:00Z');
  const old = (number: string, state: string, agentId = '') => ({
    _id: number,
    origin: number,
    secretHash: 'x',
    status: 'registered',
    handover: {
      id: `h-${number}`,
      state,
      openFor: number,
      agentId,
      agentName: '',
      since,
      acceptedAt: null,
      closedAt: null,
    },
  });
  const raw = store.connection.collection('cases');
  await raw.insertMany([old('KC-1', 'waiting'), old('KC-2', 'accepted', 'anna'), old('KC-3', 'closed')] as never[]);
  await upgradeCases(store.connection, () => NOW);
  await upgradeCases(store.connection, () => NOW);
  const cases = caseModel(store.connection);
  await cases.init();
  const found = await cases.find({}).sort({ _id: 1 }).lean<Case[]>();
  expect(found.map(({ handover }) => handover.holder)).toEqual(['KC-1', 'anna#KC-2', 'KC-3']);
  expect(found[0]?.handover).toMatchObject({ state: 'waiting', since, queuedAt: since, reachBy: 'chat', toTell: '' });
  // Whoever had one has a while to show that they are still there; then somebody else may take it.
  expect(found.map(({ handover }) => handover.leaseUntil)).toEqual([NEVER, new Date('2026-11-18T09:05:00Z'), NEVER]);
  await store.close();
});
