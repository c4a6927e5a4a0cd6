import { join } from 'node:path';
import type { Activity, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import { categoriesInUse } from '../cases/categories-in-use.js';
import { cityTime } from '../cases/city-time.js';
import { purgeDue } from '../cases/purge.js';
import { createRegistry } from '../cases/registry.js';
import { disposeDue } from '../cases/retention.js';
import { serverKey } from '../cases/secret.js';
import { type City, CityFault, loadCity } from '../city/index.js';
import { placeNames } from '../dialogs/answer.js';
import { signsOfEmergency } from '../dialogs/emergency-signs.js';
import { answersFor, renderArticle } from '../dialogs/render-article.js';
import type { Services, Talk } from '../dialogs/turn.js';
import { createArticles } from '../editorial/articles.js';
import { createUnanswered } from '../editorial/unanswered.js';
import { createAgents } from '../handover/agents.js';
import { createDesk } from '../handover/desk.js';
import { factText, readFacts } from '../knowledge/facts.js';
import { findAnswer, type Knowledge } from '../knowledge/index.js';
import { liveKnowledge } from '../knowledge/live.js';
import { judgeInWorker } from '../knowledge/trainer.js';
import { loadLocales } from '../locales/index.js';
import { createActivityLog } from '../store/activity-log.js';
import { type Conversation, createConversations } from '../store/conversations.js';
import { createBus, createSerial, openStore, type Store } from '../store/index.js';
import { type Api, addApi } from '../web/api/index.js';
import { addCasePage } from '../web/case/routes.js';
import { addChat } from '../web/chat/routes.js';
import { addConsole } from '../web/console-routes.js';
import { createDirectLine } from '../web/direct-line/index.js';
import type { Limits } from '../web/direct-line/routes.js';
import { FILE } from '../web/direct-line/view.js';
import { createLiveTexts } from '../web/live-texts.js';
import { addOpen311 } from '../web/open311/index.js';
import { createSpeaker, createTurns, entryOf, resumeDue } from '../web/receive.js';
import { createMetrics, healthRoutes } from '../web/routes/health.js';
import { createMessages } from '../web/routes/messages.js';
import { createServer } from '../web/server.js';
import { CitizenBot } from './citizen-bot.js';
import { type Config, ROOT } from './config.js';
import { createFollow } from './follow.js';
import { maskPersonalNumbers } from './masking.js';
import { createRelay } from './relay.js';
import { followArticles, openKnowledge } from './running-knowledge.js';
import { cleaned, createScreen } from './screen.js';
import { createTurn } from './turn.js';

const CARE_EVERY_MS = 60_000;

export interface Parts {
  config: Config;
  log: Logger;
  now: () => Date;
  newId: () => string;
  random: (bytes: number) => Buffer;
  /** Replaces the bot's own logic: the benchmark's echo bot behind the same endpoint and log. */
  logic?: (context: TurnContext) => Promise<void>;
  /** Loaded already, in place of the files' articles: tests start many centres. What is published here still changes it. */
  knowledge?: Knowledge;
  /** Folder whose articles are imported at start; the city's own when left out. */
  articlesDir?: string;
  /** Other limits than a citizen's: for the benchmark, which is many citizens at one address. */
  limits?: Partial<Limits>;
}

export interface ContactCentre {
  /** The first administrator's password, the one time it was generated: it is nowhere else. */
  adminPassword: string | undefined;
  /** Takes up what was left, then listens; returns the port. */
  listen(): Promise<number>;
  /** As SIGTERM does: what was acknowledged is finished and kept. */
  close(): Promise<void>;
}

/** One observer of replies for the figures; tests and the benchmark need none. */
function servicesOf(knowledge: Knowledge, directory: string) {
  const { facts } = readFacts(join(directory, 'facts.yaml'));
  return {
    find: (question: Parameters<typeof findAnswer>[1]) => findAnswer(knowledge, question),
    article: knowledge.article,
    fact: (name: string, language: string) => factText(facts.get(name), language),
  };
}

/** A category may go only with its cases: nobody would be competent for them, and their walls would be gone. */
async function refuseRemovedCategories(store: Store, cityDir: string, { categories }: City): Promise<void> {
  const removed = (await categoriesInUse(store.connection)).find((category) => !categories[category]);
  if (removed === undefined) return;
  await store.close();
  const file = join(cityDir, 'categories.yaml');
  throw new CityFault(`${file}: ${removed} is missing, but cases have it; put it back as long as they are there`);
}

/**
 * Puts the house together. Everything that a test may want to decide is a part: the clock, the ids, the randomness, the
 * configuration. Nothing is started before `listen`.
 */
export async function build({
  config,
  log,
  now,
  newId,
  random,
  logic,
  limits = {},
  ...parts
}: Parts): Promise<ContactCentre> {
  const city = loadCity(config.cityDir);
  const locales = loadLocales(join(ROOT, 'locales'));
  const knowledgeDir = join(ROOT, 'knowledge');
  const store = await openStore({ dataDir: config.dataDir, mongodbUri: config.mongodbUri, log });
  const db = store.connection;
  await refuseRemovedCategories(store, config.cityDir, city);
  const bus = createBus((error) => log.error({ error }, 'a listener failed'));
  const liveTexts = createLiveTexts({ now });
  const activities = createActivityLog({
    connection: db,
    bus,
    now,
    onRedact: (entries) => directLine.files.forget([...entries]),
  });
  const conversations = createConversations(db);
  const metrics = createMetrics({ sockets: () => directLine.sockets() });
  const turns = createTurns({ log: activities, serial: createSerial(), logger: log, observe: metrics.observeTurn });

  const registry = createRegistry({ db, bus, city, now, newId, random });
  const agents = createAgents({ db, now, newId, random });
  const desk = createDesk({ db, registry, agents, city, now, bus, log: activities });

  const unanswered = createUnanswered({ db, bus, now });
  const articleNeeds = {
    db,
    bus,
    now,
    directory: knowledgeDir,
    languages: locales.languages.map(({ code }) => code),
    mask: maskPersonalNumbers,
  };
  const articles = createArticles(articleNeeds);
  const knowledge = liveKnowledge(
    parts.knowledge ??
      (await openKnowledge(articles, articleNeeds, { folder: parts.articlesDir ?? knowledgeDir, log })),
    { judge: judgeInWorker, onError: (error) => log.error({ error }, 'the phrasings could not be learnt') },
  );
  const following = await followArticles({
    articles,
    live: knowledge,
    bus,
    onError: (error) => log.error({ error }, 'what was published could not be taken up'),
  });

  const signs = signsOfEmergency(
    locales.live.map((language) => ({ language, signs: locales.file(language, 'emergency-signs') })),
  );
  const placeholder = locales.say('sv', 'emergency.placeholder');
  const relay = createRelay({
    conversations,
    locales,
    queueOf: desk.queueOf,
    detect: (text, language) => knowledge.detect(text, { [language]: 6 }).language,
    speak,
    onError: (error) => log.error({ error }, 'the queue could not be told'),
  });
  let port = config.port;
  const follow = createFollow({
    db,
    bus,
    activities,
    registry,
    unanswered,
    locales,
    tell: relay.tell,
    titleOf: (topic, language) => knowledge.article(topic, language)?.title,
    mail: config.mail,
    address: () => config.publicUrl ?? `http://${config.host}:${port}`,
    placeholder,
    log,
    now,
    newId,
    random,
  });
  const services: Services = {
    city,
    locales,
    ...servicesOf(knowledge, knowledgeDir),
    today: (at) => cityTime(at, city.timezone).day,
    openCase: registry.openCase,
    addReach: registry.addReach,
    mail: config.mail !== undefined,
    follow: follow.cases,
    async remember(conversationId, seq, reach) {
      const [asked] = await activities.after(conversationId, seq - 1, 1);
      return asked?.seq === seq && unanswered.remember(asked.id, reach);
    },
    desk: {
      ...desk,
      async leave(conversationId) {
        const left = await desk.leave(conversationId);
        if (left) relay.moved(left);
        return left;
      },
    },
  };
  const turn = createTurn({
    services,
    conversations,
    registry,
    async leave(conversationId, { seq, ...question }) {
      const [asked] = await activities.after(conversationId, seq - 1, 1);
      const text = asked?.activity.text ?? '';
      const words = asked?.seq === seq && !asked.activity.channelData?.redacted && /\p{L}/u.test(text);
      if (words) await unanswered.keep({ ...question, text, origin: asked.id });
    },
    forget: ({ conversationId, seq }) => activities.redact(conversationId, seq, seq, placeholder),
    observe: metrics.countReply,
    log,
    now,
  });
  const bot = new CitizenBot(turn, entryOf);
  const receiving = {
    log: activities,
    conversations,
    turns,
    screen: createScreen({ signs, placeholder }),
    logic: logic ?? ((context: TurnContext) => bot.run(context)),
    now,
  };
  const messages = createMessages({ ...receiving, azure: config.azure, logger: log });
  const directLine = createDirectLine({
    ...receiving,
    connection: db,
    bus,
    liveTexts,
    newId,
    signingKey: await serverKey(db, 'direct-line', random),
    mask: maskPersonalNumbers,
    dataDir: config.dataDir,
    languageOf: (conversation, locale) =>
      (conversation?.state as Partial<Talk> | undefined)?.language ?? locales.served(locale) ?? 'sv',
    say: locales.say,
    trustedOrigins: config.trustedOrigins,
    publicUrl: config.publicUrl,
    limits,
  });

  async function speak(conversation: Conversation, said: Partial<Activity>[]): Promise<string[]> {
    let ids: string[] = [];
    const speaker = createSpeaker({ inDirectLine: directLine.speak, elsewhere: messages.speak });
    await speaker(conversation, async (context) => {
      ids = (await context.sendActivities(said)).map((response) => response?.id ?? '');
    });
    return ids;
  }

  const chat = {
    locales,
    city,
    facts: services.fact,
    buildDir: join(ROOT, 'build', 'chat'),
    vendorDir: join(ROOT, 'build', 'vendor'),
    publicUrl: config.publicUrl,
    trustedOrigins: config.trustedOrigins,
    newNonce: () => random(16).toString('base64'),
  };
  const casePage = {
    locales,
    city,
    registry,
    lookUp: follow.lookUp,
    following: follow.following,
    mask: maskPersonalNumbers,
    key: await serverKey(db, 'case-page', random),
    buildDir: chat.buildDir,
    now,
    newId,
  };
  const open311Key = await serverKey(db, 'open311', random);
  let api: Api | undefined;
  const server = createServer({
    log,
    trustedOrigins: config.trustedOrigins,
    publicUrl: config.publicUrl,
    routes: [
      directLine.routes,
      messages.routes,
      healthRoutes({
        metrics,
        ready: { store: store.ready, knowledge: () => knowledge.ids.length > 0 },
        isClosing: () => server.isClosing(),
      }),
      (restify) => addChat(restify, chat),
      (restify) => addCasePage(restify, casePage),
      (restify) =>
        addOpen311(restify, {
          db,
          registry,
          city,
          locales,
          fact: services.fact,
          clean: (text) => maskPersonalNumbers(cleaned(text)),
          key: open311Key,
          now,
          newId,
          random,
          publicUrl: config.publicUrl,
        }),
      (restify) => addConsole(restify, { buildDir: join(ROOT, 'build', 'console') }),
      (restify) => {
        api = addApi(restify, {
          db,
          registry,
          agents,
          desk,
          relay,
          unanswered,
          articles,
          knowledge,
          knowledgeDir,
          answerIn: answersFor(services),
          places: placeNames(city),
          isCommand: (text) => locales.meaning(text).length > 0,
          preview: (article) => renderArticle({ city, locales }, article, { language: article.language, district: '' }),
          city,
          languages: locales.languages.filter(({ status }) => status === 'live'),
          activities,
          bus,
          liveText: liveTexts.get,
          linkTo: (url) => (url.startsWith(FILE) ? directLine.files.linkTo(url.slice(FILE.length)) : ''),
          mask: maskPersonalNumbers,
          now,
          newId,
          random,
          logger: log,
          publicUrl: config.publicUrl,
        });
      },
    ],
    upgrades: [directLine.upgrade],
    closing: [async () => api?.close(), follow.close, relay.idle, directLine.close, following.close, store.close],
    observe: metrics.observeRequest,
  });

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
    await directLine.files.sweep();
    await store.sweep();
  }

  return {
    adminPassword: await agents.addFirstAdmin(config.adminPassword),
    async listen() {
      if (!parts.knowledge) knowledge.learn();
      const care = setInterval(() => void look().catch((error) => log.error({ error }, 'care failed')), CARE_EVERY_MS);
      care.unref();
      await resumeDue({
        log: activities,
        conversations,
        turns,
        logger: log,
        hearDirectLine: directLine.hear,
        hearElsewhere: messages.hear,
      });
      await look();
      port = await server.listen(config.port, config.host);
      return port;
    },
    close: server.close,
  };
}
