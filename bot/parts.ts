import type { TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import type { Knowledge } from '../knowledge/index.js';
import type { Limits } from '../web/direct-line/routes.js';
import type { createMessages } from '../web/routes/messages.js';
import type { Config } from './config.js';

/** Everything that a test may want to decide about the contact centre. */
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
  /** Azure Bot Service, played on loopback. */
  connector?: Parameters<typeof createMessages>[0]['connector'];
  /** Other limits than a citizen's: for the benchmark, which is many citizens at one address. */
  limits?: Partial<Limits>;
}
