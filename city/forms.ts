import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Document, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { CityFault } from './fault.js';

export const FIELD_TYPES = [
  'text',
  'long-text',
  'choice',
  'choices',
  'yes-no',
  'date',
  'time',
  'date-time',
  'phone',
  'email',
  'location',
  'photo',
  'number',
  'org-number',
  'registration-number',
  'year-month',
  'period',
  'digits',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** Options that the city has already. */
const KNOWN_OPTIONS = ['districts', 'languages'] as const;
const name = z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'must be a name such as poleNumber');
const code = z.string().regex(/^[A-Za-z0-9-]+$/, 'must be a code such as missedCollection');
const answers = z.record(name, code);
const day = z.string().regex(/^(today|[+-]\d+ (days|months|years))$/, 'must look like today or "+24 months"');

const rules = z.strictObject({
  type: z.enum(FIELD_TYPES),
  options: z.union([z.enum(KNOWN_OPTIONS), z.array(code).min(1)]).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  pattern: z.string().refine(isPattern, 'is no regular expression').optional(),
  from: day.optional(),
  to: day.optional(),
  /** a place with street and number; a landmark is not enough */
  precise: z.boolean().optional(),
  when: answers.optional(),
  unless: name.optional(),
  says: answers.optional(),
  ends: answers.optional(),
  accepts: z.array(name).optional(),
  /** not asked by itself; the summary offers to add it */
  later: z.boolean().optional(),
});
const library = z.strictObject({ fields: z.record(name, rules), groups: z.record(name, z.array(z.string())) });
const entry = z.union([z.string(), z.record(z.string(), rules.partial())]);
const formFile = z.strictObject({
  topic: z.string(),
  becomes: z.enum(['case', 'call-back', 'nothing']),
  report: z.boolean().default(false),
  formal: z.boolean().default(false),
  fields: z.array(entry).min(1),
});

/** One thing a form asks for; city/fields.yaml explains the rules. */
export interface FormField extends z.infer<typeof rules> {
  name: string;
  required: boolean;
}

/** A guided dialog as data. */
export interface Form extends Omit<z.infer<typeof formFile>, 'fields'> {
  /** name of its file */
  id: string;
  fields: readonly FormField[];
}

function isPattern(text: string): boolean {
  try {
    return Boolean(new RegExp(text));
  } catch {
    return false;
  }
}

/** A YAML file with what is needed to say where in it a fault is. */
interface Source {
  file: string;
  document: Document;
  lines: LineCounter;
}

function open(file: string): Source {
  const lines = new LineCounter();
  return { file, lines, document: parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines }) };
}

function faultAt({ file, document, lines }: Source, path: readonly PropertyKey[], message: string): CityFault {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return new CityFault(`${file}:${lines.linePos(node.range[0]).line}: ${message}`);
  }
  return new CityFault(`${file}:1: ${message}`);
}

function read<T>(source: Source, schema: z.ZodType<T>): T {
  const [error] = source.document.errors;
  if (error) {
    throw new CityFault(`${source.file}:${source.lines.linePos(error.pos[0]).line}: ${error.message.split('\n')[0]}`);
  }
  const result = schema.safeParse(source.document.toJS());
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path ?? [];
  throw faultAt(source, path, `${path.join('.')}: ${issue?.message ?? 'not valid'}`);
}

type Library = z.infer<typeof library>;

/** `name`, `name?`, or either with rules of its own, as fields; a group's name stands for all of its fields. */
function fieldsOf(listed: z.infer<typeof entry>, { fields, groups }: Library): FormField[] | string {
  const [written, own] = typeof listed === 'string' ? [listed, {}] : (Object.entries(listed)[0] ?? ['', {}]);
  const group = groups[written];
  if (group) {
    const found = group.map((member) => fieldsOf(member, { fields, groups }));
    return found.find((one) => typeof one === 'string') ?? (found as FormField[][]).flat();
  }
  const called = written.replace(/\?$/, '');
  const known = fields[called];
  if (!known) return `"${called}" is no field of fields.yaml`;
  return [{ ...known, ...own, name: called, required: written === called }];
}

/** Why a field would never be asked, or could not be. */
function faultOf(field: FormField, earlier: readonly string[], all: readonly string[]): string | undefined {
  const { name: own, when = {}, unless, type, options } = field;
  if (earlier.includes(own)) return `"${own}" stands here twice`;
  for (const other of Object.keys(when)) {
    if (!all.includes(other)) return `"${own}" waits for "${other}", which this form does not ask`;
    if (!earlier.includes(other)) return `"${own}" waits for "${other}", which must stand before it`;
  }
  if (field.later && field.required) return `"${own}" comes later and must therefore be "${own}?"`;
  if (unless === own) return `"${own}" cannot stand for itself`;
  if ((type === 'choice' || type === 'choices') && !options) return `"${own}" is a choice and needs options`;
  return undefined;
}

function readForm(file: string, shared: Library): Form {
  const source = open(file);
  const { fields: listed, ...form } = read(source, formFile);
  const placed = listed.flatMap((one, at) => {
    const found = fieldsOf(one, shared);
    if (typeof found === 'string') throw faultAt(source, ['fields', at], found);
    return found.map((field) => ({ field, at }));
  });
  const fields = placed.map(({ field }) => field);
  const all = fields.map((field) => field.name);
  for (const [nth, { field, at }] of placed.entries()) {
    const fault = faultOf(field, all.slice(0, nth), all);
    if (fault) throw faultAt(source, ['fields', at], fault);
  }
  return { ...form, id: basename(file, '.yaml'), fields };
}

/**
 * Reads `fields.yaml` and `forms/*.yaml` of a city.
 * @throws {CityFault} naming file, line and fault
 */
export function loadForms(directory: string): Form[] {
  const shared = read(open(join(directory, 'fields.yaml')), library);
  return readdirSync(join(directory, 'forms'))
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => readForm(join(directory, 'forms', file), shared));
}
