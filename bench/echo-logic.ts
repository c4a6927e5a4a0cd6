import type { TurnContext } from 'botbuilder';

/** The least a bot can do: what the benchmark compares the real one with, behind the same endpoint and the same log. */
export async function echoLogic(context: TurnContext): Promise<void> {
  if (context.activity.type === 'message') await context.sendActivity(`echo: ${context.activity.text}`);
}
