import { waysTo } from '../dialogs/other-ways.js';
import { FILE } from '../web/direct-line/view.js';
import { createMetrics, healthRoutes } from '../web/routes/health.js';
import { createServer } from '../web/server.js';
import { addressOf } from './address.js';
import { createAnswering } from './answering.js';
import { createCare } from './care.js';
import { createChannels } from './channels.js';
import { createOpenElsewhere } from './elsewhere.js';
import { createFollow } from './follow.js';
import { createHub } from './hub.js';
import { createPages } from './pages.js';
import type { Parts } from './parts.js';
import { createRelay } from './relay.js';
import { openRooms } from './rooms.js';
import { runKnowledge } from './running-knowledge.js';
import { createTranslating } from './translating.js';

export type { Parts };

export interface ContactCentre {
  /** The first administrator's password, the one time it was generated: it is nowhere else. */
  adminPassword: string | undefined;
  /** Takes up what was left, then listens; returns the port. */
  listen(): Promise<number>;
  /** As SIGTERM does: what was acknowledged is finished and kept. */
  close(): Promise<void>;
}

/**
 * Puts the house together. Everything that a test may want to decide is a part: the clock, the ids, the randomness, the
 * configuration. Nothing is started before `listen`.
 */
export async function build(parts: Parts): Promise<ContactCentre> {
  const { config, log } = parts;
  const rooms = await openRooms(parts, (entries) => directLine.files.forget(entries));
  const running = await runKnowledge(rooms);
  const { knowledge, following } = running;
  const metrics = createMetrics({ sockets: () => directLine.sockets() });
  const detect = (text: string, language: string) => knowledge.detect(text, { [language]: 6 }).language;
  const translating =
    config.translatorUrl === undefined
      ? undefined
      : createTranslating(config.translatorUrl, {
          rooms,
          detect,
          tell: (conversationId, made) => relay.tell(conversationId, made),
          isSecret: (conversationId) => follow.cases.isSecretChat(conversationId),
        });
  const relay = createRelay({
    ...rooms,
    openElsewhere: createOpenElsewhere(rooms),
    mail: config.mail !== undefined,
    spoke: () => follow.spoke(),
    linkTo: (number) => follow.cases.link(number),
    waysTo: (group, language) => waysTo(services, language, group),
    detect,
    translating,
    speak: (conversation, said) => channels.speak(conversation, said),
    onError: (error) => log.error({ error }, 'the queue could not be told'),
  });
  let port = config.port;
  const address = () => addressOf(config, port);
  const follow = createFollow({
    ...rooms,
    tell: relay.tell,
    titleOf: (topic, language) => knowledge.article(topic, language)?.title,
    mail: config.mail,
    address,
  });
  const hub =
    config.hub &&
    createHub(config.hub, {
      rooms,
      relay,
      address,
      linkTo: (url) => (url.startsWith(FILE) ? directLine.files.linkTo(url.slice(FILE.length)) : ''),
    });
  const { services, logic } = createAnswering({
    rooms,
    running,
    relay,
    follow,
    hub,
    translating,
    observe: metrics.countReply,
  });
  const channels = await createChannels({ rooms, logic, chatText: follow.chatText, metrics });
  const { directLine } = channels;
  const pages = await createPages({ rooms, running, services, relay, follow, channels, hub, translating });
  const server = createServer({
    log,
    trustedOrigins: config.trustedOrigins,
    publicUrl: config.publicUrl,
    routes: [
      directLine.routes,
      channels.messages.routes,
      healthRoutes({
        metrics,
        ready: { store: rooms.store.ready, knowledge: () => knowledge.ids.length > 0 },
        isClosing: () => server.isClosing(),
      }),
      pages.routes,
    ],
    upgrades: [directLine.upgrade],
    closing: [
      async () => pages.close(),
      follow.close,
      async () => hub?.close(),
      async () => translating?.close(),
      relay.idle,
      directLine.close,
      following.close,
      rooms.store.close,
    ],
    observe: metrics.observeRequest,
  });
  const care = createCare({ rooms, relay, following, follow, hub, files: directLine.files });

  return {
    adminPassword: await rooms.agents.addFirstAdmin(config.adminPassword),
    async listen() {
      if (!parts.knowledge) knowledge.learn();
      care.begin();
      await channels.resume();
      await translating?.resume();
      await care.look();
      port = await server.listen(config.port, config.host);
      return port;
    },
    close: server.close,
  };
}
