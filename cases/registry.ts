import type { Connection, QueryFilter } from 'mongoose';
import type { City } from '../city/index.js';
import { type Clerk, mayRead, type Reader, readable } from './access.js';
import { type Audited, createAuditLog } from './audit.js';
import { createRegisterByHand, type RegisterByHand } from './by-hand.js';
import { type CallBacks, createCallBacks } from './call-backs.js';
import { type Case, caseModel, NO_DAY, type TimelineEntry } from './case.js';
import { cityTime } from './city-time.js';
import { type ContactChanges, contactModel, keepContact } from './contact.js';
import { createDuplicates, type Duplicates } from './duplicates.js';
import { numberRange } from './numbering.js';
import { createOpening, type NewCase, type OpenedCase } from './open-case.js';
import { createPrevious, type Previous } from './previous.js';
import { readEmail, readPhone } from './reach.js';
import { isSecret, serverKey } from './secret.js';
import { type ChangeStatus, createStatusChange } from './status.js';
import { createSteps, type Steps, TextNotKept } from './steps.js';
import { type CaseDetail, type CaseItem, caseDetail, caseItem } from './view.js';
import { withWords } from './words.js';

export interface Needs {
  db: Connection;
  bus: { publish(event: { what: string; id: string }): void };
  city: City;
  /** Those a citizen may be answered in; Swedish when left out. */
  languages?: readonly string[];
  now: () => Date;
  newId: () => string;
  random: (bytes: number) => Buffer;
}

export interface CaseQuery {
  status?: string;
  group?: string;
  board?: string;
  category?: string;
  /** Id of whoever works on it. */
  assigned?: string;
  /** A day: cases that are due on it or before. */
  due?: string;
  /** Boards it was sent to. */
  forwardedTo?: readonly string[];
  /** A case number or its end, a telephone number or an e-mail address. */
  q?: string;
  /** The number the page before ended with. */
  after?: string;
  limit?: number;
}

export interface Registry extends Steps, CallBacks, Duplicates, Previous {
  keepContact(changes: ContactChanges): Promise<void>;
  openCase(asked: NewCase): Promise<OpenedCase>;
  /** Adds how the citizen can be reached; false when the case is unknown or a value is no number or address. */
  addReach(number: string, reach: { phone?: string; email?: string; name?: string }): Promise<boolean>;
  /** An internal note; false when the agent may not read the case. @throws {TextNotKept} under strong secrecy */
  note(number: string, agent: Clerk, text: string): Promise<boolean>;
  registerByHand: RegisterByHand;
  /** Tells the audit log that somebody is shown a case of strong secrecy; nothing for any other. */
  audit(found: Pick<Case, '_id' | 'secrecy'>, who: { id: string; name: string }, what: Audited['what']): Promise<void>;
  /** Without any wall: for what the bot and the city do by themselves. @throws {StepRefused} */
  changeStatus: ChangeStatus;
  /** Without any wall: for the bot's own dialogs, never for an answer to a reader. */
  findCase(number: string): Promise<Case | null>;
  listCases(reader: Reader, query: CaseQuery): Promise<{ items: CaseItem[]; next?: string; more?: true }>;
  /** A case of strong secrecy is shown only once the audit log has it. */
  readCase(number: string, reader: Clerk): Promise<{ case: Case; detail: CaseDetail } | undefined>;
  /** The case of number and secret; a wrong number and a wrong secret take the same way and the same time. */
  lookUp(number: string, secret: string): Promise<Case | undefined>;
}

/** More cases of one telephone number than anybody looks through. */
const OF_ONE_CONTACT = 500;
/** More cases due at once than a city has; beyond it the longest due are shown, and `more` says that there are others. */
const DUE_LOOKED_AT = 2000;

/** The city's register of contacts and cases. Every change tells the bus only what changed. */
export function createRegistry({ db, bus, city, languages = ['sv'], now, newId, random }: Needs): Registry {
  const contacts = contactModel(db);
  const cases = caseModel(db);
  let kept: Promise<Buffer> | undefined;
  const key = () => {
    kept ??= serverKey(db, 'case-secrets', random).catch((error) => {
      kept = undefined;
      throw error;
    });
    return kept;
  };
  const open = createOpening({ cases, city, now, newId, key });
  const changeStatus = createStatusChange({ cases, bus, now, newId });
  const log = createAuditLog({ db, now, random });
  const keep = (changes: ContactChanges) => keepContact({ contacts, city, now }, changes);

  async function openCase(asked: NewCase): Promise<OpenedCase> {
    const opened = await open(asked);
    if (!opened.repeated) {
      bus.publish({ what: 'cases', id: opened.number });
      if (asked.handover) bus.publish({ what: 'handovers', id: opened.handoverId });
    }
    return opened;
  }

  const audit: Registry['audit'] = async ({ _id, secrecy }, { id, name }, what) => {
    if (secrecy === 'strong') await log.append({ what, number: _id, who: { id, name }, reason: '' });
  };

  /** The filter of a list, or undefined when the search can find nothing. */
  async function filterOf(reader: Reader, query: CaseQuery): Promise<QueryFilter<Case> | undefined> {
    const { status, group, board, category, assigned, due, forwardedTo, q = '', after } = query;
    const at = now();
    const conditions: QueryFilter<Case>[] = [readable(reader, at)];
    if (status) conditions.push({ status: status as Case['status'] });
    if (group) conditions.push({ group });
    if (board) conditions.push({ board });
    if (category) conditions.push({ category });
    if (assigned) conditions.push({ assignedTo: assigned });
    if (due) conditions.push({ dueOn: { $lte: due } });
    if (forwardedTo) conditions.push({ 'forwarded.board': { $in: [...forwardedTo] } });
    if (after) conditions.push({ _id: { $lt: after } });
    if (q.trim()) {
      const matches = await search(q, { reader, at });
      if (!matches) return undefined;
      conditions.push(matches);
    }
    const real = conditions.filter((condition) => Object.keys(condition).length > 0);
    return real.length > 1 ? { $and: real } : (real[0] ?? {});
  }

  /**
   * A search by contact looks only where the reader may see contacts: a hit would tell whose case it is. The cases of a
   * contact are few: they are found first, so that no wider index is walked through for them.
   */
  async function search(
    q: string,
    { reader, at }: { reader: Reader; at: Date },
  ): Promise<QueryFilter<Case> | undefined> {
    const any: QueryFilter<Case>[] = [];
    const range = numberRange(q, cityTime(at, city.timezone).year);
    if (range) any.push({ _id: { $gte: range.from, $lt: range.to } });
    const phone = readPhone(q);
    const email = readEmail(q);
    for (const contact of [
      ...(phone ? [{ 'reach.phone': phone }] : []),
      ...(email ? [{ 'reach.email': email }] : []),
    ]) {
      const theirs = await cases.find(contact, { _id: 1 }).limit(OF_ONE_CONTACT).lean<{ _id: string }[]>();
      if (theirs.length === 0) continue;
      any.push({ $and: [{ _id: { $in: theirs.map(({ _id }) => _id) } }, readable(reader, at, 'full')] });
    }
    if (any.length === 0) return undefined;
    return any.length === 1 ? any[0] : { $or: any };
  }

  /** What is due is little beside what a group or a board has: it is found by its day and judged here. */
  async function dueFor(reader: Reader, query: CaseQuery): Promise<{ found: Case[]; more: boolean }> {
    const { status, group, board, category, assigned, due, forwardedTo, after } = query;
    const at = now();
    const found = await cases
      .find({ dueOn: { $lte: due } })
      .sort({ dueOn: 1, _id: -1 })
      .limit(DUE_LOOKED_AT + 1)
      .lean<Case[]>();
    const theirs = found
      .slice(0, DUE_LOOKED_AT)
      .filter((one) => mayRead(reader, one, at) !== 'nothing')
      .filter((one) => (!status || one.status === status) && (!group || one.group === group))
      .filter((one) => (!board || one.board === board) && (!category || one.category === category))
      .filter((one) => (!assigned || one.assignedTo === assigned) && (!after || one._id < after))
      .filter((one) => !forwardedTo || forwardedTo.includes(one.forwarded.board))
      .sort((a, b) => (a._id < b._id ? 1 : -1));
    return { found: theirs, more: found.length > DUE_LOOKED_AT };
  }

  return {
    keepContact: keep,
    openCase,
    registerByHand: createRegisterByHand({ openCase, keepContact: keep, city, languages, now }),
    ...createSteps({ cases, changeStatus, audit: log, bus, city, now }),
    ...createCallBacks({ cases, audit: (found, who) => audit(found, who, 'read'), bus, now }),
    ...createDuplicates({ cases, bus, city, now }),
    ...createPrevious({ cases, now }),
    audit,
    changeStatus,

    async addReach(number, { phone, email, name }) {
      const at = now();
      const $set: Record<string, unknown> = { updatedAt: at };
      const read = {
        phone: phone && readPhone(phone),
        email: email && readEmail(email),
        name: name?.trim().slice(0, 100),
      };
      if ((phone && !read.phone) || (email && !read.email)) return false;
      for (const [field, value] of Object.entries(read)) if (value) $set[`reach.${field}`] = value;
      const given = Object.keys(read).filter((field) => read[field as keyof typeof read]);
      const entry: TimelineEntry = { at, who: { kind: 'citizen', id: '', name: '' }, what: 'reach', data: { given } };
      const { matchedCount } = await cases.updateOne(
        { _id: number },
        { $set, $push: { timeline: entry }, $inc: { version: 1 } },
      );
      if (matchedCount > 0) bus.publish({ what: 'cases', id: number });
      return matchedCount > 0;
    },

    async note(number, agent, text) {
      const at = now();
      const entry: TimelineEntry = {
        at,
        who: { kind: 'agent', id: agent.id, name: agent.name },
        what: 'note',
        data: {},
        words: newId(),
      };
      const wall = readable(agent, at, 'full');
      const { matchedCount } = await cases.updateOne(
        { $and: [{ _id: number }, { secrecy: { $ne: 'strong' } }, wall] },
        { $set: { updatedAt: at, [`texts.${entry.words}`]: text }, $push: { timeline: entry }, $inc: { version: 1 } },
      );
      if (matchedCount > 0) {
        bus.publish({ what: 'cases', id: number });
        return true;
      }
      if (await cases.exists({ $and: [{ _id: number, secrecy: 'strong' }, readable(agent, at)] }))
        throw new TextNotKept();
      return false;
    },

    async findCase(number) {
      const found = await cases.findById(number).lean<Case>();
      return found && withWords(found);
    },

    async listCases(reader, query) {
      const limit = Math.min(Math.max(query.limit ?? 50, 1), 200);
      const at = now();
      const byDay = query.due && query.due < NO_DAY && !query.q;
      const { found, more } = byDay ? await dueFor(reader, query) : { found: await listed(), more: false };
      async function listed(): Promise<Case[]> {
        const filter = await filterOf(reader, query);
        if (!filter) return [];
        return cases
          .find(filter)
          .sort({ _id: -1 })
          .limit(limit + 1)
          .lean<Case[]>();
      }
      const items = found.slice(0, limit).map((one) => caseItem(one, mayRead(reader, one, at)));
      const last = items.at(-1);
      return { items, ...(found.length > limit && last && { next: last.number }), ...(more && { more }) };
    },

    async readCase(number, reader) {
      const at = now();
      const sees = readable(reader, at);
      const found = await cases.findOne({ $and: [{ _id: number }, sees] }).lean<Case>();
      if (!found) return undefined;
      const access = mayRead(reader, found, at);
      if (access === 'full') await audit(found, reader, 'read');
      const links = found.links.length > 0 ? await cases.find({ $and: [{ _id: { $in: found.links } }, sees] }) : [];
      const whole = withWords(found);
      return {
        case: whole,
        detail: caseDetail(
          whole,
          access,
          links.map(({ _id }) => _id),
        ),
      };
    },

    async lookUp(number, secret) {
      const [found, secretKey] = await Promise.all([cases.findById(number).lean<Case>(), key()]);
      return isSecret(secretKey, number, secret, found?.secretHash) && found ? found : undefined;
    },
  };
}
