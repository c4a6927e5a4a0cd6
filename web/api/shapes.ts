import { z } from 'zod';
import { ROLES } from '../../cases/access.js';
import { CALL_OUTCOMES } from '../../cases/call-backs.js';
import { HANDOVER_STATES, REACHED_BY } from '../../cases/case.js';
import { CONTACT_REASONS, PERSONAS } from '../../cases/contact.js';
import { CASE_STATUSES } from '../../cases/status.js';
import { FIELD_TYPES } from '../../city/forms.js';
import { SECRECY } from '../../city/index.js';
import { STATUSES } from '../../editorial/article.model.js';
import { TASK_KINDS } from '../../editorial/overview.js';
import { PRESENCES } from '../../handover/agents.js';
import { OVERFLOWS } from '../../handover/routing.js';
import { FIELDS, WAYS } from '../../knowledge/explain.js';

/** What the API answers, for its description and for the tests that hold the answers against it. */
const time = z.iso.datetime();
const names = z.object({ sv: z.string(), en: z.string() });
const direction = z.enum(['ltr', 'rtl']);
/** What a citizen reads, too: in every language the city answers in. */
const namesInAll = names.catchall(z.string());

export const refusalShape = z.object({ code: z.string(), message: z.string() });

export const agentShape = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  groups: z.array(z.string()),
  languages: z.array(z.string()),
  boards: z.array(z.string()),
  cover: z.array(z.object({ group: z.string(), until: time, by: z.string() })),
  centre: z.string(),
  /** Conversations at the same time; 0: as the city has it for all. */
  capacity: z.int(),
  presence: z.enum(PRESENCES),
  presenceReason: z.string(),
  seenAt: time,
  /** A console of theirs was open when they were last seen. */
  listening: z.boolean(),
  mustChange: z.boolean(),
  active: z.boolean(),
});

/** Who answers citizens, and for whose desk besides. */
export const coveringShape = z.object({
  id: z.string(),
  name: z.string(),
  groups: z.array(z.string()),
  /** `byName` is '' when that account is gone. */
  cover: z.array(z.object({ group: z.string(), until: time, byName: z.string() })),
});

export const cityShape = z.object({
  timezone: z.string(),
  categories: z.record(
    z.string(),
    z.object({
      title: names,
      topic: z.string(),
      group: z.string(),
      board: z.string(),
      secrecy: z.enum(SECRECY),
      /** The form it is reported with; '' when there is none. */
      form: z.string(),
    }),
  ),
  groups: z.record(z.string(), z.object({ name: namesInAll })),
  boards: z.record(z.string(), names),
  departments: z.record(z.string(), z.object({ name: z.string(), board: z.string() })),
  districts: z.array(z.object({ code: z.string(), name: z.string() })),
  centres: z.array(z.object({ code: z.string(), name: z.string() })),
  resolutions: z.record(z.string(), names),
  languages: z.array(z.object({ code: z.string(), name: z.string(), dir: direction })),
  /** Those of right or demand in which the city has no texts, and what their speakers are spoken to in meanwhile. */
  languagesByPerson: z.array(z.object({ code: z.string(), name: z.string(), dir: direction, reads: z.string() })),
});

export const sessionShape = z.object({ agent: agentShape, csrf: z.string() });
export const meShape = sessionShape.extend({ city: cityShape });

export const handoverShape = z.object({
  id: z.string(),
  caseNumber: z.string(),
  group: z.string(),
  category: z.string(),
  language: z.string(),
  interpreter: z.boolean(),
  since: time,
  position: z.int(),
  state: z.enum(HANDOVER_STATES),
  secrecy: z.enum(SECRECY),
  district: z.string(),
  agentId: z.string(),
  agentName: z.string(),
  /** The centre that is local to the citizen; '' when none is. */
  centre: z.string(),
  /** The desks it is offered to now, while it waits, and why others than its own. */
  offers: z.array(z.object({ centre: z.string(), why: z.enum(['', ...OVERFLOWS]) })),
  /** Id of somebody it is offered to first; '' for nobody. */
  wanted: z.string(),
  /** Until then it is kept for them; null when it is not. */
  keptUntil: time.nullable(),
  /** 0 nobody, 1 the group, 2 the supervisors have been told that nobody answers. */
  alarm: z.int(),
  reachBy: z.enum(REACHED_BY),
  /** How often it was sent on. */
  transfers: z.int(),
  /** The category that would take it to another board, while the citizen is asked; '' when they are not. */
  asked: z.string(),
  /** Who wrote last, while an agent has it. */
  citizenAt: time.nullable(),
  agentAt: time.nullable(),
});

export const messageShape = z.object({
  id: z.string(),
  at: time,
  from: z.enum(['citizen', 'bot', 'agent']),
  name: z.string(),
  text: z.string(),
  language: z.string(),
  /** The same for whoever reads another language, made by a machine; `text` is '' when it could not be made. */
  translation: z.object({ language: z.string(), text: z.string() }).optional(),
  attachments: z.array(z.object({ name: z.string(), contentType: z.string(), contentUrl: z.string() })),
});

/** The transcript is absent for those who may see only the metadata. */
export const handoverDetailShape = handoverShape.extend({
  transcript: z.array(messageShape).optional(),
  /** A machine translates between what the citizen writes in and what the agent reads. */
  translated: z.object({ spoken: z.string(), read: z.string() }).optional(),
  /** Colleagues who look at it now. */
  watching: z.array(z.object({ name: z.string(), typing: z.boolean() })),
});

/** An answer group at a centre. */
export const deskShape = z.object({
  group: z.string(),
  centre: z.string(),
  open: z.boolean(),
  agents: z.array(
    z.object({ id: z.string(), name: z.string(), languages: z.array(z.string()), presence: z.enum(PRESENCES) }),
  ),
});

const parts = z.enum(['case', 'transcript', 'details', 'notes', 'place', 'contact']);
export const previewShape = z.object({
  group: z.string(),
  board: z.string(),
  centre: z.string(),
  open: z.boolean(),
  /** Another board is another authority: the citizen is asked first, and it becomes a case of its own. */
  needsConsent: z.boolean(),
  /** It was sent on before. */
  needsWhy: z.boolean(),
  follows: z.array(parts),
  stays: z.array(parts),
});

export const caseShape = z.object({
  number: z.string(),
  status: z.enum(CASE_STATUSES),
  category: z.string(),
  group: z.string(),
  board: z.string(),
  secrecy: z.enum(SECRECY),
  language: z.string(),
  interpreter: z.boolean(),
  channel: z.string(),
  district: z.string(),
  persona: z.enum(PERSONAS).or(z.literal('')),
  reason: z.enum(CONTACT_REASONS).or(z.literal('')),
  /** An account's id; '' for nobody. */
  assignedTo: z.string(),
  forwarded: z.object({ board: z.string(), department: z.string() }),
  /** YYYY-MM-DD; 9999-12-31 when it is due on no day. */
  dueOn: z.string(),
  version: z.int(),
  resolution: z.string(),
  openedAt: time,
  updatedAt: time,
  closedAt: time.nullable(),
  handover: z.object({
    id: z.string(),
    state: z.enum(HANDOVER_STATES),
    agentName: z.string(),
    since: time,
    closedAt: time.nullable(),
  }),
  subject: z.string().optional(),
  reach: z.object({ phone: z.string(), email: z.string(), name: z.string() }).optional(),
});

export const attemptShape = z.object({
  at: time,
  who: z.object({ id: z.string(), name: z.string() }),
  outcome: z.enum(CALL_OUTCOMES),
});

export const callBackShape = z.object({
  number: z.string(),
  category: z.string(),
  group: z.string(),
  secrecy: z.enum(SECRECY),
  from: z.string(),
  window: z.string(),
  language: z.string(),
  interpreter: z.boolean(),
  phone: z.string().optional(),
  attempts: z.array(attemptShape).optional(),
});

export const caseDetailShape = caseShape.extend({
  access: z.enum(['metadata', 'full']),
  /** Whose case it is; '' for nobody's. */
  assignedName: z.string(),
  answer: z.string().optional(),
  links: z.array(z.string()).optional(),
  followers: z.int().optional(),
  callBack: z
    .object({
      state: z.enum(['none', 'due', 'done']),
      from: z.string(),
      phone: z.string(),
      window: z.string(),
      language: z.string(),
      interpreter: z.boolean(),
      attempts: z.array(attemptShape),
    })
    .optional(),
  timeline: z
    .array(
      z.object({
        at: time,
        who: z.object({ kind: z.enum(['citizen', 'bot', 'agent', 'system']), id: z.string(), name: z.string() }),
        what: z.string(),
        data: z.record(z.string(), z.unknown()),
      }),
    )
    .optional(),
  /** The form it was reported with, '' when with none, and the answers by its fields. */
  form: z.string().optional(),
  /** Pictures have a `contentUrl` that opens them for a while. */
  details: z.record(z.string(), z.unknown()).optional(),
  /** Where it may go from where it stands. */
  next: z.array(z.enum(CASE_STATUSES)).optional(),
  transcript: z.array(messageShape).optional(),
});

export const formShape = z.object({
  id: z.string(),
  becomes: z.enum(['case', 'call-back', 'nothing']),
  fields: z.array(
    z.object({
      name: z.string(),
      type: z.enum(FIELD_TYPES),
      /** Codes, or the city's own lists. */
      options: z.enum(['districts', 'languages']).or(z.array(z.string())),
      required: z.boolean(),
      /** Asked only if earlier answers are these. */
      when: z.record(z.string(), z.string()),
      /** Not asked once this other field is answered; '' for none. */
      unless: z.string(),
    }),
  ),
});

/** How much, from 0 to 1. */
const share = z.number().min(0).max(1);

export const suggestionsShape = z.object({
  /** The citizen's message it is about; '' when it is about none. */
  message: z.string(),
  question: z.string(),
  language: z.string(),
  verdict: z.enum(['answer', 'choose', 'unknown']),
  confidence: share,
  items: z.array(
    z.object({
      topic: z.string(),
      title: z.string(),
      language: z.string(),
      /** The confidence for the first; less for the others, as their scores are. */
      score: share,
      /** As a citizen gets it, in Markdown. */
      text: z.string(),
      why: z.object({
        words: z.array(
          z.object({
            word: z.string(),
            known: z.boolean(),
            fields: z.array(z.object({ field: z.enum(FIELDS), by: z.enum(WAYS) })),
          }),
        ),
        nearest: z.string(),
        parts: z.object({
          coverage: share,
          stems: share,
          nearest: share,
          lead: share,
          learnt: share.optional(),
          unknown: share,
        }),
      }),
    }),
  ),
});

export const listOf = (item: z.ZodType) => z.object({ items: z.array(item) });

export const unansweredShape = z.object({
  id: z.string(),
  language: z.string(),
  /** The nearest article; '' when none was near. */
  article: z.string(),
  nearest: z.array(z.string()),
  text: z.string(),
  why: z.array(z.string()),
  count: z.number(),
  firstAt: time,
  lastAt: time,
  status: z.enum(['open', 'asked-as', 'draft', 'not-ours']),
  resolvedTo: z.string(),
  resolvedBy: z.string(),
  version: z.number(),
});
export const unansweredDetailShape = unansweredShape.extend({
  questions: z.array(z.object({ text: z.string(), why: z.string(), at: time })),
});

const standing = {
  language: z.string(),
  /** Revision numbers; 0 when there is none. */
  published: z.int(),
  publishedAt: time.optional(),
  owner: z.string(),
  /** YYYY-MM-DD; 9999-12-31 when it is never due by itself. */
  reviewBy: z.string(),
  due: z.boolean(),
  stale: z.boolean(),
  reviewed: z.boolean(),
};

export const articleShape = z.object({
  topic: z.string(),
  category: z.string(),
  texts: z.array(z.object({ ...standing, title: z.string(), newest: z.int(), status: z.enum(STATUSES) })),
});

export const articleTaskShape = z.object({
  kind: z.enum(TASK_KINDS),
  topic: z.string(),
  language: z.string(),
  title: z.string(),
  owner: z.string(),
  since: time,
});

export const revisionShape = z.object({
  n: z.int(),
  status: z.enum(STATUSES),
  text: z.string(),
  /** An account's id, or `files`. */
  author: z.string(),
  authorName: z.string(),
  at: time,
  comment: z.string(),
  basedOn: z.int(),
});

export const historyShape = revisionShape
  .omit({ text: true })
  .extend({ decidedBy: z.string(), decidedByName: z.string() });

export const articleTextShape = z.object({
  ...standing,
  /** The Swedish revision a translation was last compared with; 0 when it was with none. */
  source: z.int(),
  revision: revisionShape,
});

export const articleDetailShape = z.object({
  topic: z.string(),
  category: z.string(),
  texts: z.array(articleTextShape),
  missing: z.array(z.string()),
});

export const diffLineShape = z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() });

export const textProblemShape = z.object({
  line: z.int(),
  level: z.enum(['error', 'warning']),
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  message: z.string(),
});

export const checkedShape = z.object({
  problems: z.array(textProblemShape),
  preview: z.object({ language: z.string(), text: z.string() }),
});

export const triedShape = z.object({
  verdict: z.object({
    kind: z.enum(['answer', 'choose', 'unknown']),
    article: z.string().optional(),
    articles: z.array(z.string()).optional(),
  }),
  confidence: z.number(),
  words: z.array(z.object({ word: z.string(), known: z.boolean() })),
  ranking: z.array(z.object({ id: z.string(), title: z.string(), score: z.number() })),
  /** The draft's place among all; 0 when it is not found. */
  rank: z.int(),
});

export const takenShape = z.object({
  text: z.string(),
  from: z.string(),
  fromTitle: z.string(),
  kind: z.enum(['asked-as', 'golden']),
});
