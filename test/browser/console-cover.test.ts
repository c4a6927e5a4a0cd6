import type { Locator, Page } from 'playwright-core';
import en from '../../locales/en/console.json';
import sv from '../../locales/sv/console.json';
import { card, consoleScreens, dialog, fillIn, replyBox, said } from '../support/console-screens.js';

jest.setTimeout(60_000);

const screens = consoleScreens();
const words = sv.cover;
const TRAFFIC = 'Trafik och utemiljö';

const row = (page: Page, name: string): Locator => page.getByRole('listitem').filter({ hasText: name });
const submit = (page: Page) => dialog(page).getByRole('button', { name: words.submit }).click();

async function choose(page: Page, label: string, typed: string): Promise<void> {
  await dialog(page).getByRole('combobox', { name: label }).fill(typed);
  await page.keyboard.press('Enter');
}

/** A supervisor on the page of covers. */
async function supervisor(): Promise<Page> {
  await screens.desk.hire('siri', { roles: ['supervisor'], groups: [] });
  const page = await screens.atWork('siri');
  await page.getByRole('link', { name: sv.views.cover }).click();
  await page.getByText(words.emptyTitle).waitFor();
  return page;
}

describe('cover for another desk', () => {
  it('is given by a supervisor until a time; the agent’s own screen has the other queue at once, and loses it', async () => {
    await screens.desk.hire('eva', { groups: ['FSK'] });
    const { number } = await screens.desk.wait();
    const eva = await screens.atWork('eva');
    const page = await supervisor();
    expect(await card(eva, number).count()).toBe(0);

    await page.getByRole('button', { name: words.give }).click();
    await choose(page, words.person, 'eva');
    await choose(page, words.group, 'trafik');
    await submit(page);
    await page.getByText(said(words.given, { name: 'Eva', group: TRAFFIC })).waitFor();
    await card(eva, number).getByRole('button', { name: sv.claim.button }).waitFor();

    await row(page, 'Eva').getByRole('button').click();
    await page.getByText(said(words.ended, { name: 'Eva', group: TRAFFIC })).waitFor();
    await page.getByText(words.emptyTitle).waitFor();
    await card(eva, number).waitFor({ state: 'detached' });
  });

  it('ends for one group and stays for the others', async () => {
    const { id } = await screens.desk.hire('eva', { groups: ['FSK'] });
    const until = new Date(screens.desk.clock.now().getTime() + 3_600_000);
    await screens.desk.agents.giveCover(id, { group: 'TRA', until, by: '' });
    await screens.desk.agents.giveCover(id, { group: 'SOC', until, by: '' });
    await screens.desk.hire('siri', { roles: ['supervisor'], groups: [] });
    const page = await screens.atWork('siri');
    await page.getByRole('link', { name: sv.views.cover }).click();
    await row(page, TRAFFIC).getByRole('button').click();
    await row(page, TRAFFIC).waitFor({ state: 'detached' });
    expect(await row(page, 'Socialt stöd').count()).toBe(1);
    expect((await screens.desk.agents.find(id))?.cover.map(({ group }) => group)).toEqual(['SOC']);
  });

  it('is given with the keyboard alone, and what is missing is said where it is missing', async () => {
    await screens.desk.hire('eva', { groups: ['FSK'] });
    const page = await supervisor();
    await page.getByRole('button', { name: words.give }).focus();
    await page.keyboard.press('Enter');
    await dialog(page).getByRole('button', { name: words.submit }).focus();
    await page.keyboard.press('Enter');
    await dialog(page).getByText(words.personMissing).waitFor();
    await dialog(page).getByText(words.groupMissing).waitFor();
    await page.keyboard.type('eva');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('förskola');
    await page.keyboard.press('Enter');
    await dialog(page).getByText(words.ownGroup).waitFor();
    await page.keyboard.type('parkering');
    await page.keyboard.press('Enter');
    await dialog(page).getByLabel(words.untilLabel).fill('2001-01-01T10:00');
    await submit(page);
    await dialog(page).getByText(words.untilFault).waitFor();
    await dialog(page).getByLabel(words.untilLabel).fill('');
    await submit(page);
    await dialog(page).getByText(words.untilFault).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText(words.emptyTitle).waitFor();
  });

  it('lasts until the city’s clock shows the time that was written, wherever the supervisor sits', async () => {
    const { id } = await screens.desk.hire('eva', { groups: ['FSK'] });
    await screens.desk.hire('siri', { roles: ['supervisor'], groups: [] });
    const page = await screens.atWork('siri', { timezoneId: 'Pacific/Auckland' });
    await page.getByRole('link', { name: sv.views.cover }).click();
    await page.getByRole('button', { name: words.give }).click();
    await choose(page, words.person, 'eva');
    await choose(page, words.group, 'trafik');
    const day = new Date(screens.desk.clock.now().getTime() + 5 * 86_400_000).toISOString().slice(0, 10);
    await dialog(page).getByLabel(words.untilLabel).fill(`${day}T16:30`);
    await submit(page);
    await row(page, 'Eva').waitFor();
    const until = (await screens.desk.agents.find(id))?.cover[0]?.until as Date;
    const shown = until.toLocaleString('sv-SE', {
      timeZone: 'Europe/Stockholm',
      timeStyle: 'short',
      dateStyle: 'short',
    });
    expect(shown).toBe(`${day} 16:30`);
  });

  it('gives a queue to somebody who has no group of their own', async () => {
    const { id } = await screens.desk.hire('eva', { groups: [] });
    const { number } = await screens.desk.wait();
    const until = new Date(screens.desk.clock.now().getTime() + 3_600_000);
    await screens.desk.agents.giveCover(id, { group: 'TRA', until, by: '' });
    const eva = await screens.atWork('eva');
    await card(eva, number).getByRole('button').click();
    await replyBox(eva).waitFor();
  });

  it('lets a strictly secret conversation be taken only when a supervisor has assigned it', async () => {
    const eva = await screens.desk.hire('eva', { groups: ['FSK'] });
    const siri = await screens.desk.hire('siri', { roles: ['supervisor'], groups: [] });
    const until = new Date(screens.desk.clock.now().getTime() + 3_600_000);
    await screens.desk.agents.giveCover(eva.id, { group: 'SOC', until, by: siri.id });
    const { number } = await screens.desk.wait({ category: 'EKO-EB' });
    const page = await screens.atWork('eva');
    await card(page, number).getByRole('link').click();
    await page.locator('.reading-only').waitFor();
    expect(await card(page, number).getByRole('button').count()).toBe(0);
    await screens.desk.registry.assign(number, siri, eva);
    await page.locator('.claim-bar').getByRole('button', { name: sv.claim.button }).click();
    await replyBox(page).waitFor();
  });

  it('is nowhere in the console of somebody who does not supervise', async () => {
    await screens.desk.hire('anna');
    const page = await screens.atWork('anna');
    expect(await page.getByRole('link', { name: sv.views.cover }).count()).toBe(0);
  });
});

describe('the head of the page', () => {
  const everything = {
    name: 'Maximilian Allmänsson-Bergström',
    roles: ['agent', 'officer', 'supervisor', 'editor', 'admin'] as never[],
    boards: ['TRN'],
  };

  it.each(['sv-SE', 'en-GB'])('is one line at 1280 pixels for somebody with every role (%s)', async (locale) => {
    await screens.desk.hire('max', everything);
    const page = await screens.screen({ locale });
    await fillIn(page, 'max', 'max-password', locale === 'en-GB' ? (en as typeof sv) : sv);
    await page.locator('.top-views a').last().waitFor();
    const tops = await page
      .locator('.top-views a, .top-tools button')
      .evaluateAll((all) => [
        Math.max(...all.map((one) => one.getBoundingClientRect().top)),
        Math.min(...all.map((one) => one.getBoundingClientRect().bottom)),
      ]);
    expect(tops[0]).toBeLessThan(tops[1] as number);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1280);
  });

  it('folds on a small screen to where one is and who waits; the menu has the rest and closes after a choice', async () => {
    await screens.desk.hire('max', everything);
    const page = await screens.atWork('max', { viewport: { width: 360, height: 740 } });
    const head = async () => (await page.locator('.top').boundingBox())?.height;
    const oneLine = await head();
    const link = (name: string) => page.getByRole('link', { name, exact: true });
    expect(await link(sv.views.staff).isVisible()).toBe(false);
    await page.getByRole('button', { name: sv.app.menu }).click();
    await link(sv.views.cases).click();
    await page.getByRole('heading', { name: sv.views.cases }).waitFor();
    expect(await page.getByRole('link', { name: sv.views.desk }).isVisible()).toBe(false);
    expect(await head()).toBe(oneLine);
    await screens.desk.wait();
    await page.getByRole('link', { name: sv.views.desk }).waitFor();
    expect(await link(sv.views.staff).isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: sv.app.signOut }).isVisible()).toBe(false);
  });
});
