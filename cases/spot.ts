import type { City } from '../city/index.js';
import type { Details, Place } from './details.js';

/** Where something is, in the form in which near cases are found: '' and null for what is unknown. */
export interface Spot {
  street: string;
  number: string;
  latitude: number | null;
  longitude: number | null;
  /** The square of the map it lies in. */
  cell: string;
}

export const NOWHERE: Spot = { street: '', number: '', latitude: null, longitude: null, cell: '' };

/** Reports of the same thing are taken to lie so near to each other. */
export const NEAR_METRES = 150;

const METRES_A_DEGREE = 111_320;
/** About 200 m by 200 m at the latitude of Stockholm: what is near lies in a neighbouring square. */
const CELL = { latitude: 0.0018, longitude: 0.0036 };

/** The place a case's answers name. */
export function placeOf(details: Details): Place | undefined {
  return (details.location ?? details.address) as Place | undefined;
}

export function spotOf(place: Place | undefined, { whereIn }: Pick<City, 'whereIn'>): Spot {
  if (!place) return NOWHERE;
  const found = whereIn(place.address ?? place.text).street;
  const number = (found?.number ?? '').toLowerCase();
  const street = found
    ? found.text
        .slice(0, found.text.length - number.length)
        .trim()
        .toLowerCase()
    : '';
  const { latitude = null, longitude = null } = place.position ?? {};
  return { street, number, latitude, longitude, cell: cellsAround({ latitude, longitude }, 0)[0] ?? '' };
}

/** The square of a position and those around it. */
export function cellsAround({ latitude, longitude }: Pick<Spot, 'latitude' | 'longitude'>, reach = 1): string[] {
  if (latitude === null || longitude === null) return [];
  const row = Math.floor(latitude / CELL.latitude);
  const column = Math.floor(longitude / CELL.longitude);
  const steps = Array.from({ length: 2 * reach + 1 }, (_, index) => index - reach);
  return steps.flatMap((down) => steps.map((right) => `${row + down}:${column + right}`));
}

/** Metres between two positions; good enough for a city. Infinite when one of them is unknown. */
export function metresBetween(a: Spot, b: Spot): number {
  if (a.latitude === null || a.longitude === null || b.latitude === null || b.longitude === null) {
    return Number.POSITIVE_INFINITY;
  }
  const north = (a.latitude - b.latitude) * METRES_A_DEGREE;
  const east = (a.longitude - b.longitude) * METRES_A_DEGREE * Math.cos((a.latitude * Math.PI) / 180);
  return Math.hypot(north, east);
}
