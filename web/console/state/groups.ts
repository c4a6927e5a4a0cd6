import { agent, city, coveredGroups, has } from './session.js';

/** An agent's own groups and those they cover for; whoever reads by board or reads everything may meet any group. */
export function groupsToRead(): string[] {
  if (has('supervisor') || has('officer')) return Object.keys(city.value?.groups ?? {});
  return [...new Set([...(agent.value?.groups ?? []), ...coveredGroups()])];
}
