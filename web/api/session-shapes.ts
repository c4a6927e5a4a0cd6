import { z } from 'zod';
import { SECRECY } from '../../city/index.js';
import { agentShape } from './agent-shapes.js';

const names = z.object({ sv: z.string(), en: z.string() });
const direction = z.enum(['ltr', 'rtl']);
/** What a citizen reads, too: in every language the city answers in. */
const namesInAll = names.catchall(z.string());

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
export const meShape = sessionShape.extend({
  city: cityShape,
  /** Another console of the same agent is there: it keeps their conversations when this one signs out. */
  elsewhere: z.boolean(),
});
