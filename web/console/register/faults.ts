import { type Key, t } from '../texts.js';

const SENTENCES: Record<string, Key> = {
  missing: 'register.faults.missing',
  phone: 'register.faults.phone',
  email: 'register.faults.email',
  short: 'register.faults.short',
  date: 'register.faults.date',
};

/** A sentence for the server's word of what is wrong with an answer; undefined when nothing is. */
export const faultSentence = (fault: string | undefined): string | undefined =>
  fault && t(SENTENCES[fault] ?? 'register.faults.other');
