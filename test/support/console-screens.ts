import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import sv from '../../locales/sv/console.json';
import { openBrowser, openPage, type WatchedPage } from './browser.js';
import { type ServedConsole, serveConsole } from './console-in-browser.js';

/** A browser writes down each refused call; many of these tests are about refusals. */
const REFUSED = /Failed to load resource|net::ERR/;

export interface Screens {
  /** Fresh in each test. */
  readonly desk: ServedConsole;
  /** The console's first page, in a browser of its own. */
  screen(options?: BrowserContextOptions): Promise<Page>;
  /** Somebody who has signed in on a screen of their own. */
  atWork(username: string, options?: BrowserContextOptions): Promise<Page>;
}

/** A served console and browsers before it for each test of a file. A fault that a browser reports fails the test. */
export function consoleScreens(): Screens {
  let browser: Browser;
  let desk: ServedConsole;
  const opened: WatchedPage[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    desk = await serveConsole();
  });
  afterEach(async () => {
    const faults = opened.flatMap((one) => one.faults);
    await Promise.all(opened.splice(0).map(({ context }) => context.close()));
    await desk.close();
    expect(faults).toEqual([]);
  });

  async function screen(options: BrowserContextOptions = {}): Promise<Page> {
    const watched = await openPage(browser, { own: [desk.url], expected: REFUSED, ...options });
    opened.push(watched);
    await watched.page.goto(`${desk.url}/console/`);
    return watched.page;
  }

  return {
    get desk() {
      return desk;
    },
    screen,
    async atWork(username, options) {
      const page = await screen(options);
      await fillIn(page, username, `${username}-password`);
      const queue = page.getByRole('heading', { name: sv.queue.waiting });
      await queue.or(page.getByRole('heading', { name: sv.views.cases, exact: true })).waitFor();
      return page;
    },
  };
}

export async function fillIn(page: Page, username: string, password: string, words = sv): Promise<void> {
  await page.getByLabel(words.signIn.username).fill(username);
  await page.getByLabel(words.signIn.password).fill(password);
  await page.keyboard.press('Enter');
}

export const card = (page: Page, number: string): Locator => page.locator('.queue-item', { hasText: number });
export const replyBox = (page: Page): Locator => page.locator('.reply textarea');
export const log = (page: Page): Locator => page.getByRole('log');

export async function claim(page: Page, number: string): Promise<void> {
  await card(page, number).getByRole('button').click();
  await replyBox(page).waitFor();
}

/** A sentence with its values filled in. */
export function said(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
}
