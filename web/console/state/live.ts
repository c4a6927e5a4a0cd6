import { signal } from '@preact/signals';

/** What the line at the top of the console says. `again` stays for a few seconds. */
export const connection = signal<'ok' | 'lost' | 'again'>('ok');

export interface Change {
  /** '' = everything may have changed: the connection was away, or time has passed. */
  what: string;
  id: string;
}

const EVERYTHING: Change = { what: '', id: '' };
const RESYNC_MS = 30_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
const AGAIN_MS = 5_000;

const readers = new Set<(change: Change) => void>();
let source: EventSource | undefined;
let running = false;
/** Not for those who only administer: the server has nothing to tell them. */
let streams = false;
let wait = FIRST_WAIT_MS;
let retry: ReturnType<typeof setTimeout> | undefined;
let again: ReturnType<typeof setTimeout> | undefined;

/** Calls `read` for every change; returns how to stop. */
export function onChange(read: (change: Change) => void): () => void {
  readers.add(read);
  return () => readers.delete(read);
}

export function resync(): void {
  announce(EVERYTHING);
}

/** Also what this console has done itself, so that it shows at once. */
export function announce(change: Change): void {
  for (const read of [...readers]) read(change);
}

/** A call was answered. */
export function reached(): void {
  if (connection.value !== 'lost') return;
  back();
  // The stream still pauses after its failures: it need not any more.
  if (retry) connect();
}

/** A call was not answered. Whether the stream lives says less: the calls work without it. */
export function unreachable(): void {
  clearTimeout(again);
  connection.value = 'lost';
}

function back(): void {
  connection.value = 'again';
  clearTimeout(again);
  again = setTimeout(() => {
    if (connection.value === 'again') connection.value = 'ok';
  }, AGAIN_MS);
}

/**
 * The server only says *that* something changed; what is shown is always asked for. A message that got lost on the way
 * therefore costs at most half a minute.
 */
export function startLive({ stream }: { stream: boolean }): void {
  streams = stream;
  if (running) return;
  running = true;
  connect();
}

export function stopLive(): void {
  running = false;
  clearTimeout(retry);
  retry = undefined;
  source?.close();
  source = undefined;
}

function connect(): void {
  clearTimeout(retry);
  retry = undefined;
  source?.close();
  if (!streams) return;
  const opened = new EventSource('/api/events');
  source = opened;
  opened.addEventListener('open', () => {
    wait = FIRST_WAIT_MS;
    reached();
    resync();
  });
  opened.addEventListener('message', ({ data }) => announce(read(data)));
  opened.addEventListener('error', () => {
    if (source !== opened || !running) return;
    opened.close();
    // The question behind a resync finds out what is wrong: no connection, or a session that has ended.
    resync();
    retry = setTimeout(connect, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  });
}

function read(data: unknown): Change {
  try {
    const { what = '', id = '' } = JSON.parse(String(data));
    return { what: String(what), id: String(id) };
  } catch {
    return EVERYTHING;
  }
}

setInterval(() => running && resync(), RESYNC_MS);
addEventListener('focus', () => running && resync());
addEventListener('online', () => {
  if (!running) return;
  connect();
  resync();
});
addEventListener('offline', () => running && unreachable());

/** Asks again after a change, but never twice at a time and not for each of a burst. */
export function coalesced(work: () => Promise<void>): () => Promise<void> {
  let busy: Promise<void> | undefined;
  let once = false;
  async function run(): Promise<void> {
    do {
      once = false;
      await work();
    } while (once);
    busy = undefined;
  }
  return () => {
    once = busy !== undefined;
    busy ??= run().catch(() => {
      busy = undefined;
    });
    return busy;
  };
}
