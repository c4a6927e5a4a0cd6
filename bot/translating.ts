import type { Case } from '../cases/case.js';
import { entriesOf, isSaid, speakerOf, TRANSLATION, type Translation, translationsIn } from '../cases/transcript.js';
import { placeNames } from '../dialogs/answer.js';
import type { Agent } from '../handover/agents.js';
import { putBack, saysSomething, setAside } from '../handover/kept-words.js';
import { mayLeave, type Pair, pairFor } from '../handover/translation.js';
import type { LogEntry } from '../store/activity-log.js';
import { createSerial } from '../store/index.js';
import { within } from '../web/within.js';
import { BOT } from './activities.js';
import { languageOf } from './language-of.js';
import { maskPersonalNumbers } from './masking.js';
import type { Relay } from './relay.js';
import type { Rooms } from './rooms.js';
import { cleaned } from './screen.js';
import { createTranslator } from './translator.js';

interface Needs {
  rooms: Pick<Rooms, 'conversations' | 'activities' | 'agents' | 'desk' | 'locales' | 'city' | 'placeholder' | 'log'>;
  detect(text: string, language: string): string;
  tell: Relay['tell'];
  /** Whether anything in a conversation is under strong secrecy. */
  isSecret(conversationId: string): Promise<boolean>;
}

/** What an agent has written, for a citizen who reads another language. */
export interface AgentWords {
  /** Undefined while the translator still thinks about it. */
  translation: Translation | undefined;
  later: Promise<Translation>;
  /** The words themselves, and that nobody translated them. */
  without: Translation;
}

/** So long an agent's words wait for their translation. Without one by then they go as they are, and it follows. */
const PATIENCE_MS = 1500;

/** A text on its way through the translator. */
interface Words {
  text: string;
  from: string;
  to: string;
  names: readonly string[];
}

/**
 * Translates between a citizen and an agent who share no language. What is left to translate follows from the log, and
 * what was translated stands there beside the original; nothing waits for it.
 */
export type Translating = ReturnType<typeof createTranslating>;

export function createTranslating(url: string, { rooms, detect, tell, isSecret }: Needs) {
  const { conversations, activities, agents, desk, locales, city, placeholder, log } = rooms;
  const translate = createTranslator(url);
  const inTurn = createSerial();
  const running = new Set<Promise<unknown>>();
  const ending = new AbortController();
  const places = placeNames(city).filter((name) => /^\p{Lu}/u.test(name));

  async function spokenIn({ conversationId }: Case): Promise<string | undefined> {
    const conversation = await conversations.find(conversationId);
    return conversation && languageOf(conversation, locales);
  }

  /** Between the citizen of a case and the agent who has it; undefined when nothing is translated. */
  async function between(found: Case): Promise<{ pair: Pair; agent: Agent } | undefined> {
    const [agent, spoken] = await Promise.all([agents.find(found.handover.agentId), spokenIn(found)]);
    const pair = agent && spoken !== undefined && pairFor(found, spoken, agent);
    return pair ? { pair, agent } : undefined;
  }

  async function withAgent(conversationId: string): Promise<Case | undefined> {
    const owner = await desk.ownerOf(conversationId);
    if (owner.kind !== 'agent') return undefined;
    const [found] = await desk.open(owner.handoverId);
    return found;
  }

  /** Still with that agent, and still nothing that must stay with us. */
  async function goesOn({ handover: { id, agentId } }: Case): Promise<boolean> {
    const [found] = await desk.open(id);
    return found?.handover.state === 'accepted' && found.handover.agentId === agentId && mayLeave(found);
  }

  function namesIn({ reach }: Case, agent: Agent): string[] {
    const people = [agent.name, reach.name].flatMap((name) => [name, ...name.split(/\s+/)]);
    return [...places, ...people];
  }

  /** '' when there is none, or none that says the same. */
  async function translated({ text, from, to, names }: Words): Promise<string> {
    const aside = setAside(text, { language: from, names });
    try {
      const made = await translate({ text: aside.text, from, to }, ending.signal);
      const whole = putBack(maskPersonalNumbers(cleaned(made)), aside.kept);
      if (whole === undefined) log.warn({ from, to }, 'the translator lost a number or a name');
      return locales.written(to, whole ?? '');
    } catch (error) {
      log.warn({ error, from, to }, 'a message was not translated');
      return '';
    }
  }

  const worthIt = (words: Words) => saysSomething(setAside(words.text, { language: words.from, names: words.names }));

  function ofCitizen(found: Case, text: string, { pair, agent }: { pair: Pair; agent: Agent }): Words | undefined {
    const seen = detect(text, pair.spoken);
    if (agent.languages.includes(seen)) return undefined;
    const from = locales.live.includes(seen) ? seen : pair.spoken;
    return { text, from, to: pair.read, names: namesIn(found, agent) };
  }

  function track(work: () => Promise<unknown>): void {
    const done = unharmed(work);
    running.add(done);
    void done.finally(() => running.delete(done));
  }

  /** Beside what it translates. When the conversation has ended in between, nothing of its words may come after its end. */
  async function keep(found: Case, write: () => Promise<number | undefined>): Promise<void> {
    if (!(await goesOn(found))) return;
    const seq = await write();
    if (seq === undefined || (await goesOn(found))) return;
    await activities.redact(found.conversationId, seq, seq, placeholder);
  }

  async function keepApart(found: Case, entryId: string, { original: _same, ...translation }: Translation) {
    await keep(found, async () => {
      const activity = {
        type: TRANSLATION,
        from: BOT,
        replyToId: entryId,
        channelData: { translation: { ...translation, of: entryId } },
      };
      const [kept] = await activities.append(found.conversationId, [
        { activity, clientKey: `${TRANSLATION}:${entryId}` },
      ]);
      return kept?.entry.seq;
    });
  }

  /**
   * What the citizen has said up to the last message whose turn has ended: until then its words may be taken back. Where
   * another matter of the conversation is secret, only what is said to this agent.
   */
  async function untranslated(found: Case): Promise<LogEntry[]> {
    const { acceptedAt } = found.handover;
    const since = (await isSecret(found.conversationId)) ? acceptedAt : new Date(0);
    const entries = await entriesOf(activities, found);
    const heard = (await conversations.find(found.conversationId))?.heard ?? 0;
    const done = translationsIn(entries);
    return entries.filter((entry) => {
      const { protected: emergency, redacted, refused } = entry.activity.channelData ?? {};
      const open = isSaid(entry) && speakerOf(entry) === 'citizen' && entry.seq <= heard && !done.has(entry.id);
      return open && since !== null && entry.at >= since && !emergency && !redacted && !refused;
    });
  }

  /** Tells the citizen that a machine translates, once for each agent and language. */
  async function begin(found: Case, { spoken }: Pair): Promise<void> {
    const { agentId, agentName } = found.handover;
    await tell(found.conversationId, (say) => [
      {
        key: `${TRANSLATION}:${found._id}:${agentId}:${spoken}`,
        reply: { kind: 'notice', text: say('translation.begun', { name: agentName }) },
      },
    ]);
  }

  async function bring(conversationId: string): Promise<void> {
    const found = ending.signal.aborted ? undefined : await withAgent(conversationId);
    const both = found && (await between(found));
    if (!both) return;
    await begin(found, both.pair);
    for (const entry of await untranslated(found)) {
      const words = ofCitizen(found, entry.activity.text ?? '', both);
      if (!words || !worthIt(words)) continue;
      if (!(await goesOn(found))) return;
      const text = await translated(words);
      if (ending.signal.aborted) return;
      await keepApart(found, entry.id, { language: words.to, text, engine: 'machine' });
    }
  }

  async function ofAgent(found: Case, text: string): Promise<AgentWords | undefined> {
    const both = await between(found);
    if (!both) return undefined;
    const { pair, agent } = both;
    const seen = detect(text, pair.read);
    if (seen === pair.spoken) return undefined;
    const from = agent.languages.includes(seen) ? seen : pair.read;
    const words = { text, from, to: pair.spoken, names: namesIn(found, agent) };
    if (!worthIt(words)) return undefined;
    const without: Translation = {
      language: pair.spoken,
      text: '',
      engine: 'machine',
      original: { language: from, text },
    };
    let translation: Translation | undefined;
    const later = translated(words).then((made) => {
      translation = { ...without, text: made };
      return translation;
    });
    await within(PATIENCE_MS, [later]);
    return { translation, later, without };
  }

  /** Whatever goes wrong here, what people write to each other goes through. */
  async function unharmed<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      log.error({ error }, 'a conversation could not be translated');
      return undefined;
    }
  }

  function wake(conversationId: string): void {
    if (!ending.signal.aborted) track(() => inTurn(conversationId, () => bring(conversationId)));
  }

  return {
    /** Between whose languages a conversation is translated now; undefined when it is not. */
    async pairOf(found: Case): Promise<Pair | undefined> {
      return found.handover.state === 'accepted' ? (await between(found))?.pair : undefined;
    },

    /** An agent has taken it. */
    async begin(found: Case): Promise<void> {
      await unharmed(async () => {
        const both = await between(found);
        if (!both) return;
        await begin(found, both.pair);
        wake(found.conversationId);
      });
    },

    /** The citizen may have said something. Soon, while the caller goes on. */
    wake,
    withAgent,

    /** Undefined when the citizen can read it as it is. */
    ofAgent: (found: Case, text: string): Promise<AgentWords | undefined> => unharmed(() => ofAgent(found, text)),

    /**
     * What came too late to go with an agent's words follows them.
     * @param entryId where those words stand @param say says it to the citizen; where it stands then
     */
    follow(
      found: Case,
      { later }: AgentWords,
      { entryId, say }: { entryId: string; say: (translation: Translation) => Promise<string | undefined> },
    ): void {
      const work = async () => {
        const translation = await later;
        if (ending.signal.aborted) return;
        if (!translation.text) return keepApart(found, entryId, translation);
        await keep(found, async () => seqOf(await say({ ...translation, of: entryId })));
      };
      track(work);
    },

    /** Takes up what was not translated before the process ended. */
    async resume(): Promise<void> {
      for (const { conversationId, handover } of await desk.open())
        if (handover.state === 'accepted') wake(conversationId);
    },

    async close(): Promise<void> {
      ending.abort();
      await Promise.all(running);
    },
  };
}

function seqOf(entryId: string | undefined): number | undefined {
  return entryId ? Number(entryId.slice(entryId.lastIndexOf('|') + 1)) : undefined;
}
