import type { Model } from 'mongoose';
import { type Clerk, mayRead, readable } from './access.js';
import type { Case } from './case.js';
import type { Details } from './details.js';
import { StepRefused } from './status.js';

export const CALL_OUTCOMES = ['reached', 'no-answer', 'wrong-number'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** A language nobody here speaks: whoever calls brings an interpreter. */
export const OTHER_LANGUAGE = 'other';

/** A call that was promised to a citizen. */
export interface CallBack {
  state: 'none' | 'due' | 'done';
  /** The city's date from which somebody calls. */
  from: string;
  phone: string;
  /** When it suits: a code of the form, '' for any time. */
  window: string;
  language: string;
  interpreter: boolean;
  attempts: { at: Date; who: { id: string; name: string }; outcome: CallOutcome }[];
}

export const NO_CALL: CallBack = {
  state: 'none',
  from: '',
  phone: '',
  window: '',
  language: '',
  interpreter: false,
  attempts: [],
};

/** The call that the answers of a form ask for. */
export function callFrom(details: Details, { language, phone, day }: { language: string; phone: string; day: string }) {
  const { callbackPhone, callbackWindow, callbackLanguage, interpreter } = details;
  const spoken = String(callbackLanguage ?? language);
  return {
    ...NO_CALL,
    state: 'due',
    from: day,
    phone: String(callbackPhone ?? phone),
    window: String(callbackWindow ?? ''),
    language: spoken,
    interpreter: interpreter === 'yes' || spoken === OTHER_LANGUAGE,
  } satisfies CallBack;
}

/** A call-back as the list shows it; number and attempts only to those who may read the case. */
export interface CallBackItem {
  number: string;
  category: string;
  group: string;
  secrecy: Case['secrecy'];
  from: string;
  window: string;
  language: string;
  interpreter: boolean;
  phone?: string;
  attempts?: CallBack['attempts'];
}

export interface CallBacks {
  /** Those still to be made, the longest due first. `due`: only those due on this day or before; `more`: not all are in it. */
  callBacks(reader: Clerk, query: { group?: string; due?: string }): Promise<{ items: CallBackItem[]; more: boolean }>;
  /** Keeps that somebody called; reached ends it. @throws {StepRefused} */
  callAttempt(number: string, clerk: Clerk, outcome: CallOutcome): Promise<void>;
}

interface Needs {
  cases: Model<Case>;
  /** Told before anything of a case of strong secrecy is shown. */
  audit(found: Case, who: Clerk): Promise<void>;
  bus: { publish(event: { what: string; id: string }): void };
  now: () => Date;
}

const SHOWN = 200;

export function createCallBacks({ cases, audit, bus, now }: Needs): CallBacks {
  return {
    async callBacks(reader, { group, due = '9999-12-31' }) {
      const at = now();
      const found = await cases
        .find({
          'callBack.state': 'due',
          'callBack.from': { $lte: due },
          ...(group && { group }),
          $and: [readable(reader, at)],
        })
        .sort({ 'callBack.from': 1, _id: 1 })
        .limit(SHOWN + 1)
        .lean<Case[]>();
      const items: CallBackItem[] = [];
      for (const one of found.slice(0, SHOWN)) {
        const full = mayRead(reader, one, at) === 'full';
        if (full) await audit(one, reader);
        items.push(itemOf(one, full));
      }
      return { items, more: found.length > SHOWN };
    },

    async callAttempt(number, clerk, outcome) {
      const at = now();
      const within = readable(clerk, at, 'full');
      const { id, name } = clerk;
      const { matchedCount } = await cases.updateOne(
        { _id: number, 'callBack.state': 'due', $and: [within] },
        {
          $set: { updatedAt: at, ...(outcome === 'reached' && { 'callBack.state': 'done' }) },
          $push: {
            'callBack.attempts': { at, who: { id, name }, outcome },
            timeline: { at, who: { kind: 'agent', id, name }, what: 'called', data: { outcome } },
          },
          $inc: { version: 1 },
        },
      );
      if (matchedCount > 0) return bus.publish({ what: 'cases', id: number });
      if (await cases.exists({ $and: [{ _id: number }, within] }))
        throw new StepRefused('changed', 'nobody waits for a call in this case any more');
      throw new StepRefused('not-found', 'there is no such case');
    },
  };
}

function itemOf({ _id, category, group, secrecy, callBack }: Case, full: boolean): CallBackItem {
  const { from, window, language, interpreter, phone, attempts } = callBack;
  return {
    number: _id,
    category,
    group,
    secrecy,
    from,
    window,
    language,
    interpreter,
    ...(full && { phone, attempts }),
  };
}
