import { z } from 'zod';

/** What answers of every kind are made of, for the API's description and for the tests that hold the answers against it. */
export const time = z.iso.datetime();

export const refusalShape = z.object({ code: z.string(), message: z.string() });

export const listOf = (item: z.ZodType) => z.object({ items: z.array(item) });
