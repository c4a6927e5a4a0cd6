import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LoggedActivity } from '../../store/activity-log.js';
import { until } from './until.js';

const SECRET = 'the-hub-and-we-know-this';

interface HubActivity extends LoggedActivity {
  conversation: { id: string };
  serviceUrl: string;
}

/** A city's own agent desk, as another firm would build it: a real HTTP server that signs, checks and remembers. */
export async function startHub() {
  const received: HubActivity[] = [];
  const wrong: string[] = [];
  let refusing = 0;
  const signatureOf = (body: string) => `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`;

  const server = createServer(async (req, res) => {
    const body = await bodyOf(req);
    if (refusing === 0) {
      if (req.headers['x-handoff-signature'] !== signatureOf(body)) wrong.push(body);
      received.push(JSON.parse(body) as HubActivity);
    }
    res.writeHead(refusing || 202);
    res.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/activities`;
  let ids = 0;

  async function send(
    to: string,
    activity: object,
    signature?: string,
  ): Promise<{ status: number; changed?: boolean }> {
    const body = JSON.stringify({ id: `hub-${++ids}`, ...activity });
    const headers = { 'content-type': 'application/json', 'x-handoff-signature': signature ?? signatureOf(body) };
    const answer = await fetch(to, { method: 'POST', headers, body });
    return { status: answer.status, ...((await answer.json()) as object) };
  }

  const asked = (place = 0) =>
    until(
      () => received.filter(({ name }) => name === 'handoff.initiate')[place] as HubActivity,
      (one) => one !== undefined,
    );

  return {
    env: { HANDOFF_HUB_URL: url, HANDOFF_HUB_SECRET: SECRET },
    /** Everything it has taken, in order. */
    received,
    /** Bodies whose signature was not that of the secret. */
    wrong,
    /** The conversation it was asked to take; the first when no place is given. */
    asked,
    /** What the citizen wrote, as its people see it, one line a message. */
    messages: () => received.filter(({ type }) => type === 'message').map(({ text }) => text),
    /** Answers every activity with this status; 0 takes them again. */
    refuse(status: number) {
      refusing = status;
    },
    send,
    /** `handoff.status` about the conversation it was asked to take. */
    async status(state: string, more: object = {}, place = 0) {
      const { conversation, serviceUrl } = await asked(place);
      const value = { state, ...more };
      return send(serviceUrl, { type: 'event', name: 'handoff.status', conversation, value });
    },
    async message(text: string, more: object = {}, place = 0) {
      const { conversation, serviceUrl } = await asked(place);
      return send(serviceUrl, { type: 'message', text, conversation, from: { name: 'Hanna Hub' }, ...more });
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type TestHub = Awaited<ReturnType<typeof startHub>>;

async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
