import { join } from 'node:path';
import { serverKey } from '../cases/secret.js';
import { HUMAN, placeNames } from '../dialogs/answer.js';
import { helpElsewhere } from '../dialogs/emergency.js';
import { answersFor, renderArticle } from '../dialogs/render-article.js';
import type { Services } from '../dialogs/turn.js';
import { type Api, addApi } from '../web/api/index.js';
import { addCasePage } from '../web/case/routes.js';
import { addChat } from '../web/chat/routes.js';
import { addConsole } from '../web/console-routes.js';
import type { DirectLine } from '../web/direct-line/index.js';
import { FILE } from '../web/direct-line/view.js';
import type { HelpIn } from '../web/first-help.js';
import { addOpen311 } from '../web/open311/index.js';
import type { Channels } from './channels.js';
import { ROOT } from './config.js';
import type { Follow } from './follow.js';
import type { Hub } from './hub.js';
import { maskPersonalNumbers } from './masking.js';
import type { Relay } from './relay.js';
import type { Rooms } from './rooms.js';
import { KNOWLEDGE_DIR, type RunningKnowledge } from './running-knowledge.js';
import { cleaned } from './screen.js';
import type { Translating } from './translating.js';

interface Needs {
  rooms: Rooms;
  running: RunningKnowledge;
  services: Services;
  relay: Relay;
  follow: Follow;
  channels: Channels;
  hub: Hub | undefined;
  translating: Translating | undefined;
}

export interface Pages {
  routes: DirectLine['routes'];
  /** Ends the console's event streams, so that the server can stop. */
  close(): void;
}

/** What people open and programs ask for: the chat page, the case page, the console with its API, and Open311. */
export async function createPages({
  rooms,
  running,
  services,
  relay,
  follow,
  channels,
  hub,
  translating,
}: Needs): Promise<Pages> {
  const { config, log, city, locales, db, bus, activities, registry, agents, desk, unanswered } = rooms;
  const { now, newId, random } = rooms;
  const built = (page: string) => join(ROOT, 'build', page);
  const casePageKey = await serverKey(db, 'case-page', random);
  const open311Key = await serverKey(db, 'open311', random);
  const clean = (text: string) => maskPersonalNumbers(cleaned(text));
  const asksForPerson = (text: string) => {
    const { verdict } = running.knowledge.find({ text });
    return verdict.kind === 'answer' && verdict.article === HUMAN;
  };
  const helpIn: HelpIn = (text) => {
    const seen = rooms.signs(text);
    return seen && helpElsewhere(services, seen);
  };
  let api: Api | undefined;

  return {
    routes(server) {
      addChat(server, {
        locales,
        city,
        facts: services.fact,
        buildDir: built('chat'),
        vendorDir: built('vendor'),
        publicUrl: config.publicUrl,
        trustedOrigins: config.trustedOrigins,
        newNonce: () => random(16).toString('base64'),
      });
      addCasePage(server, {
        locales,
        city,
        registry,
        lookUp: follow.lookUp,
        following: follow.following,
        clean,
        helpIn,
        key: casePageKey,
        buildDir: built('chat'),
        now,
        newId,
      });
      addOpen311(server, {
        db,
        registry,
        city,
        locales,
        fact: services.fact,
        clean,
        helpIn,
        key: open311Key,
        now,
        newId,
        random,
        publicUrl: config.publicUrl,
      });
      addConsole(server, { buildDir: built('console') });
      api = addApi(server, {
        db,
        registry,
        agents,
        desk,
        unanswered,
        city,
        bus,
        now,
        newId,
        random,
        articles: running.articles,
        knowledge: running.knowledge,
        knowledgeDir: KNOWLEDGE_DIR,
        relay,
        translated: async (found) => translating?.pairOf(found),
        answerIn: answersFor(services),
        places: placeNames(city),
        isCommand: (text) => locales.meaning(text).length > 0 || asksForPerson(text),
        preview: (article) => renderArticle({ city, locales }, article, { language: article.language, district: '' }),
        locales,
        languages: locales.languages.filter(({ status }) => status === 'live'),
        activities,
        liveText: channels.liveTexts.get,
        linkTo: (url) => (url.startsWith(FILE) ? channels.directLine.files.linkTo(url.slice(FILE.length)) : ''),
        mask: clean,
        tidy: cleaned,
        hub,
        logger: log,
        publicUrl: config.publicUrl,
      });
    },
    close: () => api?.close(),
  };
}
