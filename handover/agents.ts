import { type Connection, Schema } from 'mongoose';
import { type Cover, groupsOf, ROLES, type Role } from '../cases/access.js';
import { isDuplicateKey } from '../store/index.js';
import { modelOf } from '../store/model.js';
import { hashPassword, isPassword } from './passwords.js';
import { Refusal } from './refusal.js';

export const PRESENCES = ['free', 'busy', 'back-soon', 'away', 'off'] as const;
export type Presence = (typeof PRESENCES)[number];

/** Somebody of the city with an account. */
export interface Agent {
  id: string;
  username: string;
  name: string;
  roles: Role[];
  groups: string[];
  languages: string[];
  boards: string[];
  /** Desks answered for until a time; what is over stays here and counts for nothing. */
  cover: Cover[];
  /** '' when none. */
  centre: string;
  /** Conversations at the same time; 0: as the city has it for all. */
  capacity: number;
  presence: Presence;
  /** In the agent's own words, for colleagues; '' when not said. */
  presenceReason: string;
  seenAt: Date;
  /** A console of theirs was listening: once it is closed they are not heard of any more. */
  listening: boolean;
  /** The password was made by the program: nothing works until it is changed. */
  mustChange: boolean;
  active: boolean;
}

/** Somebody who is at work now, with all groups they answer for. */
export interface AtDesk extends Agent {
  /** Without those they cover for. */
  ownGroups: string[];
}

export type NewAgent = Pick<Agent, 'username' | 'name' | 'roles' | 'groups' | 'languages' | 'boards'> & {
  centre?: string;
  capacity?: number;
  password: string;
};
export type AgentChanges = Partial<
  Pick<Agent, 'name' | 'roles' | 'groups' | 'languages' | 'boards' | 'centre' | 'capacity' | 'active'>
>;

type StoredAgent = Omit<Agent, 'id'> & { _id: string; passwordHash: string };

const agentSchema = new Schema<StoredAgent>(
  {
    _id: { type: String, required: true },
    username: { type: String, required: true, unique: true },
    name: String,
    passwordHash: { type: String, required: true },
    mustChange: Boolean,
    roles: [{ type: String, enum: ROLES }],
    groups: [String],
    languages: [String],
    boards: [String],
    cover: [{ _id: false, group: String, until: Date, by: String }],
    centre: String,
    capacity: Number,
    presence: { type: String, enum: PRESENCES },
    presenceReason: String,
    seenAt: Date,
    listening: Boolean,
    active: Boolean,
  },
  { versionKey: false, minimize: false, collection: 'agents' },
);
agentSchema.index({ presence: 1, seenAt: 1 });

/** Whoever has not been heard of for so long has gone home without signing out. */
const SEEN_WITHIN_MS = 15 * 60_000;
/** A console that listens is heard of every half minute: whoever has closed theirs has gone. */
export const LISTENING_WITHIN_MS = 90_000;
const SEEN_EVERY_MS = 30_000;
const AT_WORK: Presence[] = ['free', 'busy', 'back-soon'];

export interface Agents {
  /**
   * Makes the account `admin` when there is no account at all.
   * @returns the password, only when it was generated here; it is nowhere else and must be changed at the first sign-in
   */
  addFirstAdmin(password?: string): Promise<string | undefined>;
  /** @throws {Refusal} `conflict` when the user name is taken */
  add(agent: NewAgent): Promise<Agent>;
  change(id: string, changes: AgentChanges): Promise<Agent | undefined>;
  /** Answers for another desk as well, until a time; what was given for that desk before counts no more. */
  giveCover(id: string, cover: Cover): Promise<Agent | undefined>;
  /** Of one desk, or of all. */
  endCover(id: string, group?: string): Promise<boolean>;
  list(): Promise<Agent[]>;
  find(id: string): Promise<Agent | undefined>;
  /** Says nothing about whether the name or the password was wrong, also not by its time. */
  checkPassword(username: string, password: string): Promise<Agent | undefined>;
  setPassword(id: string, password: string): Promise<boolean>;
  setPresence(id: string, presence: Presence, reason?: string): Promise<void>;
  /**
   * Remembers that somebody is at the desk; true when it was written, which is at most every 30 seconds. `listening`: it
   * was their console that was heard, not a call.
   */
  seen(id: string, listening?: boolean): Promise<boolean>;
  /** Agents at work, with the groups they cover for. */
  atWork(): Promise<AtDesk[]>;
  /** Whether somebody who answers for this group is at work. */
  signedIn(group: string): Promise<boolean>;
}

interface Needs {
  db: Connection;
  now: () => Date;
  newId: () => string;
  random: (bytes: number) => Buffer;
}

export function createAgents({ db, now, newId, random }: Needs): Agents {
  const agents = modelOf(db, 'Agent', agentSchema);
  const seenAt = new Map<string, number>();

  async function insert(
    { password, centre = '', capacity = 0, ...agent }: NewAgent,
    mustChange: boolean,
  ): Promise<Agent> {
    const account: StoredAgent = {
      ...agent,
      _id: newId(),
      username: usernameOf(agent.username),
      passwordHash: await hashPassword(password, random),
      cover: [],
      centre,
      capacity,
      mustChange,
      presence: 'off',
      presenceReason: '',
      seenAt: new Date(0),
      listening: false,
      active: true,
    };
    await agents.init();
    try {
      await agents.create(account);
    } catch (error) {
      if (isDuplicateKey(error)) throw new Refusal('conflict', 'this user name is taken');
      throw error;
    }
    return agentOf(account);
  }

  async function atWork(): Promise<AtDesk[]> {
    const at = now();
    const since = new Date(at.getTime() - SEEN_WITHIN_MS);
    const present = await agents.find({ presence: { $in: AT_WORK }, seenAt: { $gte: since } }).lean<StoredAgent[]>();
    return present
      .filter((one) => one.active && one.roles.includes('agent') && isHeardOf(one, at))
      .map((one) => ({ ...agentOf(one), groups: groupsOf(one, at), ownGroups: one.groups }));
  }

  /** Tried again when somebody else has changed it meanwhile, so that two supervisors undo nothing of each other. */
  async function changeCover(id: string, work: (cover: Cover[]) => Cover[]): Promise<Agent | undefined> {
    for (;;) {
      const found = await agents.findById(id).lean<StoredAgent>();
      if (!found) return undefined;
      const changed = await agents
        .findOneAndUpdate(
          { _id: id, cover: found.cover },
          { $set: { cover: work(found.cover) } },
          { returnDocument: 'after' },
        )
        .lean<StoredAgent>();
      if (changed) return agentOf(changed);
    }
  }

  return {
    async addFirstAdmin(password) {
      if ((await agents.countDocuments({})) > 0) return undefined;
      const generated = password === undefined ? random(12).toString('base64url') : undefined;
      const admin = {
        username: 'admin',
        name: 'Admin',
        roles: ['admin' as const],
        groups: [],
        languages: [],
        boards: [],
      };
      await insert({ ...admin, password: password ?? (generated as string) }, generated !== undefined);
      return generated;
    },

    add: (agent) => insert(agent, false),

    async change(id, changes) {
      const changed = await agents
        .findOneAndUpdate({ _id: id }, { $set: changes }, { returnDocument: 'after' })
        .lean<StoredAgent>();
      return changed ? agentOf(changed) : undefined;
    },

    giveCover: (id, given) =>
      changeCover(id, (cover) => [...cover.filter(({ group }) => group !== given.group), given]),

    async endCover(id, ended) {
      const left = (cover: Cover[]) => (ended === undefined ? [] : cover.filter(({ group }) => group !== ended));
      return (await changeCover(id, left)) !== undefined;
    },

    async list() {
      return (await agents.find({}).sort({ username: 1 }).lean<StoredAgent[]>()).map(agentOf);
    },

    async find(id) {
      const found = await agents.findById(id).lean<StoredAgent>();
      return found ? agentOf(found) : undefined;
    },

    async checkPassword(username, password) {
      const found = await agents.findOne({ username: usernameOf(username) }).lean<StoredAgent>();
      const right = await isPassword(password, found?.passwordHash);
      return right && found?.active ? agentOf(found) : undefined;
    },

    async setPassword(id, password) {
      const passwordHash = await hashPassword(password, random);
      const { matchedCount } = await agents.updateOne({ _id: id }, { $set: { passwordHash, mustChange: false } });
      return matchedCount > 0;
    },

    async setPresence(id, presence, presenceReason = '') {
      await agents.updateOne({ _id: id }, { $set: { presence, presenceReason, seenAt: now(), listening: false } });
    },

    async seen(id, listening = false) {
      const at = now();
      const heard = listening ? `${id}, listening` : id;
      if (at.getTime() - (seenAt.get(heard) ?? 0) < SEEN_EVERY_MS) return false;
      seenAt.set(heard, at.getTime());
      await agents.updateOne({ _id: id }, { $set: { seenAt: at, ...(listening && { listening }) } });
      return true;
    },

    atWork,

    async signedIn(group) {
      return (await atWork()).some(({ groups }) => groups.includes(group));
    },
  };
}

/** Whether somebody was heard of so lately that they are still there. */
export function isHeardOf({ seenAt, listening }: Pick<Agent, 'seenAt' | 'listening'>, at: Date): boolean {
  return at.getTime() - seenAt.getTime() <= (listening ? LISTENING_WITHIN_MS : SEEN_WITHIN_MS);
}

function usernameOf(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/** An account without its password hash, which never leaves this file. */
function agentOf({ _id, passwordHash: _hash, ...agent }: StoredAgent): Agent {
  // An account of an earlier version has not said whether it listens.
  return { id: _id, ...agent, listening: agent.listening === true };
}
