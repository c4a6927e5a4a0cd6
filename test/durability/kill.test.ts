import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startProgram } from '../../bench/program.js';
import { type Case, caseModel } from '../../cases/case.js';
import { contactModel } from '../../cases/contact.js';
import { openStore } from '../../store/index.js';

const CONVERSATIONS = 200;
const KILLS = 5;
const QUESTIONS = ['hur söker jag boendeparkering', 'lampan på gatan är trasig', 'hur skaffar jag lånekort'];
const PERSON = 'prata med en människa';

interface Shown {
  id: string;
  text?: string;
  replyToId?: string;
  channelData?: { clientActivityID?: string; reply?: { kind: string; caseNumber?: string } };
}

/** A citizen whose client does what clients do: sends again what was not acknowledged, with the same id. */
class PersistentCitizen {
  readonly acknowledged = new Map<string, string>();
  private token = '';
  private conversationId = '';
  private sent = 0;

  constructor(
    private readonly url: string,
    private readonly name: string,
    private readonly isOver: () => boolean,
  ) {}

  private async post(path: string, body: object): Promise<Record<string, string>> {
    for (;;) {
      try {
        const headers = { 'content-type': 'application/json', authorization: `Bearer ${this.token}` };
        const answer = await fetch(`${this.url}/v3/directline/${path}`, {
          method: 'POST',
          headers,
          body: JSON.stringify(body),
        });
        if (answer.ok) return (await answer.json()) as Record<string, string>;
        if (answer.status !== 429 && answer.status < 500) throw new Refused(`${path}: ${answer.status}`);
      } catch (error) {
        if (error instanceof Refused) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async start(token: { token: string; conversationId: string }): Promise<void> {
    this.token = token.token;
    this.conversationId = token.conversationId;
    await this.post('conversations', {});
  }

  /** Asks until it is over, and last of all for a person. */
  async talk(): Promise<void> {
    while (!this.isOver()) {
      await this.say(QUESTIONS[this.sent % QUESTIONS.length] ?? '');
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    await this.say(PERSON);
  }

  private async say(text: string): Promise<void> {
    const clientActivityID = `${this.name}-${this.sent++}`;
    const activity = { type: 'message', text, from: { id: 'me' }, channelData: { clientActivityID } };
    const { id = '' } = await this.post(`conversations/${this.conversationId}/activities`, activity);
    this.acknowledged.set(clientActivityID, id);
  }

  async history(): Promise<Shown[]> {
    const shown: Shown[] = [];
    for (let watermark = ''; ; ) {
      const answer = await fetch(
        `${this.url}/v3/directline/conversations/${this.conversationId}/activities?watermark=${watermark}`,
        {
          headers: { authorization: `Bearer ${this.token}` },
        },
      );
      const page = (await answer.json()) as { activities: Shown[]; watermark: string };
      shown.push(...page.activities);
      if (page.activities.length === 0 || page.watermark === watermark) return shown;
      watermark = page.watermark;
    }
  }
}

class Refused extends Error {}

describe('kill -9', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'kontaktcenter-kill-'));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it(`loses and doubles nothing of ${CONVERSATIONS} conversations, ${KILLS} times`, async () => {
    const port = await freePort();
    const env = { PORT: String(port), DATA_DIR: dataDir, ADMIN_PASSWORD: 'durability-test' };
    let server = await startProgram(env);
    let over = false;
    const citizens = Array.from(
      { length: CONVERSATIONS },
      (_, place) => new PersistentCitizen(server.url, `c${place}`, () => over),
    );
    for (let place = 0; place < citizens.length; place += 1) {
      // One address may open 30 conversations a minute; a proxy's header tells the citizens apart.
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': `10.0.${place % 10}.${place}` };
      const made = await fetch(`${server.url}/v3/directline/tokens/generate`, {
        method: 'POST',
        headers,
        body: '{"locale":"sv"}',
      });
      await citizens[place]?.start((await made.json()) as { token: string; conversationId: string });
    }
    const talks = citizens.map((citizen) => citizen.talk());
    for (let kill = 0; kill < KILLS; kill += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1500 + 200 * kill));
      await server.kill();
      server = await startProgram(env);
    }
    over = true;
    await Promise.all(talks);
    await settled(citizens);

    let messages = 0;
    const numbers: string[] = [];
    for (const citizen of citizens) {
      const shown = await citizen.history();
      expect(shown.filter(({ channelData }) => channelData?.reply?.kind === 'greeting')).toHaveLength(1);
      for (const [clientActivityID, id] of citizen.acknowledged) {
        messages += 1;
        expect(
          shown
            .filter((activity) => activity.channelData?.clientActivityID === clientActivityID)
            .map((activity) => activity.id),
        ).toEqual([id]);
        const replies = shown
          .filter(({ replyToId }) => replyToId === id)
          .map(({ channelData }) => channelData?.reply?.kind);
        expect(replies.length).toBeGreaterThan(0);
        expect(new Set(replies).size).toBe(replies.length);
      }
      expect(shown.filter((activity) => activity.channelData?.clientActivityID)).toHaveLength(
        citizen.acknowledged.size,
      );
      const told = shown
        .filter(({ channelData }) => channelData?.reply?.kind === 'case')
        .map(({ channelData }) => channelData?.reply?.caseNumber ?? '');
      expect(told).toHaveLength(1);
      numbers.push(...told);
    }
    expect(await server.stop()).toBe(0);

    const store = await openStore({ dataDir });
    const cases = await caseModel(store.connection).find({}).sort({ _id: 1 }).lean<Case[]>();
    const contacts = await contactModel(store.connection).find({}).lean();
    const verified = await store.verify();
    await store.close();
    expect(verified).toEqual({ ok: true, problems: [] });
    expect(cases.map(({ _id }) => _id)).toEqual([...numbers].sort());
    const year = numbers[0]?.slice(0, 8);
    expect(cases.map(({ _id }) => _id)).toEqual(
      cases.map((_, place) => `${year}${String(place + 1).padStart(6, '0')}`),
    );
    const withCase = contacts.filter(({ caseNumber }) => caseNumber);
    expect(withCase.map(({ caseNumber }) => caseNumber).sort()).toEqual([...numbers].sort());
    process.stdout.write(
      `kill -9: ${KILLS} times, ${messages} acknowledged messages, ${cases.length} cases, ${contacts.length} contacts: none lost, none doubled\n`,
    );
  }, 240_000);
});

/** Waits until every acknowledged message has its answer, or until that takes too long to be an answer. */
async function settled(citizens: PersistentCitizen[]): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const waiting = await Promise.all(
      citizens.map(async (citizen) => {
        const answered = new Set((await citizen.history()).map(({ replyToId }) => replyToId));
        return [...citizen.acknowledged.values()].some((id) => !answered.has(id));
      }),
    );
    if (!waiting.includes(true)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
