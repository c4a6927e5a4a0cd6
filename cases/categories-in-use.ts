import type { Connection } from 'mongoose';
import { type Case, caseModel } from './case.js';

/**
 * The categories that cases have, each once, in order. Hops from one to the next along the index: as many look-ups as
 * there are categories, however many cases.
 */
export async function categoriesInUse(db: Connection): Promise<string[]> {
  const cases = caseModel(db);
  const found: string[] = [];
  for (let last = ''; ; last = found.at(-1) ?? '') {
    const next = cases.findOne({ category: { $gt: last } }, { category: 1 }).sort({ category: 1 });
    const one = await next.lean<Pick<Case, 'category'>>();
    if (!one) return found;
    found.push(one.category);
  }
}
