import type { Access } from './access.js';
import type { CallBack } from './call-backs.js';
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
  interpreter: boolean;
  channel: string;
  district: string;
  persona: Case['persona'];
  reason: Case['reason'];
  /** Id of whoever works on it; '' for nobody. */
  assignedTo: string;
  forwarded: Case['forwarded'];
  /** `9999-12-31` for never. */
  dueOn: string;
  version: number;
  resolution: string;
  openedAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  handover: { id: string; state: Case['handover']['state']; agentName: string; since: Date; closedAt: Date | null };
  /** Only for those who may read all of it, and in lists never under strong secrecy. */
  subject?: string;
  reach?: Reach;
}

export interface CaseDetail extends CaseItem {
  access: Access;
  timeline?: TimelineEntry[];
  form?: string;
  details?: Details;
  answer?: string;
  /** Numbers of the linked cases that the reader may see. */
  links?: string[];
  /** How many want to hear of it. */
  followers?: number;
  callBack?: CallBack;
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
    interpreter: found.interpreter === true,
    channel: found.channel,
    district: found.district,
    persona: found.persona,
    reason: found.reason,
    assignedTo: found.assignedTo,
    forwarded: found.forwarded,
    dueOn: found.dueOn,
    version: found.version,
    resolution: found.resolution,
    openedAt: found.openedAt,
    updatedAt: found.updatedAt,
    closedAt: found.closedAt,
    handover: { id, state, agentName, since, closedAt },
    ...(access === 'full' && found.secrecy !== 'strong' && words(found)),
  };
}

const words = ({ subject, reach }: Case) => ({ subject, reach: { ...reach } });

export function caseDetail(found: Case, access: Access, links: string[]): CaseDetail {
  const { timeline, form, details, answer, callBack } = found;
  const whole = { ...words(found), timeline, form, details, answer, callBack, links };
  return {
    ...caseItem(found, access),
    access,
    ...(access === 'full' && { ...whole, followers: found.followers.length }),
  };
}
