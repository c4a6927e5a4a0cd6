import { computed, signal } from '@preact/signals';
import { call, listenToCalls, NoConnection, setCsrf } from '../api/client.js';
import type { Agent, City, Presence, Role } from '../api/shapes.js';
import { now } from './clock.js';
import { forgetDrafts } from './drafts.js';
import { onChange, reached, resync, startLive, stopLive, unreachable } from './live.js';

export type Session =
  | { kind: 'starting'; unreachable: boolean }
  /** `expired`: it ended while somebody was working. */
  | { kind: 'out'; expired: boolean; username: string }
  | { kind: 'in'; agent: Agent; city: City | undefined };

export const session = signal<Session>({ kind: 'starting', unreachable: false });

export const agent = computed(() => (session.value.kind === 'in' ? session.value.agent : undefined));
export const city = computed(() => (session.value.kind === 'in' ? session.value.city : undefined));

export const has = (role: Role): boolean => agent.value?.roles.includes(role) ?? false;

/** Groups of others that somebody answers for at this moment. */
export const coveredGroups = (): string[] =>
  (agent.value?.cover ?? []).filter(({ until }) => Date.parse(until) > now.peek()).map(({ group }) => group);

/** Whether somebody answers citizens: whoever does not has no queue. */
export const answers = computed(
  () => has('agent') && ((agent.value?.groups.length ?? 0) > 0 || coveredGroups().length > 0),
);
export const readsCases = computed(
  () => answers.value || has('supervisor') || (has('officer') && (agent.value?.boards.length ?? 0) > 0),
);

/** Whether somebody takes down what comes by telephone, post or at the counter. */
export const registers = computed(() => answers.value || (has('officer') && (agent.value?.boards.length ?? 0) > 0));

/** Whom the server tells of changes. */
const LISTENERS: Role[] = ['agent', 'officer', 'supervisor', 'editor'];

interface Me {
  agent: Agent;
  csrf: string;
  city?: City;
  elsewhere: boolean;
}

listenToCalls({
  reached,
  unreachable,
  expired() {
    const before = session.value;
    if (before.kind === 'in') leave({ expired: true, username: before.agent.username });
  },
  // Another tab of this browser signed in anew. Nobody's words must be sent in the name of somebody else.
  async renew() {
    const before = session.value;
    const me = await call<Me>('GET', '/api/me').catch(() => undefined);
    if (!me || before.kind !== 'in') return false;
    if (me.agent.id !== before.agent.id) {
      leave({ expired: true, username: before.agent.username });
      return false;
    }
    setCsrf(me.csrf);
    return true;
  },
});

function leave({ expired, username }: { expired: boolean; username: string }): void {
  stopLive();
  setCsrf('');
  session.value = { kind: 'out', expired, username };
}

async function enter(): Promise<void> {
  const me = await call<Me>('GET', '/api/me');
  setCsrf(me.csrf);
  session.value = { kind: 'in', agent: me.agent, city: me.city };
  if (!me.agent.mustChange) startLive({ stream: me.agent.roles.some((role) => LISTENERS.includes(role)) });
}

/** Other groups are one's own from now on, or the city has other centres. */
onChange(({ what, id }) => {
  if ((what === 'agents' && id === agent.peek()?.id) || what === 'organisation') void refreshMe();
  if (what === 'presence') void learnPresence();
});

/** One's rights, and the city's codes as they are now. */
export async function refreshMe(): Promise<void> {
  const me = await call<Me>('GET', '/api/me').catch(() => undefined);
  if (!me || me.agent.id !== agent.peek()?.id) return;
  session.value = { kind: 'in', agent: me.agent, city: me.city };
  resync();
}

/** At start: the cookie of an earlier visit may still be good. */
export async function resume(): Promise<void> {
  try {
    await enter();
  } catch (error) {
    if (error instanceof NoConnection) {
      session.value = { kind: 'starting', unreachable: true };
      setTimeout(() => void resume(), START_AGAIN_MS);
    } else session.value = { kind: 'out', expired: false, username: '' };
  }
}

const START_AGAIN_MS = 3_000;

/** @throws {ApiError | NoConnection} */
export async function signIn(username: string, password: string): Promise<void> {
  const { csrf } = await call<{ csrf: string }>('POST', '/api/session', { username, password });
  setCsrf(csrf);
  await enter();
}

/** @throws {ApiError | NoConnection} */
export async function changePassword(current: string, password: string): Promise<void> {
  await call('PUT', '/api/me/password', { current, password });
  await enter();
}

/** Another screen of theirs goes on with their conversations. */
export async function isElsewhere(): Promise<boolean> {
  const me = await call<Me>('GET', '/api/me').catch(() => undefined);
  return me?.elsewhere === true;
}

let lastWork = async (): Promise<void> => undefined;

/** What somebody has begun is brought to its end before they leave. */
export function beforeSignOut(work: () => Promise<void>): void {
  lastWork = work;
}

export async function signOut(): Promise<void> {
  await lastWork();
  await call('DELETE', '/api/session').catch(() => undefined);
  forgetDrafts();
  leave({ expired: false, username: '' });
}

/** @throws {ApiError | NoConnection} */
export async function setPresence(presence: Presence, presenceReason = ''): Promise<void> {
  await call('PUT', '/api/me/presence', { state: presence, reason: presenceReason });
  showPresence({ presence, presenceReason });
}

function showPresence(changes: Pick<Agent, 'presence' | 'presenceReason'>): void {
  const { value } = session;
  if (value.kind === 'in') session.value = { ...value, agent: { ...value.agent, ...changes } };
}

/** Signed in on two screens, both show the same. */
async function learnPresence(): Promise<void> {
  const me = await call<Me>('GET', '/api/me').catch(() => undefined);
  const { id, presence, presenceReason } = agent.peek() ?? {};
  if (!me || me.agent.id !== id) return;
  const { presence: newest, presenceReason: why } = me.agent;
  if (newest !== presence || why !== presenceReason) showPresence({ presence: newest, presenceReason: why });
}
