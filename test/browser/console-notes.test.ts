import sv from '../../locales/sv/console.json';
import { replyBox, said } from '../support/console-screens.js';
import { typed, writingScreens } from '../support/writing-screens.js';

jest.setTimeout(60_000);

const { arrived, atTheDesk } = writingScreens();

describe('notes', () => {
  it('are never sent to the citizen: Enter is a new line, and the focus does not fall into the reply', async () => {
    const { page } = await atTheDesk();
    await page.getByRole('button', { name: sv.note.open }).press('Enter');
    await page.keyboard.type('Verkar orolig');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Ring hellre');
    const note = page.getByLabel(sv.note.label);
    expect(await note.inputValue()).toBe('Verkar orolig\nRing hellre');
    await page.getByRole('button', { name: sv.note.save }).press('Enter');
    await page.locator('.event-note', { hasText: 'Ring hellre' }).waitFor();
    await note.waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.textContent')).toContain(sv.note.open);
    await page.keyboard.type('till kollegor');
    expect([await typed(page), arrived()]).toEqual(['', []]);
  });

  it('are kept apart from the reply, and nothing of a long one is cut off unseen', async () => {
    const { page } = await atTheDesk();
    await replyBox(page).fill('Till invånaren');
    await page.getByRole('button', { name: sv.note.open }).click();
    const note = page.getByLabel(sv.note.label);
    await note.fill('å'.repeat(4_001));
    await page.getByText(said(sv.reply.over_one, { count: 1 })).waitFor();
    await page.getByRole('button', { name: sv.note.save }).click();
    await page.getByText(said(sv.note.tooLong_one, { count: 1 })).waitFor();
    await note.fill('   ');
    await page.getByRole('button', { name: sv.note.save }).click();
    await page.getByText(sv.note.empty).waitFor();
    expect(await typed(page)).toBe('Till invånaren');
  });
});
