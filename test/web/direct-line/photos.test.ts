import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import type { LoggedActivity } from '../../../store/activity-log.js';
import { createPictures } from '../../../web/direct-line/pictures.js';
import { caller, type Started, startConversation } from '../../support/direct-line-client.js';
import { closeWebs, startWeb, type Web } from '../../support/start-web.js';

const CAMERA = 'Kameran9000';
/** How EXIF, little-endian, says that a place follows. */
const GPS_IFD = Buffer.from([0x25, 0x88, 4, 0, 1, 0, 0, 0]);
const OWNER = 'Ägare Ägarsson';

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 90, b: 40 } } });

/** As a telephone takes it: with place, camera, owner and colour profile, and turned by a note instead of by its pixels. */
const photo = (width = 400, height = 300, orientation = 6) =>
  plain(width, height)
    .withMetadata({ orientation })
    .withIccProfile('p3')
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><owner>${OWNER}</owner></x:xmpmeta>`)
    .withExifMerge({
      IFD0: { Model: CAMERA, Artist: OWNER, Orientation: String(orientation) },
      IFD3: { GPSLatitude: '59/1 20/1 15/1', GPSLatitudeRef: 'N' },
    });

async function animation(): Promise<Buffer[]> {
  const [red, blue] = await Promise.all(
    ['red', 'blue'].map((background) =>
      sharp({ create: { width: 20, height: 10, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  return [red as Buffer, blue as Buffer];
}

/** A PNG of a few bytes that says it is this large; what follows is one line of pixels at most. */
function claiming(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(named));
    return Buffer.concat([length, named, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(100))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/** A small AVIF that says it is this large. */
async function claimingAvif(width: number, height: number): Promise<Buffer> {
  const content = await plain(64, 48).avif().toBuffer();
  const size = content.indexOf('ispe');
  content.writeUInt32BE(width, size + 8);
  content.writeUInt32BE(height, size + 12);
  return content;
}

const ZIP = Buffer.from('PK\x03\x04\x14\0\0\0', 'latin1');
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><rect width="9" height="9"/></svg>');
const HTML = Buffer.from('<!doctype html><script>alert(1)</script>');
const HEIC = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x08free', 'latin1');

describe('photos', () => {
  let time: Date;
  let web: Web;
  let chat: Started;
  beforeEach(async () => {
    time = new Date('2026-03-02T09:00:00Z');
    web = await startWeb({ now: () => time, limits: { uploads: 1000, uploadsFromAddress: 1000 } });
    chat = await startConversation(web.url);
  });
  afterEach(closeWebs);

  type Part = [name: string, type: string, content: Buffer];
  function upload(parts: Part[], { to = chat, activity = {} }: { to?: Started; activity?: object } = {}) {
    const form = new FormData();
    form.append('activity', new Blob([JSON.stringify({ type: 'message', ...activity })]), 'blob');
    for (const [name, type, content] of parts) form.append('file', new Blob([content], { type }), name);
    return caller(web.url)<{ id: string; error?: { message: string } }>(
      'POST',
      `/conversations/${to.conversationId}/upload`,
      { token: to.token, body: form },
    );
  }
  const stored = () => readdirSync(join(web.dataDir, 'files')).sort();
  const storedFiles = () => stored().map((name) => readFileSync(join(web.dataDir, 'files', name)));
  async function shown(id: string): Promise<NonNullable<LoggedActivity['attachments']>> {
    const path = `/conversations/${chat.conversationId}/activities`;
    const { body } = await caller(web.url)<{ activities: LoggedActivity[] }>('GET', path, { token: chat.token });
    return body.activities.find((activity) => activity.id === id)?.attachments ?? [];
  }
  async function open(id: string, which = 0): Promise<{ headers: Headers; content: Buffer }> {
    const answer = await fetch(String((await shown(id))[which]?.contentUrl));
    expect(answer.status).toBe(200);
    return { headers: answer.headers, content: Buffer.from(await answer.arrayBuffer()) };
  }

  it.each([
    'jpeg',
    'png',
    'webp',
    'avif',
  ] as const)('keeps nothing of a %s but the picture: no place, camera, owner, colour profile, or what hangs on behind', async (format) => {
    const taken = Buffer.concat([await photo().toFormat(format).toBuffer(), Buffer.from(`PK\x03\x04 ${OWNER}`)]);
    const before = await sharp(taken).metadata();
    expect([before.exif?.includes(CAMERA), before.exif?.includes(GPS_IFD)]).toEqual([true, true]);
    expect([before.icc, before.xmp]).toEqual([expect.any(Buffer), expect.any(Buffer)]);
    const sent = await upload([[`hål.${format}`, `image/${format}`, taken]]);
    expect(sent.status).toBe(200);
    const { content } = await open(sent.body.id);
    const { exif, xmp, iptc, icc, orientation } = await sharp(content).metadata();
    expect({ exif, xmp, iptc, icc, orientation }).toEqual({});
    for (const bytes of storedFiles())
      for (const said of [CAMERA, OWNER, 'PK\x03\x04', 'Exif', GPS_IFD, 'xmpmeta', 'ICC_PROFILE', 'iCCP'])
        expect([said, bytes.includes(said)]).toEqual([said, false]);
  });

  it('turns a photo upright and makes a large one at most 2560 long', async () => {
    const large = await upload([['a.jpg', 'image/jpeg', await photo(4000, 3000).jpeg().toBuffer()]]);
    expect(await sharp((await open(large.body.id)).content).metadata()).toMatchObject({ width: 1920, height: 2560 });
    const small = await upload([['a.jpg', 'image/jpeg', await photo(40, 30, 1).jpeg().toBuffer()]]);
    expect(await sharp((await open(small.body.id)).content).metadata()).toMatchObject({ width: 40, height: 30 });
  });

  it('takes an ordinary photo of 50 megapixels', async () => {
    const sent = await upload([['stor.jpg', 'image/jpeg', await plain(8660, 5774).jpeg().toBuffer()]]);
    expect(sent.status).toBe(200);
    expect(await sharp((await open(sent.body.id)).content).metadata()).toMatchObject({ width: 2560, height: 1707 });
  });

  it.each(['gif', 'webp'] as const)('makes a moving %s its first frame', async (format) => {
    const frames = await animation();
    const moving = await sharp(frames, { join: { animated: true } })
      .toFormat(format, { loop: 0 })
      .toBuffer();
    expect((await sharp(moving).metadata()).pages).toBe(2);
    const sent = await upload([[`rolig.${format}`, `image/${format}`, moving]]);
    const { content } = await open(sent.body.id);
    const { pages = 1, width, height } = await sharp(content).metadata();
    expect([pages, width, height]).toEqual([1, 20, 10]);
    const [red, green, blue] = await sharp(content).removeAlpha().raw().toBuffer();
    expect([Number(red) > 200, Number(green) < 60, Number(blue) < 60]).toEqual([true, true, true]);
    const ending = { gif: 'png', webp: 'webp' }[format];
    expect(await shown(sent.body.id)).toMatchObject([{ name: `rolig.${ending}`, contentType: `image/${ending}` }]);
  });

  it('names a picture after what it is, whatever it calls itself', async () => {
    const sent = await upload([['IMG_1.jpg', 'image/jpeg', await plain(9, 9).webp().toBuffer()]]);
    expect(await shown(sent.body.id)).toMatchObject([{ name: 'IMG_1.webp', contentType: 'image/webp' }]);
  });

  const jpeg = () => plain(300, 300).jpeg().toBuffer();
  it.each<[string, () => Part | Promise<Part>, number, RegExp]>([
    ['a zip named .jpg', () => ['a.jpg', 'image/jpeg', ZIP], 415, /a\.jpg.*JPEG/],
    ['a zip without a type', () => ['a.jpg', '', ZIP], 415, /bild/],
    ['a drawing named .png', () => ['a.png', '', SVG], 415, /bild/],
    ['a drawing that says it is a photo', () => ['a', 'image/png', SVG], 415, /bild/],
    ['a page named .jpg', () => ['a.jpg', 'text/plain', HTML], 415, /bild/],
    ['a HEIC', () => ['a.heic', 'image/heic', HEIC], 415, /JPEG/],
    ['a HEIC that says it is a JPEG', () => ['a.jpg', 'image/jpeg', HEIC], 415, /HEIC/],
    ['half a photo', async () => ['a.jpg', 'image/jpeg', (await jpeg()).subarray(0, 500)], 415, /skadad/],
    [
      'a page with the beginning of a picture',
      () => ['a.gif', 'image/gif', Buffer.concat([Buffer.from('GIF89a'), HTML])],
      415,
      /skadad/,
    ],
    ['200 megapixels', () => ['a.png', 'image/png', claiming(20_000, 10_000)], 413, /200.*65/],
    ['a small bomb', () => ['a.png', 'image/png', claiming(60_000, 60_000)], 413, /3600/],
    [
      'an AVIF that would fill the memory',
      async () => ['a.avif', 'image/avif', await claimingAvif(6000, 5000)],
      413,
      /30 miljoner.*25/,
    ],
    ['a picture that ends at once', () => ['a.png', 'image/png', claiming(6000, 6000)], 415, /skadad/],
    ['nothing at all', () => ['a.jpg', 'image/jpeg', Buffer.alloc(0)], 400, /tom/],
  ])('refuses %s, says why in Swedish, and keeps nothing', async (_what, part, status, sentence) => {
    const sound: Part = ['b.jpg', 'image/jpeg', await jpeg()];
    const answer = await upload([sound, await part()]);
    expect([answer.status, answer.body.error?.message]).toEqual([status, expect.stringMatching(sentence)]);
    expect(answer.headers.get('content-language')).toBe('sv');
    expect(() => stored()).toThrow(/ENOENT/);
  });

  it('says why in the language of the conversation', async () => {
    const to = await startConversation(web.url, 'en-GB');
    const answer = await upload([['a.jpg', 'image/jpeg', ZIP]], { to });
    expect(answer.body.error?.message).toMatch(/^We cannot take the file a\.jpg/);
    expect(answer.headers.get('content-language')).toBe('en');
  });

  it('does not repeat a personal number that a refused file is named after', async () => {
    const answer = await upload([['19121212-1212.jpg', 'image/jpeg', ZIP]]);
    expect(answer.body.error?.message).not.toMatch(/1212/);
  });

  it.each<[string, () => Promise<Part[]>, RegExp]>([
    ['a fourth file', async () => Array<Part>(4).fill(['a.jpg', 'image/jpeg', await jpeg()]), /högst 3 filer/],
    ['more than 10 MB', async () => [['a.txt', 'text/plain', Buffer.alloc((10 << 20) + 1, 'a')]], /högst 10 MB/],
    ['far more than 10 MB', async () => [['a.txt', 'text/plain', Buffer.alloc(42 << 20, 'a')]], /högst 10 MB/],
  ])('refuses %s in plain words', async (_what, parts, sentence) => {
    expect((await upload(await parts())).body.error?.message).toMatch(sentence);
  });

  it('refuses an address that uploads without end, whichever conversation it uses', async () => {
    await web.stop();
    web = await startWeb({ now: () => time, limits: { uploadsFromAddress: 2 } });
    const statuses: number[] = [];
    for (let times = 0; times < 3; times++) {
      const to = await startConversation(web.url);
      statuses.push((await upload([['a.txt', 'text/plain', Buffer.from('hej')]], { to })).status);
    }
    expect(statuses).toEqual([200, 200, 429]);
  });

  it('gives out no file that has been changed on the disk', async () => {
    const sent = await upload([['a.txt', 'text/plain', Buffer.from('hej')]]);
    const [{ contentUrl } = { contentUrl: '' }] = await shown(sent.body.id);
    const [name = ''] = stored();
    writeFileSync(join(web.dataDir, 'files', name), '<script>');
    const answer = await fetch(String(contentUrl));
    expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringContaining('<script>')]);
  });

  it('gives a file out as what it is, never as a page', async () => {
    const sent = await upload([
      ['a.html.txt', 'text/plain', HTML],
      ['b.png', 'image/png', await plain(9, 9).png().toBuffer()],
    ]);
    const [page, picture] = [await open(sent.body.id), await open(sent.body.id, 1)];
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': expect.stringMatching(/^attachment;/),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    });
    expect(picture.headers.get('content-disposition')).toMatch(/^inline;/);
  });

  describe('on the disk', () => {
    const later = (minutes: number) => {
      time = new Date(+time + minutes * 60_000);
    };

    it('are gone when the conversation is erased, and an equal file of somebody else stays', async () => {
      const other = await startConversation(web.url);
      const content = await jpeg();
      await upload([
        ['a.jpg', 'image/jpeg', content],
        ['b.txt', 'text/plain', Buffer.from('hej')],
      ]);
      await upload([['c.jpg', 'image/jpeg', content]], { to: other });
      expect(stored()).toHaveLength(2);
      await web.log.redact(chat.conversationId, 1, await web.log.last(chat.conversationId), '[…]');
      expect(stored()).toHaveLength(1);
      await web.log.redact(other.conversationId, 1, await web.log.last(other.conversationId), '[…]');
      expect(stored()).toEqual([]);
    });

    it('are removed by the sweep when no message shows them, after an hour', async () => {
      const activity = { channelData: { clientActivityID: 'once' } };
      await upload([['a.txt', 'text/plain', Buffer.from('sent')]], { activity });
      // Sent again: the message is there already, so its new files belong to nothing.
      await upload([['a.txt', 'text/plain', Buffer.from('sent again')]], { activity });
      await web.directLine.files.keep(chat.conversationId, [
        { name: 'b.txt', type: 'text/plain', content: Buffer.from('never sent') },
      ]);
      later(59);
      await web.directLine.files.sweep();
      expect(stored()).toHaveLength(3);
      later(2);
      await web.directLine.files.sweep();
      expect(storedFiles().map(String)).toEqual(['sent']);
      later(24 * 60);
      await web.directLine.files.sweep();
      expect(storedFiles().map(String)).toEqual(['sent']);
    });

    it('are removed by the sweep when a crash left them half written or unrecorded', async () => {
      const sent = await upload([['a.txt', 'text/plain', Buffer.from('sent')]]);
      const folder = join(web.dataDir, 'files');
      for (const name of ['f'.repeat(64), `${'e'.repeat(64)}.id1.part`, `${'d'.repeat(64)}.id2.part`]) {
        writeFileSync(join(folder, name), 'left');
        const at = name.startsWith('d') ? time : new Date(+time - 2 * 3600_000);
        utimesSync(join(folder, name), at, at);
      }
      await web.directLine.files.sweep();
      expect(stored().filter((name) => /^[def]+/.exec(name)?.[0].length === 64)).toEqual([
        `${'d'.repeat(64)}.id2.part`,
      ]);
      expect((await open(sent.body.id)).content.toString()).toBe('sent');
    });
  });
});

describe('many photos at once', () => {
  it('are made anew one after the other, and those that would wait too long are refused', async () => {
    const madeAnew = createPictures();
    const content = await plain(60, 60).jpeg().toBuffer();
    const done = await Promise.allSettled(Array.from({ length: 30 }, () => madeAnew('image/jpeg', content, 'a.jpg')));
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    expect(done.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { status: 429, key: 'file.busy' },
    });
    expect((await madeAnew('image/jpeg', content, 'a.jpg')).type).toBe('image/jpeg');
  });
});
