import type { Page } from 'playwright-core';
import sv from '../../locales/sv/console.json';
import { claim, replyBox, said } from '../support/console-screens.js';
import { onItsWay, typed, writingScreens } from '../support/writing-screens.js';

jest.setTimeout(60_000);

const { screens, arrived, atTheDesk } = writingScreens();

describe('templates', () => {
  const list = (page: Page) => page.getByRole('listbox', { name: sv.templates.title });
  const option = (page: Page, title: string) => list(page).getByRole('option', { name: title });

  it('are found with / and put in at the cursor, several in one message, with the keyboard alone', async () => {
    const { page, number } = await atTheDesk();
    await page.keyboard.type('/häls');
    await option(page, 'Hälsning med namn').waitFor();
    expect(await option(page, 'Hälsning').first().getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Enter');
    await page.keyboard.type(' Lampan lagas. /num');
    await option(page, 'Ärendets nummer').waitFor();
    await page.keyboard.press('Enter');
    const text = await typed(page);
    expect(text).toMatch(/^Hej! Jag heter Anna och svarar för Trafik och utemiljö\..* Lampan lagas\. Ditt ärende har/);
    expect(text).toContain(`numret ${number}.`);
    await page.keyboard.press('Control+z');
    expect(await typed(page)).toMatch(/ Lampan lagas\. \/num$/);
    expect(arrived()).toEqual([]);
  });

  it('stay out of the way: Escape closes them, a slash in a word opens nothing, Enter sends', async () => {
    const { page } = await atTheDesk();
    await page.keyboard.type('Hej /');
    await list(page).waitFor();
    await page.keyboard.press('Escape');
    await list(page).waitFor({ state: 'detached' });
    await page.keyboard.type('qq och/eller mån/tis /xyzzy');
    expect(await list(page).count()).toBe(0);
    await page.keyboard.press('Enter');
    await onItsWay(page).getByText('Hej /qq och/eller mån/tis /xyzzy').waitFor();
  });

  it('mark what nobody knows, and are not sent before it is filled in', async () => {
    const { page } = await atTheDesk();
    await page.keyboard.type('/med namn');
    await option(page, 'Hälsning med namn').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(sv.templates.fillIn).waitFor();
    await page.getByRole('button', { name: `{{citizenName}} ${sv.templates.name.citizenName}` }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(said(sv.templates.missing, { name: '{{citizenName}}' })).waitFor();
    // What is missing is selected: typing fills it in.
    await page.keyboard.type('Siv');
    expect(await typed(page)).toMatch(/^Hej Siv! /);
    await page.keyboard.press('Enter');
    await onItsWay(page).getByText('Hej Siv!').waitFor();
  });

  // “Also” of the complaints: a name only where the citizen has given it.
  it('use the citizen’s name when it is known', async () => {
    const { page } = await atTheDesk({ reach: { name: 'Siv Ek' } });
    await page.locator('.conversation-head', { hasText: 'Siv Ek' }).waitFor();
    await replyBox(page).focus();
    await page.keyboard.type('/med namn');
    await option(page, 'Hälsning med namn').waitFor();
    await page.keyboard.press('Enter');
    expect(await typed(page)).toMatch(/^Hej Siv Ek! Jag heter Anna\./);
  });

  it('are those of the group, with facts and not figures', async () => {
    const { page } = await atTheDesk();
    await page.keyboard.type('/');
    await option(page, 'Anmäla fel ute på telefon').waitFor();
    expect(await option(page, 'Ring Äldre direkt').count()).toBe(0);
    await page.keyboard.type('anmäla fel');
    await page.keyboard.press('Tab');
    expect(await typed(page)).toContain('08-651 00 00');
  });

  // Row 22: a language that is not there is seen, not guessed.
  it('come in the citizen’s language, or say which language they are in (complaint 22)', async () => {
    const { page } = await atTheDesk({ language: 'en' });
    await page.getByRole('button', { name: sv.templates.open }).click();
    await option(page, 'Något mer?').click();
    expect(await typed(page)).toBe('Is there anything else I can help you with?');
    const french = await screens.desk.wait({ conversationId: 'fr', language: 'fr' });
    await claim(page, french.number);
    await page.keyboard.type('/något');
    await option(page, 'Något mer?').getByText('Svenska', { exact: true }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await typed(page)).toBe('Is there anything else I can help you with?');
    await page.getByText(said(sv.templates.otherLanguage, { language: 'engelska', wanted: 'franska' })).waitFor();
  });
});
