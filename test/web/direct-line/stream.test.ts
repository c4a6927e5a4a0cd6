import type { LoggedActivity } from '../../../store/activity-log.js';
import { caller, listen, type Started, startConversation } from '../../support/direct-line-client.js';
import { closeWebs, startWeb, type Web } from '../../support/start-web.js';
import { locales } from '../../support/talk-to.js';

const messages = (count: number) => (heard: LoggedActivity[]) =>
  heard.filter(({ type }) => type === 'message').length >= count;

const say = (web: Web, { conversationId, token }: Started, text: string) =>
  caller(web.url)('POST', `/conversations/${conversationId}/activities`, { token, body: { type: 'message', text } });

describe('the stream of Direct Line', () => {
  afterEach(closeWebs);

  it('shows what has been said, then what is being said, typing included', async () => {
    const web = await startWeb();
    const chat = await startConversation(web.url);
    const stream = listen(chat.streamUrl);
    await stream.until(messages(1));
    stream.socket.send('');
    await say(web, chat, 'hej');
    const heard = await stream.until(messages(3));
    expect(stream.texts()).toEqual(['welcome', 'hej', 'heard: hej']);
    expect(heard.filter(({ type }) => type === 'typing')).toHaveLength(1);
    expect(heard.some(({ type }) => type === 'trace' || type === 'conversationUpdate')).toBe(false);
  });

  it('goes on from the watermark, on several screens, without anything lost or doubled (complaint 14)', async () => {
    const web = await startWeb();
    const chat = await startConversation(web.url);
    const first = listen(chat.streamUrl);
    await first.until(messages(1));
    const { body } = await caller(web.url)<Started & Record<string, unknown>>(
      'GET',
      `/conversations/${chat.conversationId}?watermark=${first.watermark()}`,
      { token: chat.token },
    );
    const second = listen(body.streamUrl);
    const texts = Array.from({ length: 20 }, (_, index) => `nr ${index}`);
    await Promise.all(texts.map((text) => say(web, chat, text)));
    await Promise.all([first.until(messages(41)), second.until(messages(40))]);
    expect(first.texts().slice(1)).toEqual(second.texts());
    expect([...second.texts()].sort()).toEqual([...texts, ...texts.map((text) => `heard: ${text}`)].sort());
  });

  it('shows the words as written on the open screens only, never again from the log', async () => {
    const screen = (activity: LoggedActivity) => ({ activity: { ...activity, text: '[hidden]' }, live: activity.text });
    const web = await startWeb({ screen });
    const chat = await startConversation(web.url);
    const open = listen(chat.streamUrl);
    await open.until(messages(1));
    await say(web, chat, 'as written');
    await open.until(messages(3));
    expect(open.texts()).toEqual(['welcome', 'as written', 'heard: [hidden]']);
    const later = listen(chat.streamUrl);
    await later.until(messages(3));
    expect(later.texts()).toEqual(['welcome', '[hidden]', 'heard: [hidden]']);
  });

  it('says of words that are not kept, in the citizen’s language, that they are not', async () => {
    const screen = (activity: LoggedActivity) => ({
      activity: { ...activity, text: '[hidden]', channelData: { protected: 'danger' } },
      live: activity.text,
    });
    const web = await startWeb({ screen });
    const chat = await startConversation(web.url, 'ar');
    const open = listen(chat.streamUrl);
    await open.until(messages(1));
    await say(web, chat, 'as written');
    await open.until(messages(3));
    expect(open.texts()[1]).toBe('as written');
    const later = listen(chat.streamUrl);
    await later.until(messages(3));
    const { body } = await caller(web.url)<{ activities: LoggedActivity[] }>(
      'GET',
      `/conversations/${chat.conversationId}/activities`,
      { token: chat.token },
    );
    const notKept = locales.say('ar', 'emergency.placeholder');
    expect([later.texts()[1], body.activities[1]?.text]).toEqual([notKept, notKept]);
  });

  it('refuses a forged token, another conversation and an unknown address before any handshake', async () => {
    const web = await startWeb();
    const mine = await startConversation(web.url);
    const other = await startConversation(web.url);
    const ws = web.url.replace('http', 'ws');
    expect(await listen(`${ws}/v3/directline/conversations/${mine.conversationId}/stream?t=forged`).refused()).toBe(
      403,
    );
    expect(await listen(`${ws}/v3/directline/conversations/${mine.conversationId}/stream`).refused()).toBe(401);
    expect(await listen(other.streamUrl.replace(other.conversationId, mine.conversationId)).refused()).toBe(403);
    expect(await listen(`${ws}/elsewhere`).refused()).toBe(404);
  });

  it('holds at most ten screens of one conversation', async () => {
    const web = await startWeb();
    const chat = await startConversation(web.url);
    const streams = Array.from({ length: 10 }, () => listen(chat.streamUrl));
    await Promise.all(streams.map((stream) => stream.until(messages(1))));
    expect(web.directLine.sockets()).toBe(10);
    expect(await listen(chat.streamUrl).refused()).toBe(429);
  });

  it('finds by itself what it was not told of', async () => {
    const web = await startWeb({ pollMs: 20 });
    const chat = await startConversation(web.url);
    const stream = listen(chat.streamUrl);
    await stream.until(messages(1));
    await web.appendUnannounced(chat.conversationId, {
      type: 'message',
      text: 'from another process',
      from: { id: 'bot' },
    });
    await stream.until(messages(2));
    expect(stream.texts()).toEqual(['welcome', 'from another process']);
  });
});
