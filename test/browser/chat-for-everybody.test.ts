import { seriousFaultsOf } from '../support/accessibility.js';
import { ask, chatScreens, citizen, focused, lang, PHONE, robot } from '../support/chat-screens.js';
import { cityBot } from '../support/city-bot.js';
import { startChat } from '../support/start-chat.js';
import { until } from '../support/until.js';

const { visit } = chatScreens();

describe('without a mouse and without sight', () => {
  it('everything is reached and used by keyboard', async () => {
    const web = await startChat({ logic: cityBot() });
    const { page } = await visit(web);
    await robot(page).first().waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('skip');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('webchat-sendbox-input');
    await page.keyboard.type('hej');
    await page.keyboard.press('Enter');
    await robot(page).nth(1).waitFor();
    expect(await focused(page)).toBe('webchat-sendbox-input');

    await page.locator('#languages summary').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    expect(await page.locator('#languages').getAttribute('open')).toBeNull();
    await page.keyboard.press('Enter');
    // Svenska, Lätt svenska, English
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await lang(page)).toBe('en');
    expect(await page.evaluate('document.activeElement.closest("#languages") !== null')).toBe(true);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('person');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#standing[data-with=queue]');
  });

  it('every message is read aloud once, in order, and stands in the transcript with its author and language (complaint 23)', async () => {
    const web = await startChat({ logic: cityBot() });
    const { page } = await visit(web);
    await robot(page).first().waitFor();
    const logs = page.locator('[role=log][aria-live=polite]', { has: page.locator('article') });
    await page.evaluate(`
      window.readAloud = [];
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes)
          for (const node of addedNodes) if (node.nodeName === 'ARTICLE') window.readAloud.push(node.textContent);
      }).observe(document.querySelector('.webchat__live-region-transcript'), { childList: true });`);
    await ask(page, 'accept');
    await page.locator('.said-agent').waitFor();
    await until(async () => (await page.evaluate<string[]>('window.readAloud')).length >= 3);
    expect(await logs.count()).toBeLessThanOrEqual(1);
    const aloud = await page.evaluate<string[]>('window.readAloud');
    expect(aloud).toHaveLength(3);
    for (const [nth, words] of [
      'Du skrev',
      'Digital assistent (robot) skrev: Anna har tagit över.',
      'Anna (människa) skrev: Hej, jag heter Anna.',
    ].entries())
      expect(aloud[nth]).toContain(words);
    expect(await focused(page)).toBe('webchat-sendbox-input');
    for (const [said, author] of [
      [robot(page).last(), 'Digital assistent (robot)'],
      [page.locator('.said-agent'), 'Anna (människa)'],
    ] as const) {
      expect(await said.getAttribute('lang')).toBe('sv');
      expect((await said.ariaSnapshot()).replace(/\s+/g, ' ')).toContain(author);
    }
  });

  it.each([
    ['on a desktop', {}],
    ['on a phone', PHONE],
  ])('has no serious fault of accessibility %s', async (_where, options) => {
    const web = await startChat({ logic: cityBot() });
    const { page } = await visit(web, options);
    await robot(page).first().waitFor();
    await ask(page, 'Hur ställer jag barnet i kö?');
    expect(await seriousFaultsOf(page)).toEqual([]);
    await page.click('#languages summary');
    expect(await seriousFaultsOf(page)).toEqual([]);
  });

  it('is mirrored in a language that runs from right to left', async () => {
    const web = await startChat({ logic: cityBot() });
    const { page } = await visit(web, { path: '/?lang=fa' });
    await robot(page).first().waitFor();
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    const name = await page.locator('h1').boundingBox();
    const menu = await page.locator('#languages').boundingBox();
    expect(menu?.x).toBeLessThan(name?.x ?? 0);
    await ask(page, 'hej');
    const bot = await robot(page).last().locator('.webchat__bubble').first().boundingBox();
    const own = await citizen(page).last().locator('.webchat__bubble').first().boundingBox();
    expect(own?.x).toBeLessThan(bot?.x ?? 0);
    expect(await page.locator('#points a').first().getAttribute('dir')).toBe('ltr');
    expect(await seriousFaultsOf(page)).toEqual([]);
  });
});

describe('small screens and large letters', () => {
  it.each([
    ['360 pixels', { width: 360, height: 740 }],
    ['320 pixels', { width: 320, height: 568 }],
    ['200 % zoom', { width: 640, height: 400 }],
  ])('needs no sideways scrolling at %s', async (_size, viewport) => {
    const web = await startChat({ logic: cityBot() });
    const { page } = await visit(web, { viewport });
    await robot(page).first().waitFor();
    await page.click('#person');
    await page.waitForSelector('#standing[data-with=queue]');
    await ask(page, 'Hur ställer jag barnet i kö?');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(viewport.width);
    for (const action of await page.locator('.webchat__suggested-action').all()) {
      const { x = 0, width = 0, height = 0 } = (await action.boundingBox()) ?? {};
      expect(x + width).toBeLessThanOrEqual(viewport.width);
      expect(height).toBeGreaterThanOrEqual(44);
    }
    await page.click('#points summary');
    expect(await page.locator('#points a[href="tel:112"]').isVisible()).toBe(true);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(viewport.width);
  });
});
