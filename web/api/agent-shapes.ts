import { z } from 'zod';
import { ROLES } from '../../cases/access.js';
import { PRESENCES } from '../../handover/agents.js';
import { time } from './shapes.js';

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
