import { join } from 'node:path';
import { cityTime } from '../cases/city-time.js';
import type { Services } from '../dialogs/turn.js';
import { factText, readFacts } from '../knowledge/facts.js';
import { findAnswer } from '../knowledge/index.js';
import type { LogEntry } from '../store/activity-log.js';
import { entryOf, type Logic } from '../web/receive.js';
import { CitizenBot } from './citizen-bot.js';
import type { Follow } from './follow.js';
import type { Hub } from './hub.js';
import type { Relay } from './relay.js';
import type { Rooms } from './rooms.js';
import { KNOWLEDGE_DIR, type RunningKnowledge } from './running-knowledge.js';
import type { Translating } from './translating.js';
import { createTurn } from './turn.js';

interface Needs {
  rooms: Rooms;
  running: RunningKnowledge;
  relay: Relay;
  follow: Follow;
  /** Undefined: people of the city answer at our own desks. */
  hub: Hub | undefined;
  /** Undefined: nothing is translated. */
  translating: Translating | undefined;
  /** Told of every kind of reply, for the figures. */
  observe(kind: string): void;
}

/** What a citizen's message does: the dialogs with all that they may use, as the channels call them. */
export function createAnswering(needs: Needs): { services: Services; logic: Logic } {
  const { activities, unanswered, conversations, registry, placeholder, log, now } = needs.rooms;
  const services = servicesOf(needs);
  const turn = createTurn({
    services,
    conversations,
    registry,
    async leave(conversationId, { seq, ...question }) {
      const asked = await entryAt(needs.rooms, conversationId, seq);
      const text = asked?.activity.text ?? '';
      const words = asked && !asked.activity.channelData?.redacted && /\p{L}/u.test(text);
      if (words) await unanswered.keep({ ...question, text, origin: asked.id });
    },
    forget: ({ conversationId, seq }) => activities.redact(conversationId, seq, seq, placeholder),
    reword: ({ conversationId, seq }, text) => activities.reword(conversationId, seq, text),
    observe: needs.observe,
    log,
    now,
  });
  const bot = new CitizenBot(turn, entryOf);
  const logic: Logic = async (context) => {
    await bot.run(context);
    const { id } = context.activity.conversation;
    needs.hub?.wake(id);
    needs.translating?.wake(id);
  };
  return { services, logic: needs.rooms.logic ?? logic };
}

function servicesOf({ rooms, running: { knowledge }, relay, follow, hub }: Needs): Services {
  const { config, city, locales, registry, unanswered, desk } = rooms;
  const { facts } = readFacts(join(KNOWLEDGE_DIR, 'facts.yaml'));
  return {
    city,
    locales,
    find: (question) => findAnswer(knowledge, question),
    article: knowledge.article,
    fact: (name, language) => factText(name, language, facts),
    today: (at) => cityTime(at, city.timezone).day,
    openCase: hub?.openCase ?? registry.openCase,
    addReach: registry.addReach,
    mail: config.mail !== undefined,
    follow: follow.cases,
    async remember(conversationId, seq, reach) {
      const asked = await entryAt(rooms, conversationId, seq);
      return asked !== undefined && unanswered.remember(asked.id, reach);
    },
    keepHelped: (id, helped) => registry.keepContact({ id, helped }),
    desk: {
      ...desk,
      async availability(group, about = {}) {
        const { district = '', secrecy = 'none' } = about;
        return hub ? hub.availability(group, district, secrecy) : desk.availability(group, about);
      },
      async askAgain(conversationId, number, contactId) {
        const found = await desk.askAgain(conversationId, number, contactId);
        if (found) await hub?.askedAgain(found);
        return found;
      },
      async leave(conversationId) {
        const left = await desk.leave(conversationId);
        if (left) relay.moved({ ...left, event: `left:${left.number}:${left.since.getTime()}` });
        const found = left && (await registry.findCase(left.number));
        if (found) await relay.tellBot(found, 'left');
        return left;
      },
      async answerConsent(conversationId, consent) {
        const found = await desk.answerConsent(conversationId, consent);
        if (found) await relay.settle(found.handover.id);
        return found;
      },
    },
  };
}

/** What was said at that place of a conversation; undefined when it has left the log. */
async function entryAt({ activities }: Rooms, conversationId: string, seq: number): Promise<LogEntry | undefined> {
  const [entry] = await activities.after(conversationId, seq - 1, 1);
  return entry?.seq === seq ? entry : undefined;
}
