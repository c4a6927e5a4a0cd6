import { createBoard } from '../../handover/board.js';
import { SHOWN } from '../../handover/places.js';
import { manyCases } from '../support/many-cases.js';
import { CITY, type Office, openOffice } from '../support/registry.js';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const ledger = async () => ({ since: new Date(0), lent: [] });

/** The board when so many wait. */
async function boardOf(waiting: number) {
  const siri = await office.hire('siri', { roles: ['supervisor'], groups: [] });
  await manyCases(office, waiting);
  return createBoard({ desk: office.desk, agents: office.agents, city: CITY, ledger })(siri);
}

it('says that more wait than it counts when the list of the queue is full', async () => {
  expect(await boardOf(SHOWN + 1)).toMatchObject({ more: true, conversations: { length: SHOWN } });
});

it('says nothing of the kind when it has them all', async () => {
  expect(await boardOf(SHOWN)).toMatchObject({ more: false, conversations: { length: SHOWN } });
});
