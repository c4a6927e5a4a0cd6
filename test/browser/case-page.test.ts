import type { Page } from 'playwright-core';
import { faultsOf } from '../support/accessibility.js';
import { browserPages, type WatchedPage, type Watching } from '../support/browser.js';
import { closeCentres, codesIn, startCentre, type TestCentre } from '../support/start-centre.js';
import { locales } from '../support/talk-to.js';

const say = (key: string, values?: Record<string, unknown>) => locales.say('sv', key, values);

let centre: TestCentre;
let number: string;
let secret: string;

beforeEach(async () => {
  centre = await startCentre();
  const citizen = await centre.citizen('sv');
  ({ number, secret } = codesIn(await citizen.says('prata med en människa')));
});
const pages = browserPages({ close: closeCentres });

async function visit(path: string, options: Partial<Watching> = {}): Promise<WatchedPage> {
  const watched = await pages.open({ own: [centre.url], ...options });
  await watched.page.goto(centre.url + path);
  return watched;
}

const widest = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth');

it('follows a case from its link by keyboard alone, at 360 px, without a fault that axe sees', async () => {
  const { page, faults } = await visit(`/case#${number}`, { viewport: { width: 360, height: 740 } });
  await page.waitForFunction(`document.querySelector('#number').value === '${number}'`);
  expect(await faultsOf(page)).toEqual([]);
  expect(await widest(page)).toBeLessThanOrEqual(360);
  expect(await page.evaluate('document.activeElement.id')).toBe('secret');
  await page.keyboard.type(secret);
  await page.keyboard.press('Enter');
  await page.getByText(say('status.now.registered')).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  expect(await widest(page)).toBeLessThanOrEqual(360);
  expect(page.url()).not.toContain(secret);
  await page.locator('#more').focus();
  await page.keyboard.type('Stolpe 17');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText(say('status.done.more', { number })).waitFor();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText(locales.say('en', 'status.now.registered')).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  expect(faults).toEqual([]);
});

it('works without any script: look up, be refused, withdraw', async () => {
  const { page } = await visit('/case', { javaScriptEnabled: false });
  await page.fill('#number', number);
  await page.fill('#secret', 'AAAA-AAAA');
  await page.getByRole('button', { name: say('status.page.open') }).click();
  expect(await page.getByRole('alert').innerText()).toContain(say('status.wrong'));
  expect(await page.inputValue('#secret')).toBe('');
  expect(await page.locator('#secret').evaluate((field) => field.matches(':focus'))).toBe(true);
  await page.fill('#secret', secret);
  await page.getByRole('button', { name: say('status.page.open') }).click();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: say('status.choice.withdraw') }).click();
  expect(await page.getByRole('status').innerText()).toContain(say('status.done.withdraw', { number }));
  expect(await page.locator('main').innerText()).toContain(say('status.now.closed'));
});
