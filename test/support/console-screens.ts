import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import sv from '../../locales/sv/console.json';
import { browserPages } from './browser.js';
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
  let desk: ServedConsole;
  beforeEach(async () => {
    desk = await serveConsole();
  });
  const pages = browserPages({ close: () => desk.close(), faultless: true });

  async function screen(options: BrowserContextOptions = {}): Promise<Page> {
    const { page } = await pages.open({ own: [desk.url], expected: REFUSED, ...options });
    await page.goto(`${desk.url}/console/`);
    return page;
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
export const dialog = (page: Page): Locator => page.getByRole('dialog');
export const button = (place: Page | Locator, name: string): Locator =>
  place.getByRole('button', { name, exact: true });

export async function claim(page: Page, number: string): Promise<void> {
  await card(page, number).getByRole('button').click();
  await replyBox(page).waitFor();
}

/** A sentence with its values filled in. */
export function said(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
}
