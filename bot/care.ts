import { cityTime } from '../cases/city-time.js';
import { purgeDue } from '../cases/purge.js';
import { disposeDue } from '../cases/retention.js';
import type { Files } from '../web/direct-line/files.js';
import type { Follow } from './follow.js';
import type { Hub } from './hub.js';
import type { Relay } from './relay.js';
import type { Rooms } from './rooms.js';
import type { RunningKnowledge } from './running-knowledge.js';

interface Needs {
  rooms: Pick<Rooms, 'desk' | 'db' | 'activities' | 'city' | 'store' | 'placeholder' | 'log' | 'now'>;
  relay: Pick<Relay, 'settleAll'>;
  following: RunningKnowledge['following'];
  follow: Pick<Follow, 'look'>;
  hub: Pick<Hub, 'look'> | undefined;
  files: Pick<Files, 'sweep'>;
}

const EVERY_MS = 60_000;
/** Somebody waits for this. */
const DESKS_EVERY_MS = 5_000;

/** What must be done on time, done on a beat. */
export function createCare({ rooms, relay, following, follow, hub, files }: Needs) {
  const { desk, db, activities, city, store, placeholder, log, now } = rooms;
  let disposedOn = '';

  async function disposeDaily(): Promise<void> {
    const today = cityTime(now(), city.timezone).day;
    if (today === disposedOn) return;
    const disposed = await disposeDue({ db, log: activities, city, now, placeholder }, { dryRun: false });
    for (const one of disposed) log.info(one, 'the content of a case was disposed of');
    disposedOn = today;
  }

  /** What falls due stands in the records; looking late loses nothing. */
  async function look(): Promise<void> {
    await purgeDue({ db, log: activities, now, placeholder });
    await disposeDaily();
    await following.look();
    await follow.look();
    await files.sweep();
    await store.sweep();
  }

  /** Agents who have gone, alarms, silence, and whoever does not know yet what became of their conversation. */
  async function lookAfterDesks(): Promise<void> {
    await desk.care();
    await relay.settleAll();
  }

  const failed = (error: unknown) => log.error({ error }, 'care failed');
  /** Never two at a time. */
  function every(ms: number, care: () => Promise<void>): void {
    let running = false;
    setInterval(() => {
      if (running) return;
      running = true;
      void care()
        .catch(failed)
        .finally(() => {
          running = false;
        });
    }, ms).unref();
  }

  return {
    async look() {
      await lookAfterDesks();
      await look();
    },
    /** Looks from now on again and again, as long as the process has something else to live for. */
    begin(): void {
      every(EVERY_MS, look);
      every(DESKS_EVERY_MS, lookAfterDesks);
      // A beat of its own: a hub that does not answer keeps nobody else waiting.
      if (hub) every(DESKS_EVERY_MS, hub.look);
    },
  };
}
