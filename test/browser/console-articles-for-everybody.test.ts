import type { Locator, Page } from 'playwright-core';
import en from '../../locales/en/console.json';
import sv from '../../locales/sv/console.json';
import { faultsOf, tooWide } from '../support/accessibility.js';
import { button, dialog } from '../support/console-screens.js';
import { done, editorScreens, field, HENS, pane, row } from '../support/editor-screens.js';
import { anArticleText } from '../support/editorial.js';

jest.setTimeout(60_000);

const { screens, published, newest, asEditor } = editorScreens();
const words = sv.articles;
/** Waits until the check has looked at what stands there now. */
const checkOf = (page: Page) => page.waitForResponse((response) => response.url().endsWith('/api/articles/check'));

describe('for everybody', () => {
  /** Every kind of line in the list, and a page with all its parts open. */
  async function everything(): Promise<void> {
    await published(anArticleText('höns', { answer: 'Först.' }));
    await published(anArticleText('hens'), { ...HENS, language: 'en' });
    await published(anArticleText('höns', { answer: `Sedan ${'x'.repeat(200)}.` }));
    const text = `${anArticleText('hens')}\n## Eget\nbehålls\n`;
    await screens.desk.articles.saveDraft({ ...HENS, language: 'en', text, basedOn: 1, author: 'kim' });
    await screens.desk.articles.setReview(HENS, { owner: 'Lo Ek', reviewBy: '2020-01-01' });
  }

  async function openAll(page: Page): Promise<void> {
    const english = page.locator('.pane').first();
    await english.locator('.field').first().waitFor();
    while ((await english.locator('.disclosure-open[aria-expanded="false"]').count()) > 0)
      await english.locator('.disclosure-open[aria-expanded="false"]').first().click();
    await english.locator('.try input').fill('hens ett');
    await english.locator('.try button').click();
    await english.locator('.tried').waitFor();
    await english.locator('.history').waitFor();
    const checked = checkOf(page);
    await english.locator('.field input').first().fill('');
    await checked;
    await english.locator('.field-error').first().waitFor();
  }

  it.each([
    ['sv-SE', sv],
    ['en-GB', en],
  ])('has no fault of accessibility (%s)', async (locale, own) => {
    await everything();
    const page = await asEditor('', { locale }, 'edit', own);
    await page.locator('.article-row').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.goto(`${screens.desk.url}/console/#/articles/hons/en/sv`);
    await openAll(page);
    expect(await faultsOf(page)).toEqual([]);
    for (const name of [own.articles.reject, own.articles.discard]) {
      if ((await button(page, name).count()) === 0) continue;
      await button(page, name).first().click();
      await dialog(page).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.keyboard.press('Escape');
    }
    const swedish = page.locator('.pane').nth(1);
    await field(swedish, own.articles.section.Responsible).fill('Miljöförvaltningen.');
    await button(swedish, own.articles.publish).click();
    await dialog(page).getByText(own.articles.takesNothing).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await field(swedish, own.articles.section.Responsible).fill('Någon annan.');
    await screens.desk.articles.saveDraft({ ...HENS, text: anArticleText('höns'), basedOn: 3, author: 'kim' });
    await button(swedish, own.articles.showDifference).click();
    await dialog(page).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await button(page, own.articles.asText).first().click();
    expect(await faultsOf(page)).toEqual([]);
    await page.goto(`${screens.desk.url}/console/#/articles/_new`);
    await page.getByRole('heading', { name: own.articles.new }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it('fits a width of 360 without scrolling sideways, one language at a time', async () => {
    await everything();
    const page = await asEditor('', { viewport: { width: 360, height: 740 } });
    await page.locator('.article-row').waitFor();
    expect(await tooWide(page)).toBeLessThanOrEqual(0);
    await page.goto(`${screens.desk.url}/console/#/articles/hons/en`);
    await openAll(page);
    expect(await tooWide(page)).toBeLessThanOrEqual(0);
    expect(await page.locator('.pane:visible').count()).toBe(1);
    await button(page.locator('.pane').first(), words.asText).click();
    expect(await tooWide(page)).toBeLessThanOrEqual(0);
    await page.goto(`${screens.desk.url}/console/#/articles/_new`);
    await page.getByRole('heading', { name: words.new }).waitFor();
    expect(await tooWide(page)).toBeLessThanOrEqual(0);
  });

  it('works without a mouse: from the list into the form, saved, published and back', async () => {
    await published(anArticleText('höns'));
    const page = await asEditor();
    await row(page, 'Om höns').getByRole('link').focus();
    await page.keyboard.press('Enter');
    await page.locator('h1:focus').waitFor();
    const until = async (place: Locator) => {
      for (let presses = 0; presses < 40; presses++) {
        await page.keyboard.press('Tab');
        if ((await place.and(page.locator(':focus')).count()) > 0) return;
      }
      throw new Error('the keyboard does not get there');
    };
    await until(field(pane(page), words.section.title));
    await page.keyboard.press('End');
    await page.keyboard.type(' i staden');
    await until(button(pane(page), words.save));
    await page.keyboard.press('Enter');
    await done(page, words.saved);
    expect((await newest())?.text).toMatch(/^# Om höns i staden\n/);
    await until(button(pane(page), words.publish));
    await page.keyboard.press('Enter');
    await dialog(page).getByText(words.takesNothing).waitFor();
    await until(button(dialog(page), words.publishNow));
    await page.keyboard.press('Enter');
    await done(page, words.done.publish);
    await page.locator('.pane h2:focus').waitFor();
    await page.goBack();
    await row(page, 'Om höns i staden').getByRole('link').and(page.locator(':focus')).waitFor();
  });
});
