import type { Page } from 'playwright-core';
import sv from '../../locales/sv/console.json';
import { consoleScreens, fillIn } from '../support/console-screens.js';
import { anArticleText } from '../support/editorial.js';

jest.setTimeout(60_000);

const screens = consoleScreens();
const words = sv.articles;
const rows = (page: Page) => page.locator('.article-row');
const titled = (nth: number) => `Fråga ${String(nth).padStart(2, '0')}`;

async function written(title: string, language = 'sv'): Promise<void> {
  const place = { topic: title.toLowerCase().replace('å', 'a').replace(' ', '-'), language, category: 'MIL-BUL' };
  await screens.desk.articles.saveDraft({ ...place, text: anArticleText(title), basedOn: 0, author: 'kim' });
}

async function list(): Promise<Page> {
  await screens.desk.hire('edit', { roles: ['editor'], groups: [] });
  const page = await screens.screen();
  await fillIn(page, 'edit', 'edit-password');
  await page.getByRole('navigation').getByRole('link').first().waitFor();
  await page.goto(`${screens.desk.url}/console/#/articles`);
  await rows(page).first().waitFor();
  return page;
}

describe('the list of articles', () => {
  beforeEach(async () => {
    for (let nth = 1; nth <= 35; nth++) await written(titled(nth));
  });

  it('begins with thirty and shows more when asked; all are counted', async () => {
    const page = await list();
    expect(await rows(page).count()).toBe(30);
    await page.getByText(words.count_other.replace('{{count}}', '35'), { exact: true }).waitFor();
    await page.getByRole('button', { name: words.more }).click();
    await page.getByRole('link', { name: titled(35) }).waitFor();
    expect(await rows(page).count()).toBe(35);
    expect(await page.getByRole('button', { name: words.more }).count()).toBe(0);
  });

  it('still has the article that somebody comes back from, however far down it stands', async () => {
    const page = await list();
    await page.getByRole('button', { name: words.more }).click();
    await page.getByRole('link', { name: titled(34) }).click();
    await page.getByRole('link', { name: words.back }).click();
    await page.locator('.article-row a:focus', { hasText: titled(34) }).waitFor();
  });

  it('finds by words also what is not shown yet', async () => {
    const page = await list();
    await page.getByLabel(words.search).fill(titled(35));
    await page.getByRole('link', { name: titled(35) }).waitFor();
  });
});
