import type { Agent, Role } from '../api/shapes.js';
import { SHORTEST_PASSWORD } from '../entry/change-password.js';
import { t } from '../texts.js';

/** What the form holds; `password` '' keeps the one an account has. */
export interface AgentDraft {
  username: string;
  name: string;
  password: string;
  roles: Role[];
  groups: string[];
  languages: string[];
  boards: string[];
  centre: string;
  /** '' for as many as the city has for all. */
  capacity: string;
}

export type Faults = Partial<Record<keyof AgentDraft, string>>;

export function draftOf(agent: Agent | undefined): AgentDraft {
  if (!agent) {
    return {
      username: '',
      name: '',
      password: '',
      roles: ['agent'],
      groups: [],
      languages: ['sv'],
      boards: [],
      centre: '',
      capacity: '',
    };
  }
  const { username, name, roles, groups, languages, boards, centre, capacity } = agent;
  const most = capacity === 0 ? '' : String(capacity);
  return { username, name, password: '', roles, groups, languages, boards, centre, capacity: most };
}

export const MOST_CONVERSATIONS = 50;
const USERNAME = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{1,63}$/u;

/** The faults that can be told before asking the server; it checks everything again. */
export function faultsOf(draft: AgentDraft, isNew: boolean): Faults {
  const faults: Faults = {};
  if (isNew && !USERNAME.test(draft.username.trim())) faults.username = t('staff.usernameFault');
  if (!draft.name.trim()) faults.name = t('staff.nameFault');
  if ((isNew || draft.password) && draft.password.length < SHORTEST_PASSWORD) {
    faults.password = t('password.tooShort', { count: SHORTEST_PASSWORD });
  }
  if (draft.roles.length === 0) faults.roles = t('staff.rolesFault');
  if (draft.roles.includes('agent') && draft.groups.length === 0) faults.groups = t('staff.groupsFault');
  if (draft.roles.includes('agent') && draft.languages.length === 0) faults.languages = t('staff.languagesFault');
  if (draft.roles.includes('officer') && draft.boards.length === 0) faults.boards = t('staff.boardsFault');
  const most = draft.capacity.trim();
  if (most && !(/^\d{1,2}$/.test(most) && Number(most) >= 1 && Number(most) <= MOST_CONVERSATIONS))
    faults.capacity = t('organisation.fault.capacity', { most: MOST_CONVERSATIONS });
  return faults;
}
