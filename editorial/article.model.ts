import { type Connection, type Model, Schema } from 'mongoose';
import { modelOf } from '../store/model.js';

export const STATUSES = ['draft', 'review', 'published', 'superseded', 'rejected'] as const;
export type Status = (typeof STATUSES)[number];

/** What citizens get in one language, and where it came from. Which revision is published is said here only. */
export interface Head {
  /** `<language>/<topic>` */
  _id: string;
  topic: string;
  language: string;
  category: string;
  /** Number of the published revision; 0 as long as there is none. */
  published: number;
  /** Numbers that were published before. */
  before: number[];
  /** The published revision's text. */
  text: string;
  publishedAt: Date;
  /** The last revision that changed what translations follow. */
  content: number;
  /** The Swedish `content` a translation was published against; 0 in Swedish or when there was none. */
  source: number;
  /** Digest of the file last imported; '' when none was. */
  imported: string;
  /** The revision that came from it; whatever is newer and not from files has been edited here. */
  importedRevision: number;
  /** Who looks after it; '' when nobody is named. */
  owner: string;
  /** YYYY-MM-DD */
  reviewBy: string;
  version: number;
}

/** One text of an article. It never changes; its status does. */
export interface Revision {
  /** `<language>/<topic>/<n>`: of two who save the same number, one is told. */
  _id: string;
  article: string;
  n: number;
  /** As stored; ask `statusOf`. 'publishing' until the head names it. */
  status: Status | 'publishing';
  text: string;
  /** A user name, or 'files'. */
  author: string;
  at: Date;
  comment: string;
  basedOn: number;
  /** Who submitted, published or rejected it last; '' when nobody did. */
  decidedBy: string;
}

export const FROM_FILES = 'files';
export const NEVER_DUE = '9999-12-31';

const headSchema = new Schema<Head>(
  {
    _id: { type: String, required: true },
    topic: String,
    language: String,
    category: String,
    published: Number,
    before: [Number],
    text: String,
    publishedAt: Date,
    content: Number,
    source: Number,
    imported: String,
    importedRevision: Number,
    owner: String,
    reviewBy: String,
    version: Number,
  },
  { versionKey: false, minimize: false, collection: 'articles' },
);
headSchema.index({ topic: 1 });
headSchema.index({ language: 1, published: 1 });
headSchema.index({ published: 1 });

const revisionSchema = new Schema<Revision>(
  {
    _id: { type: String, required: true },
    article: String,
    n: Number,
    status: String,
    text: String,
    author: String,
    at: Date,
    comment: String,
    basedOn: Number,
    decidedBy: String,
  },
  { versionKey: false, minimize: false, collection: 'article-revisions' },
);
revisionSchema.index({ article: 1, n: 1 });
revisionSchema.index({ status: 1, at: 1 });

export function headModel(db: Connection): Model<Head> {
  return modelOf(db, 'Article', headSchema);
}

export function revisionModel(db: Connection): Model<Revision> {
  return modelOf(db, 'ArticleRevision', revisionSchema);
}

/** The head decides: a revision that was being published when the process ended still waits for review. */
export function statusOf(head: Pick<Head, 'published' | 'before'>, { n, status }: Revision): Status {
  if (n === head.published) return 'published';
  if (head.before.includes(n)) return 'superseded';
  if (status === 'rejected') return 'rejected';
  if (n < head.published) return 'superseded';
  return status === 'publishing' || status === 'published' ? 'review' : status;
}
