import type { Presence, Secrecy } from './shapes.js';

/** What the server answers about this moment and about how the city works. Times are ISO texts. */

interface Queued {
  waiting: number;
  /** Null when nobody waits. */
  since: string | null;
}

export interface BoardDesk extends Queued {
  centre: string;
  open: boolean;
  why: '' | 'hours' | 'closed' | 'empty';
  opensAt: string | null;
  /** By hand; `all`: together with the group's other desks. */
  closed: { why: string; until: string; byName: string; all: boolean } | null;
  atWork: number;
}

export interface BoardGroup extends Queued {
  group: string;
  desks: BoardDesk[];
  languages: (Queued & { language: string; wait: { from: number; to: number } | null })[];
}

export interface BoardAgent {
  id: string;
  name: string;
  centre: string;
  groups: string[];
  languages: string[];
  presence: Presence | 'off';
  reason: string;
  load: number;
  /** 0: no limit. */
  capacity: number;
}

export interface BoardConversation {
  id: string;
  caseNumber: string;
  state: 'waiting' | 'accepted';
  group: string;
  centre: string;
  language: string;
  secrecy: Secrecy;
  since: string;
  agentId: string;
  agentName: string;
  wanted: string;
  worry: '' | 'group' | 'supervisor' | 'silent';
  silentSince: string | null;
  offers: { centre: string; why: '' | 'closed' | 'empty' | 'slow' }[];
}

export interface Lent {
  from: string;
  to: string;
  why: 'closed' | 'empty' | 'slow' | 'given';
  conversations: number;
  minutes: number;
}

export interface Board {
  at: string;
  groups: BoardGroup[];
  agents: BoardAgent[];
  conversations: BoardConversation[];
  /** More wait than are counted here. */
  more: boolean;
  overflow: { group: string; from: string; to: string; why: 'closed' | 'empty' | 'slow'; waiting: number }[];
  ledger: { since: string; lent: Lent[] };
}

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export interface DeskHours {
  hours: Partial<Record<Weekday, string[]>>;
  exceptions: Record<string, string[]>;
}

export interface Overflow {
  afterMinutes?: number;
  to?: string[];
  secret: boolean;
}

export interface Centre {
  code: string;
  name: string;
  districts: string[];
}

export interface Organisation {
  centres: Centre[];
  hours: { timezone: string; groups: Record<string, DeskHours & { centres?: Record<string, DeskHours> }> };
  desks: {
    capacity?: number;
    alarm: { groupAfterMinutes: number; supervisorAfterMinutes: number };
    idle: { askAfterMinutes: number; closeAfterMinutes: number };
    overflow: Overflow;
    groups: Record<string, { centres?: string[]; overflow?: Overflow }>;
  };
}

export interface StoredOrganisation {
  version: number;
  organisation: Organisation;
  closed: { group: string; centre: string; until: string; why: string; byName: string }[];
  byName: string;
  at: string | null;
}

export interface Change {
  what: 'centres' | 'hours' | 'timezone' | 'capacity' | 'alarm' | 'idle' | 'overflow' | 'rule' | 'closed' | 'opened';
  group: string;
  centre: string;
}

export interface OrganisationNow extends StoredOrganisation {
  belongings: { centre: string; agents: string[]; conversations: number }[];
  history: { version: number; byName: string; at: string | null; changes: Change[] }[];
}
