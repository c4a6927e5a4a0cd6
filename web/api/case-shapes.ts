import { z } from 'zod';
import { CALL_OUTCOMES } from '../../cases/call-backs.js';
import { HANDOVER_STATES } from '../../cases/case.js';
import { CONTACT_REASONS, PERSONAS } from '../../cases/contact.js';
import { CASE_STATUSES } from '../../cases/status.js';
import { FIELD_TYPES } from '../../city/forms.js';
import { SECRECY } from '../../city/index.js';
import { time } from './shapes.js';

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
