import { join } from 'node:path';
import { createOpenElsewhere } from '../../bot/elsewhere.js';
import { createRelay, type Relay } from '../../bot/relay.js';
import type { Rooms } from '../../bot/rooms.js';
import type { Case } from '../../cases/case.js';
import type { Agent } from '../../handover/agents.js';
import { loadLocales } from '../../locales/index.js';
import { type ActivityLog, createActivityLog, type LogEntry } from '../../store/activity-log.js';
import { createConversations } from '../../store/conversations.js';
import { aWish, CITY, type Office, openOffice } from './registry.js';

const locales = loadLocales(join(__dirname, '..', '..', 'locales'));
export const say = (key: string, values?: Record<string, unknown>) => locales.say('sv', key, values);

export interface ChatOffice extends Office {
  activities: ActivityLog;
  relay: Relay;
  /** A citizen who has begun to write. */
  arrives(conversationId: string): Promise<void>;
  /** A citizen who waits for a person. */
  asks(conversationId: string, changes?: Parameters<typeof aWish>[0]): Promise<{ number: string; handoverId: string }>;
  /** A citizen at Bromma whom this agent has taken. */
  talks(agent: Agent, conversationId?: string, changes?: Parameters<typeof aWish>[0]): ReturnType<ChatOffice['asks']>;
  /** Writes, and says whose message it was. */
  writes(conversationId: string, text: string): Promise<Awaited<ReturnType<Office['desk']['hear']>> & { seq: number }>;
  /** An agent answers, as the console does it. */
  answers(handoverId: string, agent: Agent, text: string): Promise<void>;
  entries(conversationId: string): Promise<LogEntry[]>;
  /** What the citizen was told of their conversation, in order. */
  told(conversationId: string): Promise<string[]>;
  findCase(number: string): Promise<Case>;
  /** Time goes on while these agents stay at their desks and somebody looks after everything every minute. */
  goesOn(minutes: number, ...present: Agent[]): Promise<void>;
}

/** Registry, desk and the citizens' log on one store, with the relay that tells them what moves. */
export async function openChatOffice(choices: Parameters<typeof openOffice>[0] = {}): Promise<ChatOffice> {
  const office = await openOffice({ ...choices, log: { last: (id) => activities.last(id) } });
  const { clock, desk, registry, bus, store } = office;
  const activities: ActivityLog = createActivityLog({ connection: store.connection, bus, now: clock.now });
  const conversations = createConversations(store.connection);
  const needs = {
    conversations,
    activities,
    locales,
    city: CITY,
    desk,
    mail: false,
    openElsewhere: createOpenElsewhere({ registry, desk, activities, city: CITY } as unknown as Rooms),
    linkTo: (number: string) => `https://city.example/case#${number}`,
    detect: (_: string, language: string) => language,
    speak: async ({ _id }: { _id: string }, said: { channelData?: { key?: string } }[]) => {
      const written = await activities.append(
        _id,
        said.map((activity) => ({
          activity: { from: { id: 'bot' }, ...activity } as never,
          clientKey: `bot:${activity.channelData?.key}`,
        })),
      );
      return written.map(({ entry }) => entry.id);
    },
    spoke: () => undefined,
    waysTo: () => '',
    onError: (error: unknown) => {
      throw error;
    },
  };
  const relay = createRelay(needs);

  async function arrives(conversationId: string): Promise<void> {
    const start = { id: conversationId, channel: 'directline', userId: 'u', locale: 'sv', reference: {} };
    await conversations.start({ ...start, now: clock.now() });
  }

  async function asks(conversationId: string, changes: Parameters<typeof aWish>[0] = {}) {
    await arrives(conversationId);
    return registry.openCase(aWish({ conversationId, ...changes }));
  }

  return {
    ...office,
    get store() {
      return office.store;
    },
    activities,
    relay,
    arrives,
    asks,
    async talks(agent, conversationId = 'c', changes = {}) {
      const opened = await asks(conversationId, { centre: 'bromma', ...changes });
      await desk.claim(opened.handoverId, agent);
      await relay.settleAll();
      return opened;
    },
    async writes(conversationId, text) {
      const activity = { type: 'message', text, from: { id: 'citizen' } };
      const [written] = await activities.append(conversationId, [{ activity }]);
      const seq = written?.entry.seq ?? 0;
      return { ...(await desk.hear(conversationId, seq)), seq };
    },
    async answers(handoverId, agent, text) {
      const { conversationId } = await desk.say(handoverId, agent);
      const entries = await activities.last(conversationId);
      await relay.agentSays({ conversationId, agent, text, id: `${handoverId}:${entries}` });
    },
    entries: (conversationId) => activities.after(conversationId, 0),
    async told(conversationId) {
      const entries = await activities.after(conversationId, 0);
      return entries.filter(({ activity }) => activity.from?.id === 'bot').map(({ activity }) => activity.text ?? '');
    },
    async findCase(number) {
      const found = await registry.findCase(number);
      if (!found) throw new Error(`there is no case ${number}`);
      return found;
    },
    async goesOn(minutes, ...present) {
      for (let passed = 0; passed < minutes; passed++) {
        clock.pass(1);
        for (const { id } of present) await desk.present(id);
        await desk.care();
        await relay.settleAll();
      }
    },
  };
}
