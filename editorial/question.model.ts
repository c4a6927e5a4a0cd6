import { type Connection, type Model, Schema } from 'mongoose';
import { modelOf } from '../store/model.js';

export type Why = 'unknown' | 'not-helped' | 'rejected';
export type Resolution = 'asked-as' | 'draft' | 'not-ours';

/** One question nobody answered. It says neither who asked nor in which conversation. */
export interface UnansweredQuestion {
  /** Made of the origin in one direction: a repeated turn finds it, nobody finds the conversation. */
  _id: string;
  cluster: string;
  language: string;
  text: string;
  why: Why;
  at: Date;
  /** Whether somebody wants to hear when there is an answer; email and phone are '' when not given. */
  tell: boolean;
  email: string;
  phone: string;
}

/** Questions of one language and nearest article that say much the same. */
export interface Cluster {
  _id: string;
  language: string;
  /** The nearest article of its questions; '' when there was none. */
  article: string;
  nearest: string[];
  about: string[];
  /** The first of its questions, to be shown. */
  text: string;
  why: Why[];
  count: number;
  firstAt: Date;
  lastAt: Date;
  /** Count, time and id as one text that only grows: the order of the list and the place to go on from. */
  rank: string;
  status: 'open' | Resolution;
  /** What an editor made of it; '' while open. */
  resolvedTo: string;
  resolvedBy: string;
  resolvedAt: Date | null;
  /** Grows with every decision of an editor, not with new questions. */
  version: number;
}

const questionSchema = new Schema<UnansweredQuestion>(
  {
    _id: { type: String, required: true },
    cluster: String,
    language: String,
    text: String,
    why: String,
    at: Date,
    tell: Boolean,
    email: String,
    phone: String,
  },
  { versionKey: false, minimize: false, collection: 'unanswered-questions' },
);
questionSchema.index({ cluster: 1, at: 1 });
questionSchema.index({ cluster: 1, tell: 1 });
questionSchema.index({ tell: 1 });

const clusterSchema = new Schema<Cluster>(
  {
    _id: { type: String, required: true },
    language: String,
    article: String,
    nearest: [String],
    about: [String],
    text: String,
    why: [String],
    count: Number,
    firstAt: Date,
    lastAt: Date,
    rank: String,
    status: String,
    resolvedTo: String,
    resolvedBy: String,
    resolvedAt: Date,
    version: Number,
  },
  { versionKey: false, minimize: false, collection: 'unanswered-clusters' },
);
clusterSchema.index({ status: 1, rank: 1 });
clusterSchema.index({ status: 1, language: 1, rank: 1 });
clusterSchema.index({ language: 1, article: 1, rank: 1 });

export function questionModel(db: Connection): Model<UnansweredQuestion> {
  return modelOf(db, 'UnansweredQuestion', questionSchema);
}

export function clusterModel(db: Connection): Model<Cluster> {
  return modelOf(db, 'UnansweredCluster', clusterSchema);
}
