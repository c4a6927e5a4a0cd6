import type { Case } from '../cases/case.js';
import type { Outcome } from '../cases/contact.js';
import { OTHER } from '../city/index.js';
import type { Matter, Turn } from './turn.js';

function categoryIsStrong(turn: Turn, category: string): boolean {
  return turn.services.city.categories[category]?.secrecy === 'strong';
}

/** Of a matter of strong secrecy nothing is left to the editors, and nobody's address beside it. */
export function isStrictlySecret(turn: Turn): boolean {
  return categoryIsStrong(turn, turn.talk.matter?.category ?? '');
}

function open(turn: Turn, category: string): Matter {
  const { talk, seq } = turn;
  if (talk.matter && categoryIsStrong(turn, talk.matter.category)) talk.openFrom = seq;
  return {
    id: turn.id,
    category,
    language: talk.language,
    district: talk.district,
    outcome: 'open',
    articles: [],
    misses: 0,
    helped: '',
    caseNumber: '',
    firstSeq: seq,
    lastSeq: seq,
    openedAt: turn.at.toISOString(),
    answerMs: 0,
  };
}

/** The contact that goes on, or a new one after a case was registered: more about the same matter, or a wish about it. */
export function currentMatter(turn: Turn, category: string = OTHER): Matter {
  const current = turn.talk.matter;
  const matter = current && !current.caseNumber ? current : open(turn, category);
  turn.talk.matter = matter;
  return matter;
}

/**
 * The contact of a question. One in another category than the last, or one we cannot place after an answer, is a new
 * matter; a question asked again in other words because it was not answered is not.
 */
export function matterOf(turn: Turn, category: string = OTHER): Matter {
  const current = turn.talk.matter;
  const settled = current !== null && current.outcome !== 'open' && current.outcome !== 'unanswered';
  const another = current !== null && current.category !== category && (settled || current.category !== OTHER);
  const placed = category !== OTHER || settled;
  const matter = another && placed ? open(turn, category) : currentMatter(turn, category);
  if (category !== OTHER) matter.category = category;
  turn.talk.matter = matter;
  return matter;
}

/** A case is asked about again: an inquiry of its own, about the same matter. */
export function matterAgain(turn: Turn, { _id, category, district, secrecy }: Case, outcome: Outcome): Matter {
  return {
    ...open(turn, category),
    ...(district && { district }),
    ...(secrecy === 'strong' && { secrecy }),
    reason: 'follow-up',
    caseNumber: _id,
    outcome,
  };
}

/** Notes what became of the matter. Its text is never part of it. */
export function note(turn: Turn, matter: Matter, outcome: Outcome): void {
  matter.outcome = outcome;
  matter.language = turn.talk.language;
  matter.district = turn.talk.district;
  matter.lastSeq = turn.seq;
}
