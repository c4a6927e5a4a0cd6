import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isChannelAddress } from '../../../web/routes/channel-activity.js';
import { APP_ID, startConnector } from '../../support/connector.js';
import { caller, startConversation } from '../../support/direct-line-client.js';
import type { echoBot } from '../../support/echo-bot.js';
import { closeWebs, removeFolder, startWeb, type Web } from '../../support/start-web.js';

const AZURE = { appId: APP_ID, appType: 'MultiTenant', appPassword: 'secret', tenantId: '' };

describe('channels of Azure Bot Service', () => {
  let channel: Awaited<ReturnType<typeof startConnector>>;
  let dataDir: string;
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'kontaktcenter-azure-'));
    channel = await startConnector();
    // The SDK prints every refused token; we log it ourselves.
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await closeWebs();
    await channel.close();
    await removeFolder(dataDir);
  });

  const start = (more: object = {}) => startWeb({ dataDir, azure: AZURE, connector: channel.connector, ...more });
  async function send(web: Web, activity: unknown, token?: string) {
    const response = await fetch(`${web.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(activity),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : undefined };
  }

  it('says what to set while none is connected, and takes nothing', async () => {
    const web = await startWeb({ dataDir });
    const answer = await send(web, channel.activity(), await channel.sign());
    expect(answer).toMatchObject({ status: 503, body: { code: 'NotConfigured' } });
    expect(answer.body.message).toContain('MicrosoftAppId');
    expect(await web.log.last('c1')).toBe(0);
  });

  it('answers a signed activity at the address of the channel, with a token of its own', async () => {
    const web = await start();
    expect((await send(web, channel.activity(), await channel.sign())).status).toBe(200);
    await channel.until(3);
    expect(channel.answers.map(({ activity }) => activity.text ?? activity.type)).toEqual([
      'welcome',
      'typing',
      'heard: hej',
    ]);
    expect(channel.answers[2]).toMatchObject({
      path: '/v3/conversations/c1/activities/a1',
      authorization: 'Bearer for-the-connector',
      activity: { replyToId: 'a1', from: { id: 'the-bot' }, recipient: { id: 'eva' } },
    });
    expect(channel.answers[2]?.activity.channelData).toBeUndefined();
    await web.stop();
    const again = await start();
    const entries = await again.log.after('c1', 0);
    expect(entries.map(({ activity }) => activity.text ?? activity.type)).toEqual([
      'conversationUpdate',
      'hej',
      'welcome',
      'heard: hej',
    ]);
    expect(entries[3]?.activity).toMatchObject({
      replyToId: entries[1]?.id,
      channelData: { reply: { kind: 'answer' } },
    });
    expect(await again.conversations.find('c1')).toMatchObject({ channel: 'msteams', userId: 'eva', locale: 'sv-SE' });
  });

  it('answers an activity that the channel sends again once', async () => {
    const web = await start();
    const token = await channel.sign();
    await Promise.all([1, 2, 3].map(() => send(web, channel.activity(), token)));
    await send(web, channel.activity({ id: 'a2', text: 'next' }), token);
    await channel.until(5);
    const texts = channel.answers.flatMap(({ activity }) => activity.text ?? []);
    expect(texts).toEqual(['welcome', 'heard: hej', 'heard: next']);
  });

  it('refuses what is not signed by the channel for this bot', async () => {
    const web = await start();
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await channel.sign()).split('.')[1]}.`;
    const refused = {
      unsigned: undefined,
      empty: '',
      nonsense: 'nonsense',
      'without a signature': none,
      'by a key of somebody else': await channel.sign({ by: other }),
      'by an unknown key': await channel.sign({ by: other, kid: 'k2' }),
      expired: await channel.sign({ expires: '10 minutes ago' }),
      'for another bot': await channel.sign({ audience: '99999999-2222-4333-8444-555555555555' }),
      'by another issuer': await channel.sign({ issuer: 'https://evil.test' }),
      'for another address': await channel.sign({ serviceurl: 'https://evil.test' }),
    };
    for (const [what, token] of Object.entries(refused)) {
      const { status, body } = await send(web, channel.activity(), token);
      expect([what, status]).toEqual([what, 401]);
      expect(body).toEqual({ code: 'Unauthorized', message: expect.stringMatching(/^the activity is not signed/) });
    }
    const elsewhere = channel.activity({ channelId: 'facebook' });
    expect((await send(web, elsewhere, await channel.sign())).status).toBe(401);
    expect(await web.log.last('c1')).toBe(0);
    expect(channel.answers).toEqual([]);
  });

  it('calls no address that is not the Bot Framework’s, however well signed', async () => {
    const evil = 'http://127.0.0.1:9/';
    const web = await start();
    const answer = await send(web, channel.activity({ serviceUrl: evil }), await channel.sign({ serviceurl: evil }));
    expect(answer).toMatchObject({ status: 403, body: { code: 'Forbidden' } });
    expect(await web.log.last('c1')).toBe(0);
  });

  it.each([
    ['https://smba.trafficmanager.net/emea/', true],
    ['https://europe.directline.botframework.com/', true],
    ['https://webchat.botframework.com/', true],
    ['https://directline.botframework.azure.us/', true],
    ['http://smba.trafficmanager.net/', false],
    ['https://evil.trafficmanager.net/', false],
    ['https://botframework.com.evil.test/', false],
    ['https://notbotframework.com/', false],
    ['https://smba.trafficmanager.net@evil.test/', false],
    ['https://user@smba.trafficmanager.net/', false],
    ['https://smba.trafficmanager.net:8443/', false],
    ['https://169.254.169.254/', false],
    ['nonsense', false],
  ])('knows whether %s is an address of the Bot Framework', (address, known) => {
    expect(isChannelAddress(address)).toBe(known);
  });

  it('refuses an activity without what is needed, and leaves invoke alone', async () => {
    const web = await start();
    const token = await channel.sign();
    for (const body of [
      [],
      {},
      channel.activity({ conversation: { id: { $ne: '' } } }),
      channel.activity({ type: 5 }),
    ]) {
      expect((await send(web, body, token)).status).toBe(400);
    }
    expect((await send(web, channel.activity({ type: 'invoke', name: 'x' }), token)).status).toBe(501);
    expect((await send(web, channel.activity({ type: 'typing' }), token)).status).toBe(200);
    expect(await web.log.last('c1')).toBe(0);
  });

  it('keeps what is said here apart from the citizen chat', async () => {
    const web = await start();
    const chat = await startConversation(web.url);
    const answer = await send(
      web,
      channel.activity({ conversation: { id: chat.conversationId } }),
      await channel.sign(),
    );
    expect(answer.status).toBe(403);
    const { body } = await caller(web.url)<{ activities: unknown[] }>(
      'GET',
      `/conversations/${chat.conversationId}/activities`,
      { token: chat.token },
    );
    expect(JSON.stringify(body)).not.toContain('hej');
  });

  it('answers after a crash what had been acknowledged, and says nothing twice', async () => {
    let reached: (value?: unknown) => void = () => undefined;
    const half = new Promise((resolve) => {
      reached = resolve;
    });
    const two = (stop: boolean) => async (context: Parameters<ReturnType<typeof echoBot>>[0]) => {
      if (context.activity.type !== 'message') return;
      await context.sendActivity('one');
      reached();
      if (stop) await new Promise(() => undefined);
      await context.sendActivity('two');
    };
    const web = await start({ logic: two(true) });
    await send(web, channel.activity(), await channel.sign());
    await half;
    await web.crash();
    await start({ logic: two(false) });
    await channel.until(2);
    expect(channel.answers.map(({ activity }) => activity.text)).toEqual(['one', 'two']);
  });

  it('lets the bot and agents speak unasked on every channel', async () => {
    const web = await start();
    await send(web, channel.activity(), await channel.sign());
    await channel.until(3);
    const speech = {
      type: 'message',
      text: 'Hi, I am Ann',
      channelData: { from: { id: 'agent', name: 'Ann' }, key: 'm1' },
    };
    await web.speak('c1', async (context) => void (await context.sendActivity(speech)));
    await web.speak('c1', async (context) => void (await context.sendActivity(speech)));
    expect(channel.answers.map(({ activity }) => activity.text).filter((text) => text === speech.text)).toHaveLength(1);
    const last = (await web.log.after('c1', 0)).at(-1)?.activity;
    expect(last).toMatchObject({ text: speech.text, from: { id: 'agent', name: 'Ann' } });
    expect(last).not.toHaveProperty('channelData');

    const chat = await startConversation(web.url);
    await web.speak(chat.conversationId, async (context) => void (await context.sendActivity(speech)));
    const { body } = await caller(web.url)<{ activities: object[] }>(
      'GET',
      `/conversations/${chat.conversationId}/activities`,
      { token: chat.token },
    );
    const shown = body.activities.at(-1);
    expect(shown).toMatchObject({ text: speech.text, from: { id: 'agent', name: 'Ann' } });
    expect(shown).not.toHaveProperty('channelData');
    expect(shown).not.toHaveProperty('replyToId');
  });
});
