import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import sv from '../../locales/sv/console.json';
import { caseScreens } from '../support/case-screens.js';
import { said } from '../support/console-screens.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

const { screens, aCall } = caseScreens();
const calls = sv.callBacks;

describe('call-backs', () => {
  const row = (page: Page, number: string): Locator => page.locator('.call-row', { hasText: number });
  async function atTheCalls(options?: BrowserContextOptions): Promise<Page> {
    const page = await screens.atWork('vera', options);
    await page.getByRole('link', { name: sv.views['call-backs'] }).click();
    return page;
  }

  it('lists the longest due first, with number, window, language and interpreter', async () => {
    await screens.desk.hire('vera', { groups: ['VAX'] });
    const fresh = await aCall();
    const late = await aCall({ from: -2 });
    const page = await atTheCalls();
    await row(page, fresh).waitFor();
    expect(await page.locator('.call-row .number').allTextContents()).toEqual([late, fresh]);
    const text = await row(page, late).innerText();
    for (const part of [said(calls.late_other, { count: 2 }), calls.windows.forenoon, 'Finska', calls.needsInterpreter])
      expect(text).toContain(part);
    const phone = row(page, late).getByRole('link', { name: said(calls.call, { phone: '+46701740605' }) });
    expect(await phone.getAttribute('href')).toBe('tel:+46701740605');
  });

  it('keeps how a call went with one keystroke, in the row where one is, and goes on with the next', async () => {
    await screens.desk.hire('vera', { groups: ['VAX'] });
    const first = await aCall({ from: -2 });
    const second = await aCall();
    const page = await atTheCalls();
    await row(page, second).waitFor();
    await page.keyboard.press('1');
    await page.getByText(calls.chooseFirst).waitFor();
    const callBack = async (number: string) => (await screens.desk.registry.findCase(number))?.callBack;
    expect((await callBack(first))?.attempts).toEqual([]);
    await page.keyboard.press('j');
    await page.keyboard.press('2');
    await row(page, first).getByText(`${calls.outcome['no-answer']} · Vera`).waitFor();
    await page.keyboard.press('1');
    await row(page, first).waitFor({ state: 'detached' });
    await until(async () => (await callBack(first))?.state === 'done');
    await row(page, second).locator(':focus').waitFor();
    await page.keyboard.press('3');
    await row(page, second).getByText(`${calls.outcome['wrong-number']} · Vera`).waitFor();
    expect((await callBack(second))?.state).toBe('due');
  });

  it('hides the number of a secret case from those it is not given to, and says why', async () => {
    await screens.desk.hire('vera', { groups: ['ALD'] });
    const number = await aCall({ category: 'ALD-HEM' });
    const page = await atTheCalls();
    await row(page, number).getByText(calls.hidden).waitFor();
    expect(await row(page, number).getByRole('button').count()).toBe(0);
    expect(await row(page, number).locator('[href^="tel:"]').count()).toBe(0);
  });

  it('says politely that somebody else has reached the citizen', async () => {
    const vera = await screens.desk.hire('vera', { groups: ['VAX'] });
    const number = await aCall();
    const page = await atTheCalls();
    await row(page, number).waitFor();
    await page.route('**/call-attempt', async (route) => {
      await screens.desk.registry.callAttempt(number, vera, 'reached');
      await route.continue();
    });
    await row(page, number).getByRole('button').first().click();
    await page.getByText(said(calls.gone, { number })).waitFor();
  });
});
