import type { Locator, Page } from 'playwright-core';
import type { NewQuestion } from '../../editorial/unanswered.js';
import en from '../../locales/en/console.json';
import sv from '../../locales/sv/console.json';
import { faultsOf, tooWide } from '../support/accessibility.js';
import { button, dialog, said } from '../support/console-screens.js';
import { editorScreens } from '../support/editor-screens.js';
import { anArticleText } from '../support/editorial.js';

jest.setTimeout(60_000);

const { screens, published, asked: keep, atTheQuestions } = editorScreens();
const words = sv.unanswered;
const HENS = 'Får jag ha höns på balkongen?';
const COCKS = 'Får min tupp gala?';

const anArticle = (topic: string, about: string, language = 'sv') =>
  published(anArticleText(about), { topic, language });
const asked = (text: string, changes: Partial<NewQuestion> = {}) =>
  keep(text, { nearest: ['hons', 'tuppar', 'finns-inte'], ...changes });

const row = (page: Page, text: string): Locator => page.locator('.unanswered-row', { hasText: text });
const phrasing = (page: Page): Locator => dialog(page).getByLabel(words.phrasing);
const phrasings = async (topic = 'hons') =>
  (await screens.desk.articles.published()).find(({ id }) => id === topic)?.askedAs;
const clusters = async (status: 'open' | 'asked-as' | 'draft') => {
  const { items } = await screens.desk.unanswered.clusters({ status });
  return items.map(({ text }) => text);
};

describe('an unanswered question', () => {
  it('becomes a phrasing of the nearest article with one press, and the keyboard goes on with the next', async () => {
    await anArticle('hons', 'höns');
    await asked(HENS);
    await asked(HENS);
    await asked(COCKS, { nearest: [] });
    const page = await atTheQuestions();
    await button(row(page, HENS), words.askedAs.open).press('Enter');
    expect(await phrasing(page).inputValue()).toBe(HENS);
    const nearest = dialog(page).locator('.nearest');
    await nearest.waitFor();
    // An article that is not there, or not in this language, is not offered.
    expect(await nearest.getByRole('button').allTextContents()).toEqual([
      said(words.askedAs.addTo, { title: 'Om höns' }),
    ]);
    await phrasing(page).fill('får man ha höns på balkongen');
    await nearest.getByRole('button').press('Enter');
    await page.getByText(words.askedAs.done).waitFor();
    await row(page, HENS).waitFor({ state: 'detached' });
    await row(page, COCKS).locator('button:focus').waitFor();
    expect(await phrasings()).toContain('får man ha höns på balkongen');
    expect(await clusters('asked-as')).toEqual([HENS]);
  });

  it('becomes a phrasing of any article that is searched for', async () => {
    await anArticle('hons', 'höns');
    await anArticle('tuppar', 'tuppar');
    await asked(COCKS, { nearest: [] });
    const page = await atTheQuestions();
    await button(row(page, COCKS), words.askedAs.open).click();
    const article = dialog(page).getByRole('combobox');
    await article.fill('tupp');
    await page.keyboard.press('Enter');
    await button(dialog(page), words.askedAs.add).click();
    await page.getByText(words.askedAs.done).waitFor();
    expect(await phrasings('tuppar')).toContain(COCKS);
    await page.locator('h1:focus').waitFor();
  });

  it('is told when another article is asked so already, and stays', async () => {
    await anArticle('hons', 'höns');
    await anArticle('tuppar', 'tuppar');
    await asked(HENS);
    const page = await atTheQuestions();
    await button(row(page, HENS), words.askedAs.open).click();
    await phrasing(page).fill('tuppar ett');
    await button(dialog(page), said(words.askedAs.addTo, { title: 'Om höns' })).click();
    await dialog(page)
      .getByText(said(words.askedAs.taken, { title: 'Tuppar' }))
      .waitFor();
    expect(await phrasing(page).inputValue()).toBe('tuppar ett');
    expect(await clusters('open')).toEqual([HENS]);
    expect(await phrasings()).not.toContain('tuppar ett');
  });

  it('needs words that are no longer than a question, and an article', async () => {
    await anArticle('hons', 'höns');
    await asked(HENS);
    const page = await atTheQuestions();
    await button(row(page, HENS), words.askedAs.open).click();
    await button(dialog(page), words.askedAs.add).click();
    await dialog(page).getByText(words.askedAs.missing).waitFor();
    await phrasing(page).fill('   ');
    await dialog(page).getByText(words.phrasingMissing).waitFor();
    await phrasing(page).fill('höns '.repeat(100));
    await dialog(page)
      .getByText(said(words.phrasingTooLong, { count: 300 }))
      .waitFor();
    await button(dialog(page), said(words.askedAs.addTo, { title: 'Om höns' })).click();
    expect(await clusters('open')).toEqual([HENS]);
    await page.keyboard.press('Escape');
    await button(row(page, HENS), words.askedAs.open).and(page.locator(':focus')).waitFor();
  });

  it('becomes the draft of a new article, which waits among the articles', async () => {
    await asked(HENS);
    const page = await atTheQuestions();
    await button(row(page, HENS), words.draft.open).click();
    await button(dialog(page), words.draft.create).click();
    await dialog(page).getByText(sv.articles.topicFault).waitFor();
    await dialog(page).locator('input[aria-invalid="true"]:focus').waitFor();
    await dialog(page).getByLabel(sv.articles.topic).fill('hons');
    await dialog(page).getByRole('combobox', { name: sv.articles.category }).fill('buller');
    await page.keyboard.press('Enter');
    await button(dialog(page), words.draft.create).click();
    await page.getByText(words.draft.done).waitFor();
    await page.getByText(words.emptyTitle).waitFor();
    expect(await clusters('draft')).toEqual([HENS]);
    await page.getByRole('link', { name: sv.views.articles }).click();
    const draft = page.locator('.article-row', { hasText: HENS });
    await draft.getByText(sv.articles.status.draft).waitFor();
    await draft.getByRole('link').click();
    expect(await page.getByLabel(sv.articles.section['Asked as'], { exact: true }).first().inputValue()).toBe(HENS);
  });

  it('that somebody else has decided about is left as it is, politely', async () => {
    await anArticle('hons', 'höns');
    const id = await asked(HENS);
    const page = await atTheQuestions();
    await button(row(page, HENS), words.askedAs.open).click();
    await page.route('**/api/unanswered?*', (route) => route.abort());
    await screens.desk.unanswered.resolve(id, { as: 'not-ours', by: 'x', version: 1 });
    await page.getByText(sv.failure.noConnection).waitFor();
    await page.unroute('**/api/unanswered?*');
    await button(dialog(page), said(words.askedAs.addTo, { title: 'Om höns' })).click();
    await page.getByText(words.decidedSince).waitFor();
    await page.getByText(words.emptyTitle).waitFor();
    expect(await phrasings()).not.toContain(HENS);
  });
});

it('says why the dialog closes when somebody else decides about the question meanwhile', async () => {
  const id = await asked(HENS);
  const page = await atTheQuestions();
  await button(row(page, HENS), words.draft.open).click();
  await dialog(page).getByLabel(sv.articles.topic).fill('hons');
  await screens.desk.unanswered.resolve(id, { as: 'not-ours', by: 'x', version: 1 });
  await page.getByText(words.decidedSince).waitFor();
  await dialog(page).waitFor({ state: 'detached' });
});

describe('for everybody', () => {
  it.each([
    ['sv-SE', sv],
    ['en-GB', en],
  ])('has no fault of accessibility and fits a width of 360 (%s)', async (locale, own) => {
    await anArticle('hons', `höns${'x'.repeat(60)}`);
    await asked(`${HENS} ${'x'.repeat(200)}`);
    const page = await atTheQuestions({ locale, viewport: { width: 360, height: 740 } }, own);
    for (const name of [own.unanswered.askedAs.open, own.unanswered.draft.open]) {
      await button(page, name).click();
      await dialog(page).getByRole('combobox').waitFor();
      expect(await faultsOf(page)).toEqual([]);
      expect(await tooWide(page)).toBeLessThanOrEqual(0);
      await page.keyboard.press('Escape');
    }
  });

  it('is nothing to answer once it is put away', async () => {
    await asked(HENS);
    const page = await atTheQuestions();
    await button(row(page, HENS), words.notOurs).click();
    await page.getByText(words.notOursDone).waitFor();
    await page.getByLabel(words.show).selectOption({ label: words.status['not-ours'] });
    await button(row(page, HENS), words.putBack).waitFor();
    expect(await button(page, words.askedAs.open).count()).toBe(0);
  });
});
