import type { Place } from '../../cases/details.js';
import { type Reading, wordsOf } from './reading.js';

interface Found {
  place?: Place;
  /** a municipality that is not the city */
  outside?: string;
}

/** A landmark needs no more words than these; what comes after is the rest of the story. */
const MOST_WORDS = 8;

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** "vid lekplatsen i Rålambshovsparken" out of a story; the small word before it is part of where. */
function landmarkIn(text: string, reading: Reading): string | undefined {
  for (const { near, stops } of wordsOf(reading)) {
    const before = [...near].sort((a, b) => b.length - a.length).map(escaped);
    const pattern = new RegExp(`(?<!\\p{L})(${before.join('|')})\\s+([^,.;:!?\\n]{3,80})`, 'iu');
    const [, how = '', where = ''] = pattern.exec(text) ?? [];
    const words = where.split(/\s+/);
    const stop = words.findIndex((word) => stops.includes(word.toLowerCase()));
    const kept = words.slice(0, stop < 0 ? MOST_WORDS : Math.min(stop, MOST_WORDS));
    if (kept.join('').length >= 3) return `${how} ${kept.join(' ')}`;
  }
  return undefined;
}

/**
 * The place a text tells.
 * @param whole the text is the answer to "where", so all of it is the place
 */
export function placeIn(text: string, reading: Reading, { whole = false } = {}): Found {
  const { districts, misspelt, outside, street } = reading.city.whereIn(text);
  if (outside) return { outside };
  const [district] = districts;
  const known = district && districts.length === 1 && !misspelt ? { district } : {};
  const address = street?.number ? { address: street.text } : {};
  const told = whole ? text.trim() : (landmarkIn(text, reading) ?? street?.text ?? '');
  if (!told) return {};
  return { place: { text: told, ...address, ...known } };
}
