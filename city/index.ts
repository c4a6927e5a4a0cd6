import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { CityFault } from './fault.js';
import { type Form, loadForms } from './forms.js';
import { createGazetteer, type Gazetteer, placesFile } from './gazetteer.js';
import {
  type Centre,
  centresSchema,
  type Desks,
  desksSchema,
  type Hours,
  hoursSchema,
  organisationFault,
} from './organisation.js';
import { type Template, templatesFault, templatesSchema } from './templates.js';

export { CityFault } from './fault.js';
export type { Form, FormField } from './forms.js';
export type { Whereabouts } from './gazetteer.js';
export type { Centre, GroupHours, Hours, Organisation } from './organisation.js';
export type { Template } from './templates.js';

/** A name in the languages of the console; the citizen's other languages fall back to Swedish. */
const names = z.object({ sv: z.string().min(1), en: z.string().min(1) });
export type Names = z.infer<typeof names>;

export const SECRECY = ['none', 'possible', 'strong'] as const;
export type Secrecy = (typeof SECRECY)[number];

const category = z.object({
  title: names,
  topic: z.string(),
  group: z.string(),
  board: z.string(),
  secrecy: z.enum(SECRECY),
  intake: z.enum(['full', 'minimal', 'refer']),
  /** Everybody may see its reports, and programs of others may send some. */
  public: z.boolean().default(false),
});
export type Category = z.infer<typeof category>;
const group = z.object({ name: names, points: z.array(z.string()).default([]) });
const district = z.object({
  code: z.string(),
  name: z.string(),
  aliases: z.array(z.string()),
  parts: z.array(z.string()),
});
export type District = z.infer<typeof district>;
/** A department by its own name, which is the same in every language, and the board it works for. */
const department = z.strictObject({ name: z.string().min(1), board: z.string() });
const retentionFile = z.strictObject({
  classes: z.record(
    z.string(),
    z.strictObject({
      name: names,
      /** What it rests on that this is kept, or for how long. */
      basis: z.string().min(1),
      rule: z.strictObject({ decision: z.string().min(5), afterDays: z.int().positive() }).optional(),
    }),
  ),
  otherwise: z.string(),
  categories: z.record(z.string(), z.string()),
});
const resolution = names.extend({ firstContact: z.boolean() });
const cityFile = z.object({
  name: names,
  /** What Open311 calls the city: the domain of its own site. */
  jurisdiction: z.string().min(1),
  start: z
    .array(z.object({ label: names, topics: z.array(z.string()).min(1) }))
    .min(4)
    .max(6),
  contactPoints: z.array(z.object({ fact: z.string(), label: names })),
});

export interface City extends z.infer<typeof cityFile>, Gazetteer {
  timezone: string;
  hours: Hours;
  categories: Readonly<Record<string, Category>>;
  groups: Readonly<Record<string, z.infer<typeof group>>>;
  boards: Readonly<Record<string, Names>>;
  departments: Readonly<Record<string, z.infer<typeof department>>>;
  districts: readonly District[];
  centres: Centre[];
  /** How the desks work together. */
  desks: Desks;
  resolutions: Readonly<Record<string, z.infer<typeof resolution>>>;
  retention: z.infer<typeof retentionFile>;
  /** Words that agents use often, in the order of the file. */
  templates: readonly Template[];
  /** The guided dialogs by the topic they belong to. */
  forms: ReadonlyMap<string, Form>;
  /** The category that a topic's article answers; `ALL-OVR` for a topic without one. */
  categoryOf(topic: string): string;
}

/** The category of an inquiry that fits no other: nothing stays unregistered. */
export const OTHER = 'ALL-OVR';

function read<T>(directory: string, file: string, schema: z.ZodType<T>): T {
  let raw: unknown;
  try {
    raw = parse(readFileSync(join(directory, file), 'utf8'));
  } catch (error) {
    throw new CityFault(`${join(directory, file)}: ${(error as Error).message}`);
  }
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new CityFault(`${join(directory, file)}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`);
}

function checkOrganisation(
  directory: string,
  city: Pick<City, 'centres' | 'hours' | 'desks' | 'groups' | 'districts'>,
): void {
  const known = {
    groups: new Set(Object.keys(city.groups)),
    districts: new Set(city.districts.map(({ code }) => code)),
  };
  const fault = organisationFault(city, known);
  if (!fault) return;
  const [part = '', ...path] = fault.path.split('.');
  throw new CityFault(
    `${join(directory, `${part}.yaml`)}: ${[...path, fault.message].join(path.length > 0 ? '.' : '')}`,
  );
}

function formsOf(directory: string, categories: City['categories']): Map<string, Form> {
  const topics = new Set(Object.values(categories).map(({ topic }) => topic));
  const forms = new Map<string, Form>();
  for (const form of loadForms(directory)) {
    const file = join(directory, 'forms', `${form.id}.yaml`);
    if (!topics.has(form.topic))
      throw new CityFault(`${file}: topic ${form.topic} is in no category of categories.yaml`);
    const other = forms.get(form.topic)?.id;
    if (other) throw new CityFault(`${file}: topic ${form.topic} has the form ${other}.yaml already`);
    forms.set(form.topic, form);
  }
  return forms;
}

function checkRetention(directory: string, { categories, retention }: Pick<City, 'categories' | 'retention'>): void {
  const where = join(directory, 'retention.yaml');
  for (const [code, named] of [['otherwise', retention.otherwise], ...Object.entries(retention.categories)]) {
    if (code !== 'otherwise' && !categories[code ?? ''])
      throw new CityFault(`${where}: ${code} is not in categories.yaml`);
    if (!retention.classes[named ?? '']) throw new CityFault(`${where}: ${code}: there is no class ${named}`);
  }
}

function checkReferences(
  directory: string,
  city: Pick<City, 'categories' | 'groups' | 'boards' | 'departments'>,
): void {
  for (const [code, { group, board }] of Object.entries(city.categories)) {
    const where = `${join(directory, 'categories.yaml')}: ${code}`;
    if (!city.groups[group]) throw new CityFault(`${where}: answer group ${group} is not in groups.yaml`);
    if (!city.boards[board]) throw new CityFault(`${where}: board ${board} is not in boards.yaml`);
  }
  for (const [code, { board }] of Object.entries(city.departments)) {
    if (!city.boards[board])
      throw new CityFault(`${join(directory, 'departments.yaml')}: ${code}: board ${board} is not in boards.yaml`);
  }
  if (!city.categories[OTHER]) throw new CityFault(`${join(directory, 'categories.yaml')}: ${OTHER} must be there`);
}

/** What everybody may see is a report with a form, and nothing of it can be secret. */
function checkPublic(directory: string, { categories, forms }: Pick<City, 'categories' | 'forms'>): void {
  for (const [code, { public: shown, secrecy, topic }] of Object.entries(categories)) {
    if (!shown || (secrecy === 'none' && forms.get(topic)?.report)) continue;
    throw new CityFault(
      `${join(directory, 'categories.yaml')}: ${code}: public needs secrecy none and a form with report: true`,
    );
  }
}

/**
 * Reads the city's own files: what differs from city to city and changes without a programmer.
 * @throws {CityFault} naming file, place and fault, so that a wrong file stops the start and not a citizen
 */
export function loadCity(directory: string): City {
  if (!existsSync(directory)) throw new CityFault(`CITY_DIR: "${directory}" is no folder. Example: CITY_DIR=./city`);
  const hours = read(directory, 'hours.yaml', hoursSchema);
  const categories = read(directory, 'categories.yaml', z.record(z.string(), category));
  const groups = read(directory, 'groups.yaml', z.record(z.string(), group));
  const boards = read(directory, 'boards.yaml', z.record(z.string(), names));
  const departments = read(directory, 'departments.yaml', z.record(z.string(), department));
  const districts = read(directory, 'districts.yaml', z.array(district));
  const centres = read(directory, 'centres.yaml', centresSchema);
  const desks = read(directory, 'desks.yaml', desksSchema);
  checkOrganisation(directory, { centres, hours, desks, groups, districts });
  const retention = read(directory, 'retention.yaml', retentionFile);
  checkRetention(directory, { categories, retention });
  checkReferences(directory, { categories, groups, boards, departments });
  const forms = formsOf(directory, categories);
  checkPublic(directory, { categories, forms });
  const templates = read(directory, 'templates.yaml', templatesSchema);
  const fault = templatesFault(templates, { groups, categories });
  if (fault) throw new CityFault(`${join(directory, 'templates.yaml')}: ${fault}`);
  const byTopic = new Map(Object.entries(categories).map(([code, { topic }]) => [topic, code]));
  return {
    ...read(directory, 'city.yaml', cityFile),
    timezone: hours.timezone,
    hours,
    categories,
    groups,
    boards,
    departments,
    districts,
    centres,
    desks,
    resolutions: read(directory, 'resolutions.yaml', z.record(z.string(), resolution)),
    retention,
    templates,
    forms,
    categoryOf: (topic) => byTopic.get(topic) ?? OTHER,
    ...createGazetteer(districts, read(directory, 'places.yaml', placesFile)),
  };
}
