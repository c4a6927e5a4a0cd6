import { cityTime } from '../cases/city-time.js';
import { purgeDue } from '../cases/purge.js';
import { disposeDue } from '../cases/retention.js';
import type { Files } from '../web/direct-line/files.js';
import type { Follow } from './follow.js';
import type { Rooms } from './rooms.js';
import type { RunningKnowledge } from './running-knowledge.js';

interface Needs {
  rooms: Pick<Rooms, 'db' | 'activities' | 'city' | 'store' | 'placeholder' | 'log' | 'now'>;
  following: RunningKnowledge['following'];
  follow: Pick<Follow, 'look'>;
  files: Pick<Files, 'sweep'>;
}

const EVERY_MS = 60_000;

/** What must be done on time, done on a beat. */
export function createCare({ rooms, following, follow, files }: Needs) {
  const { db, activities, city, store, placeholder, log, now } = rooms;
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

  return {
    look,
    /** Looks from now on again and again, as long as the process has something else to live for. */
    begin(): void {
      setInterval(() => void look().catch((error) => log.error({ error }, 'care failed')), EVERY_MS).unref();
    },
  };
}
