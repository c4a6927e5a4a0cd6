import { caller, type Started, startConversation } from '../../support/direct-line-client.js';
import { closeWebs, startWeb, type Web } from '../../support/start-web.js';

describe('Direct Line with bad input', () => {
  let web: Web;
  let chat: Started;
  beforeEach(async () => {
    web = await startWeb();
    chat = await startConversation(web.url);
  });
  afterEach(closeWebs);

  const send = (body: unknown, headers: Record<string, string> = {}) =>
    caller(web.url)('POST', `/conversations/${chat.conversationId}/activities`, { token: chat.token, body, headers });
  const stillWorks = async () => expect((await send({ type: 'message', text: 'still there?' })).status).toBe(200);
  const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });

  it.each([
    ['malformed JSON', '{"type": "message", "text": ', {}, 400],
    ['no JSON', 'type=message', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['a compressed body', 'x', { 'content-encoding': 'gzip' }, 415],
    ['nothing', undefined, {}, 400],
    ['a list', [], {}, 400],
    ['no type', { text: 'x' }, {}, 400],
    ['a type that is no text', { type: { $where: '1' } }, {}, 400],
    ['a type that is not for clients', { type: 'conversationUpdate', membersAdded: [] }, {}, 400],
    ['a text that is no text', { type: 'message', text: { $gt: '' } }, {}, 400],
    ['a message without anything', { type: 'message' }, {}, 400],
    ['a list as channel data', { type: 'message', text: 'x', channelData: [] }, {}, 400],
    ['a large value', { type: 'event', name: 'x', value: 'x'.repeat(17_000) }, {}, 400],
    ['a deep value', { type: 'event', name: 'x', value: deep(40) }, {}, 400],
    ['very deep JSON', `{"type":"event","value":${'['.repeat(60_000)}${']'.repeat(60_000)}}`, {}, 400],
    ['a prototype', '{"type":"event","name":"x","value":{"__proto__":{"admin":true}}}', {}, 400],
    ['a file in the wrong place', { type: 'message', text: 'x', attachments: [{ contentType: 'a/b' }] }, {}, 400],
    ['a body over 256 kB', { type: 'message', text: 'x'.repeat(300_000) }, {}, 413],
  ])('answers %s with a clear refusal', async (_what, body, headers: Record<string, string>, status) => {
    const answer = await send(body, headers);
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({ error: { code: expect.any(String), message: expect.any(String) } });
    expect(JSON.stringify(answer.body)).not.toMatch(/\\n|node_modules|Error:/);
    await stillWorks();
  });

  it('takes 100 kB of text and leaves it to the turn to refuse it politely', async () => {
    expect((await send({ type: 'message', text: 'å'.repeat(50_000) })).status).toBe(200);
    await stillWorks();
  });

  it('keeps a $where in any field as what it is: data', async () => {
    const value = { $where: 'while(true){}', 'a.b': { $gt: '' } };
    const body = { type: 'event', name: '$where', value, channelData: { $set: { due: true }, 'x.y': 1 } };
    const { status, body: answer } = await send(body);
    expect(status).toBe(200);
    const entries = await web.log.after(chat.conversationId, 0);
    const kept = entries.find(({ id }) => id === answer.id)?.activity;
    expect(kept).toMatchObject({ name: '$where', value, channelData: { $set: { due: true }, 'x.y': 1 } });
    await stillWorks();
  });

  it.each(['abc', '-1', '1.5', '99999999999', '$where'])('refuses the watermark %s', async (watermark) => {
    const path = `/conversations/${chat.conversationId}/activities?watermark=${watermark}`;
    const answer = await caller(web.url)('GET', path, { token: chat.token });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'BadArgument' } } });
  });

  it('says in the right shape that an address or a method is not there', async () => {
    expect(await caller(web.url)('GET', '/nothing/here')).toMatchObject({
      status: 404,
      body: { error: { code: 'ResourceNotFound' } },
    });
    const outside = await fetch(`${web.url}/api/nothing`);
    expect([outside.status, await outside.json()]).toEqual([
      404,
      { code: 'ResourceNotFound', message: 'there is nothing at this address' },
    ]);
    expect((await caller(web.url)('DELETE', '/conversations')).status).toBe(405);
  });
});
