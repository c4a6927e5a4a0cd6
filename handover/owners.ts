import type { Case } from '../cases/case.js';
import type { Moves } from './moving.js';
import { positionOf } from './places.js';

/** Whoever speaks in a conversation besides the citizen. */
export type Owner =
  | { kind: 'bot' }
  | { kind: 'queue'; number: string; handoverId: string; group: string; position: number }
  | { kind: 'agent'; number: string; handoverId: string; agentId: string; agentName: string };

interface Needs {
  moves: Moves;
  heard(conversationId: string, seq: number): Promise<Case | null>;
  now: () => Date;
}

/** A matter that ended longer ago is another matter. */
const SAME_MATTER_MS = 14 * 24 * 60 * 60_000;

/** Whose a conversation is, as the citizen's side sees it. */
export function createOwners({ moves, heard, now }: Needs) {
  const { cases } = moves;
  /** Asked in every turn, and nearly always answered by no document: straight to the index. */
  const openIn = (conversationId: string) =>
    cases.collection.findOne<Case>({ 'handover.openFor': conversationId } as never);

  async function ownerIn(found: Case | null): Promise<Owner> {
    if (!found) return { kind: 'bot' };
    const { id, state, agentId, agentName } = found.handover;
    const both = { number: found._id, handoverId: id };
    if (state === 'accepted') return { kind: 'agent', ...both, agentId, agentName };
    return { kind: 'queue', ...both, group: found.group, position: await positionOf(cases, found) };
  }

  return {
    async ownerOf(conversationId: string): Promise<Owner> {
      return ownerIn(await openIn(conversationId));
    },

    async hear(conversationId: string, seq: number): Promise<Owner & { asksConsent?: boolean }> {
      // Only a conversation that somebody has is written to.
      const found = (await openIn(conversationId)) && (await heard(conversationId, seq));
      return { ...(await ownerIn(found)), asksConsent: Boolean(found?.handover.asked) };
    },

    async before(conversationId: string): Promise<{ number: string; agentId: string } | undefined> {
      const [last] = await cases
        .find({ conversationId, 'handover.answeredAt': { $ne: null }, secrecy: { $ne: 'strong' } })
        .sort({ _id: -1 })
        .limit(1)
        .lean<Case[]>();
      const recent = last && last.updatedAt.getTime() > now().getTime() - SAME_MATTER_MS;
      return recent ? { number: last._id, agentId: last.handover.agentId } : undefined;
    },
  };
}
