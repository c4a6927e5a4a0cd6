import { createBoard } from '../../handover/board.js';
import { type HandoverItem, SHOWN } from '../../handover/places.js';
import { aWish, CITY, type Office, openOffice } from '../support/registry.js';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const ledger = async () => ({ since: new Date(0), lent: [] });

/** The board when so many wait. */
async function boardOf(waiting: number) {
  const siri = await office.hire('siri', { roles: ['supervisor'], groups: [] });
  await office.registry.openCase(aWish());
  const [one] = await office.desk.all(siri);
  const all = async () => Array.from({ length: waiting }, () => one as HandoverItem);
  return createBoard({ desk: { ...office.desk, all }, agents: office.agents, city: CITY, ledger })(siri);
}

it('says that more wait than it counts when the list of the queue is full', async () => {
  expect((await boardOf(SHOWN)).more).toBe(true);
});

it('says nothing of the kind when it has them all', async () => {
  expect(await boardOf(SHOWN - 1)).toMatchObject({ more: false, conversations: { length: SHOWN - 1 } });
});
