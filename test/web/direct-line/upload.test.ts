import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import sharp from 'sharp';
import type { LoggedActivity } from '../../../store/activity-log.js';
import { caller, type Started, startConversation } from '../../support/direct-line-client.js';
import { closeWebs, startWeb, type Web } from '../../support/start-web.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const PDF = Buffer.from('%PDF-1.7\n');

let JPEG: Buffer;
beforeAll(async () => {
  JPEG = await sharp(PNG).jpeg().toBuffer();
});
/** Pictures are made anew; photos.test.ts tells how. */
async function isThatPixel(answer: Response | undefined): Promise<void> {
  const content = Buffer.from((await answer?.arrayBuffer()) ?? new ArrayBuffer(0));
  expect(await sharp(content).metadata()).toMatchObject({ format: 'png', width: 1, height: 1 });
}

describe('files in Direct Line', () => {
  let time: Date;
  let web: Web;
  let chat: Started;
  beforeEach(async () => {
    time = new Date('2026-03-02T09:00:00Z');
    web = await startWeb({ now: () => time });
    chat = await startConversation(web.url);
  });
  afterEach(closeWebs);

  type Part = [name: string, type: string, content: Buffer];
  function upload(parts: Part[], activity: unknown = { type: 'message', text: 'look' }) {
    const form = new FormData();
    form.append(
      'activity',
      new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }),
      'blob',
    );
    for (const [name, type, content] of parts) form.append('file', new Blob([content], { type }), name);
    return caller(web.url)('POST', `/conversations/${chat.conversationId}/upload?userId=me`, {
      token: chat.token,
      body: form,
    });
  }
  function uploadAlone(content: Buffer, headers: Record<string, string>, query = '?userId=me') {
    return fetch(`${web.url}/v3/directline/conversations/${chat.conversationId}/upload${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${chat.token}`, ...headers },
      body: content,
    });
  }
  const called = (filename: string) => `name="file"; filename="${filename}"`;
  async function shown(id: unknown): Promise<LoggedActivity> {
    const path = `/conversations/${chat.conversationId}/activities`;
    const { body } = await caller(web.url)<{ activities: LoggedActivity[] }>('GET', path, { token: chat.token });
    return body.activities.find((activity) => activity.id === id) ?? { type: 'none' };
  }

  it('keeps what a citizen sends and gives it out by a link that ends', async () => {
    const sent = await upload([
      ['hole in the street.png', 'image/png', PNG],
      ['letter.pdf', '', PDF],
    ]);
    expect(sent.status).toBe(200);
    const { attachments = [], text, from } = await shown(sent.body.id);
    expect([text, from?.id]).toEqual(['look', 'me']);
    expect(attachments.map(({ name, contentType }) => [name, contentType])).toEqual([
      ['hole in the street.png', 'image/png'],
      ['letter.pdf', 'application/pdf'],
    ]);
    const [image, letter] = await Promise.all(attachments.map(({ contentUrl }) => fetch(String(contentUrl))));
    await isThatPixel(image);
    expect(await letter?.text()).toBe(String(PDF));
    expect(Object.fromEntries([...(image?.headers.entries() ?? [])])).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-disposition': "inline; filename*=UTF-8''hole%20in%20the%20street.png",
      'content-security-policy': expect.stringContaining('sandbox'),
    });
    expect(letter?.headers.get('content-disposition')).toMatch(/^attachment;/);

    const link = String(attachments[0]?.contentUrl);
    expect((await fetch(link.replace(/signature=.{4}/, 'signature=AAAA'))).status).toBe(403);
    expect((await fetch(link.replace(/until=\d/, 'until=9'))).status).toBe(403);
    time = new Date(+time + 61 * 60_000);
    expect((await fetch(link)).status).toBe(403);
  });

  it('takes the words away together with the file', async () => {
    const sent = await upload([['a.jpg', 'image/jpeg', JPEG]]);
    const { attachments = [] } = await shown(sent.body.id);
    const last = await web.log.last(chat.conversationId);
    await web.log.redact(chat.conversationId, 1, last, '[removed]');
    expect((await fetch(String(attachments[0]?.contentUrl))).status).toBe(404);
    expect(readdirSync(join(web.dataDir, 'files'))).toEqual([]);
  });

  it.each<[string, Part[], number]>([
    ['a program that calls itself an image', [['a.png', 'image/png', Buffer.from('MZ\x90\0\x03\0')]], 415],
    ['a letter that calls itself an image', [['a.jpg', 'image/jpeg', PDF]], 415],
    ['a page that calls itself a page', [['a.html', 'text/html', Buffer.from('<script>1</script>')]], 415],
    ['a drawing with scripts', [['a.svg', 'image/svg+xml', Buffer.from('<svg onload="x()"/>')]], 415],
    ['an archive', [['a.zip', 'application/zip', Buffer.from('PK\x03\x04')]], 415],
    ['an empty file', [['a.txt', 'text/plain', Buffer.alloc(0)]], 400],
    ['a file over 10 MB', [['a.pdf', 'application/pdf', Buffer.concat([PDF, Buffer.alloc(10 * 1024 * 1024)])]], 413],
    [
      'more than all may be',
      Array<Part>(5).fill(['a.pdf', 'application/pdf', Buffer.concat([PDF, Buffer.alloc(9 << 20)])]),
      413,
    ],
    ['four files', Array<Part>(4).fill(['a.pdf', 'application/pdf', PDF]), 400],
    ['no file', [], 400],
  ])('refuses %s and keeps nothing', async (_what, parts, status) => {
    const answer = await upload(parts);
    expect(answer).toMatchObject({
      status,
      body: { error: { code: expect.any(String), message: expect.any(String) } },
    });
    const entries = await web.log.after(chat.conversationId, 0);
    expect(entries.some(({ activity }) => activity.text === 'look')).toBe(false);
  });

  it('refuses a body that is no upload', async () => {
    const path = `/conversations/${chat.conversationId}/upload`;
    const post = (body: string, type: string) =>
      caller(web.url)('POST', path, { token: chat.token, body, headers: { 'content-type': type } });
    expect((await post('{}', 'application/json')).status).toBe(415);
    expect((await post('--x\r\nnothing', 'multipart/form-data; boundary=x')).status).toBe(400);
    expect((await upload([['a.jpg', 'image/jpeg', JPEG]], { type: 'conversationUpdate' })).status).toBe(400);
  });

  it.each([
    ['as Microsoft describes it', called('hål i gatan.png'), 'hål i gatan.png'],
    ['as a part of a form would', 'form-data; name="file"; filename=hole.png', 'hole.png'],
    ['with a quote in the name', 'attachment; filename="a \\"b\\".png"', 'a _b_.png'],
    [
      'with letters a header cannot hold',
      "filename=x.png; filename*=UTF-8''%D9%85%D8%B1%D8%AD%D8%A8%D8%A7.png",
      'مرحبا.png',
    ],
  ])('keeps a file that is sent alone, named %s', async (_how, disposition, name) => {
    const header = Buffer.from(disposition, 'utf8').toString('latin1');
    const answer = await uploadAlone(PNG, { 'content-type': 'image/png', 'content-disposition': header });
    expect(answer.status).toBe(200);
    const { id } = (await answer.json()) as { id: string };
    const { attachments = [], from, type } = await shown(id);
    expect([type, from?.id]).toEqual(['message', 'me']);
    expect(attachments).toMatchObject([{ contentType: 'image/png', name }]);
    await isThatPixel(await fetch(String(attachments[0]?.contentUrl)));
  });

  it.each<[string, Buffer, Record<string, string>, number]>([
    ['without a name', PNG, { 'content-type': 'image/png' }, 400],
    ['with an empty name', PNG, { 'content-type': 'image/png', 'content-disposition': called('') }, 400],
    ['with a name that does not end', PNG, { 'content-disposition': 'name="file"; filename="x.png' }, 400],
    ['with two names', PNG, { 'content-disposition': 'filename="x.png"; filename="y.png"' }, 400],
    ['with only a kind', PNG, { 'content-disposition': 'attachment' }, 400],
    ['in letters nobody knows', PNG, { 'content-disposition': "filename*=UTF-8''%FF.png" }, 400],
    [
      'with nothing in it',
      Buffer.alloc(0),
      { 'content-type': 'image/png', 'content-disposition': called('x.png') },
      400,
    ],
    [
      'that is no image',
      Buffer.from('MZ\x90\0'),
      { 'content-type': 'image/png', 'content-disposition': called('x.png') },
      415,
    ],
    [
      'that is JSON',
      Buffer.from('{}'),
      { 'content-type': 'application/json', 'content-disposition': called('x.txt') },
      415,
    ],
    [
      'over 10 MB',
      Buffer.concat([PDF, Buffer.alloc(10 << 20)]),
      { 'content-type': 'application/pdf', 'content-disposition': called('x.pdf') },
      413,
    ],
  ])('refuses a file sent alone %s and keeps nothing', async (_what, content, headers, status) => {
    const before = await web.log.last(chat.conversationId);
    const answer = await uploadAlone(content, headers);
    expect([answer.status, await answer.json()]).toEqual([
      status,
      { error: { code: expect.any(String), message: expect.any(String) } },
    ]);
    expect(await web.log.last(chat.conversationId)).toBe(before);
  });

  it('refuses a file that is far too large before it has been sent', async () => {
    const sent = request(`${web.url}/v3/directline/conversations/${chat.conversationId}/upload`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${chat.token}`,
        'content-type': 'application/pdf',
        'content-disposition': called('x.pdf'),
        'content-length': String(1 << 30),
      },
    });
    sent.on('error', () => undefined);
    sent.write(PDF);
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    expect(answer.statusCode).toBe(413);
    sent.destroy();
  });

  it('stores no personal number from the name of a file, alone or among others', async () => {
    const names = ['intyg 19121212-1212.png', '121212\u200b1212.png', 'a/191212121212.png'];
    const sent = await upload(names.map((name) => [name, 'image/png', PNG]));
    const alone = await uploadAlone(PNG, { 'content-disposition': called('19121212-1212.png') });
    const ids = [sent.body.id, ((await alone.json()) as { id: string }).id];
    const attachments = (await Promise.all(ids.map(shown))).flatMap((activity) => activity.attachments ?? []);
    expect(attachments.map(({ name }) => name)).toEqual([
      'intyg ________-____.png',
      '___________.png',
      '____________.png',
      '________-____.png',
    ]);
    const links = await Promise.all(attachments.map(({ contentUrl }) => fetch(String(contentUrl))));
    const shownNames = links.map(({ headers }) => headers.get('content-disposition'));
    expect(shownNames.join()).not.toMatch(/1212/);
  });

  it('gives a file a name that cannot mislead', async () => {
    const sent = await upload([['../../etc/pass\u202Etxt.exe', 'text/plain', Buffer.from('hej')]]);
    expect((await shown(sent.body.id)).attachments?.[0]?.name).toBe('pass_txt.exe.txt');
  });
});
