import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { createChats } from '../cases/chat.js';
import { createFollowing, type Following } from '../cases/following.js';
import { createLookUp, type LookUp } from '../cases/look-up.js';
import { createLookUpLimits } from '../cases/look-up-limits.js';
import { createOutbox } from '../cases/outbox.js';
import type { Registry } from '../cases/registry.js';
import { createCaseTellings, noteNotTold } from '../cases/to-tell.js';
import type { City } from '../city/index.js';
import type { CitizenCases } from '../dialogs/turn.js';
import type { Unanswered } from '../editorial/unanswered.js';
import type { Locales } from '../locales/index.js';
import type { ActivityLog } from '../store/activity-log.js';
import type { Bus } from '../store/index.js';
import { type ChatText, createChatText } from './chat-text.js';
import type { Config } from './config.js';
import { createMail } from './mail.js';
import { createDelivery, type DeliveryNeeds } from './outbox.js';
import { createSpokenTellings, putChat } from './spoken.js';
import { createAnswerTellings } from './tell-answers.js';

interface Needs {
  db: Connection;
  bus: Bus;
  activities: ActivityLog;
  registry: Registry;
  unanswered: Unanswered;
  locales: Locales;
  city: Pick<City, 'timezone'>;
  tell: DeliveryNeeds['tell'];
  titleOf: DeliveryNeeds['titleOf'];
  mail: Config['mail'];
  /** Where citizens reach the server. */
  address(): string;
  placeholder: string;
  log: Logger;
  now: () => Date;
  newId: () => string;
  random: (bytes: number) => Buffer;
}

/** What may have given us something to tell. */
const NEWS = ['cases', 'unanswered', 'articles'];

/** How citizens follow their cases: they ask in the chat and on the page, and are told when something happens. */
export interface Follow {
  cases: CitizenCases;
  lookUp: LookUp;
  following: Following;
  chatText: ChatText;
  /** An agent has written to somebody: soon, while the caller goes on. */
  spoke(): void;
  /** Takes up what is to be told, and takes away what is no longer needed. */
  look(): Promise<void>;
  close(): Promise<void>;
}

export function createFollow(needs: Needs): Follow {
  const {
    db,
    bus,
    activities,
    registry,
    unanswered,
    locales,
    city,
    tell,
    titleOf,
    address,
    placeholder,
    log,
    now,
    newId,
  } = needs;
  const limits = createLookUpLimits({ db, now, newId, random: needs.random });
  const lookUp = createLookUp({ limits, registry });
  const following = createFollowing({ db, bus, log: activities, now, placeholder });
  const outbox = createOutbox({ db, now, newId });
  const chats = createChats({ db, log: activities });
  const textOf = createChatText({ chats, locales, city, placeholder });
  const mail = needs.mail && createMail(needs.mail);
  const link = (number: string) => `${address()}/case#${number}`;
  const delivery = createDelivery({
    outbox,
    collect: [
      createCaseTellings({ db, outbox, mail: mail !== undefined }),
      ...(mail ? [createAnswerTellings({ unanswered, outbox, titleOf }), createSpokenTellings({ db, outbox })] : []),
    ],
    findCase: registry.findCase,
    tell,
    locales,
    mail,
    domain: needs.mail?.from.split('@')[1] ?? '',
    titleOf,
    chatText: async (id, given) => ((await chats.isSecret(id)) ? undefined : textOf(id, given)),
    links: { chat: () => `${address()}/`, case: link },
    onError: (error) => log.warn({ error }, 'somebody could not be told yet'),
    async onGivenUp(telling) {
      const { _id, channel, attempts } = telling;
      log.error({ telling: _id, channel, attempts }, 'somebody could not be told, and it was given up');
      await noteNotTold(db, telling, now());
    },
  });
  const stop = bus.subscribe(({ what }) => {
    if (NEWS.includes(what)) delivery.wake();
  });
  const { casesOf, tellMore, eraseChat, transcript } = following;

  return {
    cases: {
      casesOf,
      tellMore,
      eraseChat,
      find: registry.findCase,
      contest: registry.contest,
      withdraw: registry.withdraw,
      likelyDuplicates: registry.likelyDuplicates,
      follow: registry.follow,
      lookUp,
      transcript,
      isSecretChat: chats.isSecret,
      async mailChat(conversationId, letter) {
        await putChat(outbox, conversationId, letter);
        delivery.wake();
      },
      link,
    },
    lookUp,
    following,
    chatText: textOf,
    spoke: delivery.wake,
    async look() {
      delivery.wake();
      await limits.sweep();
      await outbox.sweep();
    },
    close() {
      stop();
      return delivery.close();
    },
  };
}
