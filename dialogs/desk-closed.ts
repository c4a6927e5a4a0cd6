import { OTHER } from '../city/index.js';
import { dateLanguage } from '../locales/index.js';
import { waysTo } from './other-ways.js';
import { sayQuestion } from './reach.js';
import { named, sentence, type Turn } from './turn.js';

export interface Group {
  code: string;
  name: string;
}

/** The answer group of a category, as the citizen reads its name. */
export function groupOf(turn: Turn, category: string): Group {
  const { city } = turn.services;
  return groupCalled(turn, city.categories[category]?.group ?? city.categories[OTHER]?.group ?? '');
}

export function groupCalled(turn: Turn, code: string): Group {
  return { code, name: named(turn, turn.services.city.groups[code]?.name ?? { sv: code, en: code }) };
}

/** Phones and pages that stay open when nobody is here. */
export function otherWays({ services, talk }: Turn, group: string): string {
  return waysTo(services, talk.language, group);
}

export function opensText(turn: Turn, opensAt: Date): string {
  const { city } = turn.services;
  return new Intl.DateTimeFormat(dateLanguage(turn.talk.language), {
    timeZone: city.timezone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  }).format(opensAt);
}

/** The case registered while the desk was closed is enough while it still is: nothing is registered twice. */
export function sayStillClosed(turn: Turn, number: string, group: Group, opensAt?: Date): void {
  sayNobodyThere(turn, 'handover.stillClosed', { number, group, opensAt });
  if (turn.talk.asking) sayQuestion(turn);
}

/** A sentence about the case, when somebody is there again, and the ways that are open. */
export function sayNobodyThere(
  turn: Turn,
  key: string,
  { number, group, opensAt }: { number: string; group: Group; opensAt: Date | undefined },
): void {
  const text = sentence(turn, key, { number, group: group.name });
  const opens = opensAt ? sentence(turn, 'handover.opens', { opens: opensText(turn, opensAt) }) : '';
  const ways = sentence(turn, 'handover.otherWays', { points: otherWays(turn, group.code) });
  turn.say({
    kind: 'handover',
    text: [text, opens, ways].filter(Boolean).join('\n\n'),
    data: { state: 'unavailable', caseNumber: number },
  });
}

/** That no person can answer now, when one can, and the ways that are open. */
export function sayClosed(turn: Turn, number: string, group: Group, opensAt?: Date): void {
  const closed = opensAt
    ? sentence(turn, 'handover.unavailableUntil', { group: group.name, opens: opensText(turn, opensAt) })
    : sentence(turn, 'handover.unavailable', { group: group.name });
  const ways = sentence(turn, 'handover.otherWays', { points: otherWays(turn, group.code) });
  turn.say({ kind: 'handover', text: `${closed}\n\n${ways}`, data: { state: 'unavailable', caseNumber: number } });
}
