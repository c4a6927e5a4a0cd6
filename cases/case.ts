import { type Connection, type Model, Schema } from 'mongoose';
import { modelOf } from '../store/model.js';
import type { CallBack } from './call-backs.js';
import type { ContactReason, Persona } from './contact.js';
import type { Details } from './details.js';
import type { Reach } from './reach.js';
import type { Secrecy } from './secrecy.js';
import type { Spot } from './spot.js';
import { CASE_STATUSES, type CaseStatus, guardStatus } from './status.js';

export const HANDOVER_STATES = ['none', 'waiting', 'accepted', 'closed', 'left'] as const;
export type HandoverState = (typeof HANDOVER_STATES)[number];

/** How the citizen hears from us when it is their turn. */
export const REACHED_BY = ['chat', 'write', 'call'] as const;
export type ReachedBy = (typeof REACHED_BY)[number];

/** What an agent has asked the citizen's consent to: another board is another authority. */
export interface AskedConsent {
  id: string;
  category: string;
  centre: string;
  /** Whether what was said so far goes along. */
  transcript: boolean;
  by: { id: string; name: string };
  at: Date;
}

/** A conversation waiting for, or owned by, an agent. It lives in its case, so that one write moves both. */
export interface Handover {
  id: string;
  state: HandoverState;
  /** The conversation while it is open, the case's own number before and after: unique, so one is open at a time. */
  openFor: string;
  /** `<agent>#<n>` of the agent who has it, the case's own number otherwise: unique, so that nobody has too many. */
  holder: string;
  agentId: string;
  agentName: string;
  /** The place in the queue. It is kept when a conversation comes back. */
  since: Date;
  /** When it came into the queue it waits in. */
  queuedAt: Date;
  acceptedAt: Date | null;
  /** When somebody took it the first time: what waiting is measured by. */
  answeredAt: Date | null;
  closedAt: Date | null;
  /** The centre that is local to the citizen; '' when none is. */
  centre: string;
  /** The centre of the agent who took it last. */
  servedBy: string;
  /** Why another centre than the local one took it; '' when it did not. */
  overflow: string;
  /** Somebody it is offered to first: they know the citizen, or it was sent to them. */
  wanted: string;
  /** Until then nobody but `wanted` takes it, as long as they are at work. */
  keptUntil: Date;
  /** The agent has gone when this passes without being renewed. */
  leaseUntil: Date;
  /** The citizen's last message that was left to the queue or the agent. */
  heardSeq: number;
  citizenAt: Date | null;
  agentAt: Date | null;
  /** When a silent citizen was asked whether they are still there. */
  idleAskedAt: Date | null;
  reachBy: ReachedBy;
  /** 0 none, 1 the group, 2 the supervisors: who has been told that nobody answers. */
  alarm: number;
  /** Since when nobody could answer, and whether the citizen was told so. */
  nobodyAt: Date | null;
  nobodyTold: boolean;
  transfers: number;
  asked: AskedConsent | null;
  /** How often it has moved: names what the citizen is told of it. */
  moves: number;
  /** What the citizen has not been told yet; '' when they know. */
  toTell: string;
  /** The contact in which it was asked for again; absent until then. */
  contactId?: string;
}

export interface Who {
  kind: 'citizen' | 'bot' | 'agent' | 'system';
  id: string;
  name: string;
}

/** What happened to a case: `opened`, `queued`, `claimed`, `note`, a status, … An entry never changes. */
export interface TimelineEntry {
  at: Date;
  who: Who;
  what: string;
  data: Record<string, unknown>;
  /** Key of its free text in `texts`; '' for none. */
  words?: string;
}

/** Where a case was sent to be answered; each '' when it is with nobody else. */
export interface Forwarded {
  board: string;
  department: string;
}

/** Somebody who wants to hear of a case that another has reported. */
export interface Follower {
  conversationId: string;
  phone: string;
  email: string;
  at: Date;
}

/** The day of a case that is due on none: always set, so that one index finds what is due. */
export const NO_DAY = '9999-12-31';

export const WITH_NOBODY_ELSE: Forwarded = { board: '', department: '' };

/** Something somebody must handle, or that was registered on request. */
export interface Case {
  /** The number the citizen gets. */
  _id: string;
  /** The activity that caused it: a repeated turn finds the case it has made before. */
  origin: string;
  secretHash: string;
  status: CaseStatus;
  contactId: string;
  conversationId: string;
  category: string;
  group: string;
  board: string;
  secrecy: Secrecy;
  language: string;
  /** Nobody writes that language here: whoever talks with the citizen brings an interpreter. */
  interpreter: boolean;
  channel: string;
  district: string;
  /** Short; always '' under strong secrecy. */
  subject: string;
  reach: Reach;
  /** The guided dialog it came from; '' for none. */
  form: string;
  /** What was answered in it. */
  details: Details;
  /** Where the conversation stands in the activity log; toSeq is -1 while it goes on. */
  transcript: { fromSeq: number; toSeq: number };
  handover: Handover;
  /** '' unknown. */
  persona: Persona | '';
  reason: ContactReason | '';
  /** Id of whoever works on it; '' for nobody. */
  assignedTo: string;
  /** Until when somebody who broke the glass may read a case of strong secrecy, by their id. */
  doors: Record<string, Date>;
  forwarded: Forwarded;
  /** The city's date on which somebody must look at it: answer-by when forwarded, until when parked. */
  dueOn: string;
  /** What the citizen is told; '' until it is answered, and always under strong secrecy. */
  answer: string;
  /** Numbers of cases that belong with it. What a reader may not see is left out of every view. */
  links: string[];
  followers: Follower[];
  callBack: CallBack;
  /** Where it is, as duplicates are found by; blank under any secrecy. */
  spot: Spot;
  /** Its content is gone by a rule of retention; number, category and times stay. */
  disposed: boolean;
  /** '' until it is closed. */
  resolution: string;
  timeline: TimelineEntry[];
  /** Free text of the timeline's entries: they can be taken away, the entries cannot. */
  texts: Record<string, string>;
  openedAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  version: number;
  /** How often the status has changed. */
  moves: number;
  /** The status has changed, and nobody has yet written down whom to tell. */
  toTell: boolean;
  day: string;
  hour: number;
  /** When the texts of its conversation must be removed; far in the future when there is no need. */
  purgeAt: Date;
}

const caseSchema = new Schema<Case>(
  {
    _id: { type: String, required: true },
    origin: { type: String, required: true, unique: true },
    secretHash: { type: String, required: true },
    status: { type: String, enum: CASE_STATUSES, required: true },
    contactId: String,
    conversationId: String,
    category: String,
    group: String,
    board: String,
    secrecy: String,
    language: String,
    interpreter: { type: Boolean, default: false },
    channel: String,
    district: String,
    subject: String,
    reach: { phone: String, email: String, name: String },
    form: String,
    details: Schema.Types.Mixed,
    transcript: { fromSeq: Number, toSeq: Number },
    handover: {
      id: String,
      state: { type: String, enum: HANDOVER_STATES },
      openFor: String,
      holder: String,
      agentId: String,
      agentName: String,
      since: Date,
      queuedAt: Date,
      acceptedAt: Date,
      answeredAt: Date,
      closedAt: Date,
      centre: String,
      servedBy: String,
      overflow: String,
      wanted: String,
      keptUntil: Date,
      leaseUntil: Date,
      heardSeq: Number,
      citizenAt: Date,
      agentAt: Date,
      idleAskedAt: Date,
      reachBy: { type: String, enum: REACHED_BY },
      alarm: Number,
      nobodyAt: Date,
      nobodyTold: Boolean,
      transfers: Number,
      asked: Schema.Types.Mixed,
      moves: Number,
      toTell: String,
      contactId: String,
    },
    persona: String,
    reason: String,
    assignedTo: String,
    doors: Schema.Types.Mixed,
    forwarded: { board: String, department: String },
    dueOn: String,
    answer: String,
    links: [String],
    followers: [{ _id: false, conversationId: String, phone: String, email: String, at: Date }],
    callBack: {
      state: String,
      from: String,
      phone: String,
      window: String,
      language: String,
      interpreter: Boolean,
      attempts: [{ _id: false, at: Date, who: { id: String, name: String }, outcome: String }],
    },
    spot: { street: String, number: String, latitude: Number, longitude: Number, cell: String },
    disposed: Boolean,
    resolution: String,
    timeline: [
      {
        _id: false,
        at: Date,
        who: { kind: { type: String }, id: String, name: String },
        what: String,
        data: Schema.Types.Mixed,
        words: String,
      },
    ],
    texts: Schema.Types.Mixed,
    openedAt: Date,
    updatedAt: Date,
    closedAt: Date,
    version: Number,
    moves: Number,
    toTell: Boolean,
    day: String,
    hour: Number,
    purgeAt: Date,
  },
  { versionKey: false, minimize: false, collection: 'cases' },
);
caseSchema.index({ 'handover.openFor': 1 }, { unique: true });
caseSchema.index({ 'handover.id': 1 }, { unique: true });
caseSchema.index({ 'handover.holder': 1 }, { unique: true });
caseSchema.index({ 'handover.state': 1, 'handover.leaseUntil': 1 });
caseSchema.index({ 'handover.toTell': 1 });
caseSchema.index({ group: 1, 'handover.answeredAt': 1 });
caseSchema.index({ 'handover.state': 1, group: 1, 'handover.since': 1 });
caseSchema.index({ 'handover.agentId': 1, 'handover.state': 1 });
caseSchema.index({ group: 1, _id: -1 });
caseSchema.index({ board: 1, _id: -1 });
caseSchema.index({ status: 1, _id: -1 });
caseSchema.index({ category: 1, _id: -1 });
caseSchema.index({ category: 1, openedAt: -1 });
caseSchema.index({ assignedTo: 1, _id: -1 });
caseSchema.index({ 'forwarded.board': 1, _id: -1 });
caseSchema.index({ dueOn: 1, _id: -1 });
caseSchema.index({ 'callBack.state': 1, 'callBack.from': 1, _id: 1 });
caseSchema.index({ category: 1, 'spot.street': 1, openedAt: -1 });
caseSchema.index({ category: 1, 'spot.cell': 1, openedAt: -1 });
caseSchema.index({ disposed: 1, category: 1, closedAt: 1 });
caseSchema.index({ 'reach.phone': 1 });
caseSchema.index({ 'reach.email': 1 });
caseSchema.index({ purgeAt: 1 });
caseSchema.index({ toTell: 1 });
caseSchema.index({ conversationId: 1, _id: -1 });
guardStatus(caseSchema);

export function caseModel(db: Connection): Model<Case> {
  return modelOf(db, 'Case', caseSchema);
}
