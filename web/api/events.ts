import type { Response } from 'restify';
import { z } from 'zod';
import { mayRead } from '../../cases/access.js';
import type { Case } from '../../cases/case.js';
import { createLine } from '../../cases/numbering.js';
import type { Registry } from '../../cases/registry.js';
import type { Agent } from '../../handover/agents.js';
import type { Desk } from '../../handover/desk.js';
import { isHeard, type Sessions } from '../sessions.js';
import { type Route, route } from './route.js';

interface Happening {
  what: string;
  id: string;
}

interface Needs {
  bus: { subscribe(listener: (event: Happening) => void): () => void };
  desk: Pick<Desk, 'open' | 'present'>;
  registry: Pick<Registry, 'findCase'>;
  sessions: Pick<Sessions, 'check'>;
  now: () => Date;
  onError(error: unknown): void;
}

interface Listener {
  agent: Agent;
  sessionId: string;
  res: Response;
}

type Walls = Pick<Case, 'group' | 'board' | 'secrecy'>;

const BEAT_MS = 20_000;
const PER_AGENT = 20;
/** A reader that takes nothing any more; it comes back and asks for everything. */
const UNREAD_LIMIT = 256 * 1024;

export interface Events {
  routes: Route[];
  /** Says to all that they are still connected, and ends the streams of sessions that have ended. */
  beat(): Promise<void>;
  close(): void;
}

/**
 * Tells consoles *that* something changed, and only of what they may read. Messages of conversations with an open
 * handover are told as `messages` with the handover's id; those of the bot's own conversations concern nobody.
 * Of an account only its holder and the supervisors are told. Editors are told which articles changed, and that the questions nobody answered did, not which.
 */
export function createEvents({ bus, desk, registry, sessions, now, onError }: Needs): Events {
  const listeners = new Set<Listener>();
  /** Conversations that are waiting or have an agent; only while somebody listens. */
  const open = new Map<string, Walls & { handoverId: string }>();
  const inOrder = createLine();
  let unsubscribe: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;

  function tell(walls: Walls, event: Happening): void {
    for (const listener of listeners) {
      if (mayRead(listener.agent, walls, now()) === 'nothing') continue;
      write(listener, `data: ${JSON.stringify(event)}\n\n`);
    }
  }

  /** Who is at work, and how the city works: known to everybody who answers. */
  function tellAll(event: Happening): void {
    for (const listener of listeners) {
      const { roles } = listener.agent;
      if (roles.includes('agent') || roles.includes('supervisor'))
        write(listener, `data: ${JSON.stringify(event)}\n\n`);
    }
  }

  function tellEditors(event: Happening): void {
    for (const listener of listeners) {
      if (listener.agent.roles.includes('editor')) write(listener, `data: ${JSON.stringify(event)}\n\n`);
    }
  }

  /** Somebody's rights have changed: what they are told from now on, too. */
  async function tellAgent(id: string, event: Happening): Promise<void> {
    for (const listener of [...listeners]) {
      if (listener.agent.id === id) {
        const session = await sessions.check(listener.sessionId);
        if (session) listener.agent = session.agent;
      }
      const concerned = listener.agent.id === id || listener.agent.roles.includes('supervisor');
      if (concerned) write(listener, `data: ${JSON.stringify(event)}\n\n`);
    }
  }

  function write(listener: Listener, text: string): void {
    const { res } = listener;
    if (res.writableEnded || res.destroyed || res.writableLength > UNREAD_LIMIT) drop(listener);
    else res.write(text);
  }

  function remember({ conversationId, group, board, secrecy, handover }: Case): void {
    const isOpen = handover.openFor === conversationId;
    if (isOpen) open.set(conversationId, { group, board, secrecy, handoverId: handover.id });
    else if (open.get(conversationId)?.handoverId === handover.id) open.delete(conversationId);
  }

  async function pass({ what, id }: Happening): Promise<void> {
    if (what === 'activities' || what === 'typing') {
      const found = open.get(id);
      if (found) tell(found, { what: what === 'typing' ? what : 'messages', id: found.handoverId });
    } else if (what === 'handovers') {
      const [found] = await desk.open(id);
      if (!found) return;
      remember(found);
      tell(found, { what, id });
    } else if (what === 'cases') {
      const found = await registry.findCase(id);
      if (found) tell(found, { what, id });
    } else if (what === 'agents') {
      await tellAgent(id, { what, id });
    } else if (what === 'unanswered') {
      tellEditors({ what, id: '' });
    } else if (what === 'presence' || what === 'organisation') {
      tellAll({ what, id: '' });
    } else if (what === 'articles') {
      tellEditors({ what, id });
    }
  }

  async function start(): Promise<void> {
    // What a citizen says or types in an open conversation waits for no look into the store.
    unsubscribe = bus.subscribe((event) => {
      const isSaid = event.what === 'activities' || event.what === 'typing';
      void (isSaid && open.has(event.id) ? pass(event) : inOrder(() => pass(event))).catch(onError);
    });
    timer = setInterval(() => void beat().catch(onError), BEAT_MS).unref();
    for (const found of await desk.open()) remember(found);
  }

  function stop(): void {
    unsubscribe?.();
    unsubscribe = undefined;
    clearInterval(timer);
    open.clear();
  }

  function drop(listener: Listener): void {
    if (!listeners.delete(listener)) return;
    listener.res.end();
    if (listeners.size === 0) stop();
  }

  async function beat(): Promise<void> {
    for (const listener of [...listeners]) {
      const session = await sessions.check(listener.sessionId);
      if (!session) {
        drop(listener);
        continue;
      }
      listener.agent = session.agent;
      write(listener, ': still here\n\n');
      // A stream can be written to long after its reader has gone: a closed lid, a pulled cable. Only its own calls tell.
      if (isHeard(session, now())) await desk.present(session.agent.id, true);
    }
  }

  const stream = route({
    method: 'GET',
    path: '/api/events',
    name: 'events',
    about: 'Server-sent events `{what, id}`: only that something changed. Ask for everything after each connection.',
    allowed: ['agent', 'officer', 'supervisor', 'editor'],
    answer: {
      status: 200,
      about: 'the stream',
      schema: z.object({ what: z.string(), id: z.string() }),
      type: 'text/event-stream',
    },
    async handle({ session: { agent, sessionId }, res }) {
      const own = [...listeners].filter((one) => one.agent.id === agent.id);
      if (own.length >= PER_AGENT && own[0]) drop(own[0]);
      const listener = { agent, sessionId, res };
      listeners.add(listener);
      const closed = new Promise<void>((resolve) => res.once('close', resolve));
      try {
        res.on('error', () => drop(listener));
        if (!unsubscribe) await start();
        res.setHeader('Content-Type', 'text/event-stream');
        res.setHeader('X-Accel-Buffering', 'no');
        res.writeHead(200);
        res.write('retry: 3000\n\n');
        await closed;
      } finally {
        drop(listener);
      }
    },
  });

  return {
    routes: [stream],
    beat,
    close() {
      for (const listener of [...listeners]) drop(listener);
    },
  };
}
