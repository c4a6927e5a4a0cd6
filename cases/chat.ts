import type { Connection } from 'mongoose';
import type { ActivityLog } from '../store/activity-log.js';
import { caseModel } from './case.js';
import { contactModel } from './contact.js';
import { type TranscriptEntry, transcriptOf } from './transcript.js';

/** Where the log shows "a link to this conversation"; it is made anew each time it is shown. */
export const WHOLE_CHAT = 'chat:';

/** A conversation as its own citizen may keep it. */
export interface Chats {
  /** All that was said, up to an entry of the log; codes that open a case are left out. */
  whole(conversationId: string, upTo?: number): Promise<TranscriptEntry[]>;
  /** Whether anything in it is under strong secrecy: then no letter may carry it. */
  isSecret(conversationId: string): Promise<boolean>;
}

export function createChats({ db, log }: { db: Connection; log: Pick<ActivityLog, 'after'> }): Chats {
  const cases = caseModel(db);
  const contacts = contactModel(db);
  return {
    async whole(conversationId, upTo = Number.POSITIVE_INFINITY) {
      const all = { conversationId, transcript: { fromSeq: 1, toSeq: -1 }, language: '' };
      const entries = await transcriptOf(log, all);
      return entries.filter(({ id }) => Number(id.slice(id.lastIndexOf('|') + 1)) <= upTo);
    },
    async isSecret(conversationId) {
      const strong = { conversationId, secrecy: 'strong' } as const;
      return Boolean((await cases.exists(strong)) ?? (await contacts.exists(strong)));
    },
  };
}
