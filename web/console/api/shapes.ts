/** What the server's API answers; `/api/openapi.json` describes the same. Times are ISO texts. */

export const ROLES = ['agent', 'officer', 'supervisor', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const PRESENCES = ['free', 'busy', 'back-soon', 'away'] as const;
export type Presence = (typeof PRESENCES)[number];

export type Secrecy = 'none' | 'possible' | 'strong';
export type HandoverState = 'none' | 'waiting' | 'accepted' | 'closed' | 'left';

/** A name in both languages of the console. */
export interface Names {
  sv: string;
  en: string;
}

/** What a citizen reads, too: in every language the city answers in. */
export type NamesInAll = Names & Readonly<Record<string, string>>;

export interface City {
  timezone: string;
  /** `topic` is the article's that answers it, `form` what it is reported with; '' when there is none. */
  categories: Record<
    string,
    { title: Names; topic: string; group: string; board: string; secrecy: Secrecy; form: string }
  >;
  groups: Record<string, { name: NamesInAll }>;
  boards: Record<string, Names>;
  departments: Record<string, { name: string; board: string }>;
  districts: { code: string; name: string }[];
  centres: { code: string; name: string }[];
  resolutions: Record<string, Names>;
  languages: CityLanguage[];
  /** Those of right or demand in which the city has no texts, and what their speakers are spoken to in meanwhile. */
  languagesByPerson: (CityLanguage & { reads: string })[];
}

export interface CityLanguage {
  code: string;
  /** In itself. */
  name: string;
  dir: 'ltr' | 'rtl';
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
  /** Conversations at the same time; 0: as the city has it for all. */
  capacity: number;
  presence: Presence | 'off';
  /** In one's own words, for colleagues; '' when not said. */
  presenceReason: string;
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
  /** Whoever takes it brings an interpreter. */
  interpreter: boolean;
  since: string;
  position: number;
  state: HandoverState;
  secrecy: Secrecy;
  district: string;
  agentId: string;
  agentName: string;
  /** The centre that is local to the citizen; '' when none is. */
  centre: string;
  /** The desks it is offered to now, while it waits, and why others than its own. */
  offers: { centre: string; why: Overflow | '' }[];
  /** Id of somebody it is offered to first; '' for nobody. */
  wanted: string;
  /** Until then it is kept for them; null when it is not. */
  keptUntil: string | null;
  /** 0 nobody, 1 the group, 2 the supervisors have been told that nobody answers. */
  alarm: number;
  reachBy: 'chat' | 'write' | 'call';
  /** How often it was sent on. */
  transfers: number;
  /** The category that would take it to another board, while the citizen is asked; '' when they are not. */
  asked: string;
}

/** Why another centre than the citizen's own is asked. */
export type Overflow = 'closed' | 'empty' | 'slow';

export interface Message {
  id: string;
  at: string;
  from: 'citizen' | 'bot' | 'agent';
  text: string;
  language: string;
  /** Made by a machine, for whoever reads another language; `text` is '' when it could not be made. */
  translation?: { language: string; text: string };
  /** The agent's; '' for the others. */
  name: string;
  /** `contentUrl` is '' where the file is gone. */
  attachments: { name: string; contentType: string; contentUrl: string }[];
}

export interface HandoverDetail extends HandoverItem {
  transcript?: Message[];
  /** A machine translates between what the citizen writes in and what the agent reads. */
  translated?: { spoken: string; read: string };
  /** Colleagues who look at it now. */
  watching: { name: string; typing: boolean }[];
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
  /** Others are not in it, on no page. */
  more?: true;
}

/** Words that agents use often. One without groups and categories is for everybody. */
export interface Template {
  code: string;
  title: Names;
  groups: string[];
  categories: string[];
  /** By language; `{{name}}` is filled in when a reply is written. */
  text: Record<string, string>;
}

export interface Templates {
  items: Template[];
  /** By category and language; Swedish and English stand with the city's codes. */
  categoryNames: Record<string, Record<string, string>>;
}
