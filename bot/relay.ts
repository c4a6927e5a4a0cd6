import type { Activity } from 'botbuilder';
import type { Case } from '../cases/case.js';
import type { Translation } from '../cases/transcript.js';
import type { City, Names } from '../city/index.js';
import type { Reply } from '../dialogs/turn.js';
import { WAYS, type Way, waitSentence, waysFor } from '../dialogs/waiting.js';
import type { Desk } from '../handover/desk.js';
import type { Waiter } from '../handover/places.js';
import { apart } from '../locales/bidi.js';
import { dayIn, type Locales } from '../locales/index.js';
import type { ActivityLog } from '../store/activity-log.js';
import type { Conversation, Conversations } from '../store/conversations.js';
import { createSerial } from '../store/index.js';
import type { Relay as AgentRelay } from '../web/api/relay.js';
import { activityOf } from './activities.js';
import { statusOf } from './handed-in.js';
import { languageOf } from './language-of.js';
import { ENTERS_QUEUE, LEAVES_QUEUE, type OpenedElsewhere, repliesTo, surveyOf } from './moves.js';
import type { Translating } from './translating.js';

interface Speaker {
  id: string;
  name: string;
}

export interface RelayNeeds {
  conversations: Pick<Conversations, 'find'>;
  activities: Pick<ActivityLog, 'after'>;
  locales: Locales;
  city: Pick<City, 'groups' | 'boards' | 'categories' | 'resolutions' | 'timezone'>;
  desk: Pick<Desk, 'queueOf' | 'untold' | 'told' | 'organisation' | 'wait'>;
  /** Whether the city sends mail. */
  mail: boolean;
  /** Opens the case of a conversation that goes to another board; the same one when it is asked again. */
  openElsewhere(found: Case): Promise<OpenedElsewhere>;
  linkTo(number: string): string;
  /** Phones and pages that stay open when nobody of a group is here. */
  waysTo(group: string, language: string): string;
  detect(text: string, language: string): string;
  /** Undefined: nobody translates. */
  translating?: Pick<Translating, 'withAgent' | 'begin' | 'ofAgent' | 'follow'> | undefined;
  /** Writes to a citizen unasked, on the channel the conversation is on; the ids in the log. */
  speak(conversation: Conversation, activities: Partial<Activity>[]): Promise<string[]>;
  /** An agent has written: somebody may have to be told by mail. */
  spoke(): void;
  onError(error: unknown): void;
}

/** What the citizen is told when an agent acts. Each notice has a name, so that telling it again changes nothing. */
export interface Relay extends AgentRelay {
  /** Says something unasked, in the language of the conversation; the ids in the log. */
  tell(
    conversationId: string,
    made: (say: (key: string, values?: Record<string, unknown>) => string) => { reply: Reply; key: string }[],
  ): Promise<string[]>;
  /**
   * Tells those whose place is later than that of a case which has left the queue of their group, or is back in it: soon,
   * while the caller goes on. `event` names what happened, so that each of them hears of it once.
   */
  moved(change: { group: string; since: Date; event: string }): void;
  /** Tells the bot that has handed this conversation to us, if one has, of a move that its citizen made. */
  tellBot(found: Case, move: string): Promise<void>;
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
    ) => { reply: Reply; key: string; from?: Speaker; translation?: Translation }[],
  ): Promise<string[]> {
    const conversation = await conversations.find(conversationId);
    if (!conversation) throw new Error('there is no such conversation');
    const language = languageOf(conversation, locales);
    const say = (key: string, values?: Record<string, unknown>) => locales.say(language, key, values);
    return speak(
      conversation,
      made(say, language).map(({ reply, key, ...more }) => {
        const activity = activityOf(reply, { language });
        return { ...activity, channelData: { ...activity.channelData, key, ...more } };
      }),
    );
  }

  async function tellBot(found: Case, move: string): Promise<void> {
    const conversation = await conversations.find(found.conversationId);
    const status = conversation ? await statusOf(found, { move, log: needs.activities, conversation }) : [];
    if (conversation && status.length > 0) await speak(conversation, status);
  }

  function byAgent(agent: Speaker, text: string, language: string): { reply: Reply; from: Speaker } {
    return {
      reply: { kind: 'agent', text, language: detect(text, language), data: { agent: agent.name } },
      from: { id: 'agent', name: agent.name },
    };
  }

  /** The translation with the words themselves; these alone, and that it failed, when there is none. */
  function translated(
    { name }: Speaker,
    translation: Translation,
  ): { reply: Reply; from: Speaker; translation: Translation } {
    const { language, text, original } = translation;
    const key = text ? 'translation.ofAgent' : 'translation.failed';
    const written = original?.text ?? '';
    const values = { text, name, original: locales.dir(language) === 'rtl' ? apart(written) : written };
    const said = locales.say(language, key, values);
    const reply: Reply = { kind: 'agent', text: said, language, data: { agent: name } };
    return { reply, from: { id: 'agent', name }, translation };
  }

  async function agentSays({ conversationId, agent, text, id }: Parameters<AgentRelay['agentSays']>[0]) {
    const { translating } = needs;
    const found = translating && (await translating.withAgent(conversationId));
    const words = found && (await translating.ofAgent(found, text));
    const now = words?.translation;
    const [logged] = await tell(conversationId, (_, language) => [
      { key: `agent:${id}`, ...(now ? translated(agent, now) : byAgent(agent, text, language)) },
    ]);
    needs.spoke();
    if (found && words && !now && logged) {
      const say = async (translation: Translation) => {
        const [entryId] = await tell(conversationId, () => [
          { key: `agent:${id}:translated`, ...translated(agent, translation) },
        ]);
        return entryId;
      };
      translating?.follow(found, words, { entryId: logged, say });
    }
    return logged ? { id: logged } : undefined;
  }

  /** The earliest place from which on a queue has changed since its people were told, by group. */
  const changes = new Map<string, { since: Date; event: string }>();
  /** What each of them was told last, by this process. */
  const toldPlaces = new Map<string, ReadonlyMap<string, number>>();
  let running: Promise<void> = Promise.resolve();
  /** What is said of one conversation is said in the order in which it moved. */
  const inOrder = createSerial();

  function note(group: string, change: { since: Date; event: string }): void {
    const known = changes.get(group);
    changes.set(group, known && known.since < change.since ? { ...change, since: known.since } : change);
  }

  function waysOf(about: Parameters<typeof waysFor>[0]): Way[] {
    return waysFor(about, { city, mail: needs.mail });
  }

  /** From the front. When the queue changes meanwhile it stops, because places have changed, and the next run goes on. */
  async function tellQueue(group: string): Promise<void> {
    const change = changes.get(group);
    if (!change) return;
    changes.delete(group);
    const queue = await queueOf(group);
    const before = toldPlaces.get(group) ?? new Map<string, number>();
    const places = new Map(
      queue.flatMap(({ number }) => (before.has(number) ? [[number, before.get(number) ?? 0]] : [])),
    );
    toldPlaces.set(group, places);
    for (const waiter of queue.filter(({ since }) => since >= change.since)) {
      if (places.get(waiter.number) === waiter.position) continue;
      await tellPlace(waiter, {
        group,
        event: change.event,
        movedBack: waiter.position > (places.get(waiter.number) ?? Infinity),
      });
      places.set(waiter.number, waiter.position);
      if (changes.has(group)) return note(group, change);
    }
  }

  async function tellPlace(waiter: Waiter, how: { group: string; event: string; movedBack: boolean }): Promise<void> {
    const { conversationId, number, position, reachBy } = waiter;
    const wait = await desk.wait(how.group, waiter.language);
    await tell(conversationId, (say) => [
      {
        key: `moved:${number}:${how.event}`,
        reply: {
          kind: 'handover',
          text: [say(how.movedBack ? 'handover.movedBack' : 'handover.moved', { position }), waitSentence(say, wait)]
            .filter(Boolean)
            .join('\n\n'),
          choices: waysOf(waiter).map((way) => ({ label: say(WAYS[way]), action: { do: 'ask' } })),
          data: { state: 'waiting', position, caseNumber: number, reachBy },
        },
      },
    ]);
  }

  /** The words an agent ends with come with the close; when that was interrupted, from where the case keeps them. */
  async function tellMove(found: Case, text: string): Promise<void> {
    const { conversationId, handover } = found;
    const { toTell, moves, agentId, agentName, since } = handover;
    const opened = toTell === 'goes-on' ? await needs.openElsewhere(found) : undefined;
    // Whoever has erased their chat needs not be told.
    if (!(await conversations.find(conversationId))) return desk.told(found);
    const group = opened?.group ?? found.group;
    const queue = opened || handover.state === 'waiting' ? await queueOf(group) : [];
    const waiter = queue.find((one) => one.conversationId === conversationId);
    const wait = waiter && (await desk.wait(group, found.language));
    const { idle } = (await desk.organisation.current()).organisation.desks;
    const last = WITH_WORDS.has(toTell) ? text || lastWords(found) : '';
    const words = last ? await needs.translating?.ofAgent(found, last) : undefined;
    const agent = { id: agentId, name: agentName };
    await tell(conversationId, (say, language) => {
      const named = (names: Names | undefined) => (names ? locales.name(language, names) : '');
      const told = {
        found,
        position: waiter?.position ?? 1,
        say,
        named,
        city,
        day: dayIn(language, city.timezone),
        words: last !== '',
        idleMinutes: idle.closeAfterMinutes,
        opened,
        link: needs.linkTo,
        wait: waitSentence(say, wait),
        ways: waiter ? waysOf(waiter) : [],
        points: needs.waysTo(found.group, language),
      };
      const survey = surveyOf(told);
      return [
        ...(last
          ? [
              {
                key: `closing:${found._id}:${moves}`,
                // Nothing follows what is over: it says that it is not translated.
                ...(words ? translated(agent, words.translation ?? words.without) : byAgent(agent, last, language)),
              },
            ]
          : []),
        ...repliesTo(told).map((reply, index) => ({ key: `move:${found._id}:${moves}:${index}`, reply })),
        // Once for a case, however often it is taken up again.
        ...(survey ? [{ key: `survey:${found._id}`, reply: survey }] : []),
      ];
    });
    await tellBot(found, toTell);
    if (toTell === 'accepted') await needs.translating?.begin(found);
    await desk.told(found);
    const event = `${found._id}:${moves}`;
    if (LEAVES_QUEUE.has(toTell)) relay.moved({ group: found.group, since, event });
    if (ENTERS_QUEUE.has(toTell)) relay.moved({ group: found.group, since: new Date(since.getTime() + 1), event });
  }

  const relay: Relay = {
    tell,
    tellBot,

    // One after the other: what waits for its translation is not overtaken by what needs none.
    agentSays: (said) => inOrder(`agent:${said.conversationId}`, () => agentSays(said)),

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

    moved({ group, ...change }) {
      note(group, change);
      running = running.then(() => tellQueue(group)).catch(onError);
    },

    idle: () => running,
  };
  return relay;
}

/** An agent may end the conversation with words of their own. */
const WITH_WORDS: ReadonlySet<string> = new Set(['closed', 'ended']);

/** The words the agent closed it with, where the case keeps them. */
function lastWords({ timeline, texts }: Case): string {
  const end = timeline.findLast(({ what }) => what === 'closed' || what === 'ended');
  return texts[end?.words ?? ''] ?? '';
}
