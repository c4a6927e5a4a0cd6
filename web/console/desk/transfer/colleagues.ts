import type { DeskItem } from '../../api/move-shapes.js';
import { agent } from '../../state/session.js';
import { language } from '../../texts.js';

/** Who else answers for a group and is at work. Whoever belongs to no centre is at every desk, and here once. */
export function colleaguesOf(desks: readonly DeskItem[], group: string): DeskItem['agents'] {
  const all = new Map(
    desks
      .filter((desk) => desk.group === group)
      .flatMap(({ agents }) => agents)
      .map((one) => [one.id, one]),
  );
  all.delete(agent.value?.id ?? '');
  return [...all.values()].sort((a, b) => a.name.localeCompare(b.name, language.value));
}
