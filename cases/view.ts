import type { Access } from './access.js';
import type { Case, TimelineEntry } from './case.js';
import type { Details } from './details.js';
import type { Reach } from './reach.js';

/** What a list shows of a case. */
export interface CaseItem {
  number: string;
  status: Case['status'];
  category: string;
  group: string;
  board: string;
  secrecy: Case['secrecy'];
  language: string;
  channel: string;
  district: string;
  resolution: string;
  openedAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  handover: { id: string; state: Case['handover']['state']; agentName: string; since: Date; closedAt: Date | null };
  /** Only for those who may read all of it. */
  subject?: string;
  reach?: Reach;
}

export interface CaseDetail extends CaseItem {
  access: Access;
  timeline?: TimelineEntry[];
  form?: string;
  details?: Details;
}

/** A case as somebody with this access may see it; what is left out is absent, not empty. */
export function caseItem(found: Case, access: Access): CaseItem {
  const { id, state, agentName, since, closedAt } = found.handover;
  return {
    number: found._id,
    status: found.status,
    category: found.category,
    group: found.group,
    board: found.board,
    secrecy: found.secrecy,
    language: found.language,
    channel: found.channel,
    district: found.district,
    resolution: found.resolution,
    openedAt: found.openedAt,
    updatedAt: found.updatedAt,
    closedAt: found.closedAt,
    handover: { id, state, agentName, since, closedAt },
    ...(access === 'full' && { subject: found.subject, reach: { ...found.reach } }),
  };
}

export function caseDetail(found: Case, access: Access): CaseDetail {
  return {
    ...caseItem(found, access),
    access,
    ...(access === 'full' && { timeline: found.timeline, form: found.form, details: found.details }),
  };
}
