import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoggedActivity } from '../../../store/activity-log.js';
import { caller, listen, type Started, startConversation } from '../../support/direct-line-client.js';
import { echoBot } from '../../support/echo-bot.js';
import { closeWebs, removeFolder, startWeb, type Web } from '../../support/start-web.js';

const messages = (count: number) => (heard: LoggedActivity[]) =>
  heard.filter(({ type }) => type === 'message').length >= count;
const say = (web: Web, { conversationId, token }: Started, text: string) =>
  caller(web.url)('POST', `/conversations/${conversationId}/activities`, { token, body: { type: 'message', text } });

describe('Direct Line over a restart', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'kontaktcenter-restart-'));
  });
  afterEach(async () => {
    await closeWebs();
    await removeFolder(dataDir);
  });

  it('finishes the running turns when told to stop, and loses nothing that was acknowledged', async () => {
    let release: (value?: unknown) => void = () => undefined;
    const held = new Promise((resolve) => {
      release = resolve;
    });
    const web = await startWeb({
      dataDir,
      logic: echoBot({
        onTurn: async (context) => {
          if (context.activity.text === 'slow') await held;
        },
      }),
    });
    const chat = await startConversation(web.url);
    const stream = listen(chat.streamUrl);
    await stream.until(messages(1));
    await say(web, chat, 'slow');
    await say(web, chat, 'next');
    const stopped = web.stop();
    release();
    await stopped;
    expect(await stream.closed).toBe(1001);
    expect(stream.texts()).toEqual(['welcome', 'slow', 'next', 'heard: slow', 'heard: next']);

    const turns: unknown[] = [];
    const again = await startWeb({
      dataDir,
      logic: echoBot({ onTurn: async ({ activity }) => void turns.push(activity) }),
    });
    const replayed = listen(chat.streamUrl.replace(String(web.port), String(again.port)));
    await replayed.until(messages(5));
    expect(replayed.texts()).toEqual(stream.texts());
    expect(turns).toEqual([]);
  });

  it('answers after a crash what had been acknowledged before it, once', async () => {
    const never = new Promise<void>(() => undefined);
    const web = await startWeb({
      dataDir,
      logic: echoBot({ onTurn: ({ activity }) => (activity.text === 'hear me' ? never : Promise.resolve()) }),
    });
    const chat = await startConversation(web.url);
    const stream = listen(chat.streamUrl);
    await stream.until(messages(1));
    await say(web, chat, 'first');
    await stream.until(messages(3));
    expect((await say(web, chat, 'hear me')).status).toBe(200);
    expect((await say(web, chat, 'and me')).status).toBe(200);
    await stream.until(messages(5));
    await web.crash();

    const again = await startWeb({ dataDir });
    const resumed = listen(
      chat.streamUrl
        .replace(String(web.port), String(again.port))
        .replace('watermark=', `watermark=${stream.watermark()}`),
    );
    await resumed.until(messages(2));
    expect(resumed.texts()).toEqual(['heard: hear me', 'heard: and me']);
    await again.stop();

    const third = await startWeb({ dataDir });
    const everything = await third.log.after(chat.conversationId, 0);
    expect(everything.map(({ activity }) => activity.text).filter(Boolean)).toEqual([
      'welcome',
      'first',
      'heard: first',
      'hear me',
      'and me',
      'heard: hear me',
      'heard: and me',
    ]);
  });

  it('does not say again what it had said when it crashed in the middle of a turn', async () => {
    let reached: (value?: unknown) => void = () => undefined;
    const half = new Promise((resolve) => {
      reached = resolve;
    });
    const two = (stopAfterOne: boolean) => async (context: Parameters<ReturnType<typeof echoBot>>[0]) => {
      if (context.activity.type !== 'message') return;
      await context.sendActivity('one');
      reached();
      if (stopAfterOne) await new Promise(() => undefined);
      await context.sendActivity('two');
    };
    const web = await startWeb({ dataDir, logic: two(true) });
    const chat = await startConversation(web.url);
    await say(web, chat, 'go');
    await half;
    await web.crash();
    const again = await startWeb({ dataDir, logic: two(false) });
    const resumed = listen(chat.streamUrl.replace(String(web.port), String(again.port)));
    await resumed.until(messages(3));
    expect(resumed.texts()).toEqual(['go', 'one', 'two']);
  });
});
