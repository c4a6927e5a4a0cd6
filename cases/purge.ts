import type { Connection } from 'mongoose';
import type { ActivityLog } from '../store/activity-log.js';
import { type Case, caseModel } from './case.js';
import { type Contact, contactModel } from './contact.js';
import { IDLE_MS, NEVER } from './secrecy.js';
import { entriesOf } from './transcript.js';

interface Needs {
  db: Connection;
  log: Pick<ActivityLog, 'after' | 'last' | 'redact'>;
  now: () => Date;
  /** What stands instead of the words. It must say nothing in any language. */
  placeholder?: string;
}

const BATCH = 100;
const OPEN: Case['handover']['state'][] = ['waiting', 'accepted'];

/**
 * Takes the words of strictly secret matters out of the activity log: at once when the handover is closed, otherwise
 * when nobody has written for half an hour. What is due stands in the records, so a restart forgets nothing, and doing
 * it twice changes nothing.
 * @returns how many cases and contacts were purged
 */
export async function purgeDue({ db, log, now, placeholder = '[…]' }: Needs): Promise<number> {
  const contacts = contactModel(db);
  const cases = caseModel(db);
  const at = now();
  const later = new Date(at.getTime() + IDLE_MS);
  let purged = 0;

  /** When the last message up to here was written; undefined when there is none. */
  async function lastWords(conversationId: string, seq: number): Promise<Date | undefined> {
    const [entry] = await log.after(conversationId, seq - 1, 1);
    return entry?.at;
  }

  async function purgeCase(due: Case): Promise<void> {
    const { _id, conversationId, handover, transcript } = due;
    const contact = await contacts.findById(due.contactId).lean<Contact>();
    const open = OPEN.includes(handover.state);
    const ended = transcript.toSeq >= 0;
    const known = !open && contact && contact.lastSeq >= 0 ? contact.lastSeq : await log.last(conversationId);
    const to = ended ? ((await entriesOf(log, due)).at(-1)?.seq ?? transcript.toSeq) : known;
    if (!ended) {
      const spoke = await lastWords(conversationId, to);
      if (spoke && spoke.getTime() + IDLE_MS > at.getTime()) return postpone(due, new Date(spoke.getTime() + IDLE_MS));
    }
    const first = contact && contact.firstSeq >= 0 ? contact.firstSeq : transcript.fromSeq;
    await log.redact(conversationId, Math.max(1, Math.min(transcript.fromSeq, first)), to, placeholder);
    purged++;
    await postpone(due, open ? later : NEVER);
    if (open) return;
    const entry = { at, who: { kind: 'system', id: '', name: '' } as const, what: 'purged', data: {} };
    await cases.updateOne({ _id }, { $push: { timeline: entry }, $inc: { version: 1 } });
  }

  /** Only when nothing has moved the date meanwhile: a new message may have. */
  async function postpone({ _id, purgeAt }: Case, to: Date): Promise<void> {
    await cases.updateOne({ _id, purgeAt }, { $set: { purgeAt: to } });
  }

  async function purgeContact({ _id, conversationId, firstSeq, lastSeq, caseNumber, purgeAt }: Contact): Promise<void> {
    const move = (to: Date) => contacts.updateOne({ _id, purgeAt }, { $set: { purgeAt: to } });
    const ownCase = caseNumber ? await cases.findById(caseNumber, { handover: 1 }).lean<Case>() : null;
    if (ownCase && OPEN.includes(ownCase.handover.state)) return void (await move(later));
    const to = lastSeq >= 0 ? lastSeq : await log.last(conversationId);
    const spoke = await lastWords(conversationId, to);
    if (spoke && spoke.getTime() + IDLE_MS > at.getTime()) {
      return void (await move(new Date(spoke.getTime() + IDLE_MS)));
    }
    await log.redact(conversationId, Math.max(1, firstSeq), to, placeholder);
    purged++;
    await move(NEVER);
  }

  for (;;) {
    const due = await cases
      .find({ purgeAt: { $lte: at } })
      .limit(BATCH)
      .lean<Case[]>();
    for (const one of due) await purgeCase(one);
    if (due.length < BATCH) break;
  }
  for (;;) {
    const due = await contacts
      .find({ purgeAt: { $lte: at } })
      .limit(BATCH)
      .lean<Contact[]>();
    for (const one of due) await purgeContact(one);
    if (due.length < BATCH) break;
  }
  return purged;
}
