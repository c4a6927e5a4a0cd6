interface Speaker {
  id: string;
  name: string;
}

/** Tells the citizen what an agent did, on whatever channel the conversation is. Telling twice changes nothing. */
export interface Relay {
  /** Written durably when it resolves. `id` names the message; the answer may give the id it got in the log. */
  agentSays(said: {
    conversationId: string;
    agent: Speaker;
    text: string;
    id: string;
    // biome-ignore lint/suspicious/noConfusingVoidType: a relay that returns nothing is one, too
  }): Promise<{ id: string } | undefined | void>;
  /** Tells the citizen how their conversation has moved. `text`: the agent's last words, when it was closed with some. */
  settle(handoverId: string, last?: { text?: string }): Promise<void>;
  /** Shows the citizen that somebody is writing, for some seconds. */
  typing(conversationId: string): Promise<void>;
}
