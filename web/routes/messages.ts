import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationReference,
  type TurnContext,
} from 'botbuilder';
import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import type { ActivityLog, LogEntry, LoggedActivity } from '../../store/activity-log.js';
import type { Conversation, Conversations } from '../../store/conversations.js';
import { createBeginning } from '../begin.js';
import { HttpError } from '../http-error.js';
import { type Hear, type Logic, type Screen, setEntry, type Turns } from '../receive.js';
import {
  type ChannelActivity,
  channelActivityFrom,
  isChannelAddress,
  loggedFrom,
  type MayCall,
} from './channel-activity.js';
import { keepReplies } from './channel-replies.js';
import { givenTranscript, isInitiation } from './handed-in.js';

type BotFrameworkAuthentication = NonNullable<ConstructorParameters<typeof CloudAdapter>[0]>;

export interface Azure {
  appId: string;
  appType: string;
  appPassword: string;
  tenantId: string;
}

interface Needs {
  /** Undefined: no channel of Azure Bot Service is connected. */
  azure: Azure | undefined;
  log: ActivityLog;
  conversations: Conversations;
  turns: Turns;
  screen: Screen;
  logic: Logic;
  logger: Logger;
  now: () => Date;
  /** Only a test, which plays the connector itself, has others. */
  connector?: { authentication: BotFrameworkAuthentication; mayCall: MayCall };
}

export interface Messages {
  routes(server: Server): void;
  hear: Hear;
  /** Runs `logic` with a context in which the bot speaks unasked. */
  speak(conversation: Conversation, logic: Logic): Promise<void>;
}

const HEARD = new Set(['message', 'event', 'conversationUpdate']);

/** Activities of Azure Bot Service's channels: into the same log and the same turns as those of the citizen chat. */
export function createMessages(needs: Needs): Messages {
  const { azure, log, conversations, turns, screen, logic, logger, now, connector } = needs;
  const begin = createBeginning({ log, conversations, now });
  const mayCall = connector?.mayCall ?? isChannelAddress;
  const authentication = connector?.authentication ?? (azure && authenticationFor(azure));
  // Without an app id the SDK would believe anyone and answer to any address: then there is no adapter at all.
  const adapter = azure && authentication ? new CloudAdapter(authentication) : undefined;

  async function authenticate(req: Request, activity: ChannelActivity): Promise<void> {
    try {
      if (activity.channelId === 'AseChannel') throw new Error('a channel that is not served');
      await authentication?.authenticateRequest(activity as unknown as Activity, String(req.headers.authorization));
    } catch (error) {
      logger.warn({ reason: (error as Error).message, channel: activity.channelId }, 'activity refused');
      throw new HttpError(401, 'Unauthorized', 'the activity is not signed by a channel of this bot');
    }
  }

  async function receive(req: Request, res: Response): Promise<void> {
    if (!adapter) {
      throw new HttpError(
        503,
        'NotConfigured',
        'no channel of Azure Bot Service is connected: set MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppType and MicrosoftAppTenantId',
      );
    }
    if (!/^Bearer \S+$/.test(req.headers.authorization ?? '')) {
      throw new HttpError(401, 'Unauthorized', 'the activity is not signed');
    }
    const given = channelActivityFrom(req.body);
    await authenticate(req, given);
    if (!mayCall(given.serviceUrl)) {
      logger.warn({ channel: given.channelId }, 'activity with an address that is not the Bot Framework’s');
      throw new HttpError(403, 'Forbidden', 'serviceUrl: is no address of the Bot Framework');
    }
    if (given.type === 'invoke') throw new HttpError(501, 'NotImplemented', 'type: invoke is not served');
    if (HEARD.has(given.type)) await keep(given);
    res.writeHead(200);
    res.end();
  }

  /** Written first, acknowledged then, heard after that: the channel sends again what we do not acknowledge. */
  async function keep(given: ChannelActivity): Promise<void> {
    const { id } = given.conversation;
    const channel = channelOf(given);
    const reference = referenceOf(given);
    const before = isInitiation(given) ? givenTranscript(given) : undefined;
    const quietly = before !== undefined;
    const locale = given.locale ?? '';
    const started = await begin({ id, channel, userId: given.from.id, locale, reference, quietly });
    if (started) take(started);
    // The beginning has been heard already; a channel reports every member that comes.
    if (given.type === 'conversationUpdate') return;
    if (before) {
      const said = before.map((one, place) => ({
        activity: screen(one).activity,
        clientKey: `given:${given.id}:${place}`,
      }));
      if (said.length > 0) await log.append(id, said);
    }
    const { activity } = screen(loggedFrom(given));
    const [written] = await log.append(id, [{ activity, due: true, ...(given.id && { senderKey: given.id }) }]);
    if (written && !written.repeated) take(written.entry);
  }

  function take(entry: LogEntry): void {
    turns.take(entry, async () => {
      const conversation = await conversations.find(entry.conversationId);
      if (conversation) await hear(entry, conversation);
    });
  }

  /** One turn, live or repeated after a crash: always as the bot's own call, never within the channel's request. */
  async function run(conversation: Conversation, entry: LogEntry | undefined, work: Logic): Promise<void> {
    const { serviceUrl, channelActivityId, ...said } = (entry?.activity ?? {}) as LoggedActivity;
    const known = conversation.reference as Partial<ConversationReference>;
    const reference = { ...known, serviceUrl: String(serviceUrl ?? known.serviceUrl) };
    if (!adapter || !azure) throw new Error('no app id is set');
    if (!mayCall(reference.serviceUrl)) throw new Error('the address is not one of the Bot Framework');
    await adapter.continueConversationAsync(azure.appId, reference, async (context: TurnContext) => {
      Object.assign(context.activity, said, { id: channelActivityId, from: said.from ?? reference.user });
      if (entry) setEntry(context, entry);
      keepReplies({ context, entry, log, conversationId: conversation._id });
      await work(context);
    });
  }

  const hear: Hear = (entry, conversation) => run(conversation, entry, logic);

  return {
    hear,
    speak: (conversation, work) => run(conversation, undefined, work),
    routes(server) {
      server.post('/api/messages', receive);
    },
  };
}

function authenticationFor({ appId, appPassword, appType, tenantId }: Azure): BotFrameworkAuthentication {
  return new ConfigurationBotFrameworkAuthentication({
    MicrosoftAppId: appId,
    MicrosoftAppType: appType,
    ...(appPassword && { MicrosoftAppPassword: appPassword }),
    ...(tenantId && { MicrosoftAppTenantId: tenantId }),
  });
}

/** `directline` is our own; Microsoft's service of that name is another channel. */
function channelOf({ channelId }: ChannelActivity): string {
  return channelId === 'directline' ? 'azure-directline' : channelId;
}

function referenceOf({ channelId, serviceUrl, conversation, from, recipient, locale }: ChannelActivity) {
  return { channelId, serviceUrl, conversation, user: from, bot: recipient, ...(locale && { locale }) };
}
