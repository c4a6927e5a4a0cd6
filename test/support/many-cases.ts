import { type Case, caseModel } from '../../cases/case.js';
import { aWish, type Office } from './registry.js';

/** So many alike in the store, the newest last; what the test is about besides. Quicker than one after the other. */
export async function manyCases(
  { registry, store }: Pick<Office, 'registry' | 'store'>,
  count: number,
  changes: Partial<Case> = {},
): Promise<void> {
  const { number } = await registry.openCase(aWish());
  const first = (await registry.findCase(number)) as Case;
  const cases = caseModel(store.connection);
  await cases.updateOne({ _id: number }, { $set: changes });
  const others = Array.from({ length: count - 1 }, (_, index): Case => {
    const _id = `KC-2026-${String(index + 2).padStart(6, '0')}`;
    const conversationId = `many-${index}`;
    const since = new Date(first.handover.since.getTime() + index + 1);
    const handover = { ...first.handover, id: `many-${index}`, openFor: conversationId, holder: _id, since };
    return { ...first, ...changes, _id, origin: `many-${index}`, contactId: `many-${index}`, conversationId, handover };
  });
  await cases.insertMany(others);
}
