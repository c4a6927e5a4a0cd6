import type { Connection } from 'mongoose';
import type { Case } from './case.js';
import { NEVER } from './secrecy.js';

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
    const { since, acceptedAt, state, agentId } = handover;
    const set = {
      holder: state === 'accepted' ? `${agentId}#${_id}` : _id,
      queuedAt: since,
      answeredAt: acceptedAt,
      centre: '',
      servedBy: '',
      overflow: '',
      wanted: '',
      keptUntil: new Date(0),
      leaseUntil: state === 'accepted' ? new Date(now().getTime() + COMES_BACK_MS) : NEVER,
      heardSeq: 0,
      citizenAt: since,
      agentAt: null,
      idleAskedAt: null,
      reachBy: 'chat',
      alarm: 0,
      nobodyAt: null,
      nobodyTold: false,
      transfers: 0,
      asked: null,
      moves: 0,
      toTell: '',
    };
    const fields = Object.entries(set).map(([name, value]) => [`handover.${name}`, value]);
    await cases.updateOne({ _id } as never, { $set: Object.fromEntries(fields) });
  }
}
