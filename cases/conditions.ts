import type { QueryFilter } from 'mongoose';
import { owned, owns, type Reader } from './access.js';
import type { Case } from './case.js';
import { type CaseStatus, StepRefused, type StepRules, TRANSITIONS } from './status.js';

/** What must hold at the moment of a step's write, and why it is refused otherwise. */
export type Condition = Required<Pick<StepRules, 'when' | 'unless'>>;

/** Where a case may be brought by those it was only sent to: they answer, ask, or send it back. */
const MOVES_OF_OTHERS: readonly CaseStatus[] = ['answered', 'waiting-for-citizen', 'forwarded'];

export function bothOf(one: Condition, other: Condition): Condition {
  return {
    when: { $and: [one.when, other.when] },
    unless: (found) => one.unless(found) ?? other.unless(found),
  };
}

/** A case of the clerk's own desk or board; being sent it to answer is not enough. */
export function ownCase(clerk: Reader, at: Date): Condition {
  return {
    when: owned(clerk, at),
    unless: (found) => (owns(clerk, found, at) ? undefined : sentHere()),
  };
}

export function sentHere(): StepRefused {
  return new StepRefused(
    'sent-here',
    'the case was sent here to be answered and is not of your board: answer it, or send it back with a summary',
  );
}

/** Nobody may end or take a case over the heads of those who are talking about it: the conversation comes first. */
export function nobodyTalking({ but = '' }: { but?: string } = {}): Condition {
  const quiet: QueryFilter<Case> = { 'handover.state': { $nin: ['waiting', 'accepted'] } };
  const theirs: QueryFilter<Case> = { 'handover.state': 'accepted', 'handover.agentId': but };
  return {
    when: but ? { $or: [quiet, theirs] } : quiet,
    unless({ handover: { state, agentId } }) {
      if (state === 'waiting')
        return new StepRefused(
          'in-queue',
          'the conversation waits in the queue: claim it there, the case comes with it',
        );
      if (state === 'accepted' && agentId !== but)
        return new StepRefused('talking', 'there is a conversation about it, which ends first');
      return undefined;
    },
  };
}

/** Where somebody may bring a case from where it stands. */
export function movesOf(reader: Reader, found: Pick<Case, 'status' | 'group' | 'board'>, at: Date): CaseStatus[] {
  const own = owns(reader, found, at);
  return TRANSITIONS[found.status].filter((to) => own || MOVES_OF_OTHERS.includes(to));
}
