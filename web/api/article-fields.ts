import { z } from 'zod';
import type { City } from '../../city/index.js';

const LONGEST_TEXT = 100_000;

export const articleText = z.string().max(LONGEST_TEXT);

/** The code of a topic stands in addresses, files and figures: nobody's number may be one. */
export const topicCode = (mask: (text: string) => string) =>
  z
    .string()
    .regex(/^[a-z0-9-]{1,80}$/, 'is no name for a topic; write it as forskola-ko')
    .refine((code) => mask(code) === code, 'is a personal number and no name for a topic');

export const categoryCode = ({ categories }: Pick<City, 'categories'>) =>
  z.string().refine((code) => Object.hasOwn(categories, code), 'is no category of this city');
