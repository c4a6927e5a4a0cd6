import type { Page } from 'playwright-core';
import sv from '../../locales/sv/console.json';
import { card, claim, consoleScreens, replyBox } from '../support/console-screens.js';

jest.setTimeout(60_000);

const screens = consoleScreens();

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: sv.app.menu }).click();
  await page.getByRole('button', { name: sv.app.signOut }).click();
}

describe('an agent at two screens (bad input: an agent signed in twice)', () => {
  it('signs out of one without handing anything over, and goes on at the other (complaint 4)', async () => {
    await screens.desk.hire('anna');
    const { number } = await screens.desk.wait({ conversationId: 'lamp' });
    const [one, two] = [await screens.atWork('anna'), await screens.atWork('anna')];
    await claim(one, number);
    await card(two, number).getByRole('link').click();
    await replyBox(two).waitFor();
    await signOut(one);
    await one.getByLabel(sv.signIn.username).waitFor();
    expect(await screens.desk.desk.ownerOf('lamp')).toMatchObject({ kind: 'agent' });
    expect(await screens.desk.agents.signedIn('TRA')).toBe(true);
    await signOut(two);
    await two.getByRole('dialog', { name: sv.shift.title }).waitFor();
  });
});
