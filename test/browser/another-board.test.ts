import type { Page } from 'playwright-core';
import sv from '../../locales/sv/console.json';
import { browserPages } from '../support/browser.js';
import { claim, fillIn, said } from '../support/console-screens.js';
import { closeCentres, startCentre, type TestCitizen } from '../support/start-centre.js';
import { city, locales } from '../support/talk-to.js';

jest.setTimeout(90_000);

const pages = browserPages({ close: closeCentres, faultless: true });

const group = (code: string) => city.groups[code]?.name.sv ?? '';

async function atWork(url: string, username: string): Promise<Page> {
  // Before anybody signs in, the console asks who is there and is told: nobody.
  const opened = await pages.open({ own: [url], expected: /status of 401/ });
  await opened.page.goto(`${url}/console/`);
  await fillIn(opened.page, username, 'a-good-password');
  return opened.page;
}

async function asksForPreschool(page: Page): Promise<void> {
  await page.getByRole('button', { name: sv.transfer.open }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: sv.transfer.about }).fill('FSK-KO');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: sv.transfer.ask }).click();
  await page.locator('.asked-line', { hasText: group('FSK') }).waitFor();
}

const numberIn = async (citizen: TestCitizen) =>
  /KC-\d{4}-\d{6}/.exec((await citizen.sees()).map(({ text }) => text).join(' '))?.[0] ?? '';

it('a conversation goes to another authority only with the citizen’s yes, and each side sees what happens', async () => {
  const centre = await startCentre();
  await centre.agent('sara', ['TRA']);
  await centre.agent('eva', ['FSK']);
  const citizen = await centre.citizen();
  await citizen.says('Gatlampan utanför huset är trasig');
  await citizen.says('prata med en människa');
  const number = await numberIn(citizen);
  const sara = await atWork(centre.url, 'sara');
  await claim(sara, number);

  await citizen.sends({ type: 'typing', from: { id: 'citizen' } });
  await sara.getByText(sv.watching.citizen).waitFor();

  await asksForPreschool(sara);
  await citizen.seesAt({ kind: 'handover', state: 'accepted' });
  await citizen.says(locales.say('sv', 'handover.consentNo'));
  await sara.locator('.asked-line:empty').waitFor({ state: 'attached' });

  await asksForPreschool(sara);
  await citizen.says(locales.say('sv', 'handover.consentYes'));
  await sara.locator('.lost').getByText(said(sv.lost['consent-given'], { number })).waitFor();
  const eva = await atWork(centre.url, 'eva');
  await eva.locator('.queue-item', { hasText: city.categories['FSK-KO']?.title.sv ?? '' }).waitFor();
  expect(await eva.getByText(number).count()).toBe(0);
});
