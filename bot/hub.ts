import type { Case } from '../cases/case.js';
import type { NewCase } from '../cases/open-case.js';
import { entriesOf, entryOf, isSaid, speakerOf } from '../cases/transcript.js';
import { createHubDesk, isAtHub, stayOf } from '../handover/hub.js';
import { createMoves, HUB } from '../handover/moving.js';
import { createStays, type Stay } from '../handover/stays.js';
import type { LogEntry } from '../store/activity-log.js';
import { createSerial } from '../store/index.js';
import type { HubActivity } from '../web/api/handoff.js';
import type { Config } from './config.js';
import { citizenMessage, farewell, initiation, type Said } from './hub-activities.js';
import { createHubPost, HubRefused } from './hub-post.js';
import { maskPersonalNumbers } from './masking.js';
import type { Relay } from './relay.js';
import type { Rooms } from './rooms.js';
import { cleaned } from './screen.js';

interface Needs {
  rooms: Rooms;
  relay: Pick<Relay, 'agentSays' | 'settle'>;
  /** Where the hub reaches us. */
  address(): string;
  /** A link that opens a citizen's file for a while. */
  linkTo(contentUrl: string): string;
}

/** A goodbye that the hub has not taken for so long is not worth another attempt. */
const GOODBYE_MS = 24 * 60 * 60_000;
const LONGEST_NAME = 100;

/** The city's own agent desk, when it has one: it is asked before our own desks are. */
export type Hub = ReturnType<typeof createHub>;

export function createHub({ url, secret }: NonNullable<Config['hub']>, needs: Needs) {
  const { rooms, relay, address, linkTo } = needs;
  const { db, bus, desk, registry, activities, conversations, city, locales, log, now, newId } = rooms;
  const moves = createMoves({ db, now, bus, log: activities });
  const theirs = createHubDesk({ moves, desk, now });
  const stays = createStays({ db, now, newId });
  const post = createHubPost({ url, secret });
  const inTurn = createSerial();
  const running = new Set<Promise<unknown>>();
  let closed = false;

  const clean = (text: string) => maskPersonalNumbers(cleaned(text));
  const about = (found: Case) => ({ found, callback: `${address()}/api/handoff/activities`, at: now() });
  const isRefused = ({ activity }: LogEntry) => activity.channelData?.refused !== undefined;
  const linked = (contentUrl: string) => {
    const link = linkTo(contentUrl);
    return link && address() + link;
  };

  function saidIn(found: Case, entries: readonly LogEntry[]): Said[] {
    return entries
      .filter((entry) => isSaid(entry) && !isRefused(entry))
      .map((entry) => ({ ...entryOf(entry, { linkTo: linked }, found), seq: entry.seq }));
  }

  /** Up to the first message whose turn has not ended: until then its words may still be taken back. */
  async function settled(found: Case, entries: readonly LogEntry[]): Promise<LogEntry[]> {
    const heard = (await conversations.find(found.conversationId))?.heard ?? 0;
    const end = entries.findIndex((entry) => speakerOf(entry) === 'citizen' && entry.seq > heard);
    return end < 0 ? [...entries] : entries.slice(0, end);
  }

  /** Of a matter of strong secrecy only what is written to somebody who has taken it. */
  function mayHave({ secrecy, handover: { acceptedAt } }: Case, { at }: { at: Date }): boolean {
    return secrecy !== 'strong' || (acceptedAt !== null && at >= acceptedAt);
  }

  async function ask(stay: Stay, found: Case): Promise<Stay> {
    const entries = await settled(found, await entriesOf(activities, found));
    const transcript = found.secrecy === 'strong' ? undefined : saidIn(found, entries);
    await post(initiation(about(found), transcript));
    const seq = entries.at(-1)?.seq ?? found.transcript.fromSeq - 1;
    await stays.reached(stay, seq);
    return { ...stay, seq, attempts: 0, failingSince: null };
  }

  async function passOn(stay: Stay, found: Case): Promise<void> {
    const entries = await settled(found, await activities.after(stay.conversationId, stay.seq));
    const written = saidIn(
      found,
      entries.filter((entry) => speakerOf(entry) === 'citizen'),
    );
    for (const said of written.filter((one) => mayHave(found, one))) {
      await post(citizenMessage(about(found), said));
      await stays.reached(stay, said.seq);
    }
  }

  async function leave(stay: Stay): Promise<void> {
    if (stay.seq >= 0) await post(farewell(stay._id, { callback: about({} as Case).callback, at: now() }));
    await stays.over(stay._id);
  }

  /** What is not sent now is sent later; a hub that has a conversation and is out of reach for long has gone. */
  async function notSent(stay: Stay, found: Case | undefined, error: unknown): Promise<void> {
    const refused = error instanceof HubRefused;
    const since = await stays.failed(stay);
    const [stayId, attempts] = [stay._id, stay.attempts + 1];
    log.warn({ error, stay: stayId, attempts }, 'the hub did not take an activity');
    if (!found) {
      if (refused || now().getTime() - since.getTime() > GOODBYE_MS) await stays.over(stay._id);
      return;
    }
    const gone = found.handover.state === 'accepted' && now().getTime() - since.getTime() >= (await theirs.patience());
    if (!refused && !gone) return;
    log.error({ stay: stayId, refused }, 'a conversation was taken back from the hub');
    await theirs.giveBack(found, refused ? 'failed' : 'unreachable');
    await relay.settle(found.handover.id);
  }

  /** Brings the hub up to date about one stay. What is to be sent follows from the records; nothing is remembered. */
  async function bring(id: string): Promise<void> {
    const stay = closed ? undefined : await stays.claim(id);
    if (!stay) return;
    const found = await theirs.at(stay._id);
    try {
      if (!found) return await leave(stay);
      await passOn(stay.seq < 0 ? await ask(stay, found) : stay, found);
      await stays.rest(stay);
    } catch (error) {
      await notSent(stay, found, error);
    }
  }

  function track(work: Promise<unknown>): void {
    const done = work.catch((error) => log.error({ error }, 'the hub could not be brought up to date'));
    running.add(done);
    void done.finally(() => running.delete(done));
  }

  async function bringAll(open: readonly Stay[]): Promise<void> {
    await Promise.all(open.map(({ _id }) => inTurn(_id, () => bring(_id))));
  }

  async function begin(found: Case): Promise<void> {
    await stays.put({ _id: stayOf(found), number: found._id, conversationId: found.conversationId });
  }

  async function until(): Promise<Date> {
    return new Date(now().getTime() + (await theirs.patience()));
  }

  function nameOf(found: Case, { from, value }: HubActivity): string {
    const given = value?.agent ?? from?.name ?? '';
    const names = city.groups[found.group]?.name ?? { sv: '', en: '' };
    const group = locales.name(locales.served(found.language) ?? 'en', names);
    return clean(given).slice(0, LONGEST_NAME) || group;
  }

  async function hearStatus(found: Case, activity: HubActivity): Promise<boolean> {
    const { state, resolution = '', category = '' } = activity.value ?? {};
    if (state === 'accepted')
      return found.handover.state === 'waiting' && (await theirs.accept(found, nameOf(found, activity))) !== null;
    if (state === 'failed') {
      await theirs.giveBack(found, 'failed');
    } else if (state === 'completed') {
      const taken = await theirs.accept(found, nameOf(found, activity));
      if (!taken) return false;
      await theirs.close(taken, {
        ...(Object.hasOwn(city.resolutions, resolution) && { resolution }),
        ...(Object.hasOwn(city.categories, category) && { category }),
      });
    } else return false;
    await stays.over(stayOf(found));
    return true;
  }

  /** Whoever writes has taken it, whether the hub said so before or not. */
  async function hearMessage(found: Case, activity: HubActivity): Promise<boolean> {
    const name = nameOf(found, activity);
    const taken = await theirs.accept(found, name);
    if (!taken || !(await theirs.say(taken))) return false;
    await relay.settle(found.handover.id);
    const agent = { id: HUB, name };
    const id = `${stayOf(found)}:${activity.id}`;
    await relay.agentSays({ conversationId: found.conversationId, agent, text: clean(activity.text ?? ''), id });
    return true;
  }

  return {
    secret,

    async openCase(asked: NewCase): ReturnType<typeof registry.openCase> {
      return registry.openCase({ ...asked, ...(asked.handover && { wanted: HUB, keptUntil: await until() }) });
    },

    /** The citizen's matter was not settled: whoever had it is asked again. */
    async askedAgain(found: Case): Promise<void> {
      if (found.handover.wanted === HUB) await theirs.keep(found, await until());
    },

    availability: theirs.availability,

    /** A turn of the conversation has ended: there may be something for the hub. Soon, while the caller goes on. */
    wake(conversationId: string): void {
      const work = async () => {
        const open = await moves.cases.findOne({ 'handover.openFor': conversationId }).lean<Case>();
        if (open && isAtHub(open, now())) await begin(open);
        await bringAll(await stays.open(conversationId));
      };
      track(work());
    },

    /** What the hub says. False when it changes nothing: it is late, told before, or nothing we know. */
    async hear(activity: HubActivity): Promise<boolean> {
      const found = await theirs.at(activity.conversation.id);
      if (!found) return false;
      const isStatus = activity.type === 'event' && activity.name === 'handoff.status';
      if (!isStatus && activity.type !== 'message') return false;
      const changed = isStatus ? await hearStatus(found, activity) : await hearMessage(found, activity);
      if (changed) await relay.settle(found.handover.id);
      return changed;
    },

    /** Goes on with what stands in the records: what to send, and what the hub has left unanswered. */
    async look(): Promise<void> {
      const { here, unanswered } = await theirs.held();
      for (const found of unanswered) {
        await theirs.giveBack(found, 'unanswered');
        await relay.settle(found.handover.id);
      }
      for (const found of here) await begin(found);
      await bringAll(await stays.open());
      await stays.sweep();
    },

    async close(): Promise<void> {
      closed = true;
      await Promise.all(running);
    },
  };
}
