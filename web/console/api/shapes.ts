/** What the server's API answers; `/api/openapi.json` describes the same. Times are ISO texts. */

export const ROLES = ['agent', 'officer', 'supervisor', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const PRESENCES = ['free', 'busy', 'back-soon', 'away'] as const;
export type Presence = (typeof PRESENCES)[number];

export type Secrecy = 'none' | 'possible' | 'strong';
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
export type HandoverState = 'none' | 'waiting' | 'accepted' | 'closed' | 'left';

/** A name in both languages of the console. */
export interface Names {
  sv: string;
  en: string;
}

export interface City {
  timezone: string;
  /** `topic` is the article's that answers it, `form` what it is reported with; '' when there is none. */
  categories: Record<
    string,
    { title: Names; topic: string; group: string; board: string; secrecy: Secrecy; form: string }
  >;
  groups: Record<string, { name: Names }>;
  boards: Record<string, Names>;
  departments: Record<string, { name: string; board: string }>;
  districts: { code: string; name: string }[];
  centres: { code: string; name: string }[];
  resolutions: Record<string, Names>;
  languages: { code: string; name: string }[];
}

export interface Agent {
  id: string;
  username: string;
  name: string;
  roles: Role[];
  groups: string[];
  languages: string[];
  boards: string[];
  /** Groups of others one answers for until a time. */
  cover: { group: string; until: string }[];
  centre: string;
  presence: Presence | 'off';
  mustChange: boolean;
  active: boolean;
}

/** Who answers citizens, for which groups, and for whose besides. */
export interface Covering {
  id: string;
  name: string;
  groups: string[];
  cover: { group: string; until: string; byName: string }[];
}

export interface HandoverItem {
  id: string;
  caseNumber: string;
  group: string;
  category: string;
  language: string;
  since: string;
  position: number;
  state: HandoverState;
  secrecy: Secrecy;
  district: string;
  agentId: string;
  agentName: string;
}

export interface Message {
  id: string;
  at: string;
  from: 'citizen' | 'bot' | 'agent';
  text: string;
  language: string;
  /** The agent's; '' for the others. */
  name: string;
  /** `contentUrl` is '' where the file is gone. */
  attachments: { name: string; contentType: string; contentUrl: string }[];
}

export interface HandoverDetail extends HandoverItem {
  transcript?: Message[];
}

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

export interface SuggestionWhy {
  words: { word: string; known: boolean; fields: { field: MatchedField; by: MatchedBy }[] }[];
  /** '' when none is near. */
  nearest: string;
  parts: { [part in SuggestionPart]?: number };
}
export type MatchedField = 'asked-as' | 'title' | 'answer';
export type MatchedBy = 'stem' | 'compound' | 'synonym' | 'letters';
export const SUGGESTION_PARTS = ['coverage', 'stems', 'nearest', 'lead', 'learnt', 'unknown'] as const;
export type SuggestionPart = (typeof SUGGESTION_PARTS)[number];

export interface Suggestion {
  topic: string;
  title: string;
  language: string;
  /** How sure, from 0 to 1. */
  score: number;
  /** As a citizen gets it, in Markdown. */
  text: string;
  why: SuggestionWhy;
}

/** What the knowledge has for a question. */
export interface Suggestions {
  /** The citizen's message it is about; '' when it is about none. */
  message: string;
  question: string;
  language: string;
  verdict: 'answer' | 'choose' | 'unknown';
  confidence: number;
  items: Suggestion[];
}

export interface Page<T> {
  items: T[];
  next?: string;
}
