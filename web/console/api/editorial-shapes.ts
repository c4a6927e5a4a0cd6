/** What the editors' part of the server answers: questions nobody answered, and articles. */
export type WhyUnanswered = 'unknown' | 'not-helped' | 'rejected';

/** Questions that say the same and that nobody answered. */
export interface UnansweredItem {
  id: string;
  language: string;
  /** Topics by nearness, best first. */
  nearest: string[];
  text: string;
  why: WhyUnanswered[];
  count: number;
  firstAt: string;
  lastAt: string;
  status: 'open' | 'asked-as' | 'draft' | 'not-ours';
  /** To be sent with a decision: it is refused when somebody else has decided since. */
  version: number;
}

export interface UnansweredDetail extends UnansweredItem {
  questions: { text: string; why: WhyUnanswered; at: string }[];
}

export const REVISION_STATUSES = ['draft', 'review', 'published', 'superseded', 'rejected'] as const;
export type RevisionStatus = (typeof REVISION_STATUSES)[number];

/** What every list says of an article in one language. */
export interface ArticleStanding {
  language: string;
  /** The revision citizens get; 0 when there is none. */
  published: number;
  publishedAt?: string;
  owner: string;
  /** YYYY-MM-DD */
  reviewBy: string;
  due: boolean;
  /** A translation whose source says something else since. */
  stale: boolean;
  /** Somebody of the city stands for a translation by name; always so of the Swedish text. */
  reviewed: boolean;
}

export interface ArticleItem {
  topic: string;
  category: string;
  /** `status` is that of the newest revision. */
  texts: (ArticleStanding & { title: string; newest: number; status: RevisionStatus })[];
}

export const TASK_KINDS = ['review', 'proposal', 'due', 'stale'] as const;

export interface ArticleTask {
  kind: (typeof TASK_KINDS)[number];
  topic: string;
  language: string;
  title: string;
  owner: string;
  since: string;
}

export interface HistoryEntry {
  n: number;
  status: RevisionStatus;
  author: string;
  authorName: string;
  at: string;
  comment: string;
  basedOn: number;
  decidedBy: string;
  decidedByName: string;
}

export type Revision = Omit<HistoryEntry, 'decidedBy' | 'decidedByName'> & { text: string };

/** `revision` is the newest, whatever has become of it. */
export interface ArticleText extends ArticleStanding {
  /** The Swedish revision a translation was last compared with; 0 when it was with none. */
  source: number;
  revision: Revision;
}

export interface ArticleDetail {
  topic: string;
  category: string;
  texts: ArticleText[];
  /** Languages the city answers in that have no text yet. */
  missing: string[];
}

export interface DiffLine {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Something to mend in a text; an error keeps it from citizens. */
export interface TextProblem {
  line: number;
  level: 'error' | 'warning';
  /** The console has a sentence for each it knows, with these values; else `message` says it in English. */
  code: string;
  values: Record<string, string | number>;
  message: string;
}

export interface Checked {
  problems: TextProblem[];
  /** As a citizen would read it, in Markdown. */
  preview: { language: string; text: string };
}

export interface Tried {
  verdict: { kind: string; article?: string; articles?: string[] };
  confidence: number;
  words: { word: string; known: boolean }[];
  ranking: { id: string; title: string; score: number }[];
  /** The draft's place in the ranking; 0 when it is not among them. */
  rank: number;
}

export interface TakenQuestion {
  text: string;
  from: string;
  fromTitle: string;
  kind: 'asked-as' | 'golden';
}
