import type { Case } from '../cases/case.js';
import { CITIZEN, type Moves } from './moving.js';

export const HELPED = ['yes', 'partly', 'no'] as const;
/** What a citizen says of a conversation with a person: whether they got their answer. */
export type Helped = (typeof HELPED)[number];

interface Needs {
  moves: Moves;
  now: () => Date;
}

/** What is asked later than this is another matter. */
const WITHIN_MS = 14 * 24 * 60 * 60_000;
const LOOKED_AT = 20;
/** Whoever fell silent is not asked whether they were content. */
const SILENT = 'no-answer';

const closing = ({ timeline }: Case) => timeline.findLast(({ what }) => what === 'closed');

function closedByAgent(found: Case): boolean {
  return found.handover.state === 'closed' && found.status === 'closed' && closing(found)?.who.kind === 'agent';
}

/** Whether the citizen is asked, once for a case, whether they got their answer. */
export function asksSurvey(found: Case): boolean {
  return (
    closedByAgent(found) &&
    closing(found)?.data.resolution !== SILENT &&
    !found.timeline.some(({ what }) => what === 'survey')
  );
}

/** What the citizen says of a conversation that is over. */
export function createSurvey({ moves, now }: Needs) {
  const { cases, changed } = moves;
  return {
    /** The case that a person closed last in this conversation, not long ago. */
    async talkedAbout(conversationId: string): Promise<Case | undefined> {
      const since = now().getTime() - WITHIN_MS;
      const found = await cases.find({ conversationId }).sort({ _id: -1 }).limit(LOOKED_AT).lean<Case[]>();
      return found
        .filter((one) => one.handover.state === 'closed' && (one.handover.closedAt?.getTime() ?? 0) > since)
        .sort((a, b) => (b.handover.closedAt?.getTime() ?? 0) - (a.handover.closedAt?.getTime() ?? 0))[0];
    },

    /** Keeps the first answer of a case; a second one changes nothing. */
    async surveyed(number: string, helped: Helped): Promise<boolean> {
      const at = now();
      const kept = await cases
        .findOneAndUpdate(
          { _id: number, 'timeline.what': { $ne: 'survey' } },
          {
            $set: { updatedAt: at },
            $push: { timeline: { at, who: CITIZEN, what: 'survey', data: { helped } } },
            $inc: { version: 1 },
          },
          { returnDocument: 'after' },
        )
        .lean<Case>();
      if (kept) changed(kept);
      return kept !== null;
    },
  };
}
