import { plainly } from '../locales/index.js';
import type { Turn } from './turn.js';

/**
 * Which of these sentences a message is, in whatever served language it was shown. What is said unasked leaves no menu
 * behind: its labels are known by their words.
 */
export function labelIn<Name extends string>(turn: Turn, keys: Readonly<Record<Name, string>>): Name | undefined {
  const said = plainly(turn.text);
  const { locales } = turn.services;
  return (Object.keys(keys) as Name[]).find((name) =>
    locales.live.some((language) => plainly(locales.say(language, keys[name])) === said),
  );
}

/** The number a message is, when it is nothing else: "2", "2.", "(2)". */
export function numberIn(text: string): number | undefined {
  const found = /^\s*\(?(\d{1,2})\s*[.)]?\s*$/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
