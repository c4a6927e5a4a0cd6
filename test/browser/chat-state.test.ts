import type { Page } from 'playwright-core';
import { seriousFaultsOf } from '../support/accessibility.js';
import type { WatchedPage, Watching } from '../support/browser.js';
import { box, chatScreens, PHONE, robot, standing } from '../support/chat-screens.js';
import { cityBot } from '../support/city-bot.js';
import { startChat } from '../support/start-chat.js';
import type { Web } from '../support/start-web.js';

const SECRET_KEPT = '/resume-secret';

const { open } = chatScreens();

const isWith = (page: Page, who: string) => page.waitForSelector(`#standing[data-with=${who}]`);

async function visit(web: Web, { path = '/', ...options }: Partial<Watching> & { path?: string }) {
  const watched = await open({ own: [web.url], ...options });
  const kept = watched.page.waitForResponse((answer) => answer.url().endsWith(SECRET_KEPT));
  await watched.page.goto(web.url + path);
  await robot(watched.page).first().waitFor();
  await kept;
  return watched;
}

async function ask(page: Page, text: string): Promise<void> {
  const before = await page.locator('.said').count();
  await box(page).fill(text);
  await box(page).press('Enter');
  await page
    .locator('.said')
    .nth(before + 1)
    .waitFor();
}

/** What a screen reader is given of the state line from now on. */
const LISTEN = `
  window.announced = [];
  new MutationObserver(() => {
    const said = document.getElementById('standing').textContent.trim();
    if (said !== window.announced.at(-1)) window.announced.push(said);
  }).observe(document.getElementById('standing'), { childList: true, subtree: true, characterData: true });`;
const announced = (page: Page) => page.evaluate<string[]>('window.announced');

// Row 10: "did it really go to a human?" Row 23: announced once for each change, not with each message.
describe.each([
  ['sv', 'desktop', {}],
  ['sv', '360 px', PHONE],
  ['en', '360 px', PHONE],
] as const)('the state line (%s, %s) (complaints 10 and 23)', (language, _size, screen) => {
  const person = language === 'sv' ? 'Prata med en människa' : 'Talk to a person';

  it('is a status of its own, says who one writes with, and is read aloud once for each change', async () => {
    const web = await startChat({ logic: cityBot() });
    const { page, faults } = await visit(web, { path: `/?lang=${language}`, ...screen });
    expect(await standing(page).getAttribute('role')).toBe('status');
    expect(await page.locator('html').getAttribute('dir')).toBe('ltr');
    await page.evaluate(LISTEN);
    await ask(page, 'hej');
    expect(await announced(page)).toEqual([]);
    await ask(page, person);
    await isWith(page, 'queue');
    await ask(page, 'accept');
    await isWith(page, 'person');
    await ask(page, 'close');
    await isWith(page, 'closed');
    const said = await announced(page);
    expect(said).toHaveLength(3);
    expect(said[0]).toMatch(/2.*KC-2026-000123/);
    expect(said[1]).toMatch(/Anna.*KC-2026-000123/);
    expect(said[2]).toMatch(/robot.*KC-2026-000123/);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await seriousFaultsOf(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('is the same after a reload, read aloud once, not with every step of the past', async () => {
    const web = await startChat({ logic: cityBot() });
    const { page } = await visit(web, { path: `/?lang=${language}`, ...screen });
    await ask(page, person);
    await ask(page, 'accept');
    await isWith(page, 'person');
    const before = await standing(page).textContent();
    await page.addInitScript(`addEventListener('DOMContentLoaded', () => { ${LISTEN} });`);
    await page.reload();
    await isWith(page, 'person');
    await page.locator('.said-agent').waitFor();
    expect(await standing(page).textContent()).toBe(before);
    expect(await announced(page)).toEqual([before?.trim()]);
  });
});

it('says that there is no connection as long as there is none, and then how it stands', async () => {
  const web = await startChat({ logic: cityBot() });
  const { page } = await visit(web, { expected: /WebSocket|ERR_CONNECTION|503/ });
  await ask(page, 'Prata med en människa');
  await isWith(page, 'queue');
  await web.stop();
  await isWith(page, 'offline');
  expect(await standing(page).textContent()).toMatch(/KC-2026-000123/);
  await startChat({ logic: cityBot(), port: web.port, dataDir: web.dataDir });
  await page.waitForSelector('#standing[data-with=queue]', { timeout: 25_000 });
});

it('shows that the agent is writing', async () => {
  const web = await startChat({ logic: cityBot() });
  const { page, context } = await visit(web, {});
  await ask(page, 'Prata med en människa');
  await ask(page, 'accept');
  const { conversationId } = await conversationIn(context);
  const shown = page.locator('.webchat__typing-indicator');
  expect(await shown.count()).toBe(0);
  web.directLine.typing(conversationId, { id: 'agent', name: 'Anna' });
  await shown.first().waitFor();
});

async function conversationIn(context: WatchedPage['context']): Promise<{ conversationId: string; secret: string }> {
  const { origins } = await context.storageState();
  const kept = origins.flatMap(({ localStorage }) => localStorage).find(({ name }) => name.endsWith('.conversation'));
  return JSON.parse(kept?.value ?? '{}');
}

// Rows 14 and 15: a phone that slept finds its own conversation, waiting or with an agent.
describe('after a sleep longer than the token lives (complaint 14)', () => {
  it.each([
    ['queue', ['Prata med en människa']],
    ['person', ['Prata med en människa', 'accept']],
  ])('a reload comes back to the same conversation (%s)', async (who, said) => {
    let ahead = 0;
    const web = await startChat({ logic: cityBot(), now: () => new Date(Date.now() + ahead) });
    const { page, context } = await visit(web, { expected: /403/, ...PHONE });
    for (const words of said) await ask(page, words);
    const before = await conversationIn(context);
    const messages = await page.locator('.said').allTextContents();
    ahead = 45 * 60_000;
    await page.reload();
    await isWith(page, who);
    const after = await conversationIn(context);
    expect(after.conversationId).toBe(before.conversationId);
    expect(after.secret).not.toBe(before.secret);
    await page
      .locator('.said')
      .nth(messages.length - 1)
      .waitFor();
    expect(await page.locator('.said').count()).toBe(messages.length);
    expect(await page.locator('#status').textContent()).toBe('');
  });
});
