import type { Locator, Page } from 'playwright-core';
import en from '../../locales/en/console.json';
import sv from '../../locales/sv/console.json';
import { faultsOf } from '../support/accessibility.js';
import { consoleScreens, dialog, fillIn, said } from '../support/console-screens.js';

jest.setTimeout(60_000);

const screens = consoleScreens();
const words = sv.board;
const SIZES = [
  { width: 1280, height: 900 },
  { width: 360, height: 740 },
];

const line = (page: Page, number: string): Locator => page.locator('.board-line', { hasText: number });
const group = (page: Page, name: string): Locator =>
  page.locator('.board-group').filter({ has: page.getByRole('heading', { name }) });
const figure = (page: Page, name: string): Locator =>
  page
    .locator('.board-figures div')
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator('dd');

/** A supervisor who looks at the board. */
async function board(viewport = SIZES[0]): Promise<Page> {
  await screens.desk.hire('siri', { name: 'Siri Holm', roles: ['supervisor'], groups: [] });
  const page = await screens.atWork('siri', { viewport });
  await page.evaluate("location.hash = '#/board'");
  await page.getByRole('heading', { name: words.people, exact: true }).waitFor();
  return page;
}

const bromma = { centre: 'bromma' };

describe.each(SIZES)('the board at $width pixels', (size) => {
  it('shows who waits, who is at work and what needs somebody, and nothing is wider than the screen', async () => {
    await screens.desk.hire('anna', { name: 'Anna Berg', centre: 'bromma', capacity: 3 });
    const { number } = await screens.desk.wait(bromma, 12);
    await screens.desk.desk.care();
    const page = await board(size);
    await line(page, number).getByText(words.worry.supervisor).waitFor();
    await page.getByText(said(words.worries_one, { count: 1 })).waitFor();
    expect(await figure(page, words.waiting).innerText()).toBe('1');
    expect(await figure(page, words.longest).innerText()).toBe('12 min');
    await group(page, 'Trafik och utemiljö').getByText('öppen, 1 på plats').waitFor();
    await group(page, 'Trafik och utemiljö').getByText(words.state.empty).waitFor();
    await page.getByText('Anna Berg').waitFor();
    await page.getByText('0 av 3 samtal').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(size.width);
  });

  it('has nothing that keeps people with disabilities from using it', async () => {
    await screens.desk.hire('anna', { centre: 'bromma' });
    const { number } = await screens.desk.wait(bromma, 12);
    await screens.desk.wait({ centre: 'hasselby-vallingby' });
    await screens.desk.desk.care();
    const page = await board(size);
    const check = async () => expect(await faultsOf(page)).toEqual([]);
    await check();
    await line(page, number).getByRole('button').click();
    await check();
    await page.keyboard.press('Escape');
    await group(page, 'Trafik och utemiljö').getByRole('button').first().click();
    await check();
  });
});

describe('the board', () => {
  it('follows what happens by itself: somebody comes, takes a conversation, leaves', async () => {
    const page = await board();
    await page.getByText(words.nobodyHere).waitFor();
    await screens.desk.hire('anna', { name: 'Anna Berg' });
    const anna = await screens.atWork('anna');
    await page.getByText('Anna Berg').waitFor();
    const { number } = await screens.desk.wait();
    await line(page, number).waitFor();
    await anna.locator('.queue-item', { hasText: number }).getByRole('button').click();
    await page.locator('.board-person', { hasText: 'Anna Berg' }).getByRole('link', { name: number }).waitFor();
    expect(await figure(page, words.waiting).innerText()).toBe('0');
    await anna.getByLabel(sv.presence.label).selectOption('back-soon');
    await page.locator('.board-person').getByText(sv.presence['back-soon']).waitFor();
  });

  it('calls a supervisor from any other page when nobody takes a conversation for too long', async () => {
    await screens.desk.hire('siri', { roles: ['supervisor'], groups: [] });
    await screens.desk.wait({}, 4);
    await screens.desk.wait({}, 12);
    const page = await screens.atWork('siri');
    const link = page.getByRole('link', { name: sv.views.board });
    expect(await link.locator('.count').count()).toBe(0);
    await screens.desk.desk.care();
    await link.getByText(said(words.alarms_one, { count: 1 })).waitFor({ state: 'attached' });
  });

  it('gives a waiting conversation to somebody with the keyboard alone, and says who is missing', async () => {
    await screens.desk.hire('anna', { name: 'Anna Berg', languages: ['sv', 'so'] });
    await screens.desk.hire('bo', { name: 'Bo Ek', languages: ['sv'] });
    const { number } = await screens.desk.wait({ language: 'so' });
    const page = await board();
    await line(page, number).getByRole('button').focus();
    await page.keyboard.press('Enter');
    const names = await dialog(page)
      .getByRole('radio')
      .evaluateAll((all) => all.map((one) => one.closest('label')?.textContent));
    expect(names[0]).toContain('Anna Berg');
    expect(names[0]).toContain('talar somaliska');
    expect(names[1]).toContain('talar inte somaliska');
    await dialog(page).getByRole('button', { name: words.giveSubmit }).focus();
    await page.keyboard.press('Enter');
    await dialog(page).getByText(words.agentMissing).waitFor();
    await dialog(page).locator('input:focus').waitFor();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.getByText(said(words.given, { number, name: 'Anna Berg' })).waitFor();
    await line(page, number)
      .getByText(said(words.keptFor, { name: 'Anna Berg' }))
      .waitFor();
  });

  it('takes a conversation back from an agent, after asking; it has its old place again', async () => {
    const anna = await screens.desk.hire('anna', { name: 'Anna Berg' });
    const { number, handoverId } = await screens.desk.wait({}, 5);
    await screens.desk.desk.claim(handoverId, anna);
    const page = await board();
    await line(page, number).getByRole('button').click();
    await dialog(page)
      .getByText(said(words.takeBackTitle, { number, name: 'Anna Berg' }))
      .waitFor();
    await dialog(page).getByRole('button', { name: words.takeBackSubmit }).click();
    await page.getByText(said(words.takenBack, { number })).waitFor();
    await line(page, number).getByText('5 min').waitFor();
    expect(screens.desk.told.at(-1)?.what).toBe('returned');
  });

  it('says it when a conversation that is to be moved is gone meanwhile', async () => {
    const anna = await screens.desk.hire('anna', { name: 'Anna Berg' });
    const { number, handoverId } = await screens.desk.wait();
    const page = await board();
    await line(page, number).getByRole('button').click();
    await dialog(page).getByRole('radio').check();
    await page.route('**/api/board', (route) => route.abort());
    await screens.desk.desk.claim(handoverId, anna);
    await dialog(page).getByRole('button', { name: words.giveSubmit }).click();
    await dialog(page).getByText(words.notGivable).waitFor();
  });

  it('closes a desk until a time with a reason, and opens it again', async () => {
    await screens.desk.hire('anna', { centre: 'bromma' });
    const page = await board();
    const traffic = group(page, 'Trafik och utemiljö');
    await traffic.locator('.board-desk', { hasText: 'Bromma' }).getByRole('button').click();
    await dialog(page).getByLabel(words.until).fill('2001-01-01T10:00');
    await dialog(page).getByRole('button', { name: words.closeSubmit }).click();
    await dialog(page).getByText(sv.cover.untilFault).waitFor();
    await dialog(page).getByText(words.whyMissing).waitFor();
    const day = new Date(screens.desk.clock.now().getTime() + 2 * 86_400_000).toISOString().slice(0, 10);
    await dialog(page).getByLabel(words.until).fill(`${day}T10:00`);
    await dialog(page).getByLabel(words.why).fill('Utbildning');
    await page.keyboard.press('Enter');
    await page.getByText(said(words.closedOne, { group: 'Trafik och utemiljö', centre: 'Bromma' })).waitFor();
    await traffic.getByText(/stängd av Siri Holm till .*10:00: Utbildning/).waitFor();
    expect(await screens.desk.desk.availability('TRA')).toMatchObject({ open: false });
    await traffic.getByRole('button', { name: words.openDesk }).click();
    await page.getByText(said(words.opened, { group: 'Trafik och utemiljö', centre: 'Bromma' })).waitFor();
    await traffic.getByText('öppen, 1 på plats').waitFor();
    expect(await screens.desk.desk.availability('TRA')).toEqual({ open: true });
  });

  it('closes all desks of a group at once, and opens them at once', async () => {
    await screens.desk.hire('anna', { centre: 'bromma' });
    const page = await board();
    const traffic = group(page, 'Trafik och utemiljö');
    await traffic.getByRole('button').first().click();
    await dialog(page)
      .getByLabel(said(words.closeAll, { group: 'Trafik och utemiljö' }))
      .check();
    await dialog(page).getByLabel(words.why).fill('Utrymning');
    await dialog(page).getByRole('button', { name: words.closeSubmit }).click();
    await traffic
      .getByText(/Utrymning/)
      .nth(1)
      .waitFor();
    await traffic.getByRole('button', { name: words.openAll }).first().click();
    await page.getByText(said(words.openedAll, { group: 'Trafik och utemiljö' })).waitFor();
    await traffic
      .getByText(/Utrymning/)
      .first()
      .waitFor({ state: 'detached' });
  });

  it('shows what flows over now and what centres lent each other today', async () => {
    const vera = await screens.desk.hire('vera', { name: 'Vera', centre: 'hasselby-vallingby' });
    const lent = await screens.desk.wait(bromma);
    await screens.desk.desk.claim(lent.handoverId, vera);
    await screens.desk.wait(bromma);
    const page = await board();
    const lending = page.getByRole('region', { name: words.lending });
    await lending.getByText('Trafik och utemiljö: 1 väntande från Bromma visas för Hässelby-Vällingby').waitFor();
    await lending.getByText('Hässelby-Vällingby svarade för Bromma: 1 samtal, 0 min').waitFor();
    expect(await lending.getByText(words.loan.empty).count()).toBe(2);
  });

  it('stays short when many wait: the first ten, and all when somebody asks', async () => {
    for (let n = 0; n < 12; n++) await screens.desk.wait();
    const page = await board();
    const lines = page.locator('.board-line');
    expect(await lines.count()).toBe(10);
    await page.getByRole('button', { name: said(words.others_other, { count: 2 }) }).click();
    expect(await lines.count()).toBe(12);
    await page.getByRole('button', { name: words.fewer }).click();
    expect(await lines.count()).toBe(10);
  });

  it('shows five of many that need somebody, so that groups and people stay in sight', async () => {
    for (let n = 0; n < 7; n++) await screens.desk.wait({}, 12);
    await screens.desk.desk.care();
    const page = await board();
    await page.getByText(said(words.worries_other, { count: 7 })).waitFor();
    expect(await page.locator('.board-line').count()).toBe(5);
    const groups = await page.getByRole('heading', { name: words.groups, exact: true }).boundingBox();
    expect(groups?.y).toBeLessThan(800);
    await page.getByRole('button', { name: said(words.others_other, { count: 2 }) }).click();
    expect(await page.locator('.board-line').count()).toBe(7);
  });

  it('speaks English to whoever chose it', async () => {
    await screens.desk.hire('siri', { roles: ['supervisor'], groups: [] });
    const page = await screens.screen({ locale: 'en-GB' });
    await fillIn(page, 'siri', 'siri-password', en as typeof sv);
    await page.getByRole('link', { name: en.views.board }).click();
    await page.getByText(en.board.noWorries).waitFor();
  });

  it('is nowhere in the console of somebody who does not supervise', async () => {
    await screens.desk.hire('anna');
    const page = await screens.atWork('anna');
    expect(await page.getByRole('link', { name: sv.views.board }).count()).toBe(0);
    await page.evaluate("location.hash = '#/board'");
    await page.getByRole('heading', { name: sv.queue.waiting }).waitFor();
  });
});
