import { z } from 'zod';
import type { Agent } from '../../handover/agents.js';
import type { Desk } from '../../handover/desk.js';
import type { Relay } from './relay.js';
import { type Route, route } from './route.js';

interface Watcher {
  name: string;
  typing: boolean;
  at: number;
}

interface Needs {
  desk: Pick<Desk, 'get'>;
  bus: { publish(event: { what: string; id: string }): void };
  relay: Pick<Relay, 'typing'>;
  onError(error: unknown): void;
  now: () => Date;
}

/** A console says again and again that somebody is looking; silence for so long means that nobody is. */
const LOOKING_MS = 20_000;

export interface Watching {
  routes: Route[];
  /** Colleagues who look at a conversation now, without whoever asks. */
  of(handoverId: string, but: Agent): { name: string; typing: boolean }[];
}

/** Who is looking at a conversation and who is writing in it. Nothing that must survive: it lives for seconds. */
export function createWatching({ desk, bus, relay, now, onError }: Needs): Watching {
  const watchers = new Map<string, Map<string, Watcher>>();

  function current(handoverId: string): Map<string, Watcher> {
    const all = watchers.get(handoverId) ?? new Map<string, Watcher>();
    const since = now().getTime() - LOOKING_MS;
    for (const [id, { at }] of all) if (at < since) all.delete(id);
    if (all.size > 0) watchers.set(handoverId, all);
    else watchers.delete(handoverId);
    return all;
  }

  const look = route({
    method: 'PUT',
    path: '/api/handovers/{id}/watching',
    name: 'watchHandover',
    about:
      'Says that one is looking at a conversation, and whether one writes. The owner’s writing shows to the citizen.',
    allowed: ['agent', 'supervisor'],
    body: z.object({ typing: z.boolean() }),
    answer: { status: 204, about: 'noted for some seconds' },
    refusals: [404],
    async handle({ session: { agent }, params: { id = '' }, body }) {
      const { case: found, owned } = await desk.get(id, agent);
      const all = current(id);
      const before = all.get(agent.id);
      all.set(agent.id, { name: agent.name, typing: body.typing, at: now().getTime() });
      watchers.set(id, all);
      if (owned && body.typing) void relay.typing(found.conversationId).catch(onError);
      if (before?.typing !== body.typing) bus.publish({ what: 'handovers', id });
    },
  });

  return {
    routes: [look],
    of: (handoverId, but) =>
      [...current(handoverId)]
        .filter(([id]) => id !== but.id)
        .map(([, { name, typing: writes }]) => ({ name, typing: writes })),
  };
}
