import type { UpdateQuery } from 'mongoose';
import type { Case, TimelineEntry } from '../cases/case.js';
import { type CityRules, rulesOf } from '../cases/secrecy.js';

/** How an agent ends a conversation. The text is for the citizen. */
export interface Closing {
  resolution: string;
  category: string;
  text?: string;
}

interface Needs {
  closing: Closing;
  city: CityRules;
  /** Last entry of the conversation so far. */
  toSeq: number;
  entry: TimelineEntry;
}

/**
 * Everything that closing changes, for one update: the handover, the case, its timeline and, when the agent corrects
 * the category, the board that owns it; the group stays the one that answered. A case of strong secrecy stays behind
 * its own walls whatever category it is given; one that turns out to be secret goes behind those of its category and
 * loses the words that were kept about it.
 */
export function closingUpdate(found: Case, { closing, city, toSeq, entry }: Needs): UpdateQuery<Case> {
  const { resolution, category, text = '' } = closing;
  const rules = rulesOf(city, category);
  const wasStrong = found.secrecy === 'strong';
  const strong = wasStrong || rules.secrecy === 'strong';
  const closed: TimelineEntry = {
    ...entry,
    data: {
      resolution,
      category,
      ...(category !== found.category && { before: found.category }),
      ...(text && !strong && { text }),
    },
  };
  const wordless = found.timeline.filter(({ what }) => what !== 'note');
  return {
    $set: {
      ...(wasStrong ? { category } : strong ? rules : { ...rules, group: found.group }),
      ...(strong && { secrecy: 'strong', subject: '', purgeAt: entry.at }),
      ...(strong && { timeline: [...wordless, closed] }),
      status: 'closed',
      resolution,
      closedAt: entry.at,
      updatedAt: entry.at,
      'transcript.toSeq': toSeq,
      'handover.state': 'closed',
      'handover.openFor': found._id,
      'handover.closedAt': entry.at,
    },
    ...(!strong && { $push: { timeline: closed } }),
    $inc: { version: 1 },
  };
}

/** Closing twice, because the answer got lost on the way, is no mistake. */
export function isSameClosing(
  { handover, resolution, category }: Case,
  agent: { id: string },
  closing: Closing,
): boolean {
  return (
    handover.state === 'closed' &&
    handover.agentId === agent.id &&
    resolution === closing.resolution &&
    category === closing.category
  );
}
