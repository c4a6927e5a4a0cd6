import { z } from 'zod';

export interface Naming {
  /** Takes personal numbers out. */
  mask(text: string): string;
  /** Takes out characters that change how a text is read without being seen. */
  tidy(text: string): string;
}

export const PERSONAL_NUMBER = 'holds a personal number';

/** What somebody or something is called: others read it, and it is kept as long as what it names. */
export const nameSchema = ({ mask, tidy }: Naming) =>
  z
    .string()
    .overwrite(tidy)
    .min(1)
    .max(100)
    .refine((name) => mask(name) === name, PERSONAL_NUMBER);
