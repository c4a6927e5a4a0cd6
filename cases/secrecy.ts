import { type City, OTHER, type Secrecy } from '../city/index.js';

export type { Secrecy } from '../city/index.js';

/** What the registry needs to know of the city. */
export type CityRules = Pick<City, 'timezone' | 'categories'>;

/** The date of a record that has nothing to remove: always set, so that one index finds what is due. */
export const NEVER = new Date('9999-12-31T00:00:00Z');

/** How long a conversation of strong secrecy may rest before its texts are removed. */
export const IDLE_MS = 30 * 60_000;

export interface CategoryRules {
  category: string;
  group: string;
  board: string;
  secrecy: Secrecy;
}

/** Group, board and secrecy follow from the category; a code that the city does not have counts as Other. */
export function rulesOf(city: CityRules, code: string): CategoryRules {
  const category = Object.hasOwn(city.categories, code) ? code : OTHER;
  const rules = city.categories[category];
  if (!rules) throw new Error(`the city has no category ${OTHER}`);
  return { category, group: rules.group, board: rules.board, secrecy: rules.secrecy };
}
