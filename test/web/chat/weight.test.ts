import { get } from 'node:http';
import { startChat } from '../../support/start-chat.js';
import { closeWebs, type Web } from '../../support/start-web.js';
import { locales } from '../../support/talk-to.js';

/** What the page may weigh before Web Chat comes, packed as a browser gets it: page, script and style. */
const MOST_BYTES = 26_000;
/** Web Chat's own file, taken as it is from its package. */
const MOST_BYTES_OF_WEB_CHAT = 650_000;

let web: Web;
beforeAll(async () => {
  web = await startChat();
});
afterAll(closeWebs);

/** What comes over the wire, still packed. */
function bytesOf(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(web.url + path, { headers: { 'accept-encoding': 'gzip, br' } }, (answer) => {
      let bytes = 0;
      answer.on('data', (part: Buffer) => {
        bytes += part.length;
      });
      answer.on('end', () => resolve(answer.statusCode === 200 ? bytes : Number.NaN));
    }).on('error', reject);
  });
}

/** The addresses that a page names in some element. */
async function named(path: string, pattern: RegExp): Promise<string[]> {
  const html = await (await fetch(web.url + path)).text();
  return [...html.matchAll(pattern)].map(([, address]) => address ?? '');
}

describe('the weight of the chat page', () => {
  it.each(locales.live)('stays small before Web Chat comes (%s)', async (language) => {
    const path = `/?lang=${language}`;
    const own = await named(path, /<(?:link rel="stylesheet" href|script type="module" src)="([^"]+)"/g);
    expect(own).toHaveLength(2);
    const weights = await Promise.all([path, ...own].map(bytesOf));
    expect(weights.reduce((all, one) => all + one)).toBeLessThanOrEqual(MOST_BYTES);
  });

  it('is for the most part Web Chat, packed as small as a browser takes it', async () => {
    const [file = ''] = await named('/', /<link rel="preload" href="([^"]+)" as="script">/g);
    expect(await bytesOf(file)).toBeLessThanOrEqual(MOST_BYTES_OF_WEB_CHAT);
  });
});
