import { type Activity, BotAdapter, type ConversationReference, type ResourceResponse, TurnContext } from 'botbuilder';
import type { ActivityLog, LogEntry, LoggedActivity, NewActivity } from '../../store/activity-log.js';
import type { Conversation } from '../../store/conversations.js';
import { entryOf, type Logic, setEntry } from '../receive.js';

export const DIRECT_LINE_CHANNEL = 'directline';

interface Needs {
  log: Pick<ActivityLog, 'append'>;
  /** Shows an activity on the citizen's open screens and nowhere else: typing. */
  showLive: (conversationId: string, activity: LoggedActivity) => void;
}

const SENT = Symbol('sent');

/**
 * The citizen chat as a channel of the Bot Framework. What the bot says is a line in the durable log; the streams and
 * polls of the clients read it from there.
 *
 * A sender may put two things into `channelData` that are for us and do not reach the citizen: `key`, a name under
 * which the activity is written once only, and `from`, who speaks when it is not the bot (an agent).
 */
export class DirectLineChannel extends BotAdapter {
  constructor(private readonly needs: Needs) {
    super();
  }

  /** Runs the turn of a logged activity. A repeated turn writes nothing twice: its replies are numbered. */
  async process(entry: LogEntry, conversation: Conversation, logic: Logic): Promise<void> {
    const reference = conversation.reference as Partial<ConversationReference>;
    const activity = TurnContext.applyConversationReference(
      { locale: conversation.locale, ...entry.activity, id: entry.id, timestamp: entry.at } as Partial<Activity>,
      { ...reference, user: { ...reference.user, ...entry.activity.from } as Activity['from'] },
      true,
    );
    const context = new TurnContext(this, activity as Activity);
    setEntry(context, entry);
    await this.runMiddleware(context, logic);
  }

  override async continueConversationAsync(
    _appId: unknown,
    reference: Partial<ConversationReference>,
    logic: unknown,
    maybeLogic?: unknown,
  ): Promise<void> {
    const activity = TurnContext.applyConversationReference(
      { type: 'event', name: 'ContinueConversation' },
      { ...reference, activityId: undefined },
      true,
    );
    const run = (typeof logic === 'function' ? logic : maybeLogic) as Logic;
    await this.runMiddleware(new TurnContext(this, activity as Activity), run);
  }

  override continueConversation(reference: Partial<ConversationReference>, logic: Logic): Promise<void> {
    return this.continueConversationAsync('', reference, logic);
  }

  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const conversationId = context.activity.conversation.id;
    const responses: ResourceResponse[] = [];
    let batch: NewActivity[] = [];
    const write = async () => {
      const results = batch.length > 0 ? await this.needs.log.append(conversationId, batch) : [];
      responses.push(...results.map(({ entry }) => ({ id: entry.id })));
      batch = [];
    };
    for (const activity of activities) {
      if (activity.type === 'message' || activity.type === 'event' || activity.type === 'endOfConversation') {
        batch.push(this.#written(context, activity));
        continue;
      }
      await write();
      if (activity.type === 'typing') this.needs.showLive(conversationId, { type: 'typing', from: activity.from });
      if (activity.type === 'delay') await wait(Number(activity.value ?? 1000));
      responses.push({ id: '' });
    }
    await write();
    return responses;
  }

  override updateActivity(): Promise<never> {
    return Promise.reject(new Error('Direct Line cannot change what has been sent; send another activity'));
  }

  override deleteActivity(): Promise<never> {
    return Promise.reject(new Error('Direct Line cannot delete what has been sent'));
  }

  #written(context: TurnContext, activity: Partial<Activity>): NewActivity {
    const { conversation, serviceUrl, channelId, recipient, timestamp, channelData, replyToId, from, ...said } =
      activity;
    const { key, from: speaker, ...data } = (channelData ?? {}) as Record<string, unknown>;
    const entry = entryOf(context);
    // The greeting answers nothing that the citizen has seen.
    const answers = entry && entry.activity.type !== 'conversationUpdate' ? entry.id : undefined;
    return {
      activity: {
        ...(JSON.parse(JSON.stringify(said)) as LoggedActivity),
        from: { role: 'bot', ...from, ...(speaker as object | undefined) } as LoggedActivity['from'],
        ...(answers && { replyToId: answers }),
        ...(Object.keys(data).length > 0 && { channelData: data }),
      },
      clientKey: typeof key === 'string' ? `bot:${key}` : entry && `bot:${entry.id}#${counted(context)}`,
    };
  }
}

/** Number of this reply in its turn. */
function counted(context: TurnContext): number {
  const count: number = context.turnState.get(SENT) ?? 0;
  context.turnState.set(SENT, count + 1);
  return count;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.min(Math.max(ms, 0), 10_000)));
}
