import type { Locator, Page } from 'playwright-core';
import type { NewQuestion } from '../../editorial/unanswered.js';
import en from '../../locales/en/console.json';
import sv from '../../locales/sv/console.json';
import { faultsOf, tooWide } from '../support/accessibility.js';
import { button, fillIn, said } from '../support/console-screens.js';
import { editorScreens } from '../support/editor-screens.js';

jest.setTimeout(60_000);

const { screens, asked: keep, atTheQuestions } = editorScreens();
const HENS = 'Får jag ha höns på balkongen?';
const MATCH = 'Vem vann matchen i går?';

const asked = (text: string, changes: Partial<NewQuestion> = {}) =>
  keep(text, { nearest: ['forskola-ko', 'sidor-utan-kategori'], ...changes });

async function hensAndMatch(): Promise<void> {
  await asked(MATCH, { nearest: [] });
  await asked(HENS);
  screens.desk.clock.pass(1);
  await asked('får jag ha höns på balkongen', { why: 'not-helped' });
}

const row = (page: Page, text: string): Locator => page.locator('.unanswered-row', { hasText: text });
const show = (page: Page, status: 'open' | 'not-ours') =>
  page.getByLabel(sv.unanswered.show).selectOption({ label: sv.unanswered.status[status] });

describe('an editor', () => {
  it('lands on the questions nobody answered, the most asked first, with what is known of them', async () => {
    await hensAndMatch();
    const page = await atTheQuestions();
    await row(page, HENS).waitFor();
    expect(await page.locator('.unanswered-text').allTextContents()).toEqual([HENS, MATCH]);
    const hens = row(page, HENS);
    const words = await hens.innerText();
    const { why, times_other: times } = sv.unanswered;
    for (const part of [said(times, { count: 2 }), why.unknown, why['not-helped'], 'Svenska', 'Sidor utan kategori'])
      expect(words).toContain(part);
    expect(words).toContain('Söka plats och kö till förskola');
    expect(await row(page, MATCH).innerText()).toContain(sv.unanswered.noneNear);
    expect(await page.getByRole('navigation').getByRole('link').allTextContents()).toEqual([
      sv.views.unanswered,
      sv.views.articles,
    ]);
  });

  it('opens one and reads how it was put, the newest first', async () => {
    await hensAndMatch();
    const page = await atTheQuestions();
    const open = button(row(page, HENS), sv.unanswered.wordings);
    await open.press('Enter');
    await page.locator('.wordings').waitFor();
    expect(await open.getAttribute('aria-expanded')).toBe('true');
    expect(await page.locator('.wording-text').allTextContents()).toEqual(['får jag ha höns på balkongen', HENS]);
    await open.press('Enter');
    await page.locator('.wordings').waitFor({ state: 'detached' });
  });

  it('puts one away that is not the city’s, goes on with the keyboard, and puts it back', async () => {
    await hensAndMatch();
    const page = await atTheQuestions();
    await button(row(page, HENS), sv.unanswered.notOurs).press('Enter');
    await page.getByText(sv.unanswered.notOursDone).waitFor();
    await row(page, HENS).waitFor({ state: 'detached' });
    await row(page, MATCH).locator('button:focus').waitFor();
    await button(row(page, MATCH), sv.unanswered.notOurs).press('Enter');
    await page.getByText(sv.unanswered.emptyTitle).waitFor();
    await page.locator('h1:focus').waitFor();

    await show(page, 'not-ours');
    await button(row(page, HENS), sv.unanswered.putBack).click();
    await page.getByText(sv.unanswered.putBackDone).waitFor();
    await row(page, HENS).waitFor({ state: 'detached' });
    await show(page, 'open');
    await row(page, HENS).waitFor();
    expect(await row(page, MATCH).count()).toBe(0);
  });

  it('is told politely when somebody else was faster', async () => {
    const id = await asked(MATCH);
    const page = await atTheQuestions();
    await row(page, MATCH).waitFor();
    // The news does not reach this screen: its own click finds out.
    await page.route('**/api/unanswered?*', (route) => route.abort());
    await screens.desk.unanswered.resolve(id, { as: 'not-ours', by: 'x', version: 1 });
    await page.getByText(sv.failure.noConnection).waitFor();
    await page.unroute('**/api/unanswered?*');
    await button(row(page, MATCH), sv.unanswered.notOurs).click();
    await page.getByText(sv.unanswered.decidedSince).waitFor();
    await page.getByText(sv.unanswered.emptyTitle).waitFor();
  });

  it('sees a new question without asking for it', async () => {
    const page = await atTheQuestions();
    const stream = page.waitForResponse((response) => response.url().endsWith('/api/events'));
    await page.reload();
    await stream;
    await page.getByText(sv.unanswered.emptyTitle).waitFor();
    await asked(HENS);
    await row(page, HENS).waitFor({ timeout: 10_000 });
  });

  it('looks at one language only', async () => {
    await hensAndMatch();
    const page = await atTheQuestions();
    const choose = (label: string) => page.getByLabel(sv.unanswered.language, { exact: true }).selectOption({ label });
    await choose('Engelska');
    await page.getByText(sv.unanswered.noneInLanguageTitle).waitFor();
    await asked('Can I keep hens?', { language: 'en' });
    await row(page, 'Can I keep hens?').waitFor();
    expect(await page.locator('.unanswered-row').count()).toBe(1);
    await choose('Svenska');
    await row(page, HENS).waitFor();
    expect(await row(page, 'Can I keep hens?').count()).toBe(0);
  });

  it('reads a question in its own language and direction', async () => {
    await asked('هل يمكنني تربية الدجاج؟', { language: 'ar' });
    const page = await atTheQuestions();
    await button(page, sv.unanswered.wordings).click();
    for (const text of ['.unanswered-text', '.wording-text']) {
      expect(await page.locator(text).getAttribute('lang')).toBe('ar');
      const direction = `getComputedStyle(document.querySelector('${text}')).direction`;
      expect(await page.evaluate(direction)).toBe('rtl');
    }
  });

  it('reads more than one page, each question once', async () => {
    for (let number = 0; number < 52; number++) await asked(`Fråga ${number}`, { nearest: [`topic-${number}`] });
    const page = await atTheQuestions();
    await page.getByText(said(sv.unanswered.countMore_other, { count: 50 })).waitFor();
    await button(page, sv.unanswered.more).click();
    await page.getByText(said(sv.unanswered.count_other, { count: 52 }), { exact: true }).waitFor();
    expect(await page.locator('.unanswered-row').count()).toBe(52);
    expect(await button(page, sv.unanswered.more).count()).toBe(0);
  });

  it('reads HTML in a question as text', async () => {
    const html = '<img src=x onerror="hacked=1"><b>fet</b> <script>hacked=1</script>';
    await asked(html);
    const page = await atTheQuestions();
    await button(row(page, 'fet'), sv.unanswered.wordings).click();
    await page.locator('.wordings').waitFor();
    expect(await page.locator('.unanswered-text').textContent()).toBe(html);
    expect(await page.locator('.wording-text').textContent()).toBe(html);
    expect(await page.locator('#main img, #main b, #main script').count()).toBe(0);
    expect(await page.evaluate('typeof hacked')).toBe('undefined');
  });
});

it.each(['agent', 'officer', 'supervisor', 'admin'] as const)('is no view for the role %s', async (role) => {
  await hensAndMatch();
  await screens.desk.hire('other', { roles: [role], boards: ['TRN'] });
  const page = await screens.screen();
  await fillIn(page, 'other', 'other-password');
  await page.getByRole('navigation').getByRole('link').first().waitFor();
  await page.goto(`${screens.desk.url}/console/#/unanswered`);
  await page.locator('nav [aria-current="page"]').waitFor();
  expect(await page.getByText(sv.views.unanswered).count()).toBe(0);
  expect(await page.getByText(HENS).count()).toBe(0);
});

describe('for everybody', () => {
  it.each([
    ['sv-SE', sv],
    ['en-GB', en],
  ])('has no fault of accessibility (%s)', async (locale, words) => {
    const page = await atTheQuestions({ locale }, words);
    await page.getByText(words.unanswered.emptyTitle).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await hensAndMatch();
    await button(row(page, HENS), words.unanswered.wordings).click();
    await page.locator('.wordings').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await button(row(page, MATCH), words.unanswered.notOurs).click();
    await page.getByText(words.unanswered.notOursDone).waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it('fits a width of 360 without scrolling sideways, whatever somebody has asked and may do', async () => {
    await hensAndMatch();
    await asked(`Varför ${'x'.repeat(300)}`, { nearest: ['y'.repeat(80)] });
    await screens.desk.hire('edit', { roles: ['agent', 'editor', 'admin'] });
    const page = await screens.atWork('edit', { viewport: { width: 360, height: 740 } });
    expect(await tooWide(page)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: sv.app.menu }).click();
    expect(await tooWide(page)).toBeLessThanOrEqual(0);
    await page.getByRole('link', { name: sv.views.unanswered }).click();
    await button(row(page, 'xxx'), sv.unanswered.wordings).click();
    await page.locator('.wordings').waitFor();
    expect(await tooWide(page)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: sv.app.menu }).click();
    expect(await tooWide(page)).toBeLessThanOrEqual(0);
  });
});
