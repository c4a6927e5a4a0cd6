import { z } from 'zod';
import { HANDOVER_STATES, REACHED_BY } from '../../cases/case.js';
import { SECRECY } from '../../city/index.js';
import { PRESENCES } from '../../handover/agents.js';
import { OVERFLOWS } from '../../handover/routing.js';
import { messageShape } from './case-shapes.js';
import { time } from './shapes.js';

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
