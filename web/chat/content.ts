import type { City } from '../../city/index.js';
import type { Locales } from '../../locales/index.js';
import { MOST_BYTES } from '../direct-line/files.js';

export type ChatCity = Pick<City, 'name' | 'contactPoints'>;
/** What a fact such as `phone.emergency` says in a language; undefined when it may not be shown. */
export type Facts = (name: string, language: string) => string | undefined;

const SOURCE = 'sv';

/** Every sentence of the page in a language, Swedish where that language lacks one; what never changes already filled in. */
export function textsFor(locales: Locales, city: ChatCity, language: string): Record<string, string> {
  const keys = Object.keys(locales.file(SOURCE, 'chat'));
  return Object.fromEntries(
    keys.map((key) => {
      const text = String(locales.file(language, 'chat')[key] ?? locales.file(SOURCE, 'chat')[key]);
      const filled = text
        .replaceAll('{{city}}', locales.name(language, city.name))
        .replaceAll('{{megabytes}}', String(MOST_BYTES / 1024 / 1024));
      return [key, filled];
    }),
  );
}

/** The ways to the city that do not need the chat. One whose fact may not be shown is left out. */
export function pointsFor(locales: Locales, city: ChatCity, facts: Facts, language: string) {
  return city.contactPoints.flatMap(({ fact, label }) => {
    const value = facts(fact, language) ?? facts(fact, SOURCE);
    return value ? [{ label: locales.name(language, label), value, href: linkTo(fact, value) }] : [];
  });
}

function linkTo(fact: string, value: string): string {
  if (fact.startsWith('phone.')) return `tel:${value.replace(/[^\d+]/g, '')}`;
  if (fact.startsWith('mail.')) return `mailto:${value}`;
  return value;
}

/** The first live language that the browser asks for, by its own order of preference. */
export function preferred(locales: Locales, header: string | undefined): string | undefined {
  const asked = (header ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().split(';');
    const weight = parameters.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find(Boolean);
    return { tag, weight: weight === undefined ? 1 : Number(weight) };
  });
  return asked
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => locales.served(tag))
    .find((code) => code !== undefined);
}
