import type { TurnContext } from 'botbuilder';
import type { Logic } from '../../web/receive.js';
import { entryOf } from '../../web/receive.js';

/** Greets once, repeats what it hears, and tells in which order it was asked. */
export function echoBot({
  onTurn = async () => undefined,
}: {
  onTurn?: (context: TurnContext) => Promise<void>;
} = {}): Logic {
  return async (context) => {
    await onTurn(context);
    const { type, text, name } = context.activity;
    if (type === 'conversationUpdate')
      await context.sendActivity({ type: 'message', text: 'welcome', locale: context.activity.locale });
    if (type === 'message') {
      await context.sendActivities([
        { type: 'typing' },
        { type: 'message', text: `heard: ${text}`, channelData: { reply: { kind: 'answer' } } },
        { type: 'trace', name: 'not for the citizen' },
      ]);
    }
    if (type === 'event') await context.sendActivity(`event: ${name} ${entryOf(context)?.seq}`);
  };
}
