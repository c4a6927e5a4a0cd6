import { readFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { openBrowser, openPage, type WatchedPage } from '../support/browser.js';
import { cityBot } from '../support/city-bot.js';
import { startChat } from '../support/start-chat.js';
import { closeWebs, type Web } from '../support/start-web.js';
import { until } from '../support/until.js';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

let browser: Browser;
const opened: WatchedPage[] = [];

beforeAll(async () => {
  browser = await openBrowser();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ context }) => context.close()));
  await closeWebs();
});
afterAll(() => browser.close());

type PageOptions = Partial<Parameters<typeof openPage>[1]>;

async function visit(web: Web, { path = '/', ...options }: PageOptions & { path?: string } = {}) {
  const watched = await openPage(browser, { own: [web.url], ...options });
  opened.push(watched);
  await watched.page.goto(web.url + path);
  return watched;
}

const box = (page: Page) => page.locator('[data-id="webchat-sendbox-input"]');
const robot = (page: Page) => page.locator('.said-robot');
const citizen = (page: Page) => page.locator('.said-citizen');
const standing = (page: Page) => page.locator('#standing');
const focused = (page: Page) => page.evaluate<string>('document.activeElement.id || document.activeElement.dataset.id');
const lang = (page: Page) => page.locator('html').getAttribute('lang');

async function ask(page: Page, text: string): Promise<void> {
  const before = await robot(page).count();
  await box(page).fill(text);
  await box(page).press('Enter');
  await robot(page).nth(before).waitFor();
}

/** Waits until a figure lies between two others. */
async function expectSoon(measure: () => Promise<number>, least: number, most: number): Promise<void> {
  const until = Date.now() + 5000;
  for (;;) {
    const found = await measure();
    if (found >= least && found <= most) return;
    if (Date.now() > until) throw new Error(`${found} is not between ${least} and ${most}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<{
    violations: { id: string; impact: string; nodes: { html: string }[] }[];
  }>('axe.run(document)');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

describe('the chat page', () => {
  it('greets as a robot and talks to no other host', async () => {
    const web = await startChat({ logic: cityBot() });
    const { page, faults } = await visit(web);
    await robot(page).first().waitFor();
    expect(await robot(page).count()).toBe(1);
    expect(await page.title()).toContain('Stockholms stad');
    expect(await page.locator('h1 + p').textContent()).toMatch(/robot/);
    expect(await page.locator('.webchat__suggested-action').count()).toBe(6);
    expect(await page.locator('#points a[href="tel:112"]').isVisible()).toBe(true);
    expect(faults).toEqual([]);
  });

  it('sends a question, shows the answer and leaves the focus where one writes', async () => {
    const web = await startChat({ logic: cityBot() });
    const { page, faults } = await visit(web);
    await robot(page).first().waitFor();
    await ask(page, 'Hur ställer jag barnet i kö?');
    expect(await citizen(page).last().locator('.words').textContent()).toContain('Hur ställer jag barnet i kö?');
    expect(await focused(page)).toBe('webchat-sendbox-input');
    const link = robot(page).last().locator('a').first();
    expect(await link.getAttribute('target')).toBe('_blank');
    expect(await link.getAttribute('rel')).toMatch(/noopener/);
    expect(faults).toEqual([]);
  });

  it('continues the same conversation after a reload, with everything said once', async () => {
    const heard: { name: string; value: unknown }[] = [];
    const web = await startChat({ logic: cityBot({ heard }) });
    const { page, faults } = await visit(web);
    await robot(page).first().waitFor();
    await ask(page, 'Hur ställer jag barnet i kö?');
    const said = await page.locator('.said').allTextContents();
    await page.reload();
    await robot(page).nth(1).waitFor();
    await ask(page, 'Och vad kostar det?');
    expect((await page.locator('.said').allTextContents()).slice(0, said.length)).toEqual(said);
    expect(await page.locator('.said').count()).toBe(said.length + 2);
    expect(heard).toEqual([{ name: 'webchat/join', value: { locale: 'sv' } }]);
    expect(faults).toEqual([]);
  });

  it('begins another conversation when asked to, after a question', async () => {
    const web = await startChat({ logic: cityBot() });
    const { page } = await visit(web);
    await robot(page).first().waitFor();
    await ask(page, 'Hur ställer jag barnet i kö?');
    await page.click('#new');
    await page.click('#confirm-new button[value=no]');
    expect(await citizen(page).count()).toBe(1);
    await page.click('#new');
    await page.click('#confirm-new button[value=yes]');
    await citizen(page).waitFor({ state: 'detached' });
    await robot(page).first().waitFor();
    expect(await robot(page).count()).toBe(1);
  });

  it('works in a browser that refuses to store anything', async () => {
    const web = await startChat({ logic: cityBot() });
    const watched = await openPage(browser, { own: [web.url] });
    opened.push(watched);
    await watched.page.addInitScript(
      `for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, { get() { throw new Error('refused'); } });`,
    );
    await watched.page.goto(web.url);
    await robot(watched.page).first().waitFor();
    await ask(watched.page, 'hej');
    expect(watched.faults).toEqual([]);
  });
});

describe('files', () => {
  it('are chosen, shown before they are sent, and kept in the conversation', async () => {
    const web = await startChat({ logic: cityBot() });
    const { page, faults } = await visit(web);
    await robot(page).first().waitFor();
    const file = { name: 'karta.txt', mimeType: 'text/plain', buffer: Buffer.from('Gatan vid torget') };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.locator('.webchat__send-button').click();
    const sent = citizen(page).locator('a[href]');
    await sent.waitFor();
    expect(await sent.getAttribute('href')).toContain(web.url);
    await page.reload();
    await citizen(page).locator('a[href]').waitFor();
    expect(faults).toEqual([]);
  });
});

describe('a file that cannot be taken', () => {
  it.each([
    [
      'is no image, PDF or text',
      { name: 'karta.png', mimeType: 'image/png', buffer: Buffer.from([0, 1, 2, 3]) },
      /PDF/,
    ],
    [
      'is too large',
      { name: 'karta.txt', mimeType: 'text/plain', buffer: Buffer.alloc(11 * 1024 * 1024, 'a') },
      /10 MB/,
    ],
    [
      'comes with three others',
      Array.from({ length: 4 }, (_, index) => ({
        name: `karta ${index}.txt`,
        mimeType: 'text/plain',
        buffer: Buffer.from('karta'),
      })),
      /högst 3 filer/,
    ],
  ])('is refused with the reason when it %s', async (_why, file, reason) => {
    const web = await startChat({ logic: cityBot() });
    const { page } = await visit(web);
    await robot(page).first().waitFor();
    await page.locator('input[type=file]').setInputFiles(file);
    await page.locator('.webchat__send-button').click();
    await page.locator('#status', { hasText: reason }).waitFor();
    await box(page).fill('');
    await ask(page, 'hej');
    expect(await page.locator('#status').textContent()).toBe('');
  });
});

describe('languages', () => {
  it('switches page, chat and bot together, keeps the history, and remembers the choice', async () => {
    const heard: { name: string; value: unknown }[] = [];
    const web = await startChat({ logic: cityBot({ heard }) });
    const { page, faults } = await visit(web);
    await robot(page).first().waitFor();
    expect(await robot(page).first().getAttribute('lang')).toBe('sv');
    await page.click('#languages summary');
    await page.click('#languages a[lang=en]');
    await robot(page).nth(1).waitFor();
    expect(await lang(page)).toBe('en');
    expect(await page.locator('#person').textContent()).toBe('Talk to a person');
    expect(await box(page).getAttribute('placeholder')).toBe('Type your question here');
    expect(await robot(page).nth(0).getAttribute('lang')).toBe('sv');
    expect(await robot(page).nth(1).getAttribute('lang')).toBe('en');
    expect(heard.at(-1)).toEqual({ name: 'webchat/language', value: { locale: 'en' } });
    await page.reload();
    await robot(page).nth(1).waitFor();
    expect(await lang(page)).toBe('en');
    expect(faults).toEqual([]);
  });

  it('greets in the language of the address, or else of the browser', async () => {
    const web = await startChat({ logic: cityBot() });
    const byAddress = await visit(web, { path: '/?lang=en' });
    const byBrowser = await visit(web, { locale: 'en-US' });
    for (const { page } of [byAddress, byBrowser]) {
      await robot(page).first().waitFor();
      expect(await lang(page)).toBe('en');
      expect(await robot(page).first().textContent()).toContain('Hello!');
    }
  });
});

describe('a person', () => {
  it('is one press away, and the page says how it stands, also after a reload', async () => {
    const web = await startChat({ logic: cityBot() });
    const { page, faults } = await visit(web);
    await robot(page).first().waitFor();
    await page.click('#person');
    await page.waitForSelector('#standing[data-with=queue]');
    expect(await citizen(page).last().textContent()).toContain('Prata med en människa');
    expect(await focused(page)).toBe('webchat-sendbox-input');
    expect(await standing(page).textContent()).toMatch(/2.*KC-2026-000123/);
    await ask(page, 'accept');
    await page.locator('.said-agent').waitFor();
    await page.reload();
    await page.waitForSelector('#standing[data-with=person]');
    expect(await standing(page).textContent()).toMatch(/Anna.*KC-2026-000123/);
    expect(await page.locator('.said-agent .author').textContent()).toMatch(/Anna/);
    await ask(page, 'close');
    await page.waitForSelector('#standing[data-with=closed]');
    await ask(page, 'Hur ställer jag barnet i kö?');
    await page.waitForSelector('#standing[data-with=robot]');
    expect(await standing(page).textContent()).toContain('KC-2026-000123');
    expect(faults).toEqual([]);
  });

  it('is read as they typed it, with links that open', async () => {
    const web = await startChat({ logic: cityBot() });
    const { page, faults } = await visit(web);
    await robot(page).first().waitFor();
    await ask(page, 'accept');
    const words = page.locator('.said-agent .typed');
    await words.waitFor();
    expect(await words.innerText()).toMatch(/\n\n3 \* 4 \* 5 <b>&amp;<\/b> \(läs https:\/\/example\.org\/a_b_c\)\.$/);
    const link = words.locator('a');
    expect(await link.getAttribute('href')).toBe('https://example.org/a_b_c');
    expect(await link.getAttribute('rel')).toMatch(/noopener/);
    expect(await seriousFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('can be asked for before the chat is connected', async () => {
    const web = await startChat({ logic: cityBot() });
    const { page } = await visit(web);
    await page.locator('#late').waitFor({ state: 'detached' });
    await page.click('#person');
    await page.waitForSelector('#standing[data-with=queue]');
    expect(await citizen(page).count()).toBe(1);
  });
});

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
    expect(await seriousFaults(page)).toEqual([]);
    await page.click('#languages summary');
    expect(await seriousFaults(page)).toEqual([]);
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
    expect(await seriousFaults(page)).toEqual([]);
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

describe('reading', () => {
  it('starts at the beginning of what the bot said, with the question above it', async () => {
    const web = await startChat({ logic: cityBot() });
    const { page } = await visit(web, PHONE);
    const top = async () => (await page.locator('.webchat__basic-transcript').boundingBox())?.y ?? 0;
    const belowTop = async (said: Locator) => ((await said.boundingBox())?.y ?? 0) - (await top());
    await robot(page).first().waitFor();
    await page.locator('.webchat__suggested-action').first().waitFor();
    await expectSoon(() => belowTop(robot(page).first()), 0, 60);
    for (const question of ['Hur ställer jag barnet i kö?', 'Hur lång är kön?']) {
      await ask(page, question);
      await expectSoon(() => belowTop(citizen(page).last()), 0, 60);
    }
  });
});

describe('when something fails', () => {
  it('shows the other ways to the city, and tries again when asked', async () => {
    const web = await startChat({ logic: cityBot() });
    const watched = await openPage(browser, { own: [web.url], expected: /503/, ...PHONE });
    opened.push(watched);
    const { page, faults } = watched;
    await page.route('**/tokens/generate', (route) => route.fulfill({ status: 503, body: '{}' }));
    await page.goto(web.url);
    await page.locator('#failed').waitFor();
    expect(await page.locator('#points a[href="tel:112"]').isVisible()).toBe(true);
    await page.unroute('**/tokens/generate');
    await page.click('#retry');
    await robot(page).first().waitFor();
    expect(await page.locator('#failed').isVisible()).toBe(false);
    expect(faults).toEqual([]);
  });

  it('shows the other ways to the city without any script', async () => {
    const web = await startChat({ logic: cityBot() });
    const { page } = await visit(web, { javaScriptEnabled: false, ...PHONE });
    expect(await page.locator('#points a[href="tel:112"]').isVisible()).toBe(true);
    expect(await page.locator('noscript').textContent()).toMatch(/JavaScript/);
    await page.click('#languages summary');
    await page.click('#languages a[lang=en]');
    expect(await lang(page)).toBe('en');
  });

  it('says so when the earlier conversation has expired, and begins a new one', async () => {
    let ahead = 0;
    const web = await startChat({ logic: cityBot(), now: () => new Date(Date.now() + ahead) });
    const { page } = await visit(web, { expected: /403/ });
    await robot(page).first().waitFor();
    await ask(page, 'hej');
    ahead = 25 * 60 * 60_000;
    await page.reload();
    await page.locator('#status', { hasText: 'konversation' }).waitFor();
    await robot(page).first().waitFor();
    expect(await citizen(page).count()).toBe(0);
    expect(await page.locator('#status').textContent()).toMatch(/konversation/);
  });

  it('loses nothing that is written after a sleep longer than the token lives', async () => {
    let ahead = 0;
    const web = await startChat({ logic: cityBot(), now: () => new Date(Date.now() + ahead) });
    const { page } = await visit(web, { expected: /403/ });
    await robot(page).first().waitFor();
    await ask(page, 'hej');
    ahead = 31 * 60_000;
    await box(page).fill('Hur ställer jag barnet i kö?');
    await box(page).press('Enter');
    await robot(page).nth(2).waitFor();
    expect(await citizen(page).locator('.words').allTextContents()).toEqual([
      expect.stringContaining('hej'),
      expect.stringContaining('Hur ställer jag barnet i kö?'),
    ]);
    expect(await page.locator('#status').textContent()).toBe('');
  });

  it('asks for a fresh token every quarter of an hour, and keeps it for the next visit', async () => {
    const web = await startChat({ logic: cityBot() });
    const { page, context } = await visit(web);
    await robot(page).first().waitFor();
    const kept = async () => JSON.stringify((await context.storageState()).origins);
    const refreshed = () => page.waitForResponse(/tokens\/refresh/);
    await page.clock.install();
    const [atReload] = await Promise.all([refreshed(), page.reload()]);
    expect(atReload.status()).toBe(200);
    await robot(page).first().waitFor();
    const [later] = await Promise.all([refreshed(), page.clock.fastForward('16:00')]);
    const { token } = (await later.json()) as { token: string };
    await until(kept, (now) => now.includes(token));
  });

  it('tells when the connection is gone and when it is back', async () => {
    const web = await startChat({ logic: cityBot() });
    const { page } = await visit(web, { expected: /WebSocket|ERR_CONNECTION|503/ });
    await robot(page).first().waitFor();
    await web.stop();
    await page.waitForSelector('#status[data-kind=offline]');
    await startChat({ logic: cityBot(), port: web.port, dataDir: web.dataDir });
    await page.waitForSelector('#status[data-kind=online]', { timeout: 25_000 });
    await ask(page, 'hej');
    expect(await citizen(page).count()).toBe(1);
  });
});
