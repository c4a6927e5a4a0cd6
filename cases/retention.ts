import type { Connection, QueryFilter } from 'mongoose';
import type { City } from '../city/index.js';
import type { ActivityLog } from '../store/activity-log.js';
import { NO_CALL } from './call-backs.js';
import { type Case, caseModel } from './case.js';
import { type Contact, contactModel } from './contact.js';
import { NOWHERE } from './spot.js';
import { entriesOf } from './transcript.js';

/** What was disposed of, and why: enough for the record of it, and no content. */
export interface Disposal {
  number: string;
  retentionClass: string;
  decision: string;
}

interface Needs {
  db: Connection;
  log: Pick<ActivityLog, 'after' | 'redact'>;
  city: Pick<City, 'categories' | 'retention'>;
  now: () => Date;
  /** What stands instead of the words. */
  placeholder?: string;
}

const DAY_MS = 24 * 60 * 60_000;
const NOTHING = {
  subject: '',
  reach: { phone: '', email: '', name: '' },
  details: {},
  texts: {},
  answer: '',
  callBack: NO_CALL,
  spot: NOWHERE,
  followers: [],
};

/**
 * Takes the content of closed cases away whose class has a rule and whose time has come. Number, category, times and the
 * timeline's entries stay, so that no number is ever given twice and the disposal itself can be shown. A class without a
 * rule keeps everything. Doing it twice changes nothing.
 */
export async function disposeDue(needs: Needs, { dryRun }: { dryRun: boolean }): Promise<Disposal[]> {
  const { db, city, now } = needs;
  const cases = caseModel(db);
  const disposals: Disposal[] = [];
  for (const [retentionClass, { rule }] of Object.entries(city.retention.classes)) {
    if (!rule) continue;
    const before = new Date(now().getTime() - rule.afterDays * DAY_MS);
    for (const category of categoriesOf(city, retentionClass)) {
      const due: QueryFilter<Case> = { disposed: false, category, closedAt: { $lte: before } };
      // Only the numbers, however many: what is done on the way then moves nothing out of sight.
      const found = await cases.find(due, { _id: 1 }).lean<{ _id: string }[]>();
      for (const { _id } of found) {
        const one = await cases.findById(_id).lean<Case>();
        if (one?.status !== 'closed') continue;
        const disposal = { number: _id, retentionClass, decision: rule.decision };
        if (dryRun || (await dispose(needs, one, disposal))) disposals.push(disposal);
      }
    }
  }
  return disposals;
}

function categoriesOf({ categories, retention }: Needs['city'], retentionClass: string): string[] {
  return Object.keys(categories).filter(
    (code) => (retention.categories[code] ?? retention.otherwise) === retentionClass,
  );
}

/** First the conversation, then the case: after a crash in between the case is still due. */
async function dispose(needs: Needs, found: Case, { retentionClass, decision }: Disposal): Promise<boolean> {
  const { db, log, now, placeholder = '[…]' } = needs;
  const cases = caseModel(db);
  const contact = await contactModel(db).findById(found.contactId).lean<Contact>();
  const ended = found.transcript.toSeq >= 0;
  const to = ended ? ((await entriesOf(log, found)).at(-1)?.seq ?? found.transcript.toSeq) : (contact?.lastSeq ?? -1);
  const from = Math.max(1, Math.min(found.transcript.fromSeq, contact?.firstSeq ?? found.transcript.fromSeq));
  if (to >= from) await log.redact(found.conversationId, from, to, placeholder);
  const at = now();
  const who = { kind: 'system', id: '', name: '' } as const;
  const { matchedCount } = await cases.updateOne(
    { _id: found._id, status: 'closed', disposed: false, closedAt: found.closedAt },
    {
      $set: { ...NOTHING, disposed: true, updatedAt: at },
      $push: { timeline: { at, who, what: 'disposed', data: { retentionClass, decision } } },
      $inc: { version: 1 },
    },
  );
  return matchedCount > 0;
}
