import { NO_CALL } from '../cases/call-backs.js';
import { type Case, NO_DAY, type TimelineEntry } from '../cases/case.js';
import { cityTime } from '../cases/city-time.js';
import { type CityRules, rulesOf } from '../cases/secrecy.js';
import { withoutWords } from './moving.js';

/** How an agent ends a conversation. The text is for the citizen. */
export interface Closing {
  resolution: string;
  category: string;
  text?: string;
}

interface Needs {
  closing: Closing;
  city: CityRules;
  entry: TimelineEntry;
}

/**
 * Everything that closing changes beside the end of the conversation, for one update: the case, its timeline and, when
 * the agent corrects the category, the board that owns it; the group stays the one that answered. A case of strong
 * secrecy stays behind its own walls whatever category it is given; one that turns out to be secret goes behind those
 * of its category and loses the words that were kept about it. A case that is already with somebody else stays with
 * them: then only the conversation ends.
 */
export function closingUpdate(
  found: Case,
  { closing, city, entry }: Needs,
): { set: Record<string, unknown>; entry: TimelineEntry } {
  const { resolution, category, text = '' } = closing;
  const rules = rulesOf(city, category);
  const wasStrong = found.secrecy === 'strong';
  const strong = wasStrong || rules.secrecy === 'strong';
  const words = text && !strong ? `closed-${found.version + 1}` : '';
  const closed: TimelineEntry = {
    ...entry,
    what: staysOpen(found) ? 'ended' : 'closed',
    data: { resolution, category, ...(category !== found.category && { before: found.category }) },
    words,
  };
  return {
    set: {
      ...(wasStrong ? { category } : strong ? rules : { ...rules, group: found.group }),
      ...(strong && { secrecy: 'strong', ...withoutWords(entry.at) }),
      ...(words && { [`texts.${words}`]: text }),
      ...(!staysOpen(found) && { status: 'closed', resolution, closedAt: entry.at, dueOn: NO_DAY }),
      ...(resolution === CALL_BACK && { callBack: callOf(found, cityTime(entry.at, city.timezone).day) }),
    },
    entry: closed,
  };
}

/** The resolution that promises a call. */
const CALL_BACK = 'call-back';

function callOf({ callBack, reach, language }: Case, day: string): Case['callBack'] {
  if (callBack.state === 'due') return callBack;
  return { ...NO_CALL, state: 'due', from: day, phone: reach.phone, language };
}

/** Forwarded or parked while the conversation went on: others still work on it. */
export function staysOpen({ status }: Pick<Case, 'status'>): boolean {
  return status === 'forwarded' || status === 'parked';
}

/** Closing twice, because the answer got lost on the way, is no mistake. */
export function isSameClosing(
  { handover, timeline, category }: Case,
  agent: { id: string },
  closing: Closing,
): boolean {
  const end = timeline.findLast(({ what }) => what === 'closed' || what === 'ended');
  return (
    handover.state === 'closed' &&
    handover.agentId === agent.id &&
    end?.data.resolution === closing.resolution &&
    category === closing.category
  );
}
