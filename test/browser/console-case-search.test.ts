import sv from '../../locales/sv/console.json';
import { consoleScreens } from '../support/console-screens.js';

jest.setTimeout(60_000);

const screens = consoleScreens();
const words = sv.cases;

describe('the search for cases', () => {
  it('that found nothing is taken back as a whole: words, list and focus', async () => {
    await screens.desk.hire('anna');
    const { number } = await screens.desk.wait();
    const page = await screens.atWork('anna');
    await page.getByRole('link', { name: sv.views.cases }).click();
    const box = page.getByLabel(words.search);
    await box.fill('999999');
    await page.getByText(words.noHitTitle).waitFor();
    await page.getByRole('button', { name: words.clear }).press('Enter');
    await page.locator('.case-row', { hasText: number }).waitFor();
    expect(await box.inputValue()).toBe('');
    await box.and(page.locator(':focus')).waitFor();
    expect(await page.getByRole('button', { name: words.clear }).count()).toBe(0);
  });
});
