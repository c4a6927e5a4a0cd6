import { ask, box, chatScreens, citizen, lang, PHONE, robot } from '../support/chat-screens.js';
import { cityBot } from '../support/city-bot.js';
import { startChat } from '../support/start-chat.js';
import { until } from '../support/until.js';

const { open, visit } = chatScreens();

describe('when something fails', () => {
  it('shows the other ways to the city, and tries again when asked', async () => {
    const web = await startChat({ logic: cityBot() });
    const watched = await open({ own: [web.url], expected: /503/, ...PHONE });
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
