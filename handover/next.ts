import type { Case } from '../cases/case.js';
import type { Agent } from './agents.js';
import type { HandoverItem, Listed } from './places.js';
import { Refusal } from './refusal.js';

interface Needs {
  waiting(agent: Agent): Promise<Listed>;
  claim(handoverId: string, agent: Agent): Promise<Case>;
}

/** Somebody else was first, or it is for another desk: then the one after it. */
const GOES_ON: readonly string[] = ['conflict', 'elsewhere', 'not-yours', 'not-found'];

/**
 * Takes the conversation that is this agent's to take next: sent to them or theirs before, then what has waited too long
 * or is in a language they speak, then the rest, each by age. However many press at once, each gets another one.
 */
export function createNext({ waiting, claim }: Needs) {
  const rank = (agent: Agent, { wanted, alarm, language }: HandoverItem) => {
    if (wanted === agent.id) return 0;
    return alarm > 0 || agent.languages.includes(language) ? 1 : 2;
  };

  /** Undefined when nobody waits whom this agent may take. @throws {Refusal} `full` */
  return async (agent: Agent): Promise<Case | undefined> => {
    // The list is oldest first, and sorting keeps that among equals.
    const { items } = await waiting(agent);
    items.sort((a, b) => rank(agent, a) - rank(agent, b));
    for (const { id } of items) {
      try {
        return await claim(id, agent);
      } catch (error) {
        if (!(error instanceof Refusal) || !GOES_ON.includes(error.reason)) throw error;
      }
    }
    return undefined;
  };
}
