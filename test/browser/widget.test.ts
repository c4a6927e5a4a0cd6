import { browserPages, type Watching } from '../support/browser.js';
import { cityBot } from '../support/city-bot.js';
import { type OtherSite, startOtherSite } from '../support/other-site.js';
import { startChat } from '../support/start-chat.js';
import { closeWebs } from '../support/start-web.js';

const sites: OtherSite[] = [];

const pages = browserPages({
  close: async () => {
    await Promise.all(sites.splice(0).map((site) => site.close()));
    await closeWebs();
  },
});

/** The chat, and a page of another host with the widget on it; trusted or not. */
async function open({
  trusted = true,
  lang = 'sv',
  ...options
}: { trusted?: boolean; lang?: string } & Partial<Watching> = {}) {
  const trustedOrigins: string[] = [];
  const web = await startChat({ logic: cityBot(), trustedOrigins });
  const site = await startOtherSite({ script: `${web.url}/widget.js`, lang });
  sites.push(site);
  if (trusted) trustedOrigins.push(site.url);
  const watched = await pages.open({ own: [web.url, site.url], ...options });
  await watched.page.goto(site.url);
  const { page } = watched;
  return {
    ...watched,
    opener: page.locator('.opener'),
    panel: page.locator('.panel'),
    chat: page.frameLocator('iframe'),
  };
}

describe('the widget on a page of the city', () => {
  it('loads the chat only when it is opened, under the strictest policy of the page', async () => {
    const { page, opener, panel, chat, faults } = await open();
    await opener.waitFor();
    const { x = 0, y = 0, width = 0, height = 0 } = (await opener.boundingBox()) ?? {};
    expect({ right: 1280 - x - width, bottom: 800 - y - height }).toEqual({ right: 16, bottom: 16 });
    expect(await page.locator('iframe').count()).toBe(0);
    await opener.click();
    await chat.locator('.said-robot').first().waitFor();
    expect(await panel.isVisible()).toBe(true);
    expect(await opener.getAttribute('aria-expanded')).toBe('true');
    expect(faults).toEqual([]);
  });

  it('closes by Esc, by its button, and gives the focus back', async () => {
    const { page, opener, panel, chat } = await open();
    const focusIsBack = () =>
      page.evaluate('document.querySelector("kontaktcenter-chat").shadowRoot.activeElement?.className');
    await opener.focus();
    await page.keyboard.press('Enter');
    await chat.locator('.said-robot').first().waitFor();
    await chat.locator('[data-id="webchat-sendbox-input"]').fill('hej');
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    expect(await focusIsBack()).toBe('opener');
    await opener.click();
    await panel.locator('.closer').click();
    await panel.waitFor({ state: 'hidden' });
    expect(await focusIsBack()).toBe('opener');
    await opener.click();
    expect(await chat.locator('[data-id="webchat-sendbox-input"]').inputValue()).toBe('hej');
  });

  it('speaks the language of the page', async () => {
    const { opener, chat } = await open({ lang: 'en-GB' });
    expect(await opener.textContent()).toBe('Ask us');
    await opener.click();
    expect(await chat.locator('.said-robot').first().textContent()).toContain('Hello!');
  });

  it('fills a small screen', async () => {
    const { opener, panel } = await open({ viewport: { width: 360, height: 740 } });
    await opener.click();
    await panel.waitFor();
    const { width = 0, height = 0 } = (await panel.boundingBox()) ?? {};
    // The browser measures in fractions of a pixel while the panel moves into place.
    expect([Math.round(width), Math.round(height)]).toEqual([360, 740]);
  });

  it('is refused on a page that the city does not trust', async () => {
    const { page, opener, chat } = await open({ trusted: false, expected: /frame-ancestors/ });
    const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
    await opener.click();
    await refused;
    expect(await chat.locator('#person').count()).toBe(0);
  });
});
