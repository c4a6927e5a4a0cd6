import type { Locator, Page } from 'playwright-core';
import { browserPages, type WatchedPage, type Watching } from './browser.js';
import { closeWebs, type Web } from './start-web.js';

export const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

/** Browsers before the chat page for the tests of a file. */
export function chatScreens() {
  const { open } = browserPages({ close: closeWebs });
  return {
    open,
    async visit(
      web: Web,
      { path = '/', ...options }: Partial<Watching> & { path?: string } = {},
    ): Promise<WatchedPage> {
      const watched = await open({ own: [web.url], ...options });
      await watched.page.goto(web.url + path);
      return watched;
    },
  };
}

export const box = (page: Page): Locator => page.locator('[data-id="webchat-sendbox-input"]');
export const robot = (page: Page): Locator => page.locator('.said-robot');
export const citizen = (page: Page): Locator => page.locator('.said-citizen');
export const standing = (page: Page): Locator => page.locator('#standing');
export const focused = (page: Page): Promise<string> =>
  page.evaluate<string>('document.activeElement.id || document.activeElement.dataset.id');
export const lang = (page: Page): Promise<string | null> => page.locator('html').getAttribute('lang');

export async function ask(page: Page, text: string): Promise<void> {
  const before = await robot(page).count();
  await box(page).fill(text);
  await box(page).press('Enter');
  await robot(page).nth(before).waitFor();
}
