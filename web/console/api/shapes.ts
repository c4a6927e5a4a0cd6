/** What the server's API answers; `/api/openapi.json` describes the same. Times are ISO texts. */

export const ROLES = ['agent', 'officer', 'supervisor', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const PRESENCES = ['free', 'busy', 'back-soon', 'away'] as const;
export type Presence = (typeof PRESENCES)[number];

export type Secrecy = 'none' | 'possible' | 'strong';
export const STATUSES = ['registered', 'waiting', 'in-progress', 'closed'] as const;
export type Status = (typeof STATUSES)[number];
export type HandoverState = 'none' | 'waiting' | 'accepted' | 'closed' | 'left';

/** A name in both languages of the console. */
export interface Names {
  sv: string;
  en: string;
}

export interface City {
  timezone: string;
  /** `topic` is the article's that answers it; '' when there is none. */
  categories: Record<string, { title: Names; topic: string; group: string; board: string; secrecy: Secrecy }>;
  groups: Record<string, { name: Names }>;
  boards: Record<string, Names>;
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
  centre: string;
  presence: Presence | 'off';
  mustChange: boolean;
  active: boolean;
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
  resolution: string;
  openedAt: string;
  updatedAt: string;
  closedAt: string | null;
  handover: { id: string; state: HandoverState; agentName: string; since: string; closedAt: string | null };
  subject?: string;
  reach?: Reach;
}

export interface CaseDetail extends CaseItem {
  access: 'metadata' | 'full';
  timeline?: TimelineEntry[];
  transcript?: Message[];
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

export interface Page<T> {
  items: T[];
  next?: string;
}
