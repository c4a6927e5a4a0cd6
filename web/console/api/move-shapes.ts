import type { Presence } from './shapes.js';

/** An answer group at a centre, and who of it is at work. */
export interface DeskItem {
  group: string;
  centre: string;
  open: boolean;
  agents: { id: string; name: string; languages: string[]; presence: Presence | 'off' }[];
}

/** Where a conversation is sent: what it is about decides the group and the board. */
export interface Destination {
  category: string;
  /** '' for any desk of the group. */
  centre: string;
  /** Somebody it is kept for; '' for nobody. */
  agentId: string;
}

export type Part = 'case' | 'transcript' | 'details' | 'notes' | 'place' | 'contact';

/** What follows and what stays when a conversation is sent on. */
export interface Preview {
  group: string;
  board: string;
  centre: string;
  open: boolean;
  /** Another board is another authority: the citizen is asked first. */
  needsConsent: boolean;
  /** It was sent on before. */
  needsWhy: boolean;
  follows: Part[];
  stays: Part[];
}
