import type { IncomingMessage } from 'node:http';
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { Server } from 'restify';
import type { Registry } from '../../cases/registry.js';
import type { City } from '../../city/index.js';
import type { Articles } from '../../editorial/articles.js';
import type { Unanswered } from '../../editorial/unanswered.js';
import type { Agents } from '../../handover/agents.js';
import type { Desk } from '../../handover/desk.js';
import type { Article, Knowledge } from '../../knowledge/index.js';
import type { Language, Locales } from '../../locales/index.js';
import type { ActivityLog } from '../../store/activity-log.js';
import type { Bus } from '../../store/bus.js';
import { createApiKeys } from '../open311/keys.js';
import { addressOf as addressOfPeer } from '../origins.js';
import { createSessions } from '../sessions.js';
import { createSignInLimits, type SignInLimits } from '../sign-in-limits.js';
import { agentRoutes } from './agents.js';
import { apiKeyRoutes } from './api-keys.js';
import { articleCheckRoutes } from './article-checks.js';
import { articleRoutes } from './articles.js';
import { boardRoutes } from './board.js';
import { caseStepRoutes } from './case-steps.js';
import { caseRoutes } from './cases.js';
import { coverRoutes } from './cover.js';
import { createEvents } from './events.js';
import { formRoutes } from './forms.js';
import { type HandoffNeeds, handoffRoutes } from './handoff.js';
import { handoverMoveRoutes } from './handover-moves.js';
import { type HandoverNeeds, handoverRoutes } from './handovers.js';
import { meRoutes } from './me.js';
import { openapiRoute } from './openapi.js';
import { organisationRoutes } from './organisation.js';
import { previousRoutes } from './previous.js';
import type { Relay } from './relay.js';
import { addRoute } from './route.js';
import { sessionRoutes } from './session.js';
import { type AnswerIn, suggestionRoutes } from './suggestions.js';
import { templateRoutes } from './templates.js';
import { unansweredRoutes } from './unanswered.js';
import { createWatching } from './watching.js';

export interface ApiNeeds {
  db: Connection;
  registry: Registry;
  agents: Agents;
  desk: Desk;
  relay: Relay;
  translated?: HandoverNeeds['translated'];
  unanswered: Unanswered;
  articles: Articles;
  /** What citizens are answered from. */
  knowledge: Knowledge;
  /** The city's knowledge folder. */
  knowledgeDir: string;
  /** An article as a citizen would read it. */
  preview(article: Article): string;
  answerIn: AnswerIn;
  /** Names that say where a citizen is and not what they ask. */
  places: readonly string[];
  /** Whether a whole message only tells the bot what to do. */
  isCommand(text: string): boolean;
  city: City;
  /** The languages the city answers in. */
  languages: readonly Pick<Language, 'code' | 'name' | 'dir'>[];
  locales: Pick<Locales, 'live' | 'file' | 'name' | 'menu' | 'byPerson' | 'written'>;
  /** The activity log, for transcripts. */
  activities: Pick<ActivityLog, 'after'>;
  bus: Bus;
  liveText(entryId: string): string | undefined;
  /** A link that opens a citizen's file for a while. */
  linkTo(contentUrl: string): string;
  mask(text: string): string;
  tidy(text: string): string;
  /** The city's own agent desk, if it has one. */
  hub?: HandoffNeeds['hub'];
  now: () => Date;
  newId: () => string;
  random: (bytes: number) => Buffer;
  logger: Pick<Logger, 'error'>;
  publicUrl?: string | undefined;
  addressOf?(req: IncomingMessage): string;
  limits?: SignInLimits;
}

export interface Api {
  /** A beat of the event streams; it also comes by itself. */
  beat(): Promise<void>;
  /** Ends the event streams, so that the server can stop. */
  close(): void;
}

/** The console's API (contract § 5): everything under `/api/` but `/api/messages`. */
export function addApi(server: Server, needs: ApiNeeds): Api {
  const { activities: log, addressOf = addressOfPeer, limits = createSignInLimits(), logger } = needs;
  const sessions = createSessions(needs);
  const parts = { ...needs, sessions, limits, addressOf, log };
  const onError = (error: unknown) => logger.error({ err: error }, 'an event could not be told');
  const events = createEvents({ ...parts, onError });
  const watching = createWatching({ ...parts, onError });
  const routes = [
    ...sessionRoutes(parts),
    ...meRoutes(parts),
    ...agentRoutes(parts),
    ...apiKeyRoutes({ ...parts, apiKeys: createApiKeys(needs) }),
    ...handoverRoutes({ ...parts, watching }),
    ...handoverMoveRoutes(parts),
    ...handoffRoutes({ hub: needs.hub, addressOf }),
    ...watching.routes,
    ...caseRoutes(parts),
    ...caseStepRoutes(parts),
    ...coverRoutes(parts),
    ...boardRoutes(parts),
    ...organisationRoutes(parts),
    ...formRoutes(parts),
    ...suggestionRoutes(parts),
    ...templateRoutes(parts),
    ...previousRoutes(parts),
    ...unansweredRoutes(parts),
    ...articleCheckRoutes(parts),
    ...articleRoutes(parts),
    ...events.routes,
  ];
  const cookie = sessions.goodbye.split('=')[0] ?? '';
  for (const one of [...routes, openapiRoute(routes, cookie)]) {
    addRoute(server, one, { sessions, seen: needs.desk.present });
  }
  return { beat: events.beat, close: events.close };
}
