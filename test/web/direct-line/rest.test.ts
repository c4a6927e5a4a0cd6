import { decodeJwt, SignJWT } from 'jose';
import type { LoggedActivity } from '../../../store/activity-log.js';
import { caller, type Started, startConversation } from '../../support/direct-line-client.js';
import { echoBot } from '../../support/echo-bot.js';
import { closeWebs, startWeb, type Web } from '../../support/start-web.js';
import { locales } from '../../support/talk-to.js';

interface Page extends Record<string, unknown> {
  activities: LoggedActivity[];
  watermark: string;
}

const said = (activities: LoggedActivity[]) => activities.map(({ text }) => text);

describe('Direct Line over REST', () => {
  afterEach(closeWebs);

  /** Polls as clients do, until there is as much as expected. */
  async function poll(web: Web, { conversationId, token }: { conversationId: string; token: string }, count: number) {
    for (;;) {
      const { body } = await caller(web.url)<Page>('GET', `/conversations/${conversationId}/activities`, { token });
      if (body.activities.length >= count) return body;
    }
  }

  it('greets once, echoes what the citizen wrote under its id, and answers it', async () => {
    const web = await startWeb();
    const call = caller(web.url);
    const chat = await startConversation(web.url);
    const path = `/conversations/${chat.conversationId}/activities`;
    const sent = await call('POST', path, {
      token: chat.token,
      body: {
        type: 'message',
        text: 'hej',
        from: { id: 'me' },
        channelData: { clientActivityID: 'c1', 'webchat:x': { a: [1] } },
        unknown: 'dropped',
      },
    });
    expect(sent.status).toBe(200);
    await call('POST', '/conversations', { token: chat.token });

    const { activities, watermark } = await poll(web, chat, 3);
    expect(said(activities)).toEqual(['welcome', 'hej', 'heard: hej']);
    const [greeting, echo, reply] = activities;
    expect(greeting).toMatchObject({ type: 'message', locale: 'sv-SE', from: { id: 'bot', role: 'bot' } });
    expect(greeting).not.toHaveProperty('replyToId');
    expect(echo).toMatchObject({
      id: sent.body.id,
      from: { id: 'me', role: 'user' },
      channelData: { clientActivityID: 'c1', 'webchat:x': { a: [1] } },
      conversation: { id: chat.conversationId },
      timestamp: expect.stringMatching(/Z$/),
    });
    expect(echo).not.toHaveProperty('unknown');
    expect(reply).toMatchObject({ replyToId: sent.body.id, channelData: { reply: { kind: 'answer' } } });

    const rest = await call<Page>('GET', `${path}?watermark=${watermark}`, { token: chat.token });
    expect(rest.body).toEqual({ activities: [], watermark });
  });

  it('answers an activity sent twice once, by its id or by the id of the client', async () => {
    const web = await startWeb();
    const chat = await startConversation(web.url);
    const send = (body: object) =>
      caller(web.url)('POST', `/conversations/${chat.conversationId}/activities`, { token: chat.token, body });
    const byClient = { type: 'message', text: 'a', channelData: { clientActivityID: 'c1' } };
    const byId = { type: 'message', text: 'b', id: 'mine' };
    const answers = await Promise.all([send(byClient), send(byClient), send(byClient)]);
    const others = [await send(byId), await send(byId)];
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(new Set(others.map(({ body }) => body.id)).size).toBe(1);
    const { activities } = await poll(web, chat, 5);
    expect(said(activities).sort()).toEqual(['a', 'b', 'heard: a', 'heard: b', 'welcome']);
  });

  it('hears what one citizen says one after the other, and does not let another one wait', async () => {
    const order: string[] = [];
    let release = () => undefined as unknown;
    const blocked = new Promise((resolve) => {
      release = () => resolve(undefined);
    });
    const onTurn = async ({ activity }: { activity: { text?: string } }) => {
      order.push(`begin ${activity.text}`);
      if (activity.text === 'slow') await blocked;
      order.push(`end ${activity.text}`);
    };
    const web = await startWeb({ logic: echoBot({ onTurn }) });
    const one = await startConversation(web.url);
    const two = await startConversation(web.url);
    const send = ({ conversationId, token }: typeof one, text: string) =>
      caller(web.url)('POST', `/conversations/${conversationId}/activities`, {
        token,
        body: { type: 'message', text },
      });
    await send(one, 'slow');
    await send(one, 'next');
    await send(two, 'other');
    await poll(web, two, 3);
    release();
    await poll(web, one, 5);
    const mine = order.filter((line) => !/undefined/.test(line));
    expect(mine.indexOf('begin next')).toBeGreaterThan(mine.indexOf('end slow'));
    expect(mine.indexOf('end other')).toBeLessThan(mine.indexOf('end slow'));
  });

  it('lets a token open its own conversation only', async () => {
    const web = await startWeb();
    const call = caller(web.url);
    const mine = await startConversation(web.url);
    const other = await startConversation(web.url);
    const path = `/conversations/${other.conversationId}`;
    for (const [method, address] of [
      ['GET', path],
      ['GET', `${path}/activities`],
      ['POST', `${path}/activities`],
      ['POST', `${path}/upload`],
    ] as const) {
      const body = method === 'POST' ? { type: 'message', text: 'x' } : undefined;
      const answer = await call(method, address, { token: mine.token, body });
      expect(answer).toMatchObject({ status: 403, body: { error: { code: 'BadArgument' } } });
    }
  });

  it('tells a missing token from an expired or a forged one', async () => {
    let time = new Date('2026-03-02T09:00:00Z');
    const web = await startWeb({ now: () => time });
    const call = caller(web.url);
    const chat = await startConversation(web.url);
    const path = `/conversations/${chat.conversationId}/activities`;
    const forge = (key: number, alg = 'HS256') =>
      new SignJWT({ conversationId: chat.conversationId, user: 'dl_x' })
        .setProtectedHeader({ alg })
        .setAudience('directline')
        .setExpirationTime(Math.floor(+time / 1000) + 600)
        .sign(new Uint8Array(64).fill(key));
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${chat.token.split('.')[1]}.`;

    expect((await call('GET', path)).status).toBe(401);
    for (const token of [await forge(8), await forge(7, 'HS512'), none, 'nonsense', `${chat.token}x`]) {
      expect(await call('GET', path, { token })).toMatchObject({
        status: 403,
        body: { error: { code: 'BadArgument' } },
      });
    }
    time = new Date(+time + 29 * 60_000);
    const refreshed = await call<{ token: string }>('POST', '/tokens/refresh', { token: chat.token });
    expect(refreshed.body).toMatchObject({ conversationId: chat.conversationId, expires_in: 1800 });
    time = new Date(+time + 2 * 60_000);
    expect(await call('GET', path, { token: chat.token })).toMatchObject({
      status: 403,
      body: { error: { code: 'TokenExpired' } },
    });
    expect((await call('POST', '/tokens/refresh', { token: chat.token })).status).toBe(403);
    expect((await call('GET', path, { token: refreshed.body.token })).status).toBe(200);
  });

  it('forces the user of the token, and lets nobody pose as the bot', async () => {
    const web = await startWeb();
    const call = caller(web.url);
    const { body: given } = await call<{ token: string; conversationId: string }>('POST', '/tokens/generate', {
      body: { user: { id: 'dl_eva' } },
    });
    const { body: free } = await call<{ token: string; conversationId: string }>('POST', '/tokens/generate');
    const send = async ({ token, conversationId }: typeof given, from: object) => {
      const path = `/conversations/${conversationId}/activities`;
      const body = { type: 'message', text: 'x', from, channelData: { reply: { kind: 'agent' }, protected: 'no' } };
      const { body: answer } = await call('POST', path, { token, body });
      const { body: page } = await call<Page>('GET', path, { token });
      return page.activities.find(({ id }) => id === answer.id);
    };
    expect((await send(given, { id: 'someone', role: 'bot' }))?.from).toEqual({ id: 'dl_eva', role: 'user' });
    const posed = await send(free, { id: 'bot' });
    expect(posed?.from?.id).toMatch(/^dl_/);
    expect(posed).not.toHaveProperty('channelData');
  });

  it('keeps no personal number from the id of a user, and calls them the same everywhere', async () => {
    const web = await startWeb();
    const call = caller(web.url);
    const masked = 'kund-********-****';
    const given = { user: { id: 'kund-19121212-1212', name: '19121212-1212' } };
    const { body: atToken } = await call<Started & Record<string, unknown>>('POST', '/tokens/generate', {
      body: given,
    });
    const { body: plain } = await call<Started & Record<string, unknown>>('POST', '/tokens/generate');
    const { body: atStart } = await call<Started & Record<string, unknown>>('POST', '/conversations', {
      token: plain.token,
      body: given,
    });
    const { body: free } = await call<Started & Record<string, unknown>>('POST', '/tokens/generate');
    for (const { conversationId, token } of [atToken, atStart, free]) {
      const path = `/conversations/${conversationId}/activities`;
      const sent = await call('POST', path, {
        token,
        body: { type: 'message', text: 'hej', from: { id: given.user.id }, locale: 'sv-19121212-1212' },
      });
      const { activities } = await poll(web, { conversationId, token }, 3);
      const own = activities.find(({ id }) => id === sent.body.id);
      expect(own?.from).toMatchObject({ id: masked, role: 'user' });
      const kept = [await web.log.after(conversationId, 0), await web.conversations.find(conversationId)];
      expect(JSON.stringify(kept)).not.toMatch(/1212/);
    }
    expect([atToken, atStart].map(({ token }) => decodeJwt(token).user)).toEqual([masked, masked]);
  });

  it.each([
    ['another site', { origin: 'https://evil.example' }, 403],
    ['a page without an origin', { origin: 'null' }, 403],
    ['a trusted site', { origin: 'https://city.example' }, 200],
    ['our own page under another name of this machine', { origin: 'http://localhost:PORT' }, 200],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }, 403],
    ['a client that is no browser', {}, 200],
  ])('gives tokens to whom it should: %s', async (_who, headers: { origin?: string }, status) => {
    const web = await startWeb({ trustedOrigins: ['https://city.example'] });
    const origin = headers.origin?.replace('PORT', String(web.port));
    const answer = await caller(web.url)('POST', '/tokens/generate', { headers: origin ? { origin } : {} });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin && status === 200 ? origin : null);
  });

  it('answers the question a browser asks before it calls us from a trusted page', async () => {
    const web = await startWeb({ trustedOrigins: ['https://city.example'] });
    const { status, headers } = await caller(web.url)('OPTIONS', '/conversations/x/activities', {
      headers: { origin: 'https://city.example', 'access-control-request-method': 'POST' },
    });
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-headers')).toMatch(/x-ms-bot-agent/);
    expect(headers.get('access-control-allow-headers')).toMatch(/Content-Disposition/);
  });

  it('limits tokens by address and activities by conversation, and says when to come back', async () => {
    const web = await startWeb({ limits: { tokens: 30, activities: 40 } });
    const call = caller(web.url);
    const chat = await startConversation(web.url);
    const tokens = [];
    for (let count = 0; count < 30; count++) tokens.push((await call('POST', '/tokens/generate')).status);
    expect(tokens.filter((status) => status === 200)).toHaveLength(29);
    const refused = await call('POST', '/tokens/generate');
    expect(refused).toMatchObject({ status: 429, body: { error: { code: 'TooManyRequests' } } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const path = `/conversations/${chat.conversationId}/activities`;
    const sent = await Promise.all(
      Array.from({ length: 45 }, () => call('POST', path, { token: chat.token, body: { type: 'typing' } })),
    );
    expect(sent.filter(({ status }) => status === 429)).toHaveLength(5);
  });

  it('shows each client only what is for its eyes', async () => {
    const screen = (activity: LoggedActivity) =>
      activity.text === 'my secret'
        ? { activity: { ...activity, text: '[hidden]', channelData: { protected: 'x', a: 1 } }, live: 'my secret' }
        : { activity };
    const web = await startWeb({ screen });
    const chat = await startConversation(web.url);
    await caller(web.url)('POST', `/conversations/${chat.conversationId}/activities`, {
      token: chat.token,
      body: { type: 'message', text: 'my secret' },
    });
    const { activities } = await poll(web, chat, 3);
    const notKept = locales.say('sv', 'emergency.placeholder');
    expect(said(activities)).toEqual(['welcome', notKept, 'heard: [hidden]']);
    expect(activities[1]?.channelData).toEqual({ a: 1 });
    expect(JSON.stringify(await web.log.after(chat.conversationId, 0))).not.toContain('my secret');
    expect(JSON.stringify(web.logged)).not.toContain('secret');
  });
});
