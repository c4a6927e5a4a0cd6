import { type Case, NO_DAY, type TimelineEntry } from './case.js';
import { CASE_STATUSES, type CaseStatus, originsOf } from './status.js';
import { CONTEST_WITHIN_MS } from './steps.js';

/** A case with so many changes takes no more words of its citizen: one document holds it all. */
export const MOST_CHANGES = 1000;

/** What a citizen may know of what happened; anything else, such as notes and who it was, is not for them. */
export const HAPPENED = [
  'opened',
  'queued',
  'claimed',
  'left',
  'ended',
  'reach',
  'information',
  'withdrawn',
  ...CASE_STATUSES,
] as const;
export type Happened = (typeof HAPPENED)[number];

/** A case as its citizen sees it: no name of anybody, no note, no word of theirs. */
export interface Standing {
  number: string;
  status: CaseStatus;
  since: Date;
  group: string;
  /** The city's date: answer-by when forwarded, until when parked; '' for none. */
  due: string;
  /** '' until there is one. */
  answer: string;
  mayTellMore: boolean;
  mayWithdraw: boolean;
  /** Until when the closing can be contested; undefined when it cannot. */
  contestUntil: Date | undefined;
  /** Whether words are kept at all about such a matter. */
  keepsWords: boolean;
  happened: { at: Date; what: Happened }[];
}

const MOVES: readonly string[] = ['opened', 'queued', 'claimed', 'left', 'asked-again', 'withdrawn', ...CASE_STATUSES];

/** The entry that brought the case where it stands. */
export function lastMove({ timeline }: Pick<Case, 'timeline'>): TimelineEntry {
  const moved = timeline.findLast(
    ({ what, data }) => MOVES.includes(what) || (what === 'information' && data?.to !== undefined),
  );
  const [first] = timeline;
  const found = moved ?? first;
  if (!found) throw new Error('a case without a beginning');
  return found;
}

export function standingOf(found: Case, at: Date): Standing {
  const { _id, status, group, dueOn, answer, closedAt, disposed, secrecy, handover, version } = found;
  const until = closedAt && new Date(closedAt.getTime() + CONTEST_WITHIN_MS);
  const talking = handover.state === 'waiting' || handover.state === 'accepted';
  const keepsWords = secrecy !== 'strong';
  return {
    number: _id,
    status,
    since: lastMove(found).at,
    group,
    due: dueOn === NO_DAY ? '' : dueOn,
    answer,
    mayTellMore: keepsWords && status !== 'closed' && !disposed && version < MOST_CHANGES,
    mayWithdraw: originsOf('closed').includes(status) && !talking && !disposed,
    contestUntil: status === 'closed' && !disposed && until && until >= at ? until : undefined,
    keepsWords,
    happened: found.timeline.flatMap(({ at: when, what }) => (isHappened(what) ? [{ at: when, what }] : [])),
  };
}

function isHappened(what: string): what is Happened {
  return (HAPPENED as readonly string[]).includes(what);
}
