/** Digits with the separators people put inside a personal number, as long as they go on. */
const RUN = /\p{Nd}(?:[\s\-–—−‐‑+./_:,()]{0,3}\p{Nd}){9,}/gu;

/** First digits of the scripts whose digits somebody in the city may type: Latin, Arabic, Persian, full width. */
const ZEROS = [0x30, 0x660, 0x6f0, 0xff10];

function digitOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const zero = ZEROS.find((first) => code >= first && code <= first + 9);
  return zero === undefined ? '' : String(code - zero);
}

/** The check of the Swedish population register: 2-1-2-1… over nine digits, then the control digit. */
function luhn(ten: string): boolean {
  const sum = [...ten].reduce((total, digit, place) => {
    const product = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (product > 9 ? product - 9 : product);
  }, 0);
  return sum % 10 === 0;
}

/** A date in the first six of ten digits; a co-ordination number (samordningsnummer) has 60 added to its day. */
function hasDate(ten: string): boolean {
  const month = Number(ten.slice(2, 4));
  const day = Number(ten.slice(4, 6));
  return month >= 1 && month <= 12 && ((day >= 1 && day <= 31) || (day >= 61 && day <= 91));
}

function isPersonalNumber(digits: string): boolean {
  if (digits.length === 12 && !/^(18|19|20)/.test(digits)) return false;
  if (digits.length !== 10 && digits.length !== 12) return false;
  const ten = digits.slice(-10);
  return hasDate(ten) && luhn(ten);
}

/**
 * A Swedish telephone number looks like somebody born in the first years of a century: ten digits from 0. It is one when
 * its area code stands apart ("070-123 45 69"), or when it runs together from a mobile prefix.
 */
function isPhone(ten: string, groups: readonly number[]): boolean {
  if (!ten.startsWith('0') || ten.length !== 10) return false;
  if (groups.length === 1) return /^07[02369]/.test(ten);
  const [first = 0] = groups;
  return first >= 2 && first <= 4 && groups.join() !== '2,2,2,4' && groups.join() !== '2,2,6';
}

/** How many digits stand together, group by group. */
function groupsOf(places: readonly { from: number; to: number }[]): number[] {
  const groups: number[] = [];
  places.forEach(({ from }, place) => {
    if (place > 0 && places[place - 1]?.to === from) groups[groups.length - 1] = (groups.at(-1) ?? 0) + 1;
    else groups.push(1);
  });
  return groups;
}

/** Where a personal number begins and ends in a run of digits and separators; it never begins or ends inside a group. */
function* numbersIn(run: string): Generator<[number, number]> {
  const places = [...run.matchAll(/\p{Nd}/gu)].map(({ index, 0: { length } }) => ({ from: index, to: index + length }));
  const joined = (place: number) => places[place - 1]?.to === places[place]?.from;
  for (let first = 0; first < places.length; first += 1) {
    if (first > 0 && joined(first)) continue;
    const length = [12, 10].find((count) => {
      const last = first + count - 1;
      const inside = places.slice(first, last + 1);
      if (inside.length < count || (last + 1 < places.length && joined(last + 1))) return false;
      const digits = inside.map(({ from, to }) => digitOf(run.slice(from, to))).join('');
      return isPersonalNumber(digits) && !isPhone(digits, groupsOf(inside));
    });
    if (length === undefined) continue;
    yield [places[first]?.from ?? 0, places[first + length - 1]?.to ?? 0];
    first += length - 1;
  }
}

/**
 * Replaces every Swedish personal and co-ordination number by asterisks, whatever its spelling (10 or 12 digits, hyphen,
 * plus, spaces, digits of other scripts). Dataskyddslagen 3 kap. 10 §: a number nobody asked for is not kept.
 */
export function maskPersonalNumbers(text: string): string {
  return text.replace(RUN, (run) => {
    let masked = '';
    let done = 0;
    for (const [from, to] of numbersIn(run)) {
      masked += run.slice(done, from) + run.slice(from, to).replace(/\p{Nd}/gu, '*');
      done = to;
    }
    return masked + run.slice(done);
  });
}

/** The same for every string inside a JSON value, names of its fields included. */
export function maskDeep<T>(value: T): T {
  if (typeof value === 'string') return maskPersonalNumbers(value) as T;
  if (typeof value === 'number') return (maskPersonalNumbers(String(value)) === String(value) ? value : 0) as T;
  if (Array.isArray(value)) return value.map(maskDeep) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [maskPersonalNumbers(key), maskDeep(inner)]),
  ) as T;
}
