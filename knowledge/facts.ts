import { readFileSync } from 'node:fs';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { isMeasure, type Measure, numberOf, writeMeasure } from './measure.js';
import type { Problem } from './problem.js';

/** One figure, phone, address or link of `facts.yaml`, and whether it may be shown as the city's word. */
export interface Fact {
  name: string;
  line: number;
  /** a text, language → text, or a measure, which every language writes in its own way */
  value: string | Readonly<Record<string, string>> | Measure;
  /** why it may not be shown; nothing when it may */
  forbidden?: string;
}

interface FactEntry {
  value?: unknown;
  status?: unknown;
  sourceKind?: unknown;
  source?: unknown;
  verified?: unknown;
}

/** Groups whose facts change by the year: shown only when somebody at the city has confirmed them. */
const NEEDS_VERIFICATION = new Set(['amount', 'date', 'hours']);

/** The rule of docs/for-editors.md: what is neither sourced nor a law, or comes from a third party, is never shown. */
function whyForbidden(group: string, { status, sourceKind, verified }: FactEntry): string | undefined {
  if (status !== 'sourced' && status !== 'statute')
    return `has status "${status ?? ''}": only sourced or statute is shown`;
  if (sourceKind !== 'official' && sourceKind !== 'statute' && sourceKind !== 'national')
    return `comes from "${sourceKind ?? ''}": only official, statute or national sources are shown`;
  if (NEEDS_VERIFICATION.has(group) && verified !== true)
    return 'changes by the year and nobody has set verified: true; link to the page instead';
  return undefined;
}

function isValue(value: unknown): value is Fact['value'] {
  if (isMeasure(value)) return true;
  if (typeof value === 'string') return value.trim() !== '';
  if (typeof value !== 'object' || value === null) return false;
  const texts = Object.values(value);
  return texts.length > 0 && texts.every((text) => typeof text === 'string' && text.trim() !== '');
}

/** Reads `facts.yaml`; every fact comes back, those that must not be shown with the reason. */
export function readFacts(file: string): { facts: Map<string, Fact>; problems: Problem[] } {
  const facts = new Map<string, Fact>();
  const problems: Problem[] = [];
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines });
  const lineOf = (offset: number | undefined) => lines.linePos(offset ?? 0).line;
  const complain = (line: number, message: string) => problems.push({ file, line, level: 'error', message });

  for (const error of document.errors)
    complain(lineOf(error.pos[0]), error.message.split('\n')[0] ?? 'is no valid YAML');
  if (!isMap(document.contents)) return { facts, problems };
  for (const group of document.contents.items) {
    if (!isMap(group.value)) continue;
    for (const pair of group.value.items) {
      const name = `${isScalar(group.key) ? group.key.value : ''}.${isScalar(pair.key) ? pair.key.value : ''}`;
      const line = lineOf(isScalar(pair.key) ? pair.key.range?.[0] : undefined);
      const entry = isMap(pair.value) ? (pair.value.toJSON() as FactEntry) : {};
      if (!isValue(entry.value)) {
        complain(line, `${name} needs a value: a text, one text for each language, or a measure`);
        continue;
      }
      if (typeof entry.source !== 'string' || !entry.source) complain(line, `${name} needs a source`);
      facts.set(name, { name, line, value: entry.value, forbidden: whyForbidden(name.split('.')[0] ?? '', entry) });
    }
  }
  return { facts, problems };
}

const PLACEHOLDER = /\{\{\s*([^}]*?)\s*\}\}/g;

/** The names of the facts a text asks for. */
export function factsIn(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
}

const BARE = '.number';

/** The fact that a placeholder means: `{{group.name}}`, or `{{group.name.number}}` for the bare number of a measure. */
export function factNamed(name: string, facts: ReadonlyMap<string, Fact>): Fact | undefined {
  return facts.get(withoutBare(name));
}

/** A placeholder's fact by its name alone. */
export function withoutBare(name: string): string {
  return name.endsWith(BARE) ? name.slice(0, -BARE.length) : name;
}

/** What a placeholder says in a language; nothing when its fact is unknown, forbidden or not translated. */
export function factText(name: string, language: string, facts: ReadonlyMap<string, Fact>): string | undefined {
  const fact = factNamed(name, facts);
  if (!fact || fact.forbidden) return undefined;
  const { value } = fact;
  const isBare = name !== fact.name;
  if (typeof value === 'string') return isBare ? undefined : value;
  if (!isMeasure(value)) return value[language];
  return isBare ? numberOf(value, language) : writeMeasure(value, language);
}

/** Puts the facts into a text. One that cannot be shown leaves its place empty: silence rather than a wrong figure. */
export function insertFacts(text: string, language: string, facts: ReadonlyMap<string, Fact>): string {
  return text.replace(PLACEHOLDER, (_all, name: string) => factText(name, language, facts) ?? '');
}
