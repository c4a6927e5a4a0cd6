import type { QueryFilter } from 'mongoose';
import type { Case } from './case.js';
import type { Secrecy } from './secrecy.js';

export const ROLES = ['agent', 'officer', 'supervisor', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** An answer group somebody answers for until a time, while those of that desk are away. */
export interface Cover {
  group: string;
  until: Date;
  /** The supervisor who gave it. */
  by: string;
}

/** Somebody of the city who asks for cases. */
export interface Reader {
  id?: string;
  roles: readonly Role[];
  groups: readonly string[];
  boards: readonly string[];
  cover?: readonly Cover[];
}

/** Somebody of the city who does something with a case. */
export interface Clerk extends Reader {
  id: string;
  name: string;
}

/** `metadata`: number, category, state and times, but no word of the matter and no way to reach the citizen. */
export type Access = 'nothing' | 'metadata' | 'full';

type Walls = { group: string; board: string; secrecy: Secrecy } & Partial<
  Pick<Case, 'assignedTo' | 'doors' | 'forwarded'>
>;

/** One's own groups, and those one covers for at this moment: looked at whenever something is read. */
export function groupsOf({ groups, cover = [] }: Reader, at: Date): string[] {
  const covered = cover.filter(({ until }) => until > at).map(({ group }) => group);
  return [...groups, ...covered];
}

/** Whether a case is of the reader's own desk or board: not of those it was only sent to. */
export function owns(reader: Reader, { group, board }: Pick<Walls, 'group' | 'board'>, at: Date): boolean {
  const { roles, boards } = reader;
  return (
    (roles.includes('agent') && groupsOf(reader, at).includes(group)) ||
    (roles.includes('officer') && boards.includes(board)) ||
    roles.includes('supervisor')
  );
}

/** The same as a filter. */
export function owned(reader: Reader, at: Date): QueryFilter<Case> {
  return anyOf(reader, ownDoors(reader, at));
}

/**
 * Which cases of others a reader may see. Whoever has none of the roles named here sees none. What is strictly secret
 * opens to those it is assigned to or forwarded to, and for a while to whoever broke the glass.
 */
export function mayRead(reader: Reader, walls: Walls, at: Date): Access {
  const { id, roles, boards } = reader;
  const { secrecy, assignedTo, doors, forwarded } = walls;
  const forwardedHere = roles.includes('officer') && forwarded !== undefined && boards.includes(forwarded.board);
  if (!owns(reader, walls, at) && !forwardedHere) return 'nothing';
  if (secrecy !== 'strong' || forwardedHere) return 'full';
  if (!id) return 'metadata';
  const door = doors?.[id];
  return assignedTo === id || (door !== undefined && door > at) ? 'full' : 'metadata';
}

/**
 * The same rule as a filter, so that lists, counts, searches and single records leak nothing.
 * @param least `full` leaves out what may be seen as metadata only: needed wherever the query itself looks at a secret,
 * such as a search by telephone number
 */
export function readable(reader: Reader, at: Date, least: 'metadata' | 'full' = 'metadata'): QueryFilter<Case> {
  const { id, roles, boards } = reader;
  const forwardedHere: QueryFilter<Case>[] =
    roles.includes('officer') && boards.length > 0 ? [{ 'forwarded.board': { $in: [...boards] } }] : [];
  const sees = anyOf(reader, [...forwardedHere, ...ownDoors(reader, at)]);
  if (least === 'metadata') return sees;
  const opened: QueryFilter<Case>[] = id ? [{ assignedTo: id }, { [`doors.${id}`]: { $gt: at } }] : [];
  return { $and: [sees, { $or: [{ secrecy: { $in: ['none', 'possible'] } }, ...forwardedHere, ...opened] }] };
}

function ownDoors(reader: Reader, at: Date): QueryFilter<Case>[] {
  const { roles, boards } = reader;
  const groups = groupsOf(reader, at);
  return [
    ...(roles.includes('agent') && groups.length > 0 ? [{ group: { $in: groups } }] : []),
    ...(roles.includes('officer') && boards.length > 0 ? [{ board: { $in: [...boards] } }] : []),
  ];
}

/** A supervisor needs no door; to whoever has none, every case is closed. */
function anyOf({ roles }: Reader, doors: QueryFilter<Case>[]): QueryFilter<Case> {
  if (roles.includes('supervisor')) return {};
  const [only] = doors;
  if (!only) return { _id: '' };
  return doors.length === 1 ? only : { $or: doors };
}
