import { z } from 'zod';

/** What a template may ask for besides facts; the console knows how to fill each. */
export const VARIABLES = ['caseNumber', 'citizenName', 'agentName', 'group', 'category', 'date'] as const;

/** A figure, number or address is a fact of the knowledge: `{{phone.health}}`. */
const FACT = /^[a-z]+\.\w+$/i;

const inLanguages = z
  .record(z.string().regex(/^[a-z]{2,3}$/, 'must be a language code such as sv'), z.string().trim().min(1).max(2000))
  .refine(({ sv }) => sv !== undefined, 'must have a Swedish text (sv)');

/** Words that agents use often. One without groups and categories is for everybody. */
export const templatesSchema = z.array(
  z.strictObject({
    code: z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be small letters, digits and hyphens'),
    title: z.strictObject({ sv: z.string().min(1).max(60), en: z.string().min(1).max(60) }),
    groups: z.array(z.string()).default([]),
    categories: z.array(z.string()).default([]),
    /** By the citizen's language. */
    text: inLanguages,
  }),
);
export type Template = z.infer<typeof templatesSchema>[number];

/** The names between double braces. */
export const namesIn = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)].map(([, name = '']) => name);

const isKnown = (name: string) => FACT.test(name) || (VARIABLES as readonly string[]).includes(name);

/** What is wrong with templates that have the right shape. */
export function templatesFault(
  templates: readonly Template[],
  known: { groups: object; categories: object },
): string | undefined {
  const codes = new Set<string>();
  for (const { code, groups, categories, text } of templates) {
    if (codes.has(code)) return `${code}: there are two templates of this code`;
    codes.add(code);
    const group = groups.find((one) => !Object.hasOwn(known.groups, one));
    if (group) return `${code}: answer group ${group} is not in groups.yaml`;
    const category = categories.find((one) => !Object.hasOwn(known.categories, one));
    if (category) return `${code}: ${category} is not in categories.yaml`;
    for (const [language, words] of Object.entries(text)) {
      const name = namesIn(words).find((one) => !isKnown(one));
      if (name !== undefined)
        return `${code}.${language}: {{${name}}} is neither one of ${VARIABLES.join(', ')} nor a fact`;
      const braces = words.replace(/\{\{[^{}]*\}\}/g, '');
      if (braces.includes('{{') || braces.includes('}}'))
        return `${code}.${language}: a name stands between {{ and }}, one pair for each`;
    }
  }
  return undefined;
}
