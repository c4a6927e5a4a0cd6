import { type Connection, Schema } from 'mongoose';
import type { City } from '../city/index.js';
import { type Organisation, organisationFault, organisationSchema } from '../city/organisation.js';
import { isDuplicateKey } from '../store/index.js';
import { modelOf } from '../store/model.js';
import { Refusal } from './refusal.js';
import { type ClosedDesk, centresWith } from './routing.js';

/** A desk closed by hand, and by whom. */
export interface Closure extends ClosedDesk {
  why: string;
  by: { id: string; name: string };
}

/** One state of the organisation. Version 0 is what the city's files say. */
export interface OrganisationRevision {
  version: number;
  organisation: Organisation;
  closed: Closure[];
  by: { id: string; name: string };
  at: Date | null;
}

/**
 * How the city works now. The files of `city/` hold until a supervisor changes something; every change is a revision of
 * its own, and the newest counts at once, in every process.
 */
export interface Organisations {
  current(): Promise<OrganisationRevision>;
  history(limit?: number): Promise<OrganisationRevision[]>;
  /** @throws {Refusal} `not-valid` naming place and fault, `conflict` when it was changed since `version` */
  change(wanted: unknown, version: number, by: { id: string; name: string }): Promise<OrganisationRevision>;
  /** Closes a desk until a time, or for '' all desks of the group. @throws {Refusal} */
  closeDesk(closure: Closure): Promise<OrganisationRevision>;
  openDesk(desk: { group: string; centre: string }, by: { id: string; name: string }): Promise<OrganisationRevision>;
}

/** Kept as text: its keys are the city's, not the database's. */
interface Stored {
  /** The version: that no second one can have it is what makes a change a compare-and-set. */
  _id: number;
  json: string;
  by: { id: string; name: string };
  at: Date;
}

const schema = new Schema<Stored>(
  {
    _id: { type: Number, required: true },
    json: { type: String, required: true },
    by: { id: String, name: String },
    at: Date,
  },
  { versionKey: false, collection: 'organisation' },
);

const ATTEMPTS = 50;
const NOBODY = { id: '', name: '' };

interface Needs {
  db: Connection;
  city: Pick<City, 'centres' | 'hours' | 'desks' | 'groups' | 'districts'>;
  bus: { publish(event: { what: string; id: string }): void };
  now: () => Date;
}

export function createOrganisations({ db, city, bus, now }: Needs): Organisations {
  const revisions = modelOf(db, 'Organisation', schema);
  const known = {
    groups: new Set(Object.keys(city.groups)),
    districts: new Set(city.districts.map(({ code }) => code)),
  };
  const fromFiles: OrganisationRevision = {
    version: 0,
    organisation: { centres: city.centres, hours: city.hours, desks: city.desks },
    closed: [],
    by: NOBODY,
    at: null,
  };

  async function current(): Promise<OrganisationRevision> {
    const [newest] = await revisions.find({}).sort({ _id: -1 }).limit(1).lean<Stored[]>();
    return newest ? revisionOf(newest) : fromFiles;
  }

  async function add(revision: Omit<OrganisationRevision, 'at'>): Promise<OrganisationRevision | undefined> {
    const { version, organisation, closed, by } = revision;
    const at = now();
    const open = closed.filter(({ until }) => until > at);
    await revisions.init();
    try {
      await revisions.create({ _id: version, json: JSON.stringify({ organisation, closed: open }), by, at });
    } catch (error) {
      if (isDuplicateKey(error)) return undefined;
      throw error;
    }
    bus.publish({ what: 'organisation', id: String(version) });
    return { ...revision, closed: open, at };
  }

  /** Changes what is closed, on whatever revision is the newest. */
  async function reclose(
    made: (closed: Closure[], organisation: Organisation) => Closure[],
    by: { id: string; name: string },
  ): Promise<OrganisationRevision> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const { version, organisation, closed } = await current();
      const added = await add({ version: version + 1, organisation, closed: made(closed, organisation), by });
      if (added) return added;
    }
    throw new Refusal('conflict', 'the organisation keeps changing, try again');
  }

  const isAt = (desk: { group: string; centre: string }) => (one: Closure) =>
    one.group === desk.group && (desk.centre === '' || one.centre === desk.centre);

  return {
    current,

    async history(limit = 50) {
      const found = await revisions.find({}).sort({ _id: -1 }).limit(limit).lean<Stored[]>();
      return [...found.map(revisionOf), ...(found.length < limit ? [fromFiles] : [])];
    },

    async change(wanted, version, by) {
      const read = organisationSchema.safeParse(wanted);
      if (!read.success) {
        const [issue] = read.error.issues;
        throw new Refusal('not-valid', `${issue?.path.join('.')}: ${issue?.message}`);
      }
      const fault = organisationFault(read.data, known);
      if (fault) throw new Refusal('not-valid', `${fault.path}: ${fault.message}`);
      const now = await current();
      const added =
        now.version === version &&
        (await add({ version: version + 1, organisation: read.data, closed: now.closed, by }));
      if (!added) throw new Refusal('conflict', 'somebody else has changed the organisation, look at it again');
      return added;
    },

    async closeDesk(closure) {
      if (!known.groups.has(closure.group)) throw new Refusal('not-valid', `${closure.group} is no answer group`);
      const { organisation } = await current();
      if (closure.centre && !organisation.centres.some(({ code }) => code === closure.centre))
        throw new Refusal('not-valid', `there is no centre ${closure.centre}`);
      if (closure.until <= now()) throw new Refusal('not-valid', 'until: must be to come');
      return reclose((closed) => [...closed.filter((one) => !isAt(closure)(one)), closure], closure.by);
    },

    openDesk: (desk, by) =>
      reclose(
        (closed, organisation) => closed.flatMap((one) => (isAt(desk)(one) ? [] : without(one, desk, organisation))),
        by,
      ),
  };
}

/** What stays closed of all desks of a group when one of them is opened. */
function without(closure: Closure, { group, centre }: { group: string; centre: string }, organisation: Organisation) {
  if (closure.group !== group || closure.centre !== '') return [closure];
  const others = centresWith(organisation, group).filter((code) => code !== centre);
  return others.map((code) => ({ ...closure, centre: code }));
}

function revisionOf({ _id, json, by, at }: Stored): OrganisationRevision {
  const { organisation, closed } = JSON.parse(json) as { organisation: Organisation; closed: Closure[] };
  const closures = closed.map((one) => ({ ...one, until: new Date(one.until) }));
  return { version: _id, organisation, closed: closures, by, at };
}
