import { WebSocket } from 'ws';
import type { Notebook } from './notebook.js';
import { patiently, pause } from './patient.js';

interface Shown {
  id: string;
  text?: string;
  replyToId?: string;
  channelData?: {
    clientActivityID?: string;
    reply?: { kind: string; state?: string; position?: number; caseNumber?: string };
  };
}

export interface CitizenPlan {
  name: string;
  url: string;
  /** What they say to the agent, one after the other, each when the last was answered. */
  lines: number;
  thinkMs: () => number;
  isOver: () => boolean;
}

/** How their talk ended, by what they saw. */
export interface Talk {
  name: string;
  end: 'closed' | 'registered' | 'waiting';
  caseNumber: string;
}

/** A citizen with a browser that reconnects and sends again: asks for a person, talks, and is answered. */
export class SimulatedCitizen {
  private readonly shown: Shown[] = [];
  private readonly ids = new Set<string>();
  private readonly written: string[] = [];
  private readonly headers: Record<string, string>;
  private conversationId = '';
  private watermark = '';
  private woken: () => void = () => undefined;
  private socket: WebSocket | undefined;
  private position = 0;

  constructor(
    private readonly plan: CitizenPlan,
    private readonly notes: Notebook,
    place: number,
  ) {
    this.headers = { 'x-forwarded-for': `10.${place >> 8}.${place & 255}.1` };
  }

  async live(): Promise<Talk> {
    const { notes, plan } = this;
    const { token } = await this.post<{ token: string }>('tokens/generate', { locale: 'sv' });
    this.headers.authorization = `Bearer ${token}`;
    this.conversationId = (await this.post<{ conversationId: string }>('conversations', {})).conversationId;
    void this.listen();
    const at = performance.now();
    notes.ask(await this.wishFor('prata med en människa'), at);
    const ended = () => this.seen(({ state }) => state === 'closed');
    for (let line = 0; line < plan.lines; line++) {
      if (!(await this.until(() => ended() || this.answers() > line || (line === 0 && this.isWithAgent())))) break;
      if (ended()) break;
      await pause(plan.thinkMs());
      await this.write(`${plan.name} säger ${line + 1}${line + 1 === plan.lines ? ', tack och hej' : ''}`);
    }
    await this.until(ended);
    this.socket?.terminate();
    const caseNumber = this.shown.map(({ channelData }) => channelData?.reply?.caseNumber ?? '').find(Boolean) ?? '';
    const end = ended() ? 'closed' : this.seen(({ state }) => state === 'unavailable') ? 'registered' : 'waiting';
    return { name: plan.name, end, caseNumber };
  }

  /** What is wrong with all that the server now says was said. */
  async faults(): Promise<string[]> {
    await this.catchUp();
    const { name } = this.plan;
    const wrong: string[] = [];
    for (const text of this.written) {
      const times = this.shown.filter((one) => one.text === text && one.channelData?.clientActivityID).length;
      if (times !== 1) wrong.push(`${name}: "${text}" stands ${times} times`);
    }
    const fromAgents = this.shown
      .filter(({ channelData }) => channelData?.reply?.kind === 'agent')
      .map(({ text }) => text);
    if (new Set(fromAgents).size !== fromAgents.length) wrong.push(`${name}: an agent's message is doubled`);
    return wrong;
  }

  private async wishFor(text: string): Promise<string> {
    const id = await this.write(text);
    await this.until(() => this.shown.some((one) => one.replyToId === id && one.channelData?.reply?.caseNumber));
    return this.shown.find((one) => one.replyToId === id)?.channelData?.reply?.caseNumber ?? '';
  }

  private async write(text: string): Promise<string> {
    this.written.push(text);
    this.notes.write(text);
    const clientActivityID = `${this.plan.name}-${this.written.length}`;
    const activity = { type: 'message', text, from: { id: 'me' }, channelData: { clientActivityID } };
    return (await this.post<{ id: string }>(`conversations/${this.conversationId}/activities`, activity)).id;
  }

  private post<T>(path: string, body: object): Promise<T> {
    return patiently<T>(this.plan.url, {
      method: 'POST',
      path: `/v3/directline/${path}`,
      body,
      headers: this.headers,
    });
  }

  private async catchUp(): Promise<{ streamUrl?: string }> {
    const at = `conversations/${this.conversationId}`;
    const headers = this.headers;
    for (;;) {
      const path = `/v3/directline/${at}/activities?watermark=${this.watermark}`;
      const page = await patiently<{ activities: Shown[]; watermark: string }>(this.plan.url, {
        method: 'GET',
        path,
        headers,
      });
      this.take(page);
      if (page.activities.length === 0) break;
    }
    return patiently(this.plan.url, {
      method: 'GET',
      path: `/v3/directline/${at}?watermark=${this.watermark}`,
      headers,
    });
  }

  private async listen(): Promise<void> {
    while (!this.plan.isOver()) {
      const { streamUrl = '' } = await this.catchUp();
      const socket = new WebSocket(streamUrl);
      this.socket = socket;
      socket.on('message', (data) => {
        if (String(data)) this.take(JSON.parse(String(data)));
      });
      await new Promise((resolve) => socket.once('close', resolve).once('error', resolve));
      if (this.seen(({ state }) => state === 'closed')) return;
      await pause(100);
    }
  }

  private take({ activities, watermark }: { activities: Shown[]; watermark?: string }): void {
    for (const one of activities) {
      if (this.ids.has(one.id)) continue;
      this.ids.add(one.id);
      this.shown.push(one);
      const { kind = '', state = '', position = 0 } = one.channelData?.reply ?? {};
      if (kind === 'agent') this.notes.read(one.text ?? '', this.notes.toCitizen);
      if (kind === 'handover' && state === 'waiting') this.stand(position);
    }
    if (watermark) this.watermark = watermark;
    this.woken();
  }

  /** Whoever waits only moves forward, unless one with an older place has come back. */
  private stand(position: number): void {
    if (this.position > 0 && position > this.position && this.notes.returned === 0)
      this.notes.faults.push(`${this.plan.name}: from place ${this.position} to ${position}`);
    this.position = position;
  }

  private seen(is: (reply: { state?: string }) => boolean): boolean {
    return this.shown.some(({ channelData }) => channelData?.reply?.kind === 'handover' && is(channelData.reply));
  }

  private isWithAgent = () => this.seen(({ state }) => state === 'accepted');
  private answers = () => this.shown.filter(({ channelData }) => channelData?.reply?.kind === 'agent').length;

  /** False when the day is over first. */
  private async until(is: () => boolean): Promise<boolean> {
    while (!is()) {
      if (this.plan.isOver()) return false;
      await Promise.race([new Promise<void>((resolve) => (this.woken = resolve)), pause(1000)]);
    }
    return true;
  }
}
