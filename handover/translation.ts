import type { Case } from '../cases/case.js';
import type { Agent } from './agents.js';

/** What the citizen writes in, and what the agent reads it in. */
export interface Pair {
  spoken: string;
  read: string;
}

/** What may leave us for a translator: not what is strictly secret, nor what has a secrecy that is not named here. */
const MAY_LEAVE: ReadonlySet<Case['secrecy']> = new Set(['none', 'possible']);

export const mayLeave = ({ secrecy }: Pick<Case, 'secrecy'>): boolean => MAY_LEAVE.has(secrecy);

/** What the console is written in, before what else an agent speaks. */
const CONSOLE = 'sv';

/** Undefined when nothing is to be translated between these two, or nothing may be. */
export function pairFor(
  found: Pick<Case, 'secrecy'>,
  spoken: string,
  { languages }: Pick<Agent, 'languages'>,
): Pair | undefined {
  const read = languages.includes(CONSOLE) ? CONSOLE : languages[0];
  if (read === undefined || languages.includes(spoken) || !mayLeave(found)) return undefined;
  return { spoken, read };
}
