import type { Connection } from 'mongoose';
import type { City } from '../../city/index.js';
import type { Agents } from '../../handover/agents.js';
import { createBoard } from '../../handover/board.js';
import type { Desk } from '../../handover/desk.js';
import { createLedger } from '../../handover/ledger.js';
import { boardShape } from './organisation-shapes.js';
import { type Route, route } from './route.js';

interface Needs {
  db: Connection;
  desk: Desk;
  agents: Pick<Agents, 'list'>;
  city: Pick<City, 'groups' | 'timezone'>;
  now: () => Date;
}

/** What supervisors see of the whole contact centre. */
export function boardRoutes({ db, desk, agents, city, now }: Needs): Route[] {
  const ledger = createLedger({ db, groups: Object.keys(city.groups), timezone: city.timezone, now });
  const board = createBoard({ desk, agents, city, ledger });
  return [
    route({
      method: 'GET',
      path: '/api/board',
      name: 'board',
      about:
        'Who waits, which desks are open and why not, who is at work, what nobody answers, and what centres lent each other today.',
      allowed: ['supervisor'],
      answer: { status: 200, about: 'the contact centre at this moment, no word of any matter', schema: boardShape },
      handle: ({ session: { agent } }) => board(agent),
    }),
  ];
}
