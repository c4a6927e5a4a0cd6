import { z } from 'zod';
import { STATUSES } from '../../editorial/article.model.js';
import { TASK_KINDS } from '../../editorial/overview.js';
import { time } from './shapes.js';

export const unansweredShape = z.object({
  id: z.string(),
  language: z.string(),
  /** The nearest article; '' when none was near. */
  article: z.string(),
  nearest: z.array(z.string()),
  text: z.string(),
  why: z.array(z.string()),
  count: z.number(),
  firstAt: time,
  lastAt: time,
  status: z.enum(['open', 'asked-as', 'draft', 'not-ours']),
  resolvedTo: z.string(),
  resolvedBy: z.string(),
  version: z.number(),
});
export const unansweredDetailShape = unansweredShape.extend({
  questions: z.array(z.object({ text: z.string(), why: z.string(), at: time })),
});

const standing = {
  language: z.string(),
  /** Revision numbers; 0 when there is none. */
  published: z.int(),
  publishedAt: time.optional(),
  owner: z.string(),
  /** YYYY-MM-DD; 9999-12-31 when it is never due by itself. */
  reviewBy: z.string(),
  due: z.boolean(),
  stale: z.boolean(),
  reviewed: z.boolean(),
};

export const articleShape = z.object({
  topic: z.string(),
  category: z.string(),
  texts: z.array(z.object({ ...standing, title: z.string(), newest: z.int(), status: z.enum(STATUSES) })),
});

export const articleTaskShape = z.object({
  kind: z.enum(TASK_KINDS),
  topic: z.string(),
  language: z.string(),
  title: z.string(),
  owner: z.string(),
  since: time,
});

export const revisionShape = z.object({
  n: z.int(),
  status: z.enum(STATUSES),
  text: z.string(),
  /** An account's id, or `files`. */
  author: z.string(),
  authorName: z.string(),
  at: time,
  comment: z.string(),
  basedOn: z.int(),
});

export const historyShape = revisionShape
  .omit({ text: true })
  .extend({ decidedBy: z.string(), decidedByName: z.string() });

export const articleTextShape = z.object({
  ...standing,
  /** The Swedish revision a translation was last compared with; 0 when it was with none. */
  source: z.int(),
  revision: revisionShape,
});

export const articleDetailShape = z.object({
  topic: z.string(),
  category: z.string(),
  texts: z.array(articleTextShape),
  missing: z.array(z.string()),
});

export const diffLineShape = z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() });

export const textProblemShape = z.object({
  line: z.int(),
  level: z.enum(['error', 'warning']),
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  message: z.string(),
});

export const checkedShape = z.object({
  problems: z.array(textProblemShape),
  preview: z.object({ language: z.string(), text: z.string() }),
});

export const triedShape = z.object({
  verdict: z.object({
    kind: z.enum(['answer', 'choose', 'unknown']),
    article: z.string().optional(),
    articles: z.array(z.string()).optional(),
  }),
  confidence: z.number(),
  words: z.array(z.object({ word: z.string(), known: z.boolean() })),
  ranking: z.array(z.object({ id: z.string(), title: z.string(), score: z.number() })),
  /** The draft's place among all; 0 when it is not found. */
  rank: z.int(),
});

export const takenShape = z.object({
  text: z.string(),
  from: z.string(),
  fromTitle: z.string(),
  kind: z.enum(['asked-as', 'golden']),
});
