import { z } from 'zod';
import { SECRECY } from '../../city/index.js';
import { organisationSchema } from '../../city/organisation.js';
import { PRESENCES } from '../../handover/agents.js';
import { SHUTS, WORRIES } from '../../handover/board.js';
import { LOANS } from '../../handover/ledger.js';
import { CHANGES } from '../../handover/organisation-changes.js';
import { OVERFLOWS } from '../../handover/routing.js';
import { time } from './shapes.js';

/** What the API answers about how the city works, and about this moment. */
const queued = { waiting: z.int(), since: time.nullable() };

export const boardShape = z.object({
  at: time,
  groups: z.array(
    z.object({
      group: z.string(),
      ...queued,
      desks: z.array(
        z.object({
          centre: z.string(),
          open: z.boolean(),
          /** '' when it is open. */
          why: z.enum(['', ...SHUTS]),
          opensAt: time.nullable(),
          /** By hand; `all`: together with the group's other desks. */
          closed: z.object({ why: z.string(), until: time, byName: z.string(), all: z.boolean() }).nullable(),
          atWork: z.int(),
          ...queued,
        }),
      ),
      /** `wait`: minutes that half, and four of five, have waited up to; null where too little was measured. */
      languages: z.array(
        z.object({
          language: z.string(),
          ...queued,
          wait: z.object({ from: z.number(), to: z.number() }).nullable(),
        }),
      ),
    }),
  ),
  agents: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      centre: z.string(),
      groups: z.array(z.string()),
      languages: z.array(z.string()),
      presence: z.enum(PRESENCES),
      reason: z.string(),
      load: z.int(),
      /** 0: no limit. */
      capacity: z.int(),
    }),
  ),
  conversations: z.array(
    z.object({
      id: z.string(),
      caseNumber: z.string(),
      state: z.enum(['waiting', 'accepted']),
      group: z.string(),
      centre: z.string(),
      language: z.string(),
      secrecy: z.enum(SECRECY),
      since: time,
      agentId: z.string(),
      agentName: z.string(),
      /** Id of somebody it is kept for now; '' for nobody. */
      wanted: z.string(),
      /** Nobody takes it, and the group or the supervisors were told; or whoever has it is silent. */
      worry: z.enum(WORRIES),
      silentSince: time.nullable(),
      offers: z.array(z.object({ centre: z.string(), why: z.enum(['', ...OVERFLOWS]) })),
    }),
  ),
  /** More wait than are counted here. */
  more: z.boolean(),
  overflow: z.array(
    z.object({ group: z.string(), from: z.string(), to: z.string(), why: z.enum(OVERFLOWS), waiting: z.int() }),
  ),
  ledger: z.object({
    since: time,
    lent: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        why: z.enum(LOANS),
        conversations: z.int(),
        minutes: z.int(),
      }),
    ),
  }),
});

export const revisionNameShape = z.object({ version: z.int() });

export const storedOrganisationShape = revisionNameShape.extend({
  organisation: organisationSchema,
  closed: z.array(
    z.object({
      group: z.string(),
      /** '' for all desks of the group. */
      centre: z.string(),
      until: time,
      why: z.string(),
      byName: z.string(),
    }),
  ),
  /** '' and null for version 0: it is what the city's files say. */
  byName: z.string(),
  at: time.nullable(),
});

export const organisationShape = storedOrganisationShape.extend({
  /** Active accounts by name, and open conversations, of each centre. */
  belongings: z.array(z.object({ centre: z.string(), agents: z.array(z.string()), conversations: z.int() })),
  history: z.array(
    storedOrganisationShape
      .pick({ version: true, byName: true, at: true })
      .extend({ changes: z.array(z.object({ what: z.enum(CHANGES), group: z.string(), centre: z.string() })) }),
  ),
});
