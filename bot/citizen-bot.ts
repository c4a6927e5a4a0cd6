import { ActivityHandler, type TurnContext } from 'botbuilder';
import type { LogEntry } from '../store/activity-log.js';

/** The Bot Framework's side of the bot: every activity a citizen's client sends becomes one turn. */
export class CitizenBot extends ActivityHandler {
  constructor(
    turn: (context: TurnContext, entry: LogEntry) => Promise<void>,
    entryOf: (context: TurnContext) => LogEntry | undefined,
  ) {
    super();
    this.onTurn(async (context, next) => {
      const entry = entryOf(context);
      if (entry) await turn(context, entry);
      await next();
    });
  }
}
