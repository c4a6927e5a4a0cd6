import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findChromium } from './find-chromium.cjs';

/** Web Chat adds one empty style element without our nonce; the report names it by its hash and harms nothing. */
const EMPTY_STYLE = 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';

/** The installed browser, headless, without anything that would talk to other hosts. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath)
    throw new Error('no Chrome or Chromium is installed; "node test/support/chromium.mjs" says what to do');
  return chromium.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface WatchedPage {
  page: Page;
  context: BrowserContext;
  /** Console errors, policy reports and requests to other hosts since the page was made. A sound page has none. */
  faults: string[];
}

export interface Watching extends BrowserContextOptions {
  /** Addresses of servers that the page may talk to; anything else is a fault. */
  own: readonly string[];
  /** Faults that the test is about. */
  expected?: RegExp;
}

/** A page in a browser of its own that writes down whatever a citizen's browser would have complained about. */
export async function openPage(browser: Browser, { own, expected, ...options }: Watching): Promise<WatchedPage> {
  // What is still fading in has no contrast yet: nothing moves for whoever looks here.
  const still = { reducedMotion: 'reduce' } as const;
  const context = await browser.newContext({
    locale: 'sv-SE',
    viewport: { width: 1280, height: 800 },
    ...still,
    ...options,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  const hosts = own.map((address) => new URL(address).host);
  const note = (fault: string) => {
    if (!fault.includes(EMPTY_STYLE) && !expected?.test(fault)) faults.push(fault);
  };
  page.on('console', (message) => message.type() === 'error' && note(message.text()));
  page.on('pageerror', (error) => note(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (!['data:', 'blob:'].includes(protocol) && !hosts.includes(host)) note(`request to ${request.url()}`);
  });
  page.on('websocket', (socket) => {
    if (!hosts.includes(new URL(socket.url()).host)) note(`socket to ${socket.url()}`);
  });
  return { page, context, faults };
}

export interface Pages {
  readonly browser: Browser;
  /** A page that has not gone anywhere yet; closed after the test. */
  open(watching: Watching): Promise<WatchedPage>;
}

/** One browser for the tests of a file. After each test its pages are closed, and then what has served them. */
export function browserPages({
  close,
  faultless = false,
}: {
  close: () => Promise<unknown>;
  /** A fault on any of its pages fails the test. */
  faultless?: boolean;
}): Pages {
  let browser: Browser;
  const opened: WatchedPage[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    const faults = opened.flatMap((one) => one.faults);
    await Promise.all(opened.splice(0).map(({ context }) => context.close()));
    await close();
    if (faultless) expect(faults).toEqual([]);
  });

  return {
    get browser() {
      return browser;
    },
    async open(watching) {
      const watched = await openPage(browser, watching);
      opened.push(watched);
      return watched;
    },
  };
}
