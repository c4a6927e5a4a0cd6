import { caller, listen, startConversation } from '../../support/direct-line-client.js';
import { closeWebs, startWeb, type Web } from '../../support/start-web.js';

const HOUR = 60 * 60_000;

let ahead: number;
let web: Web;
beforeEach(() => {
  ahead = 0;
});
afterEach(closeWebs);

const later = () => new Date(Date.now() + ahead);
const start = async (options = {}) => {
  web = await startWeb({ now: later, ...options });
  return caller(web.url);
};
type Back = { conversationId: string; token: string; secret: string };

// Rows 14 and 15: a phone that has slept comes back to its own conversation.
describe('coming back after the token has expired (complaint 14)', () => {
  async function withSecret() {
    const call = await start();
    const { conversationId, token } = await startConversation(web.url);
    const path = `/conversations/${conversationId}`;
    const { body } = await call<Back>('POST', `${path}/resume-secret`, { token });
    const back = (secret: unknown, id: unknown = conversationId) =>
      call<Back>('POST', '/tokens/resume', { body: { conversationId: id, secret } });
    return { call, conversationId, token, path, secret: body.secret, back };
  }

  it('opens the same conversation with its secret, and nothing with the expired token', async () => {
    const { call, path, token, secret, back, conversationId } = await withSecret();
    ahead = HOUR;
    expect((await call('GET', `${path}/activities`, { token })).status).toBe(403);
    const { status, body } = await back(secret);
    expect(status).toBe(200);
    expect(body).toMatchObject({ conversationId, expires_in: 1800 });
    const said = { type: 'message', text: 'here again', from: { id: 'me' } };
    expect((await call('POST', `${path}/activities`, { token: body.token, body: said })).status).toBe(200);
    expect((await call('GET', `${path}/activities`, { token: body.token })).status).toBe(200);
  });

  it('gives another secret each time; the one before opens for a few minutes, should the answer have been lost', async () => {
    const { secret, back } = await withSecret();
    const first = await back(secret);
    expect(first.body.secret).not.toBe(secret);
    const again = await back(secret);
    expect(again.status).toBe(200);
    ahead = 6 * 60_000;
    expect((await back(secret)).status).toBe(403);
    expect((await back(first.body.secret)).status).toBe(403);
    expect((await back(again.body.secret)).status).toBe(200);
  });

  it('is over after a day in which nobody said anything; what an agent writes counts', async () => {
    const { back, secret, conversationId } = await withSecret();
    ahead = 20 * HOUR;
    await web.speak(conversationId, async (context) => void (await context.sendActivity('an agent wrote')));
    ahead = 40 * HOUR;
    const { status, body } = await back(secret);
    expect(status).toBe(200);
    ahead = 65 * HOUR;
    expect((await back(body.secret)).status).toBe(403);
  });

  it('answers alike to a wrong secret, an unknown conversation and one that never asked for a way back', async () => {
    const { back, secret } = await withSecret();
    const other = await startConversation(web.url);
    const answers = [
      await back('wrong'),
      await back(secret, other.conversationId),
      await back(secret, 'nobody'),
      await back('0'.repeat(43), other.conversationId),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(403);
      expect(body).toEqual(answers[0]?.body);
    }
  });

  it('gives its secret to the holder of the token alone, and takes no odd input', async () => {
    const { call, path, back } = await withSecret();
    const other = await startConversation(web.url);
    expect((await call('POST', `${path}/resume-secret`, { token: other.token })).status).toBe(403);
    expect((await call('POST', `${path}/resume-secret`)).status).toBe(401);
    for (const odd of [undefined, '', 5, { $gt: '' }, 'x'.repeat(500)]) expect((await back(odd)).status).toBe(400);
    expect((await back('x', { $ne: '' })).status).toBe(400);
  });

  it('is not for pages of others, and cannot be tried for long', async () => {
    const { call, conversationId, back } = await withSecret();
    const headers = { origin: 'https://elsewhere.example' };
    const body = { conversationId, secret: 'wrong' };
    expect((await call('POST', '/tokens/resume', { body, headers })).status).toBe(403);
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 12; attempt += 1) statuses.push((await back('wrong')).status);
    expect(statuses.at(0)).toBe(403);
    expect(statuses.at(-1)).toBe(429);
  });

  it('keeps only a hash of it', async () => {
    const { secret, conversationId } = await withSecret();
    expect(JSON.stringify(await web.conversations.find(conversationId))).not.toContain(secret);
  });
});

describe('typing', () => {
  it('of an agent is shown on the screens of that conversation and kept nowhere', async () => {
    const call = await start();
    const mine = await startConversation(web.url);
    const other = await startConversation(web.url);
    const heard = listen(mine.streamUrl);
    const foreign = listen(other.streamUrl);
    await Promise.all([heard, foreign].map(({ until }) => until((all) => all.length > 0)));
    web.directLine.typing(mine.conversationId, { id: 'agent', name: 'Anna' });
    const all = await heard.until((activities) => activities.some(({ type }) => type === 'typing'));
    expect(all.at(-1)).toMatchObject({ type: 'typing', from: { id: 'agent', name: 'Anna', role: 'bot' } });
    expect(foreign.heard.some(({ type }) => type === 'typing')).toBe(false);
    const { body } = await call<{ activities: { type: string }[] }>(
      'GET',
      `/conversations/${mine.conversationId}/activities`,
      { token: mine.token },
    );
    expect(body.activities.map(({ type }) => type)).not.toContain('typing');
    heard.socket.close();
    foreign.socket.close();
  });

  it('of a citizen is taken and not kept', async () => {
    const call = await start();
    const { conversationId, token } = await startConversation(web.url);
    const before = await web.log.last(conversationId);
    const typed = { type: 'typing', from: { id: 'me' } };
    expect((await call('POST', `/conversations/${conversationId}/activities`, { token, body: typed })).status).toBe(
      200,
    );
    expect(await web.log.last(conversationId)).toBe(before);
  });
});
