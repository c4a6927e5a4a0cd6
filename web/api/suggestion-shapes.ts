import { z } from 'zod';
import { FIELDS, WAYS } from '../../knowledge/explain.js';

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
