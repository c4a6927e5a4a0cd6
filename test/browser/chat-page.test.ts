import type { Locator } from 'playwright-core';
import { seriousFaultsOf } from '../support/accessibility.js';
import { ask, box, chatScreens, citizen, focused, lang, PHONE, robot, standing } from '../support/chat-screens.js';
import { cityBot } from '../support/city-bot.js';
import { startChat } from '../support/start-chat.js';

const { open, visit } = chatScreens();

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
    const watched = await open({ own: [web.url] });
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
    expect(await seriousFaultsOf(page)).toEqual([]);
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
