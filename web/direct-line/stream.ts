import type { WebSocket } from 'ws';
import type { ActivityLog, LoggedActivity } from '../../store/activity-log.js';
import type { LiveTexts } from '../live-texts.js';
import { isWordless, shownTo } from './view.js';

interface Needs {
  log: Pick<ActivityLog, 'after'>;
  bus: { subscribe(listener: (event: { what: string; id: string }) => void): () => void };
  liveTexts: LiveTexts;
  linkTo: (fileId: string) => string;
  linkToChat?: (conversationId: string) => string;
  /** What stands for words that are not kept, in the language of a conversation. */
  notKept: (conversationId: string) => Promise<string>;
  /** How often open sockets look for themselves, should a poke have been lost. */
  pollMs?: number | undefined;
}

interface Listener {
  socket: WebSocket;
  conversationId: string;
  base: string;
  last: number;
  /** The backlog has been sent: what comes now is being said now. */
  live: boolean;
  reading: Promise<void> | undefined;
  again: boolean;
  answered: boolean;
}

export interface Streams {
  open(socket: WebSocket, from: { conversationId: string; watermark: number; base: string }): void;
  showLive(conversationId: string, activity: LoggedActivity): void;
  count(conversationId?: string): number;
  /** Sends what is left, then tells the clients that the server is going away. */
  close(): Promise<void>;
}

const PAGE = 200;
const POLL_MS = 5000;
/** Half a minute for a telephone to answer, so that a dead line does not stay. */
const LOOKS_A_PING = 6;
const MOST_BUFFERED = 1024 * 1024;
const GOING_AWAY = 1001;
const TRY_AGAIN = 1013;

/** Pushes the log to the clients' sockets: each remembers the last number it sent, and reads on from there. */
export function createStreams({ log, bus, liveTexts, linkTo, linkToChat, notKept, pollMs = POLL_MS }: Needs): Streams {
  const listeners = new Map<string, Set<Listener>>();
  let poll: NodeJS.Timeout | undefined;
  let looks = 0;
  const unsubscribe = bus.subscribe(({ what, id }) => {
    const waiting = what === 'activities' ? listeners.get(id) : undefined;
    // Not at once: whoever wrote may have something to add for those who look on.
    if (waiting) setImmediate(() => waiting.forEach(wake));
  });

  function wake(listener: Listener): void {
    listener.again = true;
    listener.reading ??= read(listener)
      .catch(() => listener.socket.close(TRY_AGAIN))
      .finally(() => {
        listener.reading = undefined;
        if (listener.again && listener.socket.readyState === listener.socket.OPEN) wake(listener);
      });
  }

  async function read(listener: Listener): Promise<void> {
    while (listener.again && listener.socket.readyState === listener.socket.OPEN) {
      listener.again = false;
      const entries = await log.after(listener.conversationId, listener.last, PAGE);
      const standIn = entries.some(isWordless) ? await notKept(listener.conversationId) : undefined;
      const shown = entries.flatMap((entry) => {
        const live = listener.live ? liveTexts.get(entry.id) : undefined;
        return shownTo(entry, { base: listener.base, linkTo, linkToChat, live, notKept: standIn }) ?? [];
      });
      listener.last = entries.at(-1)?.seq ?? listener.last;
      if (shown.length > 0 && !send(listener, shown)) return;
      if (entries.length === PAGE) listener.again = true;
      else listener.live = true;
    }
  }

  /** False when the client does not keep up: it is dropped, and gets the rest by its watermark when it is back. */
  function send({ socket, last }: Listener, activities: LoggedActivity[]): boolean {
    if (socket.bufferedAmount > MOST_BUFFERED) {
      socket.terminate();
      return false;
    }
    socket.send(JSON.stringify({ activities, watermark: String(last) }));
    return true;
  }

  function all(): Listener[] {
    return [...listeners.values()].flatMap((set) => [...set]);
  }

  function look(): void {
    looks += 1;
    for (const listener of all()) {
      wake(listener);
      if (looks % LOOKS_A_PING !== 0) continue;
      if (!listener.answered) listener.socket.terminate();
      listener.answered = false;
      listener.socket.ping();
    }
  }

  function drop(listener: Listener): void {
    const set = listeners.get(listener.conversationId);
    set?.delete(listener);
    if (set?.size === 0) listeners.delete(listener.conversationId);
    if (listeners.size === 0) {
      clearInterval(poll);
      poll = undefined;
    }
  }

  return {
    open(socket, { conversationId, watermark, base }) {
      const listener: Listener = {
        socket,
        conversationId,
        base,
        last: watermark,
        live: false,
        reading: undefined,
        again: false,
        answered: true,
      };
      const set = listeners.get(conversationId) ?? new Set();
      listeners.set(conversationId, set.add(listener));
      poll ??= setInterval(look, pollMs).unref();
      socket.on('pong', () => {
        listener.answered = true;
      });
      // Clients send empty messages to notice a dead line; nothing a client sends here means anything.
      socket.on('message', () => {
        listener.answered = true;
      });
      socket.on('error', () => socket.terminate());
      socket.on('close', () => drop(listener));
      wake(listener);
    },
    showLive(conversationId, activity) {
      for (const listener of listeners.get(conversationId) ?? []) {
        if (listener.socket.readyState === listener.socket.OPEN) {
          send(listener, [{ ...activity, channelId: 'directline', conversation: { id: conversationId } }]);
        }
      }
    },
    count: (conversationId) =>
      conversationId === undefined ? all().length : (listeners.get(conversationId)?.size ?? 0),
    async close() {
      unsubscribe();
      clearInterval(poll);
      const open = all();
      for (const listener of open) wake(listener);
      await Promise.all(open.map(({ reading }) => reading));
      for (const { socket } of open) socket.close(GOING_AWAY, 'the server is restarting');
      liveTexts.clear();
    },
  };
}
