import type { Services } from './turn.js';

/** Phones and pages that stay open when nobody is here: those of the answer group, or else the city's. */
export function waysTo(
  { city, fact, locales }: Pick<Services, 'city' | 'fact' | 'locales'>,
  language: string,
  group: string,
): string {
  const own = (city.groups[group]?.points ?? []).map((name) => {
    const known = city.contactPoints.find((point) => point.fact === name);
    return known ?? { fact: name, label: city.groups[group]?.name ?? { sv: group, en: group } };
  });
  return (own.length > 0 ? own : city.contactPoints)
    .map(({ fact: name, label }) => ({ value: fact(name, language), label: locales.name(language, label) }))
    .filter(({ value }) => value)
    .map(({ value, label }) => `- ${label}: ${value}`)
    .join('\n');
}
