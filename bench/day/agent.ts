import type { Notebook } from './notebook.js';
import { patiently, pause, Refused } from './patient.js';

interface Item {
  id: string;
  caseNumber: string;
  since: string;
}
interface Message {
  id: string;
  from: 'citizen' | 'bot' | 'agent';
  text: string;
}

export interface AgentPlan {
  username: string;
  password: string;
  url: string;
  /** Conversations at the same time. */
  capacity: number;
  isOver: () => boolean;
  /** Ends the event stream with the day. */
  over: AbortSignal;
}

/** Stands among what has changed when somebody has come to a queue or left it. */
const QUEUE = 'queue';
const REACTION_MS = 500;

/** A console: signed in, told by the event stream that something changed, and asking the server what. */
export class SimulatedConsole {
  protected headers: Record<string, string> = {};
  private woken: () => void = () => undefined;
  private changed = new Set<string>();

  constructor(
    protected readonly plan: AgentPlan,
    protected readonly notes: Notebook,
  ) {}

  async signIn(): Promise<void> {
    const { url, username, password } = this.plan;
    for (;;) {
      const answer = await fetch(`${url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username, password }),
      }).catch(() => undefined);
      if (answer?.ok) {
        const { csrf } = (await answer.json()) as { csrf: string };
        this.headers = { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '', 'x-csrf-token': csrf };
        return;
      }
      await pause(200);
    }
  }

  call<T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<T> {
    return patiently<T>(this.plan.url, {
      method,
      path,
      headers: this.headers,
      isOver: this.plan.isOver,
      ...(body && { body }),
    });
  }

  /** Reads the event stream; whatever comes wakes the agent. */
  protected async listen(): Promise<void> {
    while (!this.plan.isOver()) {
      try {
        const answer = await fetch(`${this.plan.url}/api/events`, { headers: this.headers, signal: this.plan.over });
        this.wake('');
        for await (const chunk of answer.body ?? []) {
          for (const [, what = '', id = ''] of Buffer.from(chunk as Uint8Array)
            .toString()
            .matchAll(/"what":"([^"]*)","id":"([^"]*)"/g)) {
            if (what === 'handovers') this.wake(QUEUE);
            this.wake(id);
          }
          if (this.plan.isOver()) return;
        }
      } catch {
        await pause(100);
      }
    }
  }

  protected wake(id: string): void {
    this.changed.add(id);
    this.woken();
  }

  /** What has changed since; '' when everything may have. */
  protected async changes(): Promise<ReadonlySet<string>> {
    if (this.changed.size === 0)
      await Promise.race([
        new Promise<void>((resolve) => (this.woken = resolve)),
        pause(2000).then(() => this.wake('')),
      ]);
    const changed = this.changed;
    this.changed = new Set();
    return changed;
  }
}

/** Takes what is next, answers every message once, and closes when the citizen says goodbye. */
export class SimulatedAgent extends SimulatedConsole {
  private readonly answered = new Set<string>();
  private readonly mine = new Map<string, string>();
  closed = 0;
  private reachedAt = 0;

  async work(): Promise<void> {
    void this.listen();
    while (!this.plan.isOver()) {
      const changed = await this.changes();
      if (changed.has('')) await this.resync();
      for (const id of [...this.mine.keys()]) if (changed.has(id) || changed.has('')) await this.attend(id);
      // What is said in a conversation makes none wait that did not wait before.
      if (changed.has('') || changed.has(QUEUE)) await this.reachForMore();
    }
  }

  private async resync(): Promise<void> {
    const { items } = await this.call<{ items: Item[] }>('GET', '/api/handovers?state=mine');
    const now = new Set(items.map(({ id }) => id));
    for (const [id, caseNumber] of this.mine) {
      if (now.has(id)) continue;
      this.mine.delete(id);
      this.notes.returned++;
      this.notes.gaveBack(caseNumber);
    }
    for (const { id, caseNumber } of items) this.have(id, caseNumber);
  }

  private have(id: string, caseNumber: string): void {
    this.mine.set(id, caseNumber);
    this.notes.claimed(caseNumber, this.plan.username);
  }

  /** Nobody presses the button more than twice a second. */
  private async reachForMore(): Promise<void> {
    const wait = this.reachedAt + REACTION_MS - Date.now();
    if (wait > 0) {
      void pause(wait).then(() => this.wake(QUEUE));
      return;
    }
    this.reachedAt = Date.now();
    await this.takeMore();
  }

  private async takeMore(): Promise<void> {
    while (this.mine.size < this.plan.capacity && !this.plan.isOver()) {
      const [item] = await this.unless409(() => this.call<{ items: Item[] }>('POST', '/api/handovers/claim-next', {}));
      if (!item) return;
      this.notes.waits.push(Date.now() - Date.parse(item.since));
      this.have(item.id, item.caseNumber);
      await this.attend(item.id);
    }
  }

  private async unless409(ask: () => Promise<{ items: Item[] }>): Promise<Item[]> {
    try {
      return (await ask()).items;
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 409) throw error;
      if (error.body.code !== 'TooMany') this.notes.conflicts++;
      return [];
    }
  }

  private async attend(id: string): Promise<void> {
    try {
      const { transcript = [] } = await this.call<{ transcript?: Message[] }>('GET', `/api/handovers/${id}`);
      for (const message of transcript.filter(({ from }) => from === 'citizen')) await this.answer(id, message);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // It went back while nobody was listening: the next look says where it is.
      await this.resync();
    }
  }

  private async answer(id: string, { id: messageId, text }: Message): Promise<void> {
    this.notes.read(text, this.notes.toAgent);
    if (this.answered.has(messageId)) return;
    const reply = `Svar på ${messageId}`;
    this.notes.write(reply);
    await this.call('POST', `/api/handovers/${id}/messages`, {
      text: reply,
      key: messageId.replace(/\W/g, '-').slice(-60),
    });
    this.answered.add(messageId);
    if (!text.endsWith('tack och hej')) return;
    const number = this.mine.get(id) ?? '';
    await this.call('POST', `/api/handovers/${id}/close`, { resolution: 'answered', category: 'ALL-OVR' });
    this.mine.delete(id);
    this.notes.gaveBack(number);
    this.closed++;
  }
}

/** Only looks: how soon a new handover stands in a list. */
export class SimulatedWatcher extends SimulatedConsole {
  async work(): Promise<void> {
    void this.listen();
    while (!this.plan.isOver()) {
      await this.changes();
      const { items } = await this.call<{ items: Item[] }>('GET', '/api/handovers?state=waiting');
      for (const { caseNumber } of items) this.notes.listed(caseNumber);
    }
  }
}
