import type { Page } from 'playwright-core';
import sv from '../../locales/sv/console.json';
import { claim, consoleScreens, replyBox } from '../support/console-screens.js';

jest.setTimeout(60_000);

const screens = consoleScreens();

/** The city has a ready-made reply that names the matter. */
async function withSuchAReply(page: Page): Promise<void> {
  const text = { sv: 'Det gäller {{category}}.', ar: 'الموضوع: {{category}}.', fi: 'Asia: {{category}}.' };
  await page.route('**/api/templates', async (route) => {
    const answer = await (await route.fetch()).json();
    const reply = { code: 'saken', title: { sv: 'Saken', en: 'The matter' }, groups: [], categories: [], text };
    await route.fulfill({ json: { ...answer, items: [reply] } });
  });
}

async function reply(language: string, category: string): Promise<string> {
  await screens.desk.hire('anna', { groups: ['VAX', 'CIV'] });
  const { number } = await screens.desk.wait({ language, category });
  const page = await screens.screen();
  await withSuchAReply(page);
  await page.getByLabel(sv.signIn.username).fill('anna');
  await page.getByLabel(sv.signIn.password).fill('anna-password');
  await page.keyboard.press('Enter');
  await claim(page, number);
  await page.keyboard.type('/saken');
  await page.getByRole('listbox', { name: sv.templates.title }).getByRole('option').first().click();
  return replyBox(page).inputValue();
}

describe('the matter in a ready-made reply', () => {
  it.each([
    ['sv', 'Det gäller Övrigt.'],
    ['fi', 'Asia: Muu asia.'],
    ['ar', 'الموضوع: أمور أخرى.'],
  ])('is named in the citizen’s language (%s)', async (language, text) => {
    expect(await reply(language, 'ALL-OVR')).toBe(text);
  });

  it('is its Swedish name, set apart as a whole, where the citizen’s language has none', async () => {
    expect(await reply('ar', 'CIV-DOD')).toBe('الموضوع: \u2068Dödsbo och dödsboanmälan\u2069.');
  });
});
