import type { Model, QueryFilter } from 'mongoose';
import { mayRead, type Reader, readable } from './access.js';
import type { Case } from './case.js';
import { type CaseItem, caseItem } from './view.js';

/** How two cases are known to be of the same citizen. */
export const SAME_CITIZEN = ['linked', 'conversation', 'phone', 'email'] as const;
export type SameCitizen = (typeof SAME_CITIZEN)[number];

export interface Previous {
  /** Other cases of the same citizen that the reader may read, the newest first; `more`: there are older ones. */
  previousOf(
    found: Case,
    reader: Reader & { id: string },
  ): Promise<{ items: (CaseItem & { same: SameCitizen[] })[]; more: boolean }>;
}

const AT_MOST = 20;

/** What a citizen has asked before, seen from one of their cases, and never further than the reader's own rights. */
export function createPrevious({ cases, now }: { cases: Model<Case>; now: () => Date }): Previous {
  return {
    async previousOf(found, reader) {
      const at = now();
      const { conversationId, reach, links } = found;
      const ways: QueryFilter<Case>[] = [
        ...(links.length > 0 ? [{ _id: { $in: links } }] : []),
        ...(conversationId ? [{ conversationId }] : []),
        ...(reach.phone ? [{ 'reach.phone': reach.phone }] : []),
        ...(reach.email ? [{ 'reach.email': reach.email }] : []),
      ];
      if (ways.length === 0) return { items: [], more: false };
      const walls = [
        readable(reader, at, 'full'),
        { $or: [{ secrecy: { $in: ['none', 'possible'] as Case['secrecy'][] } }, { assignedTo: reader.id }] },
      ].filter((wall) => Object.keys(wall).length > 0);
      // Each way has an index of its own; together they would need none.
      const some = await Promise.all(
        ways.map((way) =>
          cases
            .find({ $and: [way, { _id: { $ne: found._id } }, ...walls] })
            .sort({ _id: -1 })
            .limit(AT_MOST + 1)
            .lean<Case[]>(),
        ),
      );
      const others = new Map(some.flat().map((one) => [one._id, one]));
      const items = [...others.values()]
        .sort((a, b) => b.openedAt.getTime() - a.openedAt.getTime() || (a._id < b._id ? 1 : -1))
        .slice(0, AT_MOST)
        .map((one) => ({ ...caseItem(one, mayRead(reader, one, at)), same: sameness(found, one) }));
      return { items, more: others.size > AT_MOST };
    },
  };
}

function sameness({ links, conversationId, reach }: Case, other: Case): SameCitizen[] {
  const same: Record<SameCitizen, boolean> = {
    linked: links.includes(other._id),
    conversation: conversationId !== '' && conversationId === other.conversationId,
    phone: reach.phone !== '' && reach.phone === other.reach.phone,
    email: reach.email !== '' && reach.email === other.reach.email,
  };
  return SAME_CITIZEN.filter((way) => same[way]);
}
