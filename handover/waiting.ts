import type { Case, ReachedBy } from '../cases/case.js';
import { IDLE_MS } from '../cases/secrecy.js';
import { originsOf } from '../cases/status.js';
import { isDuplicateKey } from '../store/index.js';
import { CITIZEN, heardNoMore, inQueue, type Moves } from './moving.js';

interface Needs {
  moves: Moves;
  now: () => Date;
}

/** What the citizen does with a conversation that waits, or that is over. */
export function createWaiting({ moves, now }: Needs) {
  const { cases } = moves;
  const openIn = (conversationId: string) => cases.findOne({ 'handover.openFor': conversationId }).lean<Case>();

  return {
    /** No longer wants to wait; the case stays. Undefined when nobody waits in this conversation. */
    async leave(conversationId: string): Promise<Case | undefined> {
      const found = await openIn(conversationId);
      if (!found) return undefined;
      const at = now();
      const left = await moves.move(
        found,
        { 'handover.state': 'waiting', status: { $in: originsOf('registered') }, ...heardNoMore(found) },
        {
          set: {
            ...(await moves.over(found, at)),
            status: 'registered',
            'handover.state': 'left',
            // Whoever goes need not hear any more that they wait.
            'handover.toTell': '',
          },
          entry: { at, who: CITIZEN, what: 'left', data: {} },
        },
      );
      return left ?? undefined;
    },

    /** Leaves the page and is written to or called when it is their turn: the place stays. */
    async beReached(conversationId: string, reachBy: ReachedBy): Promise<Case | undefined> {
      const found = await openIn(conversationId);
      if (found?.handover.state !== 'waiting') return undefined;
      if (found.handover.reachBy === reachBy) return found;
      const entry = { at: now(), who: CITIZEN, what: 'reach-by', data: { reachBy } };
      const set = { 'handover.reachBy': reachBy };
      return (await moves.move(found, { 'handover.state': 'waiting' }, { set, entry })) ?? undefined;
    },

    /**
     * The matter is not settled: the same case waits again, in the same conversation, and is offered first to whoever
     * had it. Undefined when it is not over, or they have not heard yet how it ended, or another handover of the
     * conversation is open.
     * @param contactId the contact that this asking is
     */
    async askAgain(conversationId: string, number: string, contactId: string): Promise<Case | undefined> {
      const found = await cases.findById(number).lean<Case>();
      if (!found || found.conversationId !== conversationId || found.handover.openFor !== number) return undefined;
      const at = now();
      const { agentId } = found.handover;
      try {
        const asked = await moves.move(
          found,
          {
            'handover.openFor': number,
            'handover.toTell': '',
            status: { $in: originsOf('waiting') },
            disposed: { $ne: true },
          },
          {
            set: {
              ...inQueue(found, at),
              resolution: '',
              closedAt: null,
              'transcript.toSeq': -1,
              'handover.openFor': conversationId,
              'handover.since': at,
              'handover.answeredAt': null,
              'handover.closedAt': null,
              'handover.wanted': agentId,
              'handover.reachBy': 'chat',
              'handover.contactId': contactId,
              ...(found.secrecy === 'strong' && { purgeAt: new Date(at.getTime() + IDLE_MS) }),
            },
            entry: { at, who: CITIZEN, what: 'asked-again', data: {} },
          },
        );
        return asked ?? undefined;
      } catch (error) {
        if (isDuplicateKey(error)) return undefined;
        throw error;
      }
    },

    /**
     * Notes a message that is not for the bot, in the same operation that tells who has the conversation: nothing that
     * is said while a conversation changes hands falls between. Null when the bot has it.
     */
    heard(conversationId: string, seq: number): Promise<Case | null> {
      return cases
        .findOneAndUpdate(
          { 'handover.openFor': conversationId },
          { $max: { 'handover.heardSeq': seq }, $set: { 'handover.citizenAt': now(), 'handover.idleAskedAt': null } },
          { returnDocument: 'after' },
        )
        .lean<Case>();
    },
  };
}
