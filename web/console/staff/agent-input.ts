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
    };
  }
  const { username, name, roles, groups, languages, boards, centre } = agent;
  return { username, name, password: '', roles, groups, languages, boards, centre };
}

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
  return faults;
}
