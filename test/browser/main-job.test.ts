import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import console_ from '../../locales/sv/console.json';
import { browserPages } from '../support/browser.js';
import { closeCentres, startCentre, type TestCentre } from '../support/start-centre.js';
import { city, locales } from '../support/talk-to.js';

jest.setTimeout(120_000);

/** `SCREENSHOTS=folder` keeps the pictures of this test: the README opens with one. */
const PICTURES = process.env.SCREENSHOTS;

let centre: TestCentre;

const screens = browserPages({ close: closeCentres, faultless: true });

async function screen(path: string): Promise<Page> {
  // Before anybody signs in, the console asks who is there and is told: nobody.
  const opened = await screens.open({
    own: [centre.url],
    expected: /status of 401/,
    viewport: { width: 900, height: 1000 },
  });
  await opened.page.goto(centre.url + path);
  return opened.page;
}

const sentence = (language: string, key: string, values?: Record<string, unknown>) =>
  locales.say(language, key, values);
const said = (page: Page, text: string | RegExp) => page.locator('.said', { hasText: text }).last();

async function ask(page: Page, text: string): Promise<void> {
  const box = page.locator('[data-id="webchat-sendbox-input"]');
  await box.fill(text);
  await box.press('Enter');
}

/** Both screens in one picture, the citizen's to the left. */
async function picture(name: string, pages: Page[]): Promise<void> {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  const shots = await Promise.all(pages.map(async (page) => (await page.screenshot()).toString('base64')));
  const sheet = await screens.browser.newPage({ viewport: { width: 900 * pages.length + 60, height: 1040 } });
  const images = shots.map((shot) => `<img src="data:image/png;base64,${shot}">`).join('');
  await sheet.setContent(
    `<style>body{margin:20px;display:flex;gap:20px;background:#d9dfe4}img{width:900px;box-shadow:0 2px 12px #0003}</style>${images}`,
  );
  await sheet.screenshot({ path: join(PICTURES, `${name}.png`) });
  await sheet.close();
}

it('a citizen gets three answers and a person, an agent takes over, they write, the case is closed', async () => {
  centre = await startCentre();
  await centre.agent('sara', ['TRA'], { name: 'Sara Lind' });

  const citizen = await screen('/');
  await said(citizen, /robot/).waitFor();
  await ask(citizen, 'hur söker jag boendeparkering');
  await said(citizen, 'parkering.stockholm').waitFor();
  await ask(citizen, 'hur skaffar jag lånekort på biblioteket');
  await said(citizen, 'biblioteket.stockholm.se').waitFor();

  const agent = await screen('/console/');
  await agent.getByLabel(console_.signIn.username).fill('sara');
  await agent.getByLabel(console_.signIn.password).fill('a-good-password');
  await agent.keyboard.press('Enter');
  await agent.getByText(console_.queue.emptyTitle).waitFor();

  await ask(citizen, 'The street light outside our house is broken');
  await said(citizen, '08-651 00 00').waitFor();
  await citizen.locator('html[lang=en]').waitFor();
  await citizen
    .getByRole('button', { name: sentence('en', 'feedback.person') })
    .first()
    .click();
  const number = /KC-\d{4}-\d{6}/.exec((await said(citizen, /KC-\d{4}-\d{6}/).textContent()) ?? '')?.[0] ?? '';
  expect(number).toMatch(/^KC-\d{4}-000001$/);

  await agent.locator('.queue-item', { hasText: number }).getByRole('button').click();
  await agent.locator('.reply textarea').waitFor();
  await said(citizen, 'Sara Lind').waitFor();
  await agent.locator('.reply textarea').fill('Hello! Which street is it?');
  await agent.keyboard.press('Enter');
  await said(citizen, 'Which street is it?').waitFor();

  await citizen.reload();
  await said(citizen, 'Which street is it?').waitFor();
  await ask(citizen, 'Storgatan 5, the one by the bus stop');
  await agent.getByRole('log').getByText('Storgatan 5, the one by the bus stop').waitFor();
  await agent.reload();
  await agent.locator('.queue-item', { hasText: number }).getByRole('link').click();
  await agent.getByRole('log').getByText('Storgatan 5, the one by the bus stop').waitFor();
  await agent.locator('.reply textarea').fill('Thank you. I have sent it to those who repair the lights.');
  await agent.keyboard.press('Enter');
  await said(citizen, 'those who repair the lights').waitFor();
  await said(citizen, 'those who repair the lights').scrollIntoViewIfNeeded();
  await picture('handover', [citizen, agent]);

  await agent.getByRole('button', { name: console_.close.open }).click();
  const dialog = agent.getByRole('dialog');
  await dialog.getByLabel(city.resolutions.forwarded?.sv ?? '').check();
  await dialog.getByRole('button', { name: console_.close.submit, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await said(citizen, sentence('en', 'handover.closed', { name: 'Sara Lind', number })).waitFor();
  await ask(citizen, 'how do I apply for preschool');
  await said(citizen, 'forskola.stockholm').waitFor();

  const registered = await (await centre.agent('omar', ['TRA'])).get(`/api/cases/${number}`);
  expect(registered.body).toMatchObject({
    status: 'closed',
    category: 'UTE-BEL',
    resolution: 'forwarded',
    language: 'en',
  });
  const transcript = JSON.stringify(registered.body);
  expect(transcript).toContain('Storgatan 5, the one by the bus stop');
  expect(transcript).toContain('those who repair the lights');
});
