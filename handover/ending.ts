import type { QueryFilter } from 'mongoose';
import type { Case } from '../cases/case.js';
import type { Registry } from '../cases/registry.js';
import { originsOf } from '../cases/status.js';
import { WITHDRAWN } from '../cases/steps.js';
import type { City } from '../city/index.js';
import type { Agent } from './agents.js';
import { type Closing, closingUpdate, isSameClosing, staysOpen } from './closing.js';
import { entryBy, heardNoMore, isTheirs, type Moves, notTheirs } from './moving.js';
import { Refusal } from './refusal.js';

interface Needs {
  moves: Moves;
  registry: Pick<Registry, 'keepContact'>;
  city: Pick<City, 'categories' | 'resolutions' | 'timezone'>;
  now: () => Date;
}

const ATTEMPTS = 5;

/** The contact that a case came of, and that in which it was asked about again last. */
function contactsOf({ contactId, handover }: Case): string[] {
  return handover.contactId ? [contactId, handover.contactId] : [contactId];
}

/** A case that stays with somebody else is not closed, and its citizen is not told that it is. */
const toldAs = (found: Case) => (staysOpen(found) ? 'ended' : 'closed');

/** An agent ends a conversation, unless the citizen has written what they have not read. */
export function createClose({ moves, registry, city, now }: Needs) {
  return async (
    handoverId: string,
    agent: Agent,
    { seen, ...closing }: Closing & { seen?: number },
  ): Promise<{ conversationId: string; number: string; group: string }> => {
    if (!Object.hasOwn(city.resolutions, closing.resolution) || closing.resolution === WITHDRAWN)
      throw new Refusal('not-valid', 'unknown resolution');
    if (!Object.hasOwn(city.categories, closing.category)) throw new Refusal('not-valid', 'unknown category');
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const found = await moves.seen(handoverId, agent);
      const place = { conversationId: found.conversationId, number: found._id, group: found.group };
      if (isSameClosing(found, agent, closing)) return place;
      if (found.handover.state !== 'accepted' || found.handover.agentId !== agent.id) throw notTheirs(found, agent);
      if (seen !== undefined && found.handover.heardSeq > seen)
        throw new Refusal('unread', 'the citizen has just written');
      const { set, entry } = closingUpdate(found, { closing, city, entry: entryBy(agent, now(), 'closed') });
      const expected: QueryFilter<Case> = {
        ...isTheirs(agent),
        version: found.version,
        ...heardNoMore(found),
        ...(!staysOpen(found) && { status: { $in: originsOf('closed') } }),
      };
      const over = await moves.over(found, entry.at);
      if (!(await moves.move(found, expected, { set: { ...over, ...set }, entry, toTell: toldAs(found) }))) continue;
      for (const id of contactsOf(found)) {
        await registry.keepContact({
          id,
          conversationId: found.conversationId,
          channel: found.channel,
          caseNumber: found._id,
          category: closing.category,
          ...(id === found.contactId && { language: found.language }),
        });
      }
      return place;
    }
    throw new Refusal('conflict', 'the case keeps changing, try again');
  };
}
