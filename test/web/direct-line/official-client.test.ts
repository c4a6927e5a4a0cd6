import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Activity, DirectLine } from 'botframework-directlinejs';
import { WebSocket } from 'ws';
import { caller } from '../../support/direct-line-client.js';
import { closeWebs, removeFolder, startWeb, type Web } from '../../support/start-web.js';

// What the client takes from its browser.
const browser = globalThis as Record<string, unknown>;
browser.XMLHttpRequest = require('xhr2');
browser.WebSocket = WebSocket;
const { DirectLine: OfficialClient, ConnectionStatus } =
  require('botframework-directlinejs') as typeof import('botframework-directlinejs');

describe.each([
  ['WebSocket', true],
  ['polling', false],
] as const)('the official client by %s', (_how, webSocket) => {
  let dataDir: string;
  let client: DirectLine | undefined;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'kontaktcenter-client-'));
  });
  afterEach(async () => {
    client?.end();
    await closeWebs();
    await removeFolder(dataDir);
  });

  async function connect(web: Web, more: object = {}) {
    const { body } = await caller(web.url)<{ token: string }>('POST', '/tokens/generate', { body: { locale: 'en' } });
    // The client waits 3 to 15 s before it comes back; `random` brings that down to a moment.
    const options = {
      token: body.token,
      domain: `${web.url}/v3/directline`,
      webSocket,
      pollingInterval: 200,
      random: () => -0.246,
      timeout: 500,
      ...more,
    };
    client = new OfficialClient(options as never);
    const heard: Activity[] = [];
    const waiting = new Set<() => void>();
    client.activity$.subscribe(
      (activity) => {
        heard.push(activity);
        for (const check of waiting) check();
      },
      () => undefined,
    );
    const until = (count: number) =>
      new Promise<void>((resolve) => {
        const check = () => {
          if (heard.filter(({ type }) => type === 'message').length >= count) resolve();
        };
        waiting.add(check);
        check();
      });
    const post = (text: string) =>
      new Promise<string>((resolve, reject) =>
        client
          ?.postActivity({
            type: 'message',
            text,
            from: { id: 'me' },
            channelData: { clientActivityID: `c-${text}` },
          } as Activity)
          .subscribe(resolve, reject),
      );
    const texts = () => heard.flatMap((activity) => ('text' in activity ? [activity.text] : []));
    return { client, heard, until, post, texts, token: body.token };
  }

  it('starts, is greeted, sends, sees its own words under their id, and gets the answer', async () => {
    const web = await startWeb({ dataDir });
    const chat = await connect(web);
    await chat.until(1);
    const id = await chat.post('hello');
    await chat.until(3);
    expect(chat.texts()).toEqual(['welcome', 'hello', 'heard: hello']);
    expect(chat.heard.find((activity) => activity.id === id)).toMatchObject({
      channelData: { clientActivityID: 'c-hello' },
    });
    expect(chat.heard[0]).toMatchObject({ locale: 'en' });
    expect(chat.client.connectionStatus$.getValue()).toBe(ConnectionStatus.Online);
  });

  // When polling, this client gives up at the first refused connection, whoever the server is.
  if (webSocket)
    it('comes back after a restart of the server and has missed nothing', async () => {
      const web = await startWeb({ dataDir });
      const chat = await connect(web);
      await chat.post('one');
      await chat.until(3);
      const { conversationId } = chat.client as unknown as { conversationId: string };
      const { token } = chat.client as unknown as { token: string };
      await web.stop();
      const again = await startWeb({ dataDir, port: web.port });
      await caller(again.url)('POST', `/conversations/${conversationId}/activities`, {
        token,
        body: { type: 'message', text: 'from another screen' },
      });
      await chat.until(5);
      await chat.post('two');
      await chat.until(7);
      expect(chat.texts()).toEqual([
        'welcome',
        'one',
        'heard: one',
        'from another screen',
        'heard: from another screen',
        'two',
        'heard: two',
      ]);
    });

  it('goes on with a conversation after a reload of the page', async () => {
    const web = await startWeb({ dataDir });
    const before = await connect(web);
    await before.post('one');
    await before.until(3);
    const { conversationId, token } = before.client as unknown as { conversationId: string; token: string };
    before.client.end();
    const after = await connect(web, { conversationId, token });
    await after.until(3);
    expect(after.texts()).toEqual(['welcome', 'one', 'heard: one']);
  });
});
