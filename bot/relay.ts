import type { Activity } from 'botbuilder';
import type { Case } from '../cases/case.js';
import type { City, Names } from '../city/index.js';
import type { Reply, Talk } from '../dialogs/turn.js';
import type { Desk } from '../handover/desk.js';
import type { Locales } from '../locales/index.js';
import type { Conversation, Conversations } from '../store/conversations.js';
import { createSerial } from '../store/index.js';
import type { Relay as AgentRelay } from '../web/api/relay.js';
import { activityOf } from './activities.js';
import { LEAVES_QUEUE, type OpenedElsewhere, repliesTo } from './moves.js';

interface Speaker {
  id: string;
  name: string;
}

export interface RelayNeeds {
  conversations: Pick<Conversations, 'find'>;
  locales: Locales;
  city: Pick<City, 'groups' | 'boards' | 'categories'>;
  desk: Pick<Desk, 'queueOf' | 'untold' | 'told' | 'organisation'>;
  /** Opens the case of a conversation that goes to another board; the same one when it is asked again. */
  openElsewhere(found: Case): Promise<OpenedElsewhere>;
  linkTo(number: string): string;
  /** Phones and pages that stay open when nobody of a group is here. */
  waysTo(group: string, language: string): string;
  detect(text: string, language: string): string;
  /** Writes to a citizen unasked, on the channel the conversation is on; the ids in the log. */
  speak(conversation: Conversation, activities: Partial<Activity>[]): Promise<string[]>;
  onError(error: unknown): void;
}

/** What the citizen is told when an agent acts. Each notice has a name, so that telling it again changes nothing. */
export interface Relay extends AgentRelay {
  /** Says something unasked, in the language of the conversation; the ids in the log. */
  tell(
    conversationId: string,
    made: (say: (key: string, values?: Record<string, unknown>) => string) => { reply: Reply; key: string }[],
  ): Promise<string[]>;
  /** Tells those who wait behind a case that has left the queue of their group: soon, while the caller goes on. */
  moved(left: { group: string; number: string }): void;
  /** Tells every citizen who does not know yet what became of their conversation. */
  settleAll(): Promise<void>;
  /** Resolves when everybody has been told. */
  idle(): Promise<void>;
}

export function createRelay(needs: RelayNeeds): Relay {
  const { conversations, locales, city, desk, detect, speak, onError } = needs;
  const { queueOf } = desk;

  async function tell(
    conversationId: string,
    made: (
      say: (key: string, values?: Record<string, unknown>) => string,
      language: string,
    ) => { reply: Reply; key: string; from?: Speaker }[],
  ): Promise<string[]> {
    const conversation = await conversations.find(conversationId);
    if (!conversation) throw new Error('there is no such conversation');
    const language = (conversation.state as Partial<Talk>).language ?? locales.served(conversation.locale) ?? 'sv';
    const say = (key: string, values?: Record<string, unknown>) => locales.say(language, key, values);
    return speak(
      conversation,
      made(say, language).map(({ reply, key, from }) => {
        const activity = activityOf(reply, { language });
        return { ...activity, channelData: { ...activity.channelData, key, ...(from && { from }) } };
      }),
    );
  }

  function byAgent(agent: Speaker, text: string, language: string): { reply: Reply; from: Speaker } {
    return {
      reply: { kind: 'agent', text, language: detect(text, language), data: { agent: agent.name } },
      from: { id: 'agent', name: agent.name },
    };
  }

  /** The first case that left each group's queue and that those behind have not been told of. */
  const leftOf = new Map<string, string>();
  let running: Promise<void> = Promise.resolve();
  /** What is said of one conversation is said in the order in which it moved. */
  const inOrder = createSerial();

  function leave(group: string, number: string): void {
    const known = leftOf.get(group);
    leftOf.set(group, known !== undefined && known < number ? known : number);
  }

  /** From the front. When more cases leave meanwhile it stops, because places have changed, and the next run goes on. */
  async function tellQueue(group: string): Promise<void> {
    const left = leftOf.get(group);
    if (left === undefined) return;
    leftOf.delete(group);
    const behind = (await queueOf(group)).filter(({ number }) => number > left);
    for (const { conversationId, number, position } of behind) {
      await tell(conversationId, (say) => [
        {
          key: `moved:${number}:${position}`,
          reply: {
            kind: 'handover',
            text: say('handover.moved', { position }),
            data: { state: 'waiting', position, caseNumber: number },
          },
        },
      ]);
      if (leftOf.has(group)) return leave(group, left);
    }
  }

  /** The words an agent ends with come with the close; when that was interrupted, from where the case keeps them. */
  async function tellMove(found: Case, text: string): Promise<void> {
    const { conversationId, handover } = found;
    const { toTell, moves, agentId, agentName } = handover;
    const opened = toTell === 'goes-on' ? await needs.openElsewhere(found) : undefined;
    // Whoever has erased their chat needs not be told.
    if (!(await conversations.find(conversationId))) return desk.told(found);
    const queue = opened || handover.state === 'waiting' ? await queueOf(opened?.group ?? found.group) : [];
    const position = queue.find((one) => one.conversationId === conversationId)?.position ?? 1;
    const { idle } = (await desk.organisation.current()).organisation.desks;
    const last = toTell === 'closed' ? text || lastWords(found) : '';
    await tell(conversationId, (say, language) => {
      const named = (names: Names | undefined) => (language === 'sv' ? names?.sv : names?.en) ?? '';
      const told = {
        found,
        position,
        say,
        named,
        city,
        idleMinutes: idle.closeAfterMinutes,
        opened,
        link: needs.linkTo,
        points: needs.waysTo(found.group, language),
      };
      return [
        ...(last
          ? [{ key: `closing:${found._id}:${moves}`, ...byAgent({ id: agentId, name: agentName }, last, language) }]
          : []),
        ...repliesTo(told).map((reply, index) => ({ key: `move:${found._id}:${moves}:${index}`, reply })),
      ];
    });
    await desk.told(found);
    if (LEAVES_QUEUE.has(toTell)) relay.moved({ group: found.group, number: found._id });
  }

  const relay: Relay = {
    tell,

    async agentSays({ conversationId, agent, text, id }) {
      const [logged] = await tell(conversationId, (_, language) => [
        { key: `agent:${id}`, ...byAgent(agent, text, language) },
      ]);
      return logged ? { id: logged } : undefined;
    },

    async typing(conversationId) {
      const conversation = await conversations.find(conversationId);
      if (conversation) await speak(conversation, [{ type: 'typing' }]);
    },

    settle: (handoverId, { text = '' } = {}) =>
      inOrder(handoverId, async () => {
        const [found] = await desk.untold(handoverId);
        if (found) await tellMove(found, text);
      }),

    async settleAll() {
      // One who cannot be told now must not keep the others from hearing.
      for (const { handover } of await desk.untold()) await relay.settle(handover.id).catch(onError);
    },

    moved({ group, number }) {
      leave(group, number);
      running = running.then(() => tellQueue(group)).catch(onError);
    },

    idle: () => running,
  };
  return relay;
}

/** The words the agent closed it with, where the case keeps them. */
function lastWords({ timeline, texts }: Case): string {
  const end = timeline.findLast(({ what }) => what === 'closed' || what === 'ended');
  return texts[end?.words ?? ''] ?? '';
}
