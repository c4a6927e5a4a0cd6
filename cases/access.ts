import type { QueryFilter } from 'mongoose';
import type { Case } from './case.js';
import type { Secrecy } from './secrecy.js';

export const ROLES = ['agent', 'officer', 'supervisor', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Somebody of the city who asks for cases. */
export interface Reader {
  roles: readonly Role[];
  groups: readonly string[];
  boards: readonly string[];
}

/** `metadata`: number, category, state and times, but no word of the matter and no way to reach the citizen. */
export type Access = 'nothing' | 'metadata' | 'full';

type Walls = { group: string; board: string; secrecy: Secrecy };

/** Which cases of others a reader may see. Whoever has none of the roles named here sees none. */
export function mayRead({ roles, groups, boards }: Reader, { group, board, secrecy }: Walls): Access {
  if (roles.includes('agent') && groups.includes(group)) return 'full';
  if (roles.includes('officer') && boards.includes(board)) return 'full';
  if (roles.includes('supervisor')) return secrecy === 'strong' ? 'metadata' : 'full';
  return 'nothing';
}

/**
 * The same rule as a filter, so that lists, counts, searches and single records leak nothing.
 * @param least `full` leaves out what may be seen as metadata only: needed wherever the query itself looks at a secret,
 * such as a search by telephone number
 */
export function readable(
  { roles, groups, boards }: Reader,
  least: 'metadata' | 'full' = 'metadata',
): QueryFilter<Case> {
  const doors: QueryFilter<Case>[] = [];
  if (roles.includes('supervisor')) {
    if (least === 'metadata') return {};
    doors.push({ secrecy: { $in: ['none', 'possible'] } });
  }
  if (roles.includes('agent') && groups.length > 0) doors.push({ group: { $in: [...groups] } });
  if (roles.includes('officer') && boards.length > 0) doors.push({ board: { $in: [...boards] } });
  const [only] = doors;
  if (!only) return { _id: '' };
  return doors.length === 1 ? only : { $or: doors };
}
