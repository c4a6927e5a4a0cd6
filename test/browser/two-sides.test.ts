import type { Page } from 'playwright-core';
import console_ from '../../locales/sv/console.json';
import { browserPages } from '../support/browser.js';
import { closeCentres, startCentre, type TestCentre } from '../support/start-centre.js';
import { until } from '../support/until.js';

jest.setTimeout(90_000);

let centre: TestCentre;

const pages = browserPages({ close: closeCentres, faultless: true });

async function screen(path: string): Promise<Page> {
  const opened = await pages.open({ own: [centre.url], expected: /status of 401/ });
  await opened.page.goto(centre.url + path);
  return opened.page;
}

const EVIL = '<img src=x onerror="document.title=1"><b>fet</b> **stjärnor** [länk](javascript:alert(1))';

describe('what an agent writes', () => {
  it('is the same text on both sides: HTML and Markdown are characters, a personal number is nowhere (bad input: HTML from an agent)', async () => {
    centre = await startCentre();
    await centre.agent('sara', ['PAR']);
    const citizen = await screen('/');
    const box = citizen.locator('[data-id="webchat-sendbox-input"]');
    await box.fill('hur söker jag boendeparkering');
    await box.press('Enter');
    await citizen.locator('.said', { hasText: 'parkering.stockholm' }).last().waitFor();
    await box.fill('prata med en människa');
    await box.press('Enter');
    await citizen
      .locator('.said', { hasText: /KC-\d{4}-\d{6}/ })
      .last()
      .waitFor();

    const agent = await screen('/console/');
    await agent.getByLabel(console_.signIn.username).fill('sara');
    await agent.getByLabel(console_.signIn.password).fill('a-good-password');
    await agent.keyboard.press('Enter');
    await agent.locator('.queue-item').getByRole('button').click();
    await agent.locator('.reply textarea').fill(`${EVIL} 19811218-9876`);
    await agent.keyboard.press('Enter');
    await agent.getByText(console_.outgoing.waiting).waitFor();
    expect(await citizen.getByText('stjärnor').count()).toBe(0);
    const said = citizen.locator('.said', { hasText: 'stjärnor' }).last();
    await said.waitFor();
    await agent.getByText(console_.reply.masked).waitFor();
    for (const text of [await said.textContent(), await agent.getByRole('log').textContent()]) {
      expect(text).toContain(EVIL);
      expect(text).not.toContain('9876');
    }
    expect(await said.locator('img, b, strong, a[href^="javascript"]').count()).toBe(0);
    expect([await citizen.title(), await agent.title()]).not.toContain('1');
  });

  it('reaches the citizen once, however often it is posted under its name', async () => {
    centre = await startCentre();
    const sara = await centre.agent('sara', ['PAR']);
    const citizen = await centre.citizen();
    await citizen.says('hur söker jag boendeparkering');
    await citizen.says('prata med en människa');
    const { items } = (await sara.get('/api/handovers')).body;
    const path = `/api/handovers/${items[0]?.id}`;
    await sara.post(`${path}/claim`);
    const posted = await Promise.all(
      [1, 2, 3].map(() => sara.post(`${path}/messages`, { text: 'Hej från Sara', key: 'once' })),
    );
    expect(posted.map(({ status }) => status)).toEqual([201, 201, 201]);
    await until(async () => (await citizen.sees()).some(({ text }) => text === 'Hej från Sara'));
    expect((await citizen.sees()).filter(({ text }) => text === 'Hej från Sara')).toHaveLength(1);
  });
});
