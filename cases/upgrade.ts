import type { Connection } from 'mongoose';
import type { Case } from './case.js';
import { newHandover } from './new-handover.js';

/** So long an agent has, after the upgrade, to show that they are still there. */
const COMES_BACK_MS = 5 * 60_000;

/**
 * Gives cases of an earlier version what handovers have had since: without it the store would not take their new index.
 * To be called before anything uses the cases. The newest case is done last, so that one look says whether all are done.
 */
export async function upgradeCases(db: Connection, now: () => Date): Promise<void> {
  const cases = db.collection<Case>('cases');
  const newest = await cases.findOne({} as never, { sort: { _id: -1 } });
  if (!newest || newest.handover.holder) return;
  const old = await cases
    .find({ 'handover.holder': null } as never, { projection: { handover: 1 }, sort: { _id: 1 } })
    .toArray();
  for (const { _id, handover } of old) {
    const { id, since, acceptedAt, state, agentId } = handover;
    const set = {
      ...newHandover({ id, number: _id, at: since }),
      ...handover,
      answeredAt: acceptedAt,
      ...(state === 'accepted' && {
        holder: `${agentId}#${_id}`,
        leaseUntil: new Date(now().getTime() + COMES_BACK_MS),
      }),
    };
    await cases.updateOne({ _id } as never, { $set: { handover: set } });
  }
}
