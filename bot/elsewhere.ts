import type { Case } from '../cases/case.js';
import { rulesOf } from '../cases/secrecy.js';
import type { OpenedElsewhere } from './moves.js';
import type { Rooms } from './rooms.js';

/**
 * Opens the case of a conversation that the citizen has let go to another board: their authority's own record, in their
 * queue, with no more of what was said than the citizen agreed to. What asks for it stands in the first board's case,
 * so a crash in between only repeats it. When nobody is there any more, or the citizen has turned to somebody else in
 * the meantime, it is registered all the same.
 */
export function createOpenElsewhere({ registry, desk, activities, city }: Rooms) {
  return async (found: Case): Promise<OpenedElsewhere> => {
    const { asked, since, reachBy } = found.handover;
    if (!asked) throw new Error(`nothing was asked in ${found._id}`);
    const { conversationId, channel, language, interpreter, district, reach, transcript } = found;
    const id = `consent/${asked.id}`;
    const { group, category, secrecy } = rulesOf(city, asked.category);
    const from = asked.transcript ? transcript.fromSeq : (await activities.last(conversationId)) + 1;
    const { open } = await desk.availability(group, { district, secrecy });
    const centre = asked.centre || (await desk.localCentre(group, district));
    const wanted = {
      origin: id,
      contactId: id,
      conversationId,
      category,
      language,
      interpreter,
      channel,
      district,
      reach,
      fromSeq: from,
      since,
      // In a matter of strong secrecy they are answered where they have just said yes.
      reachBy: secrecy === 'strong' ? ('chat' as const) : reachBy,
      centre,
    };
    let opened = await registry.openCase({ ...wanted, handover: open });
    let made = await registry.findCase(opened.number);
    if (made?.origin !== id) {
      opened = await registry.openCase({ ...wanted, handover: false });
      made = await registry.findCase(opened.number);
    }
    const state = made?.handover.state ?? 'none';
    await registry.keepContact({
      id,
      conversationId,
      channel,
      language,
      district,
      category,
      caseNumber: opened.number,
      outcome: state === 'none' ? 'registered' : 'handed-over',
      firstSeq: from,
      lastSeq: from,
    });
    return { ...opened, group, secrecy, state, reachBy: wanted.reachBy };
  };
}
