import { signal } from '@preact/signals';
import { apart, isolateLeftToRight } from '../../../locales/bidi.js';
import { dayIn } from '../../../locales/date-language.js';
import type { CaseDetail } from '../api/case-shapes.js';
import { call } from '../api/client.js';
import type { HandoverItem, Template, Templates } from '../api/shapes.js';
import { directionOf, readsOf } from '../city-languages.js';
import { now } from './clock.js';
import { coalesced } from './live.js';
import { agent, city } from './session.js';

/** The city's, in the order of its file; undefined until first asked for. */
export const templates = signal<Templates | undefined>(undefined);

/** A template in one language. */
export interface Offered {
  code: string;
  title: string;
  /** With what is known filled in. */
  text: string;
  language: string;
}

/** They change only when the server starts anew: asked for once, and again where that failed. */
export const loadTemplates = coalesced(async () => {
  templates.value ??= await call<Templates>('GET', '/api/templates');
});

/** What a reply in this conversation may use: in the citizen's language, or else in each that there is. */
export function offeredFor(item: HandoverItem, file: CaseDetail | undefined, own: 'sv' | 'en'): Offered[] {
  return (templates.value?.items ?? [])
    .filter(({ groups, categories }) => {
      if (groups.length + categories.length === 0) return true;
      return groups.includes(item.group) || categories.includes(item.category);
    })
    .flatMap(({ code, title, text }) => {
      return languagesFor(item.language, text).map((language) => ({
        code,
        title: title[own],
        language,
        text: filledIn(text[language] ?? '', valuesFor(item, file, language)),
      }));
    });
}

/** What the citizen reads; where the city has no words in it, its own two languages. */
function languagesFor(wanted: string, text: Template['text']): string[] {
  const reads = readsOf(wanted);
  return text[reads] === undefined ? ['sv', 'en'].filter((code) => text[code] !== undefined) : [reads];
}

/** What the console knows of a conversation, in the words of a language; what it does not know is absent. */
function valuesFor(item: HandoverItem, file: CaseDetail | undefined, language: string): Record<string, string> {
  const { timezone: timeZone = 'Europe/Stockholm', groups } = city.value ?? {};
  const known = {
    caseNumber: item.caseNumber,
    citizenName: file?.reach?.name,
    agentName: agent.value?.name,
    group: groups?.[item.group]?.name[language] ?? groups?.[item.group]?.name.en,
    category: categoryIn(language, item.category),
    date: dayIn(language, timeZone)(new Date(now.peek())),
  };
  const given = Object.entries(known).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const isolated = directionOf(language) === 'rtl' ? isolateLeftToRight : (value: string) => value;
  return Object.fromEntries(given.map(([name, value]) => [name, isolated(value)]));
}

/** A category as it is called in a language; its Swedish name, set apart, where it has none. */
function categoryIn(language: string, code: string): string | undefined {
  const title = city.value?.categories[code]?.title;
  if (language === 'sv' || language === 'en') return title?.[language];
  return templates.value?.categoryNames[code]?.[language] ?? (title && apart(title.sv));
}

const NAME = /\{\{\s*([\w.]+)\s*\}\}/g;

const filledIn = (text: string, values: Record<string, string>): string =>
  text.replace(NAME, (whole, name: string) => values[name] ?? whole);

/** Names that nobody has filled in yet, and where each stands first. */
export function openNames(text: string): { name: string; from: number; to: number }[] {
  const found = new Map<string, { name: string; from: number; to: number }>();
  for (const { 0: whole, 1: name = '', index } of text.matchAll(NAME)) {
    if (!found.has(name)) found.set(name, { name, from: index, to: index + whole.length });
  }
  return [...found.values()];
}

const plain = (text: string) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

/** Each word typed begins a word of the title or the code. */
export function matching(offered: readonly Offered[], typed: string): Offered[] {
  const wanted = plain(typed).split(/\s+/).filter(Boolean);
  return offered.filter(({ title, code }) => {
    const words = plain(`${title} ${code}`).split(/[^\p{L}\p{N}]+/u);
    return wanted.every((begin) => words.some((word) => word.startsWith(begin)));
  });
}
