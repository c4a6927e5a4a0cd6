import type { HandoverState, Message, Secrecy } from './shapes.js';

/** What the registry answers about cases, the forms they are reported with and the calls that were promised. */
export const STATUSES = [
  'registered',
  'waiting',
  'in-progress',
  'waiting-for-citizen',
  'forwarded',
  'parked',
  'answered',
  'closed',
  'contested',
  'reopened',
] as const;
export type Status = (typeof STATUSES)[number];

export interface Reach {
  phone: string;
  email: string;
  name: string;
}

export interface TimelineEntry {
  at: string;
  who: { kind: 'citizen' | 'bot' | 'agent' | 'system'; id: string; name: string };
  what: string;
  data: Record<string, unknown>;
}

export const HAND_CHANNELS = ['phone', 'email', 'post', 'fax', 'visit'] as const;
export type HandChannel = (typeof HAND_CHANNELS)[number];
export const PERSONAS = ['private', 'company', 'relative', 'professional'] as const;
export type Persona = (typeof PERSONAS)[number];
export const REASONS = ['question', 'application', 'report', 'complaint', 'follow-up', 'other'] as const;
export type Reason = (typeof REASONS)[number];

export interface CaseItem {
  number: string;
  status: Status;
  category: string;
  group: string;
  board: string;
  secrecy: Secrecy;
  language: string;
  /** Whoever talks with the citizen brings an interpreter. */
  interpreter: boolean;
  channel: string;
  district: string;
  persona: Persona | '';
  reason: Reason | '';
  /** An account's id; '' for nobody. */
  assignedTo: string;
  forwarded: { board: string; department: string };
  /** YYYY-MM-DD; `NO_DAY` when it is due on none. */
  dueOn: string;
  /** To be sent with a step: it is refused when somebody else has changed the case since. */
  version: number;
  resolution: string;
  openedAt: string;
  updatedAt: string;
  closedAt: string | null;
  handover: { id: string; state: HandoverState; agentName: string; since: string; closedAt: string | null };
  subject?: string;
  reach?: Reach;
}

export const NO_DAY = '9999-12-31';

export interface Place {
  text: string;
  address?: string;
  position?: { latitude: number; longitude: number };
  district?: string;
}

export interface Picture {
  name: string;
  contentUrl: string;
}

export type Detail = string | number | string[] | Place | { from: string; to: string } | Picture[];

/** What is absent is not for this reader. */
export interface CaseDetail extends CaseItem {
  access: 'metadata' | 'full';
  /** Whose case it is; '' for nobody's. */
  assignedName: string;
  answer?: string;
  links?: string[];
  followers?: number;
  /** The form it was reported with; '' for none. */
  form?: string;
  details?: Record<string, Detail>;
  /** Where it may go from where it stands. */
  next?: Status[];
  timeline?: TimelineEntry[];
  transcript?: Message[];
}

export interface FormField {
  name: string;
  type: string;
  options: string[] | 'districts' | 'languages';
  required: boolean;
  /** Asked only if earlier answers are these. */
  when: Record<string, string>;
  /** Not asked once this other field is answered; '' for none. */
  unless: string;
}

export interface Form {
  id: string;
  becomes: 'case' | 'call-back' | 'nothing';
  fields: FormField[];
}

export const CALL_OUTCOMES = ['reached', 'no-answer', 'wrong-number'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** A call that was promised; number and attempts only for those who may read the case. */
export interface CallBackItem {
  number: string;
  category: string;
  group: string;
  secrecy: Secrecy;
  /** YYYY-MM-DD */
  from: string;
  /** A code of the form; '' for any time. */
  window: string;
  language: string;
  interpreter: boolean;
  phone?: string;
  attempts?: { at: string; who: { id: string; name: string }; outcome: CallOutcome }[];
}
