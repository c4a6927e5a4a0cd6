import type { Place } from '../../cases/details.js';
import type { City } from '../../city/index.js';
import { plainly } from '../../locales/index.js';
import { type Reading, type ReadingWords, wordsOf } from './reading.js';

interface Found {
  place?: Place;
  /** a municipality that is not the city */
  outside?: string;
}

/** A landmark needs no more words than these; what comes after is the rest of the story. */
const MOST_WORDS = 9;

/** How much of a place a few words are: an address says more than a name, a name more than "the playground". */
const WORTH = { address: 4, name: 2, spot: 1 } as const;

const districtWords = new WeakMap<City, ReadonlySet<string>>();

/** The words of every district's names: "in Bromma" alone is no place where somebody could find a lamp. */
function wordsOfDistricts(city: City): ReadonlySet<string> {
  let words = districtWords.get(city);
  if (!words) {
    const names = city.districts.flatMap(({ name, aliases, parts }) => [name, ...aliases, ...parts]);
    words = new Set(names.flatMap((name) => plainly(name).split(' ')));
    districtWords.set(city, words);
  }
  return words;
}

/** The words of a language that tell where something is. */
interface Signs {
  near: string[][];
  joins: ReadonlySet<string>;
  spots: readonly string[];
  stops: ReadonlySet<string>;
  nowhere: ReadonlySet<string>;
}

const signsOf = new WeakMap<ReadingWords, Signs>();

function signsIn(words: ReadingWords): Signs {
  let signs = signsOf.get(words);
  if (!signs) {
    const near = words.near.map((phrase) => phrase.split(' ')).sort((a, b) => b.length - a.length);
    const days = [...Object.values(words.weekdays), ...Object.values(words.months)].flat();
    signs = {
      near,
      joins: new Set([...near.flat(), ...words.joins]),
      spots: words.spots,
      stops: new Set(words.stops),
      nowhere: new Set([...words.nowhere, ...days]),
    };
    signsOf.set(words, signs);
  }
  return signs;
}

function isSpot(word: string, { spots }: Signs): boolean {
  return spots.some((spot) => word === spot || (spot.length > 3 && word.endsWith(spot)));
}

function isName(word: string): boolean {
  return /^\p{Lu}/u.test(word) && !word.includes('@');
}

/** The words after "outside" or "by the" that still are the place. */
function placeWords(
  rest: readonly string[],
  how: readonly string[],
  { signs, districts }: { signs: Signs; districts: ReadonlySet<string> },
): string[] {
  const kept: string[] = [];
  let named = false;
  for (const word of rest.slice(0, MOST_WORDS)) {
    const small = word.toLowerCase();
    const joins = signs.joins.has(small);
    if (signs.stops.has(small) && !(joins && how.length > 1)) break;
    const goesOn = joins || isSpot(small, signs) || districts.has(small.replace(/s$/, '')) || /^\d/.test(word);
    if (named && !isName(word) && !goesOn) break;
    named ||= isName(word);
    kept.push(word);
  }
  const isLoose = (word: string) => signs.joins.has(word) || signs.nowhere.has(word.replace(/(?<=day)s$/, ''));
  while (kept.length > 0 && isLoose(kept.at(-1)?.toLowerCase() ?? '')) kept.pop();
  return kept;
}

function worthOf(words: readonly string[], signs: Signs, reading: Reading): number {
  const districts = wordsOfDistricts(reading.city);
  const own = words.filter((word) => {
    const small = plainly(word);
    return !signs.nowhere.has(small) && !districts.has(small) && !districts.has(small.replace(/s$/, ''));
  });
  const street = reading.city.streetIn(words.join(' '));
  return (
    (street?.number ? WORTH.address : 0) +
    (street || own.some(isName) ? WORTH.name : 0) +
    (own.some((word) => isSpot(word.toLowerCase(), signs)) ? WORTH.spot : 0)
  );
}

/** The small words a place begins with; none are needed where it is a spot and says itself where: "playground in Vasaparken". */
function howAt(words: readonly string[], at: number, signs: Signs): readonly string[] | undefined {
  const found = (from: number) =>
    signs.near.find((phrase) => phrase.every((one, nth) => words[from + nth]?.toLowerCase() === one));
  const isStart = isSpot(words[at]?.toLowerCase() ?? '', signs) && found(at + 1) !== undefined;
  return found(at) ?? (isStart ? [] : undefined);
}

/** "vid lekplatsen i Rålambshovsparken" out of a story; the small word before it is part of where. */
function landmarkIn(text: string, reading: Reading): string | undefined {
  const districts = wordsOfDistricts(reading.city);
  let best = { text: '', worth: 0 };
  const clauses = text.split(/[,.;!?()\n]+(?=\s|$)|:\s|\s[-–]\s/).map((clause) => clause.trim().split(/\s+/));
  const languages = wordsOf(reading).map(signsIn);
  // "behind Farsta centrum": places keep the city's words in every language.
  const spots = languages.flatMap((one) => one.spots);
  for (const signs of languages.map((one) => ({ ...one, spots }))) {
    for (const words of clauses) {
      for (const [at] of words.entries()) {
        const how = howAt(words, at, signs);
        if (!how) continue;
        const where = placeWords(words.slice(at + how.length), how, { signs, districts });
        const worth = worthOf(where, signs, reading);
        if (worth > best.worth) best = { text: [...words.slice(at, at + how.length), ...where].join(' '), worth };
      }
    }
    if (best.worth > 0) return best.text;
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
  const landmark = whole ? text.trim() : landmarkIn(text, reading);
  const told =
    landmark && (whole || !street || plainly(landmark).includes(plainly(street.text))) ? landmark : undefined;
  const place = told ?? street?.text ?? landmark;
  if (!place) return {};
  return { place: { text: place, ...address, ...known } };
}
