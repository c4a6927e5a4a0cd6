import { createHash } from 'node:crypto';
import type { Case } from '../cases/case.js';
import { CHANNELS, type Outbox, type Telling, type TellingChannel } from '../cases/outbox.js';
import { statusForOthers } from '../dialogs/form/known.js';
import type { Reply } from '../dialogs/turn.js';
import type { Locales } from '../locales/index.js';
import { type Mail, Undeliverable } from './mail.js';

export interface DeliveryNeeds {
  outbox: Outbox;
  /** Each writes down in the outbox what is to be told since it was last asked. */
  collect: readonly (() => Promise<void>)[];
  findCase(number: string): Promise<Case | null>;
  /** Writes to a citizen unasked, in their language; the same key is never written twice. */
  tell(conversationId: string, made: (say: Say) => { reply: Reply; key: string }[]): Promise<string[]>;
  locales: Locales;
  /** Undefined: the city sends no mail. */
  mail: Mail | undefined;
  /** The domain that Message-IDs are of; '' without mail. */
  domain: string;
  /** Title of the article that citizens get now; undefined while there is none. */
  titleOf(topic: string, language: string): string | undefined;
  /** The whole conversation up to a message, for its citizen; undefined when no letter may carry it. */
  chatText(conversationId: string, upTo: { upTo: number; language: string }): Promise<string | undefined>;
  links: { chat(): string; case(number: string): string };
  onError(error: unknown): void;
  /** Somebody could not be told. */
  onGivenUp(telling: Telling): Promise<void>;
}

type Say = (key: string, values?: Record<string, unknown>) => string;

/** Subject and text of each letter. */
const LETTERS = {
  case: ['mail.case.subject', 'mail.case.text'],
  followed: ['mail.followed.subject', 'mail.followed.text'],
  answer: ['mail.answer.subject', 'mail.answer.text'],
  spoken: ['mail.spoken.subject', 'mail.spoken.text'],
  chat: ['mail.chat.subject', 'mail.chat.text'],
} as const satisfies Record<Telling['about'], readonly [string, string]>;

/** Tells those outside what the outbox holds. Nothing is remembered here: whoever asks next goes on. */
export interface Delivery {
  /** Soon, while the caller goes on. */
  wake(): void;
  /** Tells all that is due. */
  run(): Promise<void>;
  /** Lets what is being told be told, and begins nothing more. */
  close(): Promise<void>;
}

export function createDelivery(needs: DeliveryNeeds): Delivery {
  const { outbox, collect, findCase, tell, locales, mail, domain, titleOf, chatText, links, onError, onGivenUp } =
    needs;
  let closed = false;
  let wanted = false;
  let running: Promise<void> | undefined;

  /** Whether it is still so: when the case has gone on since, what came then is told instead. */
  async function isNews({ ref, move }: Telling): Promise<Case | undefined> {
    const found = await findCase(ref);
    return found?.moves === move ? found : undefined;
  }

  async function write({ _id, to, about, ref }: Telling, found: Case): Promise<void> {
    await tell(to, (say) => {
      const text =
        about === 'followed'
          ? say('status.followed', { status: say(statusForOthers(found.status)) })
          : say('status.changed', { number: ref, status: say(`status.now.${found.status}`) });
      const data: Record<string, unknown> = about === 'followed' ? {} : { caseNumber: ref };
      return [{ key: `told:${_id}`, reply: { kind: 'status', text, data } }];
    });
  }

  async function post({ _id, about, to, language }: Telling, values: Record<string, unknown>): Promise<void> {
    const [subject, text] = LETTERS[about].map((key) => locales.say(language, key, values)) as [string, string];
    const messageId = `<${createHash('sha256').update(_id).digest('hex').slice(0, 32)}@${domain}>`;
    await mail?.send({ to, language, dir: locales.dir(language), messageId, subject, text });
  }

  /** False when there is nothing to tell any more. */
  async function deliver(telling: Telling): Promise<boolean> {
    const { about, channel, ref, language } = telling;
    if (about === 'answer') {
      const title = titleOf(ref, language);
      if (!title) throw new Error('the article is not there any more');
      await post(telling, { title, link: links.chat() });
      return true;
    }
    if (about === 'chat') {
      const text = await chatText(ref, { upTo: telling.move, language });
      if (text === undefined) return false;
      await post(telling, { text });
      return true;
    }
    if (about === 'spoken') {
      const case_ = await findCase(ref);
      // Whoever has written since has seen it.
      if (!case_ || case_.handover.heardSeq !== telling.move || case_.secrecy === 'strong') return false;
      await post(telling, { number: ref, chat: links.chat(), link: links.case(ref) });
      return true;
    }
    const found = await isNews(telling);
    if (!found) return false;
    if (channel === 'conversation') await write(telling, found);
    // Who follows somebody else's report is not told its number.
    else await post(telling, about === 'followed' ? { link: links.chat() } : { number: ref, link: links.case(ref) });
    return true;
  }

  async function deliverDue(channel: TellingChannel): Promise<void> {
    while (!closed) {
      const telling = await outbox.claim(channel);
      if (!telling) return;
      try {
        await ((await deliver(telling)) ? outbox.sent(telling) : outbox.dropped(telling));
      } catch (error) {
        onError(error);
        const hopeless = error instanceof Undeliverable;
        if ((await outbox.failed(telling, { hopeless })) === 'given-up') await onGivenUp(telling);
      }
    }
  }

  /** The channels beside each other: a mail server that hangs keeps nobody from being told in the chat. */
  async function once(): Promise<void> {
    for (const one of collect) await one();
    const channels = CHANNELS.filter((channel) => channel !== 'email' || mail);
    await Promise.all(channels.map(deliverDue));
  }

  async function goOn(): Promise<void> {
    while (wanted && !closed) {
      wanted = false;
      await once();
    }
  }

  function run(): Promise<void> {
    wanted = true;
    running ??= goOn().finally(() => {
      running = undefined;
    });
    return running;
  }

  return {
    run,
    wake: () => void run().catch(onError),
    async close() {
      closed = true;
      await running?.catch(() => undefined);
      mail?.close();
    },
  };
}
