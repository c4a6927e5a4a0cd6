import { z } from 'zod';

export const placesFile = z.strictObject({
  streets: z.strictObject({ endings: z.array(z.string()).min(1), words: z.array(z.string()).min(1) }),
  /** WGS 84, around the whole city: a position beyond is not in it */
  area: z.strictObject({ south: z.number(), west: z.number(), north: z.number(), east: z.number() }),
  outside: z.array(z.strictObject({ name: z.string(), parts: z.array(z.string()) })),
});
export type Places = z.infer<typeof placesFile>;

interface District {
  code: string;
  name: string;
  aliases: readonly string[];
  parts: readonly string[];
}

/** What a text says of where. */
export interface Whereabouts {
  /** codes of the districts it names, by their own, an earlier, a part's or a slightly misspelt name */
  districts: string[];
  /** the name it was found by is a misspelling: worth asking */
  misspelt: boolean;
  /** a municipality that is not this city; undefined as soon as the text names a district as well */
  outside?: string;
  /** street and number, or a street alone */
  street?: { text: string; number?: string };
}

export interface Gazetteer {
  whereIn(text: string): Whereabouts;
  /** Street and number, or a street alone. */
  streetIn(text: string): Whereabouts['street'];
  /** The district a text names for certain; undefined when it names none or several. */
  districtIn(text: string): string | undefined;
  /** Whether a position may lie in the city. */
  covers(position: { latitude: number; longitude: number }): boolean;
}

/** "Spånga–Tensta" and "spanga tensta" are the same place to somebody in a hurry. */
function plain(text: string): string {
  const folded = text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  return ` ${folded.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
}

/** A name that is shorter turns into another word too easily. */
const SHORTEST_MISSPELT = 6;

/** Whether one letter more, less or other, or two exchanged, makes one word of the other. */
export function isOneSlipAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const [inA, inB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (inA.length <= 1 && inB.length <= 1) return true;
  return inA.length === 2 && inB.length === 2 && inA[0] === inB[1] && inA[1] === inB[0];
}

/** The districts a text names, and what is left of it. */
interface Named {
  codes: string[];
  rest: string;
}

function streetPattern({ streets }: Places): RegExp {
  const first = '(?:(?:sankt|s:t|s:ta|sankta|stora|lilla|östra|västra|norra|södra|gamla|nya|övre|nedre|\\p{L}+s)\\s+)?';
  const compound = `${first}\\p{L}{2,}(?:${streets.endings.join('|')})`;
  const separate = `${first}\\p{L}{3,}\\s+(?:${streets.words.join('|')})`;
  const number = '\\s+(?<number>\\d{1,3}(?:\\s?[a-h](?!\\p{L}))?)(?![\\d-])';
  return new RegExp(`(?<!\\p{L})(?<name>${compound}|${separate})(?!\\p{L})(?:${number})?`, 'giu');
}

/** Small words before a place's name that are no part of it. */
const NO_NAME = /^(?:på|i|vid|från|till|av|en|ett|den|det|on|at|the|in|of|to|from|a|utanför|bakom|nära|längs)\s+/iu;

/** "Ågesta broväg": before a street that is written small, a name belongs to it. */
function withFirstName(name: string, before: string): string {
  const first = /(?<!^|[.!?]\s*)(?<!\p{L})\p{Lu}\p{Ll}+(?=\s+$)/u.exec(before)?.[0];
  return first && /^\p{Ll}/u.test(name) ? `${first} ${name}` : name;
}

export function createGazetteer(districts: readonly District[], places: Places): Gazetteer {
  const known = districts
    .flatMap(({ code, name, aliases, parts }) =>
      [name, ...aliases, ...parts].map((place) => ({ code, place: plain(place) })),
    )
    .sort((a, b) => b.place.length - a.place.length);
  const elsewhere = places.outside.flatMap(({ name, parts }) =>
    [name, ...parts].map((place) => ({ name, place: plain(place) })),
  );
  const streets = streetPattern(places);

  function namedAnew(text: string): Named {
    let rest = plain(text);
    const codes = new Set<string>();
    for (const { code, place } of known) {
      // "Hökarängens centrum" lies in Hökarängen.
      for (const form of [place, `${place.trimEnd()}s `]) {
        if (!rest.includes(form)) continue;
        codes.add(code);
        rest = rest.replaceAll(form, '  ');
      }
    }
    return { codes: [...codes], rest };
  }

  /** What was read last: several ask about one message. */
  let last: { text: string; named: Named; where?: Whereabouts } = { text: '', named: namedAnew('') };

  function read(text: string): typeof last {
    if (last.text !== text) last = { text, named: namedAnew(text) };
    return last;
  }

  function misspeltIn(rest: string): string[] {
    const words = rest.split(' ').filter((word) => word.length >= SHORTEST_MISSPELT);
    const meant = known.filter(({ place }) => {
      const name = place.trim();
      return name.length >= SHORTEST_MISSPELT && words.some((word) => word !== name && isOneSlipAway(word, name));
    });
    return [...new Set(meant.map(({ code }) => code))];
  }

  function streetIn(text: string): Whereabouts['street'] {
    let best: Whereabouts['street'];
    for (const { groups, index } of text.matchAll(streets)) {
      const name = withFirstName((groups?.name ?? '').replace(NO_NAME, ''), text.slice(0, index));
      const number = groups?.number?.replace(/\s/g, '');
      if (best?.number || (best && !number)) continue;
      best = number ? { text: `${name} ${number}`, number } : { text: name };
    }
    return best;
  }

  return {
    covers({ latitude, longitude }) {
      const { south, west, north, east } = places.area;
      return latitude >= south && latitude <= north && longitude >= west && longitude <= east;
    },
    districtIn(text) {
      const { codes } = read(text).named;
      return codes.length === 1 ? codes[0] : undefined;
    },
    streetIn,
    whereIn(text) {
      const known = read(text);
      known.where ??= whereabouts(text, known.named);
      return known.where;
    },
  };

  function whereabouts(text: string, { codes, rest }: Named): Whereabouts {
    const outside = codes.length > 0 ? undefined : elsewhere.find(({ place }) => rest.includes(place))?.name;
    const misspelt = codes.length > 0 || outside ? [] : misspeltIn(rest);
    const street = streetIn(text);
    return {
      districts: codes.length > 0 ? codes : misspelt,
      misspelt: misspelt.length > 0,
      ...(outside && { outside }),
      ...(street && { street }),
    };
  }
}
