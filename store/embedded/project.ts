import { refused } from './errors.js';
import type { Doc } from './values.js';

export type Projection = (doc: Doc) => Doc;

/** Reads which fields a caller wants; the `_id` comes with them unless it is left out. */
export function readProjection(projection: unknown, where: string): Projection {
  const { _id = 1, ...named } = (projection ?? {}) as Doc;
  const isAll = Object.keys(projection ?? {}).length === 0;
  const fields = Object.entries(_id ? { _id, ...named } : named);
  if (fields.length === 0) throw refused('a projection that only leaves out', where);
  for (const [path, wanted] of fields) {
    if (wanted !== 1 && wanted !== true) throw refused('a projection other than by 1', `${where} at "${path}"`);
    if (/[.$]/.test(path)) throw refused('a projection inside a field', `${where} at "${path}"`);
  }
  if (isAll) return (doc) => doc;
  const kept = new Set(fields.map(([path]) => path));
  return (doc) => Object.fromEntries(Object.entries(doc).filter(([field]) => kept.has(field)));
}
