import { z } from 'zod';

/** What a supervisor may change while the city is open: who answers where, when, and who steps in for whom. */

const interval = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must look like "08:00-16:30"')
  .refine((text) => text.slice(0, 5) < text.slice(6), 'must end after it begins; a night is two intervals');
const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date such as "2026-12-24"')
  .refine((text) => new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) ?? false, 'is a day that does not exist');
const day = z.array(interval);
const week = z.strictObject({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day }).partial();
const times = z.strictObject({ hours: week, exceptions: z.record(date, day).default({}) });
const groupHours = times.extend({
  /** A centre whose desk of this group has other hours. */
  centres: z.record(z.string(), times).optional(),
});
export const hoursSchema = z.strictObject({
  timezone: z.string().min(1),
  groups: z.record(z.string(), groupHours),
});
export type Hours = z.infer<typeof hoursSchema>;
export type GroupHours = z.infer<typeof groupHours>;
export type DeskHours = z.infer<typeof times>;

const centre = z.strictObject({
  code: z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be small letters, digits and hyphens'),
  name: z.string().min(1).max(100),
  /** The districts this centre knows best: their citizens come to its desks first. */
  districts: z.array(z.string()).default([]),
});
export const centresSchema = z.array(centre).min(1, 'there must be at least one');
export type Centre = z.infer<typeof centre>;

const minutes = z
  .int()
  .positive()
  .max(24 * 60);
const overflow = z.strictObject({
  /** After so many minutes of waiting the next desk is asked, too; left out: only when the desk is closed or empty. */
  afterMinutes: minutes.optional(),
  /** Centres in the order they are asked; left out: all, in the order of centres.yaml. */
  to: z.array(z.string()).optional(),
  /** Matters of strong secrecy go along only if this says so. */
  secret: z.boolean().default(false),
});
export const desksSchema = z.strictObject({
  /** Conversations that one agent has at the same time; left out: as many as the agent takes. */
  capacity: z.int().positive().max(50).optional(),
  alarm: z
    .strictObject({ groupAfterMinutes: minutes, supervisorAfterMinutes: minutes })
    .refine(
      ({ groupAfterMinutes, supervisorAfterMinutes }) => groupAfterMinutes <= supervisorAfterMinutes,
      'the group hears of it before the supervisor',
    ),
  idle: z.strictObject({ askAfterMinutes: minutes, closeAfterMinutes: minutes }),
  overflow,
  /** What is different for an answer group. */
  groups: z.record(
    z.string(),
    z.strictObject({ centres: z.array(z.string()).min(1).optional(), overflow: overflow.optional() }),
  ),
});
export type Desks = z.infer<typeof desksSchema>;

export const organisationSchema = z.strictObject({ centres: centresSchema, hours: hoursSchema, desks: desksSchema });
export type Organisation = z.infer<typeof organisationSchema>;

/** What is wrong with an organisation that has the right shape: where, and what. */
export function organisationFault(
  { centres, hours, desks }: Organisation,
  known: { groups: ReadonlySet<string>; districts: ReadonlySet<string> },
): { path: string; message: string } | undefined {
  const codes = new Set(centres.map(({ code }) => code));
  const fault = (path: string, message: string) => ({ path, message });
  if (codes.size < centres.length) return fault('centres', 'two centres have the same code');
  const placed = new Set<string>();
  for (const { code, districts } of centres) {
    for (const district of districts) {
      if (!known.districts.has(district)) return fault(`centres.${code}`, `there is no district ${district}`);
      if (placed.has(district)) return fault(`centres.${code}`, `${district} belongs to another centre already`);
      placed.add(district);
    }
  }
  try {
    new Intl.DateTimeFormat('en', { timeZone: hours.timezone });
  } catch {
    return fault('hours.timezone', `"${hours.timezone}" is no IANA zone such as Europe/Stockholm`);
  }
  for (const [group, { centres: at = {} }] of Object.entries(hours.groups)) {
    if (!known.groups.has(group)) return fault(`hours.groups.${group}`, `${group} is no answer group`);
    const wrong = Object.keys(at).find((code) => !codes.has(code));
    if (wrong) return fault(`hours.groups.${group}.centres`, `there is no centre ${wrong}`);
  }
  const named = [
    ['desks.overflow.to', desks.overflow.to ?? []] as const,
    ...Object.entries(desks.groups).flatMap(([group, rule]) => [
      [`desks.groups.${group}.centres`, rule.centres ?? []] as const,
      [`desks.groups.${group}.overflow.to`, rule.overflow?.to ?? []] as const,
    ]),
  ];
  const group = Object.keys(desks.groups).find((code) => !known.groups.has(code));
  if (group) return fault(`desks.groups.${group}`, `${group} is no answer group`);
  for (const [path, list] of named) {
    const wrong = list.find((code) => !codes.has(code));
    if (wrong) return fault(path, `there is no centre ${wrong}`);
  }
  return undefined;
}
