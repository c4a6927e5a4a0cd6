import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { ActivityLog } from '../store/activity-log.js';
import { type Case, caseModel, type TimelineEntry } from './case.js';
import { type Contact, contactModel } from './contact.js';
import { MOST_CHANGES } from './standing.js';
import { StepRefused } from './status.js';
import { TextNotKept } from './steps.js';
import { entriesOf, type TranscriptEntry, transcriptOf } from './transcript.js';

/** What a citizen does with a case that is theirs. Whether it is, the caller has made sure. */
export interface Following {
  /** Those registered in a conversation, the newest first. */
  casesOf(conversationId: string): Promise<Case[]>;
  /**
   * Adds to the case; one that waited for it goes on.
   * @param key names what is said: saying it again changes nothing
   * @throws {StepRefused | TextNotKept}
   */
  tellMore(number: string, text: string, key: string): Promise<void>;
  /**
   * Takes the words out of the conversation of a case, and out of the one it is asked in. What belongs to a case is the
   * city's record and stays: the numbers whose words were kept come back.
   */
  eraseChat(number: string, here: string): Promise<string[]>;
  /** What was said about a case, without what the conversation went on to afterwards. */
  transcript(found: Case): Promise<TranscriptEntry[]>;
}

interface Needs {
  db: Connection;
  bus: { publish(event: { what: string; id: string }): void };
  log: Pick<ActivityLog, 'after' | 'last' | 'redact'>;
  now: () => Date;
  placeholder: string;
}

const CITIZEN = { kind: 'citizen', id: '', name: '' } as const;
const MOST = 20;

export function createFollowing({ db, bus, log, now, placeholder }: Needs): Following {
  const cases = caseModel(db);
  const contacts = contactModel(db);

  async function casesOf(conversationId: string): Promise<Case[]> {
    return cases.find({ conversationId }).sort({ _id: -1 }).limit(MOST).lean<Case[]>();
  }

  /** Where the words of a case stand in the log; without an end while it is talked about. */
  async function wordsOf(found: Case): Promise<{ from: number; to: number }> {
    const { transcript, handover, contactId } = found;
    const contact = await contacts.findById(contactId).lean<Contact>();
    const from = Math.min(transcript.fromSeq, contact && contact.firstSeq >= 0 ? contact.firstSeq : transcript.fromSeq);
    const talking = handover.state === 'waiting' || handover.state === 'accepted';
    if (talking) return { from, to: Number.POSITIVE_INFINITY };
    const ended = transcript.toSeq >= 0;
    // What was said right after the end, such as the agent's last words, belongs to the case.
    const end = ended ? ((await entriesOf(log, found)).at(-1)?.seq ?? transcript.toSeq) : -1;
    return { from, to: Math.max(end, contact?.lastSeq ?? transcript.fromSeq) };
  }

  /** @returns the numbers of the cases whose words were kept */
  async function eraseOutsideCases(conversationId: string): Promise<string[]> {
    const all = await cases.find({ conversationId }).sort({ _id: 1 }).lean<Case[]>();
    const kept = (await Promise.all(all.map(wordsOf))).sort((a, b) => a.from - b.from);
    const last = await log.last(conversationId);
    let next = 1;
    for (const { from, to } of kept) {
      if (from > next) await log.redact(conversationId, next, Math.min(from - 1, last), placeholder);
      next = Math.max(next, to + 1);
    }
    if (next <= last) await log.redact(conversationId, next, last, placeholder);
    return all.map(({ _id }) => _id);
  }

  return {
    casesOf,

    async tellMore(number, text, key) {
      const words = createHash('sha256').update(key).digest('hex').slice(0, 32);
      const at = now();
      const room = { disposed: false, version: { $lt: MOST_CHANGES } } as const;
      const fits = { ...room, secrecy: { $ne: 'strong' }, 'timeline.words': { $ne: words } } as const;
      const set = { [`texts.${words}`]: text };
      const entry: TimelineEntry = { at, who: CITIZEN, what: 'information', data: {}, words };
      const waited = await cases.findOneAndUpdate(
        { _id: number, status: 'waiting-for-citizen', $and: [fits] },
        {
          $set: { ...set, status: 'in-progress', updatedAt: at },
          $push: { timeline: { ...entry, data: { to: 'in-progress' } } },
          $inc: { version: 1 },
        },
      );
      const added =
        waited !== null ||
        (
          await cases.updateOne(
            { _id: number, status: { $ne: 'closed' }, $and: [fits] },
            { $set: { ...set, updatedAt: at }, $push: { timeline: entry }, $inc: { version: 1 } },
          )
        ).matchedCount > 0;
      if (added) return bus.publish({ what: 'cases', id: number });
      const found = await cases.findById(number).lean<Case>();
      if (found?.timeline.some((one) => one.words === words)) return;
      if (found?.secrecy === 'strong') throw new TextNotKept();
      throw new StepRefused(found ? 'transition' : 'not-found', 'nothing can be added to this case');
    },

    async transcript(found) {
      const { from, to } = await wordsOf(found);
      return transcriptOf(log, { ...found, transcript: { fromSeq: from, toSeq: Number.isFinite(to) ? to : -1 } });
    },

    async eraseChat(number, here) {
      const found = await cases.findById(number).lean<Case>();
      if (!found) throw new StepRefused('not-found', 'there is no such case');
      const kept: string[] = [];
      for (const one of new Set([found.conversationId, here])) kept.push(...(await eraseOutsideCases(one)));
      return kept;
    },
  };
}
