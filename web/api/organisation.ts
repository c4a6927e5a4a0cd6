import { z } from 'zod';
import { type Organisation, organisationSchema } from '../../city/organisation.js';
import type { Agents } from '../../handover/agents.js';
import type { Desk } from '../../handover/desk.js';
import type { Closure, OrganisationRevision } from '../../handover/organisation.js';
import { changesBetween } from '../../handover/organisation-changes.js';
import { HttpError } from '../http-error.js';
import { type Naming, PERSONAL_NUMBER } from './names.js';
import { organisationShape, revisionNameShape, storedOrganisationShape } from './organisation-shapes.js';
import { type Route, route } from './route.js';

interface Needs extends Naming {
  desk: Pick<Desk, 'organisation' | 'open'>;
  agents: Pick<Agents, 'list'>;
  now: () => Date;
}

const LONGEST_CLOSED_MS = 31 * 24 * 60 * 60_000;
const HISTORY = 50;
const deskName = z.object({
  group: z.string().min(1).max(100),
  /** '' for all desks of the group. */
  centre: z.string().max(100).default(''),
});

/** How the city works, for supervisors to change while it is open. */
export function organisationRoutes({ desk, agents, mask, tidy, now }: Needs): Route[] {
  const { organisation } = desk;
  const wantedOrganisation = organisationSchema.refine(
    ({ centres }) => centres.every(({ code, name }) => [code, tidy(name)].every((text) => mask(text) === text)),
    { path: ['centres'], error: PERSONAL_NUMBER },
  );

  /** Who and what belongs to a centre: what somebody should know before they take it away. */
  async function belongings(): Promise<{ centre: string; agents: string[]; conversations: number }[]> {
    const [{ organisation: is }, accounts, open] = await Promise.all([
      organisation.current(),
      agents.list(),
      desk.open(),
    ]);
    return is.centres.map(({ code }) => ({
      centre: code,
      agents: accounts.filter(({ active, centre }) => active && centre === code).map(({ name }) => name),
      conversations: open.filter(({ handover }) => handover.centre === code).length,
    }));
  }

  /** An account of a centre that is gone could take nothing: whoever takes a centre away moves its people first. */
  async function keepsPlaces(wanted: Organisation): Promise<void> {
    const left = new Set(wanted.centres.map(({ code }) => code));
    const used = (await belongings()).find(({ centre, agents }) => !left.has(centre) && agents.length > 0);
    if (!used) return;
    const message = `${used.agents.join(', ')} belong to ${used.centre}: an administrator must move them first`;
    throw new HttpError(409, 'CentreInUse', message, {}, { centre: used.centre, agents: used.agents });
  }

  return [
    route({
      method: 'GET',
      path: '/api/organisation',
      name: 'organisation',
      about:
        'Centres, hours, capacity, alarms and overflow as they hold now, desks closed by hand, and who changed what.',
      allowed: ['supervisor', 'admin'],
      answer: { status: 200, about: 'version 0 is what the city’s files say', schema: organisationShape },
      async handle() {
        const [found, history] = await Promise.all([organisation.current(), organisation.history(HISTORY + 1)]);
        return { ...stated(found), belongings: await belongings(), history: historyOf(history) };
      },
    }),
    route({
      method: 'GET',
      path: '/api/organisation/revisions/{version}',
      name: 'organisationRevision',
      about: 'The organisation as it was, to go back to.',
      allowed: ['supervisor', 'admin'],
      answer: { status: 200, about: 'that revision', schema: storedOrganisationShape },
      refusals: [404],
      async handle({ params: { version = '' } }) {
        const found = (await organisation.history(HISTORY + 1)).find((one) => String(one.version) === version);
        if (!found) throw new HttpError(404, 'NotFound', 'there is no such revision among the last ones');
        return stated(found);
      },
    }),
    route({
      method: 'PUT',
      path: '/api/organisation',
      name: 'changeOrganisation',
      about:
        'Changes it with effect at once. `version` is the one it was read as: 409 when somebody has changed it since, or when accounts belong to a centre that would be gone.',
      allowed: ['supervisor'],
      body: z.object({ version: z.int().min(0), organisation: wantedOrganisation }),
      answer: { status: 200, about: 'the new revision', schema: storedOrganisationShape },
      refusals: [409],
      async handle({ session: { agent }, body: { version, organisation: wanted } }) {
        await keepsPlaces(wanted);
        return stated(await organisation.change(wanted, version, { id: agent.id, name: agent.name }));
      },
    }),
    route({
      method: 'POST',
      path: '/api/organisation/closed-desks',
      name: 'closeDesk',
      about:
        'Closes a desk, or all desks of a group, until a time at most 31 days ahead. Given again, the new time counts.',
      allowed: ['supervisor'],
      body: deskName.extend({ until: z.iso.datetime(), why: z.string().trim().min(1).max(200) }),
      answer: { status: 201, about: 'closed', schema: revisionNameShape },
      refusals: [409],
      async handle({ session: { agent }, body: { group, centre, until, why } }) {
        const end = new Date(until);
        if (end.getTime() > now().getTime() + LONGEST_CLOSED_MS)
          throw new HttpError(400, 'BadRequest', 'until: must be at most 31 days ahead');
        const by = { id: agent.id, name: agent.name };
        const { version } = await organisation.closeDesk({ group, centre, until: end, why: mask(why), by });
        return { version };
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/organisation/closed-desks',
      name: 'openDesk',
      about: 'Opens a desk again that was closed by hand; without `centre`, all of the group.',
      allowed: ['supervisor'],
      query: deskName,
      answer: { status: 200, about: 'open as its hours say', schema: revisionNameShape },
      refusals: [404, 409],
      async handle({ session: { agent }, query: { group, centre } }) {
        const { closed } = await organisation.current();
        const isIt = (one: Closure) => one.group === group && (centre === '' || one.centre === centre);
        if (!closed.some((one) => isIt(one) && one.until > now()))
          throw new HttpError(404, 'NotFound', 'this desk is not closed by hand');
        const { version } = await organisation.openDesk({ group, centre }, { id: agent.id, name: agent.name });
        return { version };
      },
    }),
  ];

  function stated({ version, organisation: is, closed, by, at }: OrganisationRevision) {
    return {
      version,
      organisation: is,
      closed: closed
        .filter(({ until }) => until > now())
        .map(({ group, centre, until, why, by: closer }) => ({ group, centre, until, why, byName: closer.name })),
      byName: by.name,
      at,
    };
  }
}

/** The newest first; what the oldest one of the list changed cannot be said. */
function historyOf(revisions: readonly OrganisationRevision[]) {
  return revisions.slice(0, HISTORY).map((one, index) => {
    const before = revisions[index + 1];
    return {
      version: one.version,
      byName: one.by.name,
      at: one.at,
      changes: before ? changesBetween(before, one) : [],
    };
  });
}
