import type { BrowserContextOptions, Page } from 'playwright-core';
import sv from '../../locales/sv/console.json';
import { buttons, caseScreens, submit } from '../support/case-screens.js';
import { button, dialog, said } from '../support/console-screens.js';

jest.setTimeout(60_000);

const { screens, aReport, openedBy, shows, dayIn } = caseScreens();
const words = sv.step;

describe('an officer’s day', () => {
  async function anOfficer(options?: BrowserContextOptions): Promise<Page> {
    await screens.desk.hire('olle', { roles: ['officer'], groups: [], boards: ['TRN'] });
    return screens.atWork('olle', options);
  }

  it('finds what was forwarded to the own board, with the day to answer by and overdue in words, and answers it', async () => {
    const anna = await screens.desk.hire('anna');
    const [late, soon, own] = [await aReport(), await aReport(), await aReport()];
    const forward = (number: string, answerBy: string) =>
      screens.desk.registry.forward(number, anna, { to: { department: 'TRK' }, answerBy, why: 'Lampan blinkar' });
    const today = screens.desk.clock.now();
    screens.desk.clock.pass(-10 * 24 * 60);
    await forward(late, dayIn(7));
    screens.desk.clock.set(today.toISOString());
    await forward(soon, dayIn(3));
    const page = await anOfficer();
    await page.locator('.case-row', { hasText: own }).waitFor();
    await page.getByLabel(sv.cases.whose).selectOption({ label: sv.cases.forwardedToMe });
    await page.locator('.case-row', { hasText: own }).waitFor({ state: 'detached' });
    expect(await page.locator('.case-row', { hasText: late }).innerText()).toContain(
      said(sv.case.overdue_other, { count: 3 }),
    );
    expect(await page.locator('.case-row', { hasText: soon }).innerText()).toContain('Svar senast');
    await page.getByLabel(sv.cases.due, { exact: true }).selectOption({ label: sv.cases.dueToday });
    await page.locator('.case-row', { hasText: soon }).waitFor({ state: 'detached' });
    await page.locator('.case-row', { hasText: late }).getByRole('link').click();
    await button(page, words.answer).click();
    await dialog(page)
      .getByLabel(/Svar till invånaren/)
      .fill('Lampan är lagad.');
    await submit(page, 'answer');
    await page.getByText(said(words.done.answer, { number: late })).waitFor();
    await shows(late, 'answered');
  });

  it('is offered to take what was sent to the own board, not to take it back', async () => {
    const anna = await screens.desk.hire('anna');
    const number = await aReport();
    const to = { department: 'TRK' };
    await screens.desk.registry.forward(number, anna, { to, answerBy: dayIn(3), why: 'Lampan blinkar' });
    const page = await openedBy(await anOfficer(), number);
    expect((await buttons(page))[0]).toBe(words.take);
  });

  it('lets somebody answer, ask or send back what they read only because it was sent to them, and nothing else', async () => {
    const anna = await screens.desk.hire('anna');
    await screens.desk.hire('sven', { roles: ['officer'], groups: [], boards: ['SBN'] });
    const number = await aReport();
    const to = { department: 'SBK' };
    await screens.desk.registry.forward(number, anna, { to, answerBy: dayIn(3), why: 'Lampan blinkar' });
    const page = await openedBy(await screens.atWork('sven'), number);
    expect(await buttons(page)).toEqual([words.answer, words.wait, words.forward, words.note, words.link]);
    await button(page, words.forward).click();
    await dialog(page).getByRole('combobox').fill('miljöförvaltningen');
    await dialog(page).getByText(sv.app.nothingFound).waitFor();
    await dialog(page).getByRole('combobox').fill('trafiknämnden');
    await page.keyboard.press('Enter');
    await dialog(page).getByLabel(words.text.forward).fill('Hör till er');
    await submit(page, 'forward');
    await page.getByText(said(words.done.forward, { number })).waitFor();
    const own = await openedBy(await screens.atWork('anna'), number);
    expect((await buttons(own)).slice(0, 3)).toEqual([words.takeBack, words.answer, words.wait]);
  });

  it.each([
    ['InQueue', words.queued],
    ['Talking', words.othersTalk],
    ['SentHere', words.sentHere],
  ])('says in a sentence of its own why a step is refused: %s', async (code, sentence) => {
    const number = await aReport();
    const page = await openedBy(await anOfficer(), number);
    const status = code === 'SentHere' ? 403 : 409;
    await page.route('**/take', (route) => route.fulfill({ status, json: { code, message: '' } }));
    await button(page, words.take).click();
    await page.getByText(sentence).first().waitFor();
    await shows(number, 'registered');
  });

  it('narrows by board, category and whose, and clears every filter with one press', async () => {
    const anna = await screens.desk.hire('anna');
    const mine = await aReport();
    const others = await aReport({ category: 'UTE-SNO', form: '', details: {} });
    await screens.desk.registry.take(mine, anna, {});
    const page = await screens.atWork('anna');
    await page.getByRole('link', { name: sv.views.cases }).click();
    const row = (number: string) => page.locator('.case-row', { hasText: number });
    await row(others).waitFor();
    await page.getByLabel(sv.cases.whose).selectOption({ label: sv.cases.mineOnly });
    await row(others).waitFor({ state: 'detached' });
    expect(await row(mine).count()).toBe(1);
    await page.getByLabel(sv.case.category).selectOption('UTE-SNO');
    await page.getByText(sv.cases.noHitTitle).waitFor();
    await button(page, sv.cases.clear).first().click();
    await row(others).waitFor();
    await row(mine).waitFor();
    expect(await page.getByLabel(sv.cases.whose).locator('option').allTextContents()).toEqual([
      sv.cases.everybodys,
      sv.cases.mineOnly,
    ]);
  });
});
