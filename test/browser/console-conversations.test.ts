import sv from '../../locales/sv/console.json';
import { card, claim, fillIn, replyBox, said } from '../support/console-screens.js';
import { until } from '../support/until.js';
import { kept, typed, write, writingScreens } from '../support/writing-screens.js';

jest.setTimeout(60_000);

const { screens, arrived, atTheDesk } = writingScreens();

describe('several conversations at once', () => {
  it('keep their drafts, marks, names and colours apart, and are gone through with the keyboard while writing', async () => {
    const { page, number } = await atTheDesk();
    const other = await screens.desk.wait({ conversationId: 'snow', reach: { name: 'Siv Ek' } });
    await replyBox(page).fill('om lampan');
    await claim(page, other.number);
    await page.locator('.reply-whose', { hasText: `Siv Ek · ${other.number}` }).waitFor();
    await replyBox(page).fill('om snön');
    screens.desk.says('lamp', 'Är du kvar?');
    await card(page, number).locator('.unread').waitFor();
    expect(await page.evaluate('document.activeElement.value')).toBe('om snön');
    await page.keyboard.press('Alt+ArrowDown');
    await page.locator('.reply-whose', { hasText: number }).waitFor();
    expect(await typed(page)).toBe('om lampan');
    await page.keyboard.type('!');
    await page.keyboard.press('Alt+ArrowUp');
    await page.locator('.reply-whose', { hasText: other.number }).waitFor();
    expect(await typed(page)).toBe('om snön');
    const colours = await page.evaluate(
      "[...document.querySelectorAll('.queue-item.band')].map((one) => getComputedStyle(one).borderInlineStartColor)",
    );
    expect(new Set(colours as string[]).size).toBe(2);
    await page.keyboard.press('Alt+ArrowDown');
    await page.locator('.reply-whose', { hasText: number }).waitFor();
    expect(await typed(page)).toBe('om lampan!');
  });

  // Row 20: a draft is never dropped by what somebody else does.
  it('keep what was begun when the conversation goes to somebody else, and have it in the box when it comes back (complaint 20)', async () => {
    const { page, number, handoverId } = await atTheDesk();
    const anna = (await screens.desk.agents.list()).find(({ username }) => username === 'anna');
    const bo = await screens.desk.hire('bo');
    const siv = await screens.desk.hire('siv', { roles: ['supervisor'], groups: [] });
    await replyBox(page).fill('Nästan klart');
    await screens.desk.desk.takeBack(handoverId, siv);
    await until(() => kept(page).inputValue());
    expect(await kept(page).inputValue()).toBe('Nästan klart');
    await screens.desk.desk.claim(handoverId, bo);
    await page.getByText(said(sv.state.accepted, { name: 'Bo' })).waitFor();
    expect(await kept(page).inputValue()).toBe('Nästan klart');
    await screens.desk.desk.takeBack(handoverId, siv);
    await claim(page, number);
    expect([await typed(page), arrived(), anna?.name]).toEqual(['Nästan klart', [], 'Anna']);
  });

  it('give a reply back to its writer when the conversation went away while it waited', async () => {
    const { page, number, handoverId } = await atTheDesk();
    const siv = await screens.desk.hire('siv', { roles: ['supervisor'], groups: [] });
    await write(page, 'För sent');
    await screens.desk.desk.takeBack(handoverId, siv);
    await page.getByText(said(sv.reply.refused, { number })).waitFor();
    expect([await kept(page).inputValue(), arrived()]).toEqual(['För sent', []]);
  });

  it('give a draft to nobody else who signs in at the same screen, and back to its writer', async () => {
    const { page } = await atTheDesk();
    await screens.desk.hire('bo');
    await write(page, 'Mina ord');
    await screens.desk.store.connection.collection('sessions').deleteMany({});
    await page.clock.fastForward(5_500);
    await page.getByText(sv.signIn.expired).waitFor();
    await fillIn(page, 'bo', 'bo-password');
    await page.getByText(said(sv.state.accepted, { name: 'Anna' })).waitFor();
    expect(await page.getByText('Mina ord').count()).toBe(0);
    await screens.desk.store.connection.collection('sessions').deleteMany({});
    await page.reload();
    await fillIn(page, 'anna', 'anna-password');
    await replyBox(page).waitFor();
    expect([await typed(page), arrived()]).toEqual(['Mina ord', []]);
  });
});

describe('what the citizen asked before', () => {
  it('stands beside the case, within the agent’s own rights, and opens it', async () => {
    await screens.desk.hire('anna');
    const reach = { phone: '070-174 06 05' };
    const before = await screens.desk.wait({ reach, category: 'UTE-SNO', handover: false });
    await screens.desk.wait({ reach, category: 'FSK-KO', handover: false });
    const { number } = await screens.desk.wait({ reach, conversationId: 'lamp' });
    const page = await screens.atWork('anna');
    await claim(page, number);
    const panel = page.locator('.case-panel');
    await panel.getByRole('button', { name: said(sv.previous.title_one, { count: 1 }) }).waitFor();
    await panel.getByText(sv.previous.same.phone).waitFor();
    await panel.getByRole('link', { name: before.number }).click();
    await page.getByRole('heading', { name: before.number }).waitFor();
  });
});
